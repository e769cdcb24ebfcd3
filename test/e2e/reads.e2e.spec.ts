import type { Answer, Client, Receipt } from './support/client.js';
import { memoryStack } from './support/memory-stack.js';
import { serve, type Served } from './support/server.js';

const P = '/v1/partnerships/anytown';
const IN_2011 = { statedOn: '2011-11-09', sources: [{ words: 'the minutes' }] };
const IN_2012 = { statedOn: '2012-02-01', sources: [{ words: 'the next minutes' }] };

let served: Served;
let secretary: Client;
let action: Receipt;
let first: Receipt;

const words = (text: string) => ({ kind: 'collective', text, resolution: 'none' });

beforeAll(async () => {
  served = await serve(await memoryStack());
  secretary = await served.client('secretary', ['partnerships:create']);
  await secretary.record('/v1/partnerships', { slug: 'anytown', name: 'Anytown' });
  action = await secretary.record(`${P}/actions`, { kind: 'action', text: 'Map the services', ...IN_2011 });
  first = await secretary.record(`${action.href}/assignments`, { owners: [words('All')], ...IN_2011 });
  await secretary.record(`${action.href}/assignments`, { owners: [words('the Board')], ...IN_2012 });
});
afterAll(() => served.stop());

const ask = (query = ''): Promise<Answer> => secretary.get(`${action.href}/ownership${query}`);

describe('a read', () => {
  it('says which dates it used, and answers for today where none is given', async () => {
    const answer = await ask();
    const today = new Date().toISOString().slice(0, 10);
    expect(answer.body.temporal).toMatchObject({ effectiveAt: today, statedBy: null, uncertain: [] });
    expect(answer.text).toContain('the Board');
  });

  it('answers for another day in the world', async () => {
    const answer = await ask('?effectiveAt=2011-12-01');
    expect([answer.text.includes('All'), answer.text.includes('the Board')]).toEqual([true, false]);
  });

  it('answers by what the papers had stated', async () => {
    const answer = await ask('?statedBy=2011-12-31');
    expect([answer.text.includes('All'), answer.text.includes('the Board')]).toEqual([true, false]);
  });

  it('answers as of an earlier position', async () => {
    const answer = await ask(`?asOf=${first.events[0]?.position}`);
    expect([answer.text.includes('All'), answer.text.includes('the Board')]).toEqual([true, false]);
    expect(answer.body.temporal.asOf).toBe(first.events[0]?.position);
  });

  it('carries the position that it answers at, and may not be kept', async () => {
    const answer = await ask();
    expect(answer.headers.get('throughline-position')).toBe(answer.body.temporal.position);
    expect(answer.headers.get('cache-control')).toBe('no-store');
  });

  it('is never answered with 304, since an answer changes with its dates too', async () => {
    const { headers } = await secretary.get(first.href);
    const again = await secretary.get(first.href, { 'if-none-match': headers.get('etag') ?? '' });
    expect(again.status).toBe(200);
  });

  it('gives the revision of the stream as ETag, for If-Match', async () => {
    expect((await secretary.get(first.href)).headers.get('etag')).toBe('"2"');
  });

  it('tells what is not there yet apart from what is not there', async () => {
    const early = await secretary.get(`${action.href}?effectiveAt=2010-01-01`);
    const unstated = await secretary.get(`${action.href}?statedBy=2010-01-01`);
    expect([early.status, early.body.type, early.body.existsFrom.edtf]).toEqual([
      404,
      '/problems/not-in-effect',
      '2011-11-09',
    ]);
    expect([unstated.status, unstated.body.type]).toEqual([404, '/problems/not-yet-recorded']);
  });

  it('leads from its evidence to the event', async () => {
    const { body } = await ask();
    const evidence = body.evidence as { event: string; type: string }[];
    const answer = await secretary.get(`${P}/events/${evidence.at(-1)?.event}`);
    expect([answer.status, answer.body.type]).toEqual([200, evidence.at(-1)?.type]);
  });

  it('opens words that are sealed in the log and in the read models', async () => {
    const stored: string[] = [];
    for await (const { data } of served.stack.log.read(`anytown/action/${action.id}` as never)) stored.push(data);
    expect(stored.join()).not.toContain('Map the services');
    expect((await secretary.get(action.href)).body.text).toBe('Map the services');
  });
});

