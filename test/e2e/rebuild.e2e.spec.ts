import { GenerationGone } from '@app/eventing';
import { projections } from '@app/read-models';
import { request } from 'node:http';
import type { Client } from './support/client.js';
import { memoryStack } from './support/memory-stack.js';
import { serve, type Served } from './support/server.js';

const P = '/v1/partnerships/anytown';
const PEOPLE = '/v1/operations/projections/people';

interface Generation {
  readonly generation: number;
  readonly position: string;
  readonly share: number;
  readonly role?: string;
  readonly parked?: { readonly position: string; readonly error: string };
  readonly skips: readonly object[];
}
type Standing = Generation & { readonly others: readonly Generation[] };

let served: Served;
let secretary: Client;
let operator: Client;

beforeEach(async () => {
  served = await serve(await memoryStack());
  secretary = await served.client('secretary', ['partnerships:create']);
  operator = await served.client('ops', ['operations']);
  await secretary.record('/v1/partnerships', { slug: 'anytown', name: 'Anytown' });
  await secretary.record(`${P}/people`, { name: 'Ann Other' });
});
afterEach(async () => {
  jest.restoreAllMocks();
  await served.stop();
});

describe('a rebuild', () => {
  it('builds a generation beside the live one, and changes nothing else', async () => {
    const before = await standing();
    const answer = await operator.post(`${PEOPLE}/rebuilds`);
    const number = before.generation + 1;
    expect([answer.status, answer.body]).toEqual([202, { generation: number, href: PEOPLE }]);
    await built();
    expect(await standing()).toMatchObject({
      generation: before.generation,
      others: [{ generation: number, role: 'building', share: 1, skips: [], holder: 'alone' }],
    });
    expect((await operator.get(answer.body.href as string)).status).toBe(200);
  });

  it('that is ordered again while one is building is that one', async () => {
    const [first, second] = [await operator.post(`${PEOPLE}/rebuilds`), await operator.post(`${PEOPLE}/rebuilds`)];
    expect([second.status, second.body]).toEqual([202, first.body]);
    expect((await standing()).others).toHaveLength(1);
  });

  it('is removed with everything that is beside the live generation, and then there is nothing to remove', async () => {
    const { body } = await operator.post(`${PEOPLE}/rebuilds`);
    const { generation } = body as Generation;
    const order = () => operator.post(`${PEOPLE}/removals`);
    const removals = [await order(), await order()];
    expect(removals.map(({ status, body: removed }) => [status, removed as object])).toEqual([
      [200, { generations: [generation] }],
      [200, { generations: [] }],
    ]);
    expect((await standing()).others).toEqual([]);
  });
});

describe('a promotion', () => {
  it('puts what was built in the place of the live generation, which is kept', async () => {
    const before = await standing();
    await rebuilt();
    const answer = await operator.post(`${PEOPLE}/promotions`);
    expect([answer.status, answer.body]).toEqual([200, { generation: before.generation + 1 }]);
    expect(await standing()).toMatchObject({
      generation: before.generation + 1,
      others: [{ generation: before.generation, role: 'previous' }],
    });
    expect(await names()).toEqual(['Ann Other']);
  });

  it('is refused where nothing was built', async () => {
    expect(await refusal('promotions')).toEqual([409, '/problems/nothing-to-promote']);
  });

  it('of a generation by its number may be sent again, and is refused where that is not what would become live', async () => {
    const { generation } = await rebuilt();
    expect(await refusal('promotions', { generation: generation + 1 })).toEqual([409, '/problems/generations-moved']);
    for (let time = 0; time < 2; time++) {
      expect((await operator.post(`${PEOPLE}/promotions`, { generation })).body).toEqual({ generation });
    }
  });

  it('is refused while the generation has not got as far as the live one', async () => {
    const { position } = await standing();
    const failing = failsOnPeople();
    await operator.post(`${PEOPLE}/rebuilds`);
    await until(async () => (await standing()).others[0]?.parked !== undefined);
    failing.mockRestore();
    expect(BigInt((await standing()).others[0]?.position ?? 0)).toBeLessThan(BigInt(position));
    expect(await refusal('promotions')).toEqual([409, '/problems/generation-behind']);
  });
});

describe('a generation that is dropped while it is read', () => {
  it.each([`${P}/people`, '/v1/partnerships'])('is given up for the one that is live by then: GET %s', async (path) => {
    const { body: before } = await secretary.get(path);
    const find = jest.spyOn(served.stack.documents, 'find');
    find.mockImplementationOnce((g) => Promise.reject(new GenerationGone(g)));
    const { status, body } = await secretary.get(path);
    expect([status, body.items, find.mock.calls.length > 1]).toEqual([200, before.items, true]);
  });
});

