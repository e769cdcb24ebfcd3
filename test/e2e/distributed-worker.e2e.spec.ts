import { KEY_DESTRUCTION, MemoryDocuments, MemoryLog, StoreUnavailable, type Generation } from '@app/eventing';
import { createLogger, createWorkerApp, WorkMetrics } from '@app/platform';
import { Client } from './support/client.js';

// What a worker says of itself; the stores are stand-ins in memory, in which nothing is brought along.
describe('a worker', () => {
  const [log, documents, work] = [new MemoryLog(), new MemoryDocuments(), new WorkMetrics()];
  const [actions, keys] = ['actions', KEY_DESTRUCTION].map((projection) => ({ projection, number: 1_000_000 }));
  let anybody: Client;
  let stop: () => Promise<void>;

  beforeAll(async () => {
    for (const generation of [actions, keys] as Generation[]) {
      await documents.create(generation);
      await documents.promote(generation.projection, 'none', generation);
    }
    await documents.claim(actions!, { holder: 'this one' });
    work.showLeases(documents, 'this one');
    const app = await createWorkerApp({ log, documents, work, logger: createLogger('silent') });
    await app.listen(0, '127.0.0.1');
    anybody = new Client(await app.getUrl());
    stop = () => app.close();
  });
  afterAll(() => stop());
  afterEach(() => jest.restoreAllMocks());

  it('lives, and is ready where log and store answer', async () => {
    expect((await anybody.get('/health/live')).body).toEqual({ status: 'ok' });
    const { status, body } = await anybody.get('/health/ready');
    expect([status, body.status]).toEqual([200, 'ok']);
  });

  it('shows which read models nobody brings along', async () => {
    const { projections } = (await anybody.get('/health/ready')).body.details as { projections: object };
    expect(projections).toMatchObject({ [KEY_DESTRUCTION]: { holder: null } });
    expect(projections).not.toHaveProperty('actions.holder');
  });

  it('is not ready where the log does not answer, nor where the store does not', async () => {
    jest.spyOn(log, 'head').mockRejectedValue(new Error('away'));
    expect((await anybody.get('/health/ready')).status).toBe(503);
    jest.restoreAllMocks();
    jest.spyOn(documents, 'states').mockRejectedValue(new Error('away'));
    expect((await anybody.get('/health/ready')).status).toBe(503);
  });

  it('says within its time that it is not ready where log or store say nothing at all', async () => {
    const never = new Promise<never>(() => undefined);
    jest.spyOn(log, 'head').mockReturnValue(never);
    const silentLog = await anybody.get('/health/ready');
    expect([silentLog.status, silentLog.body.details]).toMatchObject([
      503,
      { log: { status: 'down' }, projections: { status: 'up', actions: { lag: null } } },
    ]);
    jest.restoreAllMocks();
    jest.spyOn(documents, 'states').mockReturnValue(never);
    const silentStore = await anybody.get('/health/ready');
    expect([silentStore.status, silentStore.body.details]).toMatchObject([
      503,
      { log: { status: 'up' }, projections: { status: 'down' } },
    ]);
  });

  it('shows what it has counted where log and store are away, and no nought for what it cannot tell', async () => {
    work.metrics.appends.inc(0);
    jest.spyOn(log, 'head').mockRejectedValue(new StoreUnavailable('away'));
    const withoutLog = await anybody.get('/metrics');
    expect(withoutLog.text).toMatch(/^throughline_projections_parked 0$/m);
    jest.spyOn(documents, 'states').mockRejectedValue(new StoreUnavailable('away'));
    const { status, text } = await anybody.get('/metrics');
    expect([status, text]).toEqual([200, expect.stringMatching(/^throughline_appended_events_total 0$/m)]);
    expect(text).not.toMatch(/^throughline_(projections_parked|projection_lag|leases_held)/m);
  });

  it('counts what it has applied, and shows how far behind each read model is and which leases it holds', async () => {
    work.applied('actions', 3);
    work.applied('actions', 2);
    const { text } = await anybody.get('/metrics');
    const lines = text.split('\n').filter((line) => /^throughline_(projected|leases|projection_lag)/.test(line));
    expect(lines.sort()).toEqual([
      'throughline_leases_held{projection="actions",generation="1000000"} 1',
      'throughline_projected_events_total{projection="actions"} 5',
      'throughline_projection_lag_seconds{projection="actions"} 0',
      `throughline_projection_lag_seconds{projection="${KEY_DESTRUCTION}"} 0`,
    ]);
  });

  it('shows a lease no longer that another has taken', async () => {
    await documents.claim(actions!, { holder: 'another' });
    expect((await anybody.get('/metrics')).text).not.toMatch(/^throughline_leases_held\{/m);
  });

  it('answers nothing else', async () => {
    for (const path of ['/', '/v1/me', '/v1/partnerships', '/docs']) {
      expect((await anybody.get(path)).status).toBe(404);
    }
  });
});