describe('Throughline-Min-Position', () => {
  it('makes a read wait for what was written', async () => {
    const written = await secretary.record(`${action.href}/progress`, { report: 'Just now.' });
    const answer = await secretary.get(written.href, { 'throughline-min-position': written.events[0]?.position ?? '' });
    expect([answer.status, answer.body.report]).toEqual([200, 'Just now.']);
  });

  it('beyond the head of the log gives 409', async () => {
    const answer = await secretary.get(action.href, { 'throughline-min-position': '999999999' });
    expect([answer.status, answer.body.type]).toEqual([409, '/problems/position-beyond-head']);
  });

  it('that is no position is refused', async () => {
    const answer = await secretary.get(action.href, { 'throughline-min-position': 'now' });
    expect([answer.status, answer.body.errors[0].header]).toEqual([400, 'Throughline-Min-Position']);
  });
});

describe('asOf beyond the head of the log', () => {
  it('gives 409', async () => {
    const answer = await ask('?asOf=999999999');
    expect([answer.status, answer.body.type]).toEqual([409, '/problems/position-beyond-head']);
  });
});

describe('a list', () => {
  let labels: string[];

  beforeAll(async () => {
    labels = Array.from({ length: 7 }, (_, i) => `row ${i}`);
    for (const label of labels)
      await secretary.record(`${P}/actions`, { kind: 'offer', label, text: label, ...IN_2011 });
  });

  it('comes in pages, each with a link to the next', async () => {
    const seen: string[] = [];
    let path: string | undefined = `${P}/actions?kind=offer&limit=3`;
    let pages = 0;
    while (path) {
      const answer: Answer = await secretary.get(path);
      seen.push(...(answer.body.items as { label: string }[]).map(({ label }) => label));
      const link: string | undefined = /<([^>]+)>; rel="next"/.exec(answer.headers.get('link') ?? '')?.[1];
      expect(link === undefined).toBe(answer.body.page.next === null);
      path = link;
      pages++;
    }
    expect([seen, pages]).toEqual([labels, 3]);
  });

  it('goes on with the page that it began with, whatever is written meanwhile', async () => {
    const page = await secretary.get(`${P}/actions?kind=offer&limit=6`);
    await secretary.record(`${P}/actions`, { kind: 'offer', label: 'late', text: 'late', ...IN_2011 });
    const next = await secretary.get(`${P}/actions?kind=offer&limit=6&cursor=${page.body.page.next}`);
    expect((next.body.items as { label: string }[]).map(({ label }) => label)).toEqual(['row 6']);
  });

  it('refuses a cursor of other filters', async () => {
    const page = await secretary.get(`${P}/actions?kind=offer&limit=2`);
    const answer = await secretary.get(`${P}/actions?kind=action&limit=2&cursor=${page.body.page.next}`);
    expect([answer.status, answer.body.errors[0].parameter]).toEqual([400, 'cursor']);
  });

  it('says why it is empty', async () => {
    const answer = await secretary.get(`${P}/actions?kind=challenge`);
    expect(answer.body).toMatchObject({
      items: [],
      page: { next: null, total: 0 },
      missing: { items: { status: 'not-recorded' } },
    });
  });
});

describe('an erasure', () => {
  it('is answered when the key is gone, and from then on the name is null at every position', async () => {
    const administrator = secretary;
    const person = await secretary.record(`${P}/people`, { name: 'A. N. Other', ...IN_2011 });
    const before = await secretary.get(person.href);
    expect(before.text).toContain('A. N. Other');
    const erased = await administrator.post(`${person.href}/erasures`, { reason: 'requested' });
    expect(erased.status).toBe(201);
    const after = await secretary.get(`${person.href}?asOf=${before.headers.get('throughline-position')}`);
    expect(after.text).not.toContain('A. N. Other');
    expect(after.text).toContain('"redacted":true');
  });
});
