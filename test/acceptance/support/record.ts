import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { isClean, loadRecords, recordFilesIn } from '@app/platform';
import { openStack, type Stack } from '@app/stack';
import type { Client, Receipt } from '../../e2e/support/client.js';
import { serve, type Served } from '../../e2e/support/server.js';
import { distributedStack } from '../../support/distributed.js';
import { newFolder } from '../../support/folders.js';
import { mongoServer } from '../../support/mongodb/server.js';

const PAPERS = resolve('../shared/seeds');

/** A server into which records were loaded from `examples/`, to be asked over HTTP. */
export interface Asked {
  /** The answer to a GET below the partnership. Throws where there is none. */
  ask(partnership: string, path: string): Promise<any>;
  /** The one item of a list that passes the test. Throws where there is none, or several. */
  one(partnership: string, path: string, test: (item: any) => boolean): Promise<any>;
  /** Records a change. Throws where it is refused. */
  tell(partnership: string, path: string, body: unknown): Promise<Receipt>;
  /** What would become of a change: the events that it would record, or the refusal. Nothing is recorded. */
  tryOut(partnership: string, path: string, body: unknown): Promise<{ status: number; body: any }>;
  /** The lines that evidence stands on, as `000:171-172`, in the order of the paper. */
  lines(...evidence: any[]): string[];
  stop(): Promise<void>;
}

/**
 * Starts a server on a stack of its own and loads these files; with the papers, where they are at hand. The stack is the
 * embedded one; with ACCEPTANCE_STACK=distributed it is the other.
 */
export async function asked(...files: string[]): Promise<Asked> {
  const served = await serve(await ownStack());
  const stop = () => served.stop();
  try {
    return { ...(await loaded(served, files)), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function ownStack(): Promise<Stack> {
  if (process.env['ACCEPTANCE_STACK'] === 'distributed') return distributedStack(mongoServer());
  const folder = await newFolder();
  const stack = await openStack({ kind: 'embedded', folder: folder.path }, { onFatal: rethrown });
  return { ...stack, close: () => stack.close().then(folder.dispose) };
}

const rethrown = (error: Error) => {
  throw error;
};

async function loaded(served: Served, files: readonly string[]): Promise<Omit<Asked, 'stop'>> {
  const token = await served.token('operator', ['partnerships:create']);
  const texts = (await recordFilesIn(resolve('examples'))).filter(({ name }) => files.includes(name));
  const report = await loadRecords({
    url: served.url,
    token,
    files: texts,
    ...(existsSync(PAPERS) && { papers: PAPERS }),
  });
  if (!isClean(report))
    throw new Error(JSON.stringify([report.faults, report.outcomes.filter(({ state }) => state !== 'new')]));
  const client = await served.client('operator');
  const records = await recordNumbers(client);

  const ask: Asked['ask'] = (partnership, path) => answerOf(client, `/v1/partnerships/${partnership}${path}`);
  return {
    ask,
    async one(partnership, path, test) {
      const { items } = await ask(partnership, path);
      const found = items.filter(test);
      if (found.length !== 1) throw new Error(`${found.length} items of ${path} pass`);
      return found[0];
    },
    tell: (partnership, path, body) => client.record(`/v1/partnerships/${partnership}${path}`, body),
    async tryOut(partnership, path, body) {
      const { status, body: answer } = await client.post(`/v1/partnerships/${partnership}${path}?dryRun=true`, body);
      return { status, body: answer };
    },
    lines: (...evidence) => linesOf(evidence.flat(), records),
  };
}

async function answerOf(client: Client, path: string): Promise<any> {
  const { status, body, text } = await client.get(path);
  if (status !== 200) throw new Error(`${path}: ${status} ${text}`);
  return body;
}

/** The papers by id: what their names begin with. */
async function recordNumbers(client: Client): Promise<ReadonlyMap<string, string>> {
  const { items } = await answerOf(client, '/v1/partnerships');
  const lists = items.map(({ partnership: p }: any) => answerOf(client, `/v1/partnerships/${p}/documents`));
  const documents = (await Promise.all(lists)).flatMap((list: any) => list.items);
  return new Map(documents.map(({ id, fileName }: any) => [id, fileName.slice(0, 3)]));
}

function linesOf(evidence: readonly any[], records: ReadonlyMap<string, string>): string[] {
  const sources = evidence.flatMap((one) => one.sources).filter(({ lines }) => lines);
  const sorted = sources.toSorted((a, b) => a.lines.from - b.lines.from || a.lines.to - b.lines.to);
  const texts = sorted.map(
    ({ documentId, lines: { from, to } }) => `${records.get(documentId)}:${from === to ? from : `${from}-${to}`}`,
  );
  return [...new Set(texts)];
}
