import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Positions } from '@app/eventing';
import { openWorker, type ServersConfig } from '@app/stack';
import { run } from '../../apps/cli/src/run.js';
import { StandIn } from '../support/eventstoredb/stand-in.js';
import { describeWithMongo, ownDatabase } from '../support/mongodb/server.js';
import { dropDatabases } from '../support/mongodb/store.js';

// Two stacks, a worker, and a whole record on its way between them.
jest.setTimeout(480_000);

/** What a command line printed, and how it ended. */
async function cli(...argv: string[]): Promise<{ code: number; out: string; err: string }> {
  const [out, err]: [string[], string[]] = [[], []];
  const spies = [
    jest.spyOn(console, 'log').mockImplementation((line: string) => void out.push(line)),
    jest.spyOn(console, 'error').mockImplementation((line: string) => void err.push(line)),
  ];
  try {
    return { code: await run(argv), out: out.join('\n'), err: err.join('\n') };
  } finally {
    for (const spy of spies) spy.mockRestore();
  }
}

const matching = (pattern: RegExp): string => expect.stringMatching(pattern) as string;

describeWithMongo('a record that moves up to servers, and down again', ({ url }) => {
  const [database, keysDatabase] = [ownDatabase('moving'), ownDatabase('moving-keys')];
  const before = { ...process.env };
  let folder: string;
  let node: StandIn;
  let servers: ServersConfig;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'throughline-moving-'));
    node = await StandIn.start();
    servers = {
      log: { url: node.url, prefix: 'moving' },
      documents: { url, database },
      keys: { url, database: keysDatabase },
    };
    Object.assign(process.env, {
      ...{ ESDB_URL: node.url, ESDB_PREFIX: 'moving' },
      ...{ MONGODB_URL: url, MONGODB_DATABASE: database, KEYS_DATABASE: keysDatabase },
    });
  });
  afterAll(async () => {
    process.env = before;
    await node.kill();
    rmSync(folder, { recursive: true });
    await dropDatabases(url, database, keysDatabase);
  });

  /** A worker, until the read models hold all that the log does. */
  async function broughtAlong(): Promise<void> {
    const worker = await openWorker(
      { servers, leaseMs: 10_000 },
      { onFatal: (error) => expect(error).toBeUndefined() },
    );
    try {
      const names = [...(await worker.documents.states()).keys()];
      const { position } = await worker.log.head();
      const positions = new Positions(worker.documents);
      expect(await positions.passed(names, position, { patienceMs: 120_000 })).toBe('passed');
    } finally {
      await worker.close();
    }
  }

  it('is the same at each place, event by event and read model by read model, as the doctor proves', async () => {
    const at = (name: string) => join(folder, name);
    const [old, back] = [
      ['--data', at('old'), '--stack', 'embedded'],
      ['--data', at('back'), '--stack', 'embedded'],
    ] as const;
    const up = ['--data', at('none'), '--stack', 'distributed'] as const;
    expect(await cli(...old, 'load', 'examples/004-trafford.yaml')).toMatchObject({ code: 0 });
    expect(await cli(...old, 'events', 'export', at('log'))).toMatchObject({ code: 0 });
    expect(await cli(...old, 'keys', 'export', at('keys'))).toMatchObject({ code: 0 });

    expect(await cli(...up, 'keys', 'import', at('keys'))).toMatchObject({ code: 0 });
    expect(await cli(...up, 'events', 'import', at('log'))).toMatchObject({ code: 0, out: matching(/, 0 there/) });
    expect(await cli(...up, 'events', 'import', at('log'))).toMatchObject({ code: 0, out: matching(/^0 appended/) });
    await broughtAlong();
    const proof = await cli(...up, 'doctor', '--against', at('log'), '--sample', '50');
    expect(proof.out).toMatch(/^ok +the log is that of .*: \d+ events, each the same$/m);
    expect(proof.out).toMatch(
      /^ok +the read model actions is what the log makes of it: (all|50 of) \d+ documents compared$/m,
    );
    expect(proof.code).toBe(0);

    expect(await cli(...up, 'events', 'export', at('log-back'))).toMatchObject({ code: 0 });
    expect(await cli(...up, 'keys', 'export', at('keys-back'))).toMatchObject({ code: 0 });
    expect(await cli(...back, 'keys', 'import', at('keys-back'))).toMatchObject({ code: 0 });
    expect(await cli(...back, 'events', 'import', at('log-back'))).toMatchObject({ code: 0 });
    expect(await cli(...back, 'doctor', '--against', at('log'))).toMatchObject({ code: 0 });
    expect(await cli(...old, 'doctor', '--against', at('log-back'))).toMatchObject({ code: 0 });
  });

  it('is not taken where another record stands already', async () => {
    const other = ['--data', join(folder, 'other'), '--stack', 'embedded'];
    expect(await cli(...other, 'load', 'examples/002-staffordshire.yaml')).toMatchObject({ code: 0 });
    expect(await cli(...other, 'events', 'export', join(folder, 'other-log'))).toMatchObject({ code: 0 });
    const refused = await cli('--stack', 'distributed', 'events', 'import', join(folder, 'other-log'));
    expect(refused).toMatchObject({ code: 1, err: matching(/neither empty nor the beginning.*event 1 /) });
  });
});
