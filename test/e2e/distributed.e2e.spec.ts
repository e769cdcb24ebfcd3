import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { KEY_DESTRUCTION, type Documents } from '@app/eventing';
import { issuerKeyIn, mintToken } from '@app/platform';
import { projections } from '@app/read-models';
import { StandIn } from '../support/eventstoredb/stand-in.js';
import { connect } from '../support/eventstoredb/target.js';
import { describeWithMongo } from '../support/mongodb/server.js';
import { MongoProxy } from '../support/mongodb/tcp-proxy.js';
import { TestDatabase } from '../support/mongodb/store.js';
import { bundled, Program } from '../support/programs.js';
import { Client, type Answer } from './support/client.js';

// Starts programs, and lets servers come late. Nothing here measures time.
jest.setTimeout(120_000);

const P = '/v1/partnerships/anytown';
const EVERYTHING = [...projections.map(({ name }) => name), KEY_DESTRUCTION];
/** So long that a test would end before: what is taken over within it was given back. */
const NEVER = '600';

describeWithMongo('api and workers on servers', (mongo) => {
  let [api, worker] = ['', ''];
  let folder: string;
  let log: StandIn;
  let gate: MongoProxy;
  let database: TestDatabase;
  let documents: Documents;
  const programs: Program[] = [];

  beforeAll(async () => {
    [api, worker] = await Promise.all([bundled('api'), bundled('worker')]);
    folder = mkdtempSync(join(tmpdir(), 'distributed-'));
    [log, gate] = [await StandIn.start(), await MongoProxy.open(mongo.url, { standalone: true })];
    database = new TestDatabase(mongo);
    documents = await database.documents();
    await log.kill();
    await gate.refuse();
  });
  afterAll(async () => {
    for (const program of programs) await program.end('SIGKILL');
    await gate.close();
    await log.kill();
    await database.dispose();
    rmSync(folder, { recursive: true });
  });

  const start = (path: string, more: Readonly<Record<string, string>> = {}): Program => {
    const program = new Program(path, {
      ...{ STACK: 'distributed', DATA_DIR: folder, PORT: '0', ESDB_URL: log.url, ESDB_PREFIX: database.name },
      ...{ MONGODB_URL: gate.url, MONGODB_DATABASE: database.name, KEYS_DATABASE: database.name },
      ...more,
    });
    programs.push(program);
    return program;
  };
  const startWorker = (lease: string) => start(worker, { LEASE_SECONDS: lease });
  const atWork = async (program: Program): Promise<{ holder: string; url: string }> =>
    JSON.parse(await program.said(/(.*the worker is at work.*)/)) as { holder: string; url: string };
  /** Until whoever is expected, and nobody else, brings everything along. */
  const untilLed = async (by: string): Promise<void> => {
    for (let looks = 0; looks < 1_000; looks++) {
      const states = [...(await documents.states()).values()];
      if (states.length === EVERYTHING.length && states.every(({ lease }) => lease.holder === by)) return;
      await pause(50);
    }
    throw new Error(`it is not ${by} who brings everything along`);
  };
  const held = async (url: string): Promise<string[]> => {
    const { text } = await new Client(url).get('/metrics');
    return [...text.matchAll(/^throughline_leases_held\{projection="([^"]+)".* 1$/gm)].map((match) => match[1] ?? '');
  };
  const at = (url: string) => new URL(url).host.replaceAll('.', '\\.');

  // One story, told in order: programs take long to start.
  let server: Program;
  let [first, second, third]: Program[] = [];
  let secretary: Client;
  const recordAndRead = async (text: string): Promise<void> => {
    const { href } = await secretary.record(`${P}/actions`, { kind: 'action', text });
    expect((await patiently(secretary, href)).body.text).toBe(text);
  };

  it('may be ended while they wait for servers', async () => {
    const waiting = [start(api), start(worker)];
    for (const program of waiting) await program.said(/waiting for MongoDB/);
    expect(await Promise.all(waiting.map((program) => program.end()))).toEqual([0, 0]);
  });

  it('start before their servers, and say once what they wait for', async () => {
    [server, first] = [start(api), startWorker('1')];
    const both = [server, first];
    for (const program of both) {
      await program.said(new RegExp(`waiting for EventStoreDB at ${at(log.url)}`));
      await program.said(new RegExp(`waiting for MongoDB at ${at(gate.url)}`));
    }
    await gate.accept();
    await log.restart();
    for (const program of both) {
      await program.said(new RegExp(`EventStoreDB at ${at(log.url)} is there`));
      await program.said(new RegExp(`MongoDB at ${at(gate.url)} is there`));
    }
    await atWork(first);
    const url = await server.said(/Throughline is at (\S+)/);
    const request = { subject: 'secretary', scopes: ['partnerships:create' as const], expiresIn: 600 };
    secretary = new Client(url, await mintToken(issuerKeyIn(folder), request));
    for (const program of both) expect(program.lines.filter((line) => line.includes('waiting for'))).toHaveLength(2);
  });

  it('give back what was just recorded, once a worker has brought it along', async () => {
    await secretary.record('/v1/partnerships', { slug: 'anytown', name: 'Anytown' });
    await recordAndRead('Map the services');
    const { status, body } = await secretary.get('/health/ready');
    expect([status, body.status]).toEqual([200, 'ok']);
    expect(Object.keys(body.details.projections as object)).toEqual(expect.arrayContaining(EVERYTHING));
  });

  it('go on where the worker that leads is killed', async () => {
    const leading = await atWork(first!);
    await untilLed(leading.holder);
    second = startWorker('1');
    const { holder, url } = await atWork(second);
    expect([(await held(leading.url)).sort(), await held(url)]).toEqual([[...EVERYTHING].sort(), []]);
    expect(await first!.end('SIGKILL')).toBeNull();
    await untilLed(holder);
    await recordAndRead('Ask the residents');
  });

  it('go on at once where it is told to end, since it gives back what it holds', async () => {
    third = startWorker(NEVER);
    const { holder, url } = await atWork(third);
    expect(await second!.end()).toBe(0);
    await untilLed(holder);
    await recordAndRead('Print the leaflet');
    const { text } = await new Client(url).get('/metrics');
    expect(text).toMatch(/^throughline_projection_lag_seconds\{projection="actions"\} 0$/m);
    expect(text).toMatch(/^throughline_projected_events_total\{projection="actions"\} [1-9]/m);
  });

  it('end in any order, also where their servers have gone before them', async () => {
    await log.kill();
    await gate.refuse();
    expect(await Promise.all([third!.end(), server.end()])).toEqual([0, 0]);
  });

  it('end, and say why, where records would expire', async () => {
    await gate.accept();
    await log.restart();
    const running = [start(api), startWorker(NEVER)];
    await Promise.all([running[0]!.said(/Throughline is at/), atWork(running[1]!)]);
    const somebody = connect(log.url);
    await somebody.setStreamMetadata(`${database.name}/anytown/partnership`, { maxAge: 60 });
    await somebody.dispose();
    for (const program of running) {
      await program.said(/"reason":"[^"]*must not expire"/);
      expect(await program.ended).toBe(1);
    }
  });

  it('print no token, and no word of what was recorded', () => {
    const told = programs.flatMap(({ lines }) => lines).join('\n');
    for (const secret of [secretary.token as string, 'Anytown', 'leaflet']) expect(told).not.toContain(secret);
  });
});

/** As clients do that are told to come again: a busy machine may not have brought it along within two seconds. */
async function patiently(client: Client, path: string): Promise<Answer> {
  for (let asked = 0; asked < 20; asked++) {
    const answer = await client.get(path);
    if (answer.status !== 503) return answer;
  }
  throw new Error(`${path} was never there`);
}
