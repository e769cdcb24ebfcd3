import type { Client } from './support/client.js';
import { Client as Caller } from './support/client.js';
import { memoryStack } from './support/memory-stack.js';
import { serve, type Served } from './support/server.js';

const P = '/v1/partnerships/anytown';

let served: Served;
let secretary: Client;
let operator: Client;

beforeAll(async () => {
  served = await serve(await memoryStack());
  secretary = await served.client('secretary', ['partnerships:create']);
  operator = await served.client('operator', ['operations']);
  await secretary.record('/v1/partnerships', { slug: 'anytown', name: 'Anytown' });
  await secretary.record(`${P}/actions`, { kind: 'action', text: 'Map the services' });
});
afterAll(() => served.stop());

const metric = async (name: string): Promise<number | undefined> => {
  const { text } = await new Caller(served.url).get('/metrics');
  const line = text.split('\n').find((one) => one.startsWith(`${name} `));
  return line === undefined ? undefined : Number(line.split(' ').at(-1));
};

describe('health', () => {
  it('says that the process lives', async () => {
    expect((await new Caller(served.url).get('/health/live')).body).toEqual({ status: 'ok' });
  });

  it('says that log and read models answer, and where each stands', async () => {
    const { status, body } = await new Caller(served.url).get('/health/ready');
    expect([status, body.status, body.details.log.status]).toEqual([200, 'ok', 'up']);
    expect(Object.keys(body.details.projections as object)).toEqual(
      expect.arrayContaining(['actions', 'people', 'meetings']),
    );
  });

  it('is degraded, but ready, while a read model is parked, and does not say why to everybody', async () => {
    await withParked(async () => {
      const { status, body, text } = await new Caller(served.url).get('/health/ready');
      expect([status, body.status, body.details.projections.actions.parkedAt]).toEqual([200, 'degraded', '1']);
      expect(text).not.toContain('a name in an error');
    });
  });
});

describe('a read model that a newer version of the program writes', () => {
  const withNewer = async (work: () => Promise<void>): Promise<void> => {
    const { documents } = served.stack;
    const states = documents.states.bind(documents);
    const spy = jest.spyOn(documents, 'states').mockImplementation(async () => {
      const all = new Map(await states());
      const people = all.get('people')!;
      return all.set('people', { ...people, live: { ...people.live, number: people.live.number + 1_000_000 } });
    });
    await work().finally(() => spy.mockRestore());
  };

  it('degrades the health of one that is older, and is named there', async () => {
    await withNewer(async () => {
      const { status, body } = await new Caller(served.url).get('/health/ready');
      expect([status, body.status]).toEqual([200, 'degraded']);
      const shown = Object.entries(body.details.projections as Record<string, { newer?: true }>);
      expect(shown.flatMap(([name, { newer }]) => (newer ? [name] : []))).toEqual(['people']);
    });
  });

  it('is shown to operators as that', async () => {
    await withNewer(async () => {
      const { items } = (await operator.get('/v1/operations/projections')).body as {
        items: { name: string; newer?: true }[];
      };
      expect(items.flatMap(({ name, newer }) => (newer ? [name] : []))).toEqual(['people']);
    });
  });
});

describe('a parked read model', () => {
  it('gives 503 to those who ask it, and leaves the others alone', async () => {
    await withParked(async () => {
      const [actions, people] = [await secretary.get(`${P}/actions`), await secretary.get(`${P}/people`)];
      expect([actions.status, actions.body.type, actions.body.projection]).toEqual([
        503,
        '/problems/projection-parked',
        'actions',
      ]);
      expect(people.status).toBe(200);
    });
  });

  it('is shown to operators with its position and the error', async () => {
    await withParked(async () => {
      const { items } = (await operator.get('/v1/operations/projections')).body as {
        items: { name: string; parked?: object }[];
      };
      expect(items.find(({ name }) => name === 'actions')?.parked).toMatchObject({
        position: '1',
        error: 'a name in an error',
      });
      expect(await metric('throughline_projections_parked')).toBe(1);
    });
  });
});

