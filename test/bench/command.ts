import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { compare, type Row } from './harness.js';
import { withLoad } from './load.js';
import { idIn, people } from './record.js';
import { PARTNERSHIP, seed } from './seed.js';
import { startBare, startOurs, wire, type Server } from './servers.js';
import type { Size } from './size.js';

const CONNECTIONS = 50;
const PATH = `/v1/partnerships/${PARTNERSHIP}/actions`;

/** New actions by 50 connections at once, each with its own words, a meeting and somebody who asks for it. */
export async function command(folder: string, { rounds, warmUps, ms }: Size): Promise<Row> {
  const [oursFolder, bareFolder] = [join(folder, 'commands'), join(folder, 'bare-commands')];
  await seed(oursFolder, [200]);
  await mkdir(bareFolder);
  const [ours, bare] = [await startOurs(oursFolder), await startBare(bareFolder)];
  const loadOf = (server: Server) => ({
    ...{ port: server.port, expect: 201, connections: CONNECTIONS, ms },
    requests: bodies().map((body) => wire(server, 'POST', PATH, { body, headers: { 'idempotency-key': '{uuid}' } })),
  });
  try {
    return await withLoad((run) =>
      compare({
        ...{ name: 'command over HTTP, 50 connections', unit: 'requests/s', target: 0.7, rounds, warmUps },
        ours: () => run(loadOf(ours)),
        ceiling: () => run(loadOf(bare)),
      }),
    );
  } finally {
    await Promise.all([ours.stop(), bare.stop()]);
  }
}

const bodies = (): object[] =>
  people(PARTNERSHIP).map((by, n) => ({
    ...{ kind: 'action', label: `${n + 1}`, by: [by], meetingId: idIn(PARTNERSHIP, 'meeting', n % 10) },
    text: `Ask the districts for their figures on theme ${n} and bring a map of the services on offer to the board`,
    ...{ statedOn: '2011-11-09', sources: [{ words: 'from the minutes of that day' }] },
  }));