describe('a rollback', () => {
  it('answers from the generation that was live before, which has what was recorded since', async () => {
    const before = await standing();
    await rebuilt();
    await operator.post(`${PEOPLE}/promotions`);
    await secretary.record(`${P}/people`, { name: 'Bea Another' });
    const { position } = await served.stack.log.head();
    await until(async () => (await standing()).others[0]?.position === position.toString());
    const answer = await operator.post(`${PEOPLE}/rollbacks`);
    expect([answer.status, answer.body]).toEqual([200, { generation: before.generation }]);
    expect(await names()).toEqual(['Ann Other', 'Bea Another']);
  });

  it('leaves the other one beside it, as what was rolled back from, to be promoted again', async () => {
    const before = await standing();
    const { generation } = await rebuilt();
    await operator.post(`${PEOPLE}/promotions`);
    await operator.post(`${PEOPLE}/rollbacks`);
    expect(await standing()).toMatchObject({
      generation: before.generation,
      others: [{ generation, role: 'rolled-back', share: 1 }],
    });
    expect((await operator.post(`${PEOPLE}/promotions`, { generation })).body).toEqual({ generation });
    expect((await standing()).others).toMatchObject([{ generation: before.generation, role: 'previous' }]);
  });

  it('brings back the answers of the generation that was live before', async () => {
    jest.spyOn(people, 'documents').mockReturnValue([]);
    await rebuilt();
    jest.restoreAllMocks();
    await operator.post(`${PEOPLE}/promotions`);
    expect(await names()).toEqual([]);
    await operator.post(`${PEOPLE}/rollbacks`);
    expect(await names()).toEqual(['Ann Other']);
  });

  it('is refused where there is nothing to go back to', async () => {
    expect(await refusal('rollbacks')).toEqual([409, '/problems/nothing-to-roll-back-to']);
  });
});

describe('a verification', () => {
  it('counts what it read and finds nothing wrong with what is right', async () => {
    const { generation } = await rebuilt();
    const { status, body } = await operator.post(`${PEOPLE}/verifications`);
    const { position } = await served.stack.log.head();
    expect([status, body]).toEqual([
      200,
      { generation, events: Number(position), documents: expect.any(Number) as number, compared: body.documents as number, faults: [] }, // prettier-ignore
    ]);
    expect(body.documents).toBeGreaterThan(0);
  });

  it('names what is not as the log says, and is of the live generation on demand', async () => {
    const { generation: live } = await standing();
    jest.spyOn(people, 'documents').mockReturnValue([]);
    await rebuilt();
    jest.restoreAllMocks();
    expect((await operator.post(`${PEOPLE}/verifications`, { sample: 10 })).body.faults).not.toEqual([]);
    expect((await operator.post(`${PEOPLE}/verifications`, { generation: live })).body).toMatchObject({
      generation: live,
      faults: [],
    });
  });

  it('is refused of a generation that there is not', async () => {
    expect(await refusal('verifications', { generation: 7 })).toEqual([409, '/problems/generations-moved']);
  });

  it('is refused where its generation is dropped meanwhile', async () => {
    await rebuilt();
    const { begun, release } = holdReading();
    const verification = operator.post(`${PEOPLE}/verifications`);
    await begun;
    await operator.post(`${PEOPLE}/removals`);
    release();
    const { status, body } = await verification;
    expect([status, body.type]).toEqual([409, '/problems/generations-moved']);
  });

  it('may lose whoever asked for it, and the server goes on', async () => {
    const { begun, release } = holdReading();
    const gone = leaving(`${PEOPLE}/verifications`);
    await begun;
    gone.leave();
    const again = operator.post(`${PEOPLE}/verifications`);
    release();
    expect((await again).body.faults).toEqual([]);
    expect((await secretary.get(`${P}/people`)).status).toBe(200);
  });

  it('does not keep a server from stopping', async () => {
    const { begun, release } = holdReading();
    const verification = operator.post(`${PEOPLE}/verifications`);
    await begun;
    const stopped = served.stop();
    expect((await verification).body.type).toBe('/problems/shutting-down');
    release();
    await stopped;
    served = await serve(await memoryStack());
  });
});