describe('metrics', () => {
  it('count commands by name and outcome, and what was appended', async () => {
    const recorded = 'throughline_commands_total{command="RecordAction",outcome="recorded"}';
    const refused = 'throughline_commands_total{command="ReleaseAction",outcome="refused"}';
    const before = [(await metric(recorded)) ?? 0, (await metric('throughline_appended_events_total')) ?? 0];
    const action = await secretary.record(`${P}/actions`, { kind: 'action', text: 'Another' });
    await secretary.post(`${action.href}/releases`);
    expect([await metric(recorded), await metric('throughline_appended_events_total')]).toEqual(
      before.map((n) => n + 1),
    );
    expect(await metric(refused)).toBe(1);
  });

  it('count conflicts and waits', async () => {
    const action = await secretary.record(`${P}/actions`, { kind: 'action', text: 'Contested' });
    await secretary.post(`${action.href}/progress`, { report: 'x' }, { 'if-match': '"7"' });
    await secretary.get(action.href);
    expect(await metric('throughline_conflicts_total{kind="if-match"}')).toBe(1);
    expect(await metric('throughline_read_wait_seconds_count{outcome="passed"}')).toBeGreaterThan(0);
  });

  it('tell how far each read model is behind, in seconds', async () => {
    await secretary.get(`${P}/actions`);
    expect(await metric('throughline_projection_lag_seconds{projection="actions"}')).toBe(0);
  });
});

describe('the log of the server', () => {
  it('tells method, pattern, status and time of every request, under the id that the answer bears', async () => {
    const answer = await secretary.get(`${P}/actions?limit=7`);
    const line = logged().find(({ request }) => request === answer.headers.get('x-request-id'));
    expect(line).toMatchObject({
      method: 'GET',
      route: '/v1/partnerships/:p/actions',
      status: 200,
      ms: expect.any(Number) as number,
    });
  });

  it('takes over an id that the client gave', async () => {
    const { headers } = await secretary.get(`${P}/actions`, { 'x-request-id': 'trace-0123456789' });
    expect(headers.get('x-request-id')).toBe('trace-0123456789');
    expect(logged().some(({ request }) => request === 'trace-0123456789')).toBe(true);
  });

  it('takes over no id that could be more than one', async () => {
    const { headers } = await secretary.get(`${P}/actions`, { 'x-request-id': 'somebody@example.org' });
    expect(headers.get('x-request-id')).not.toContain('example');
  });

  it('holds no words, no address, no query and no token', async () => {
    const words = 'Unmistakable words';
    const action = await secretary.record(`${P}/actions`, { kind: 'action', text: words });
    await secretary.get(`${action.href}?effectiveAt=2031-07-13`);
    await secretary.post(`${P}/actions`, `{"text": "${words}`);
    const text = served.log.join('');
    expect(text).toContain('/v1/partnerships/:p/actions/:id');
    for (const secret of [words, action.id, '2031-07-13', secretary.token as string, 'anytown'])
      expect(text).not.toContain(secret);
  });
});

const logged = () => served.log.map((line) => JSON.parse(line) as Record<string, unknown>);

/** While the read model of actions says that it is parked. What its projector does meanwhile is no matter here. */
async function withParked(test: () => Promise<void>): Promise<void> {
  const { documents } = served.stack;
  const real = documents.states.bind(documents);
  jest.spyOn(documents, 'states').mockImplementation(async () => {
    const states = new Map(await real());
    const actions = states.get('actions');
    const parked = { at: 1n, eventId: 'e', error: 'a name in an error', attempts: 4 } as never;
    if (actions) states.set('actions', { ...actions, parked });
    return states;
  });
  try {
    await test();
  } finally {
    jest.restoreAllMocks();
  }
}
