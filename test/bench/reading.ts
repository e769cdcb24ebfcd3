import { BarePages } from './bare-pages.js';
import { compare, type Row } from './harness.js';
import { withLoad } from './load.js';
import { pagesOf, thingsOf } from './pages.js';
import { startBare, startOurs, wire, type Server } from './servers.js';
import type { Size } from './size.js';

const CONNECTIONS = 10;

/** Two servers that hold the same actions, and the pages of their list. */
export interface Reading {
  readonly ours: Server;
  readonly bare: Server;
  readonly pages: readonly { readonly path: string; readonly text: string }[];
  /** Of the last event. */
  readonly head: bigint;
}

/** `folder`: a data folder with a log; what is not in its documents yet is waited for. */
export async function withReading<T>(folder: string, work: (reading: Reading) => Promise<T>): Promise<T> {
  const { things, head } = await thingsOf(folder);
  const ours = await startOurs(folder);
  try {
    const pages = await pagesOf(ours);
    const filled = new BarePages(folder);
    filled.fill(pages.map(({ text }) => text), things); // prettier-ignore
    filled.close();
    const bare = await startBare(folder);
    return await work({ ours, bare, pages, head }).finally(() => bare.stop());
  } finally {
    await ours.stop();
  }
}

/** Any of these pages at a time, by ten connections at once. */
export function readRow(
  row: Pick<Row, 'name' | 'target'>,
  { ours, bare }: Reading,
  paths: { readonly ours: readonly string[]; readonly bare: readonly string[] },
  { rounds, warmUps, ms }: Size,
): Promise<Row> {
  const loadOf = (server: Server, of: readonly string[]) => ({
    ...{ port: server.port, expect: 200, connections: CONNECTIONS, ms },
    requests: of.map((path) => wire(server, 'GET', path)),
  });
  return withLoad((run) =>
    compare({
      ...{ ...row, unit: 'requests/s', rounds, warmUps },
      ours: () => run(loadOf(ours, paths.ours)),
      ceiling: () => run(loadOf(bare, paths.bare)),
    }),
  );
}