describe('a parked read model', () => {
  it('passes over its event when it is told to, and the list says where and why', async () => {
    const position = await parkedAt();
    expect(await refusal('skips', { at: '1', reason: 'a guess' })).toEqual([409, '/problems/not-parked-there']);
    const skip = { at: position, reason: 'Not a person, see ticket 12' };
    expect((await operator.post(`${PEOPLE}/skips`, skip)).status).toBe(204);
    await until(async () => (await standing()).share === 1);
    const now = await standing();
    expect(now.parked).toBeUndefined();
    expect(now.skips).toEqual([{ position, eventId: expect.any(String) as string, reason: skip.reason }]);
    expect(await names()).toEqual(['Ann Other']);
    expect((await operator.post(`${PEOPLE}/skips`, skip)).status).toBe(204);
  });

  it('tries its event again when it is told to', async () => {
    await parkedAt();
    jest.restoreAllMocks();
    const { generation } = await standing();
    const { status, body } = await operator.post(`${PEOPLE}/resumptions`);
    expect([status, body]).toEqual([200, { generations: [generation] }]);
    await until(async () => (await standing()).share === 1);
    expect(await names()).toEqual(['Ann Other', 'Bea Another']);
  });

  it('that is not parked may be resumed all the same, and is told to be none', async () => {
    const { status, body } = await operator.post(`${PEOPLE}/resumptions`);
    expect([status, body]).toEqual([200, { generations: [] }]);
  });

  it.each([
    { at: '3' },
    { at: '3', reason: '  ' },
    { at: 'x', reason: 'why' },
    { at: '3', reason: 'why', force: true },
  ])('is not skipped by %j', async (body) => {
    expect(await refusal('skips', body)).toEqual([400, '/problems/validation-failed']);
  });

  /** The next person cannot be folded, so that the read model stops there. */
  async function parkedAt(): Promise<string> {
    failsOnPeople();
    await secretary.record(`${P}/people`, { name: 'Bea Another' });
    await until(async () => (await standing()).parked !== undefined);
    return (await standing()).parked?.position ?? '';
  }
});

describe('orders', () => {
  const ORDERS = ['rebuilds', 'verifications', 'promotions', 'rollbacks', 'resumptions', 'removals'];

  it.each([...ORDERS, 'skips'])('of %s about a read model that there is not are 404', async (order) => {
    const body = order === 'skips' ? { at: '1', reason: 'none' } : {};
    const { status, body: problem } = await operator.post(`/v1/operations/projections/horoscopes/${order}`, body);
    expect([status, problem.type]).toEqual([404, '/problems/no-such-projection']);
  });

  it.each(ORDERS)('of %s take the scope of operations', async (order) => {
    expect((await secretary.post(`${PEOPLE}/${order}`)).status).toBe(403);
  });

  it('are written to the log with who gave them, carried out or not', async () => {
    const { generation } = await rebuilt();
    await operator.post(`${PEOPLE}/promotions`);
    await operator.post(`${PEOPLE}/promotions`);
    const lines = served.log.map((line) => JSON.parse(line) as { order?: string }).filter(({ order }) => order);
    expect(lines).toMatchObject([
      { order: 'rebuild', projection: 'people', by: 'ops' },
      { order: 'promote', projection: 'people', by: 'ops' },
      { order: 'promote', projection: 'people', by: 'ops', refused: 'nothing-to-promote' },
    ]);
    expect(generation).toBeGreaterThan(0);
  });
});

const people = projections.find(({ name }) => name === 'people') as (typeof projections)[number];

const failsOnPeople = () =>
  jest.spyOn(people, 'fold').mockImplementation(() => {
    throw new Error('cannot be folded');
  });

const standing = async (): Promise<Standing> => (await operator.get(PEOPLE)).body as Standing;

const built = () =>
  until(async () => (await standing()).others.some(({ role, share }) => role === 'building' && share === 1));

async function rebuilt(): Promise<{ generation: number }> {
  const { body } = await operator.post(`${PEOPLE}/rebuilds`);
  await built();
  return body as { generation: number };
}

async function refusal(order: string, body: object = {}): Promise<[status: number, type: string]> {
  const answer = await operator.post(`${PEOPLE}/${order}`, body);
  return [answer.status, answer.body.type as string];
}

async function names(): Promise<string[]> {
  const { items } = (await secretary.get(`${P}/people`)).body as { items: { name: string }[] };
  return items.map(({ name }) => name).sort();
}

async function until(isSo: () => Promise<boolean>): Promise<void> {
  while (!(await isSo())) await new Promise((resolve) => setImmediate(resolve));
}

/** Whoever reads the number of documents, as a verification does, waits until it is let go. */
function holdReading(): { begun: Promise<void>; release: () => void } {
  const { documents } = served.stack;
  const real = documents.size.bind(documents);
  let tell: () => void = () => undefined;
  let release: () => void = () => undefined;
  const begun = new Promise<void>((resolve) => (tell = resolve));
  const released = new Promise<void>((resolve) => (release = resolve));
  jest.spyOn(documents, 'size').mockImplementation(async (generation) => {
    tell();
    await released;
    return real(generation);
  });
  return { begun, release };
}

/** A POST of somebody who does not wait for the answer. */
function leaving(path: string): { leave: () => void } {
  const headers = { authorization: `Bearer ${operator.token}`, 'content-type': 'application/json' };
  const sent = request(served.url + path, { method: 'POST', headers });
  sent.on('error', () => undefined);
  sent.end('{}');
  return { leave: () => sent.destroy() };
}
