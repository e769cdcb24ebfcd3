import type { Answer, Client, Receipt } from './support/client.js';
import { memoryStack } from './support/memory-stack.js';
import { serve, type Served } from './support/server.js';

const P = '/v1/partnerships/anytown';
const SAID = { sources: [{ words: 'by telephone' }] };

let served: Served;
let secretary: Client;
let action: Receipt;

beforeAll(async () => {
  served = await serve(await memoryStack());
  secretary = await served.client('secretary', ['partnerships:create']);
  await secretary.record('/v1/partnerships', { slug: 'anytown', name: 'Anytown' });
});
afterAll(() => served.stop());
beforeEach(async () => {
  action = await secretary.record(`${P}/actions`, { kind: 'action', text: 'Map the services' });
});

const group = { kind: 'collective', text: 'All', resolution: 'none' };
const etagOf = (answer: Answer): string => answer.headers.get('etag') ?? '';

describe('a command', () => {
  it('answers 201 with a receipt, where it can be read, and where the log stands', async () => {
    const answer = await secretary.post(`${action.href}/assignments`, { owners: [group] });
    expect(answer.status).toBe(201);
    const [event] = (answer.body as Receipt).events;
    expect(answer.body).toEqual({
      id: event?.id,
      href: `${action.href}/assignments/${event?.id}`,
      events: [
        {
          id: event?.id,
          href: expect.stringMatching(/^\/v1\/partnerships\/[a-z]+\/events\/[\w-]+$/) as string,
          type: 'ActionAssigned',
          revision: '1',
          position: expect.stringMatching(/^\d+$/) as string,
        },
      ],
    });
    expect((await secretary.get(event?.href ?? '')).body).toMatchObject({ id: event?.id, type: 'ActionAssigned' });
    expect(answer.headers.get('location')).toBe((answer.body as Receipt).href);
    expect(etagOf(answer)).toBe('"1"');
    expect(answer.headers.get('throughline-position')).toBe(event?.position);
    expect(answer.headers.get('cache-control')).toBe('no-store');
  });

  it('is refused without an Idempotency-Key', async () => {
    const answer = await secretary.send('POST', `${P}/actions`, { kind: 'action', text: 'x' });
    expect([answer.status, answer.body.type]).toEqual([400, '/problems/idempotency-key-missing']);
  });

  it('with dryRun gives the events that would be recorded, and records nothing', async () => {
    const before = (await secretary.get('/v1/me')).headers.get('throughline-position');
    const answer = await secretary.post(`${action.href}/assignments?dryRun=true`, { owners: [group] });
    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({
      dryRun: true,
      events: [{ type: 'ActionAssigned', data: { owners: [group] } }],
    });
    expect((await secretary.get('/v1/me')).headers.get('throughline-position')).toBe(before);
  });

  it('with dryRun gives the refusal that it would get', async () => {
    const answer = await secretary.post(`${action.href}/releases?dryRun=true`, {});
    expect([answer.status, answer.body.rule]).toEqual([409, 'not-owned']);
  });
});

describe('the same Idempotency-Key', () => {
  const key = { 'idempotency-key': 'once-and-for-all' };

  it('with the same body gives the first receipt again', async () => {
    const path = `${action.href}/assignments`;
    const first = await secretary.post(path, { owners: [group] }, key);
    const again = await secretary.post(path, { owners: [group] }, key);
    expect([again.status, again.text]).toEqual([201, first.text]);
  });

  it('gives it even when If-Match has gone stale since', async () => {
    const path = `${action.href}/assignments`;
    const first = await secretary.post(path, { owners: [group] }, { ...key, 'if-match': '"0"' });
    await secretary.record(`${action.href}/progress`, { report: 'Begun.' });
    const again = await secretary.post(path, { owners: [group] }, { ...key, 'if-match': '"0"' });
    expect([again.status, again.text]).toEqual([201, first.text]);
  });

  it('with another body is refused', async () => {
    const path = `${action.href}/progress`;
    await secretary.post(path, { report: 'Begun.' }, key);
    const other = await secretary.post(path, { report: 'Done.' }, key);
    expect([other.status, other.body.type]).toEqual([422, '/problems/idempotency-key-reused']);
  });

  it('is another one on another path, however it is spelled', async () => {
    const first = await secretary.post(`${action.href}/progress`, { report: 'Begun.' }, key);
    const spelled = action.href.replace('/actions/', '/%61ctions/');
    const again = await secretary.post(`${spelled}/progress`, { report: 'Begun.' }, key);
    const elsewhere = await secretary.record(`${P}/actions`, { kind: 'action', text: 'Another' });
    const other = await secretary.post(`${elsewhere.href}/progress`, { report: 'Begun.' }, key);
    expect(again.text).toBe(first.text);
    expect(other.body.id).not.toBe(first.body.id);
  });

  it('sent by two at once is recorded once', async () => {
    const path = `${action.href}/progress`;
    const both = await Promise.all(
      [1, 2].map(() => secretary.post(path, { report: 'At once.' }, { 'idempotency-key': 'both' })),
    );
    const codes = both.map(({ status }) => status).sort();
    const again = await secretary.post(path, { report: 'At once.' }, { 'idempotency-key': 'both' });
    expect([
      [201, 201],
      [201, 409],
    ]).toContainEqual(codes);
    expect(both.map(({ text }) => text)).toContain(again.text);
  });
});

describe('an external id', () => {
  it('meets the same thing, whoever sends it and with whatever key', async () => {
    const body = { kind: 'action', text: 'Row 7', externalId: 'row-7' };
    const deputy = await served.client('deputy');
    await secretary.record(`${P}/grants`, {
      issuer: 'urn:throughline:embedded',
      subject: 'deputy',
      roles: ['secretary'],
    });
    const [first, again] = [await secretary.record(`${P}/actions`, body), await deputy.record(`${P}/actions`, body)];
    expect(again).toEqual(first);
  });

  it('with another body is refused, and the evidence leads to what was recorded', async () => {
    await secretary.record(`${P}/actions`, { kind: 'action', text: 'Row 8', externalId: 'row-8' });
    const other = await secretary.post(`${P}/actions`, { kind: 'issue', text: 'Row 8', externalId: 'row-8' });
    expect([other.status, other.body.rule]).toEqual([409, 'external-id-in-use']);
    const recorded = await secretary.get(other.body.evidence[0].href as string);
    expect([recorded.status, recorded.text.includes('Row 8')]).toEqual([200, true]);
  });
});

describe('If-Match', () => {
  it('lets a change pass while nothing else has changed', async () => {
    const answer = await secretary.post(`${action.href}/progress`, { report: 'Begun.' }, { 'if-match': '"0"' });
    expect(answer.status).toBe(201);
  });

  it('gone stale gives 412, the current ETag, and a link to the events between', async () => {
    await secretary.record(`${action.href}/progress`, { report: 'Begun.' });
    const answer = await secretary.post(`${action.href}/progress`, { report: 'Late.' }, { 'if-match': '"0"' });
    expect([answer.status, etagOf(answer), answer.body.current]).toEqual([412, '"1"', '1']);
    const changes = await secretary.get(answer.body.changes as string);
    expect(changes.status).toBe(200);
    expect(changes.body.items).toHaveLength(1);
    expect(changes.text).toContain('Begun.');
  });

  it('gone stale on a body or an event leads to what has changed there', async () => {
    const body = await secretary.record(`${P}/bodies`, { name: `Board ${action.id}`, kind: 'board' });
    const history = await secretary.get(`${body.href}/history`);
    await secretary.record(`${body.href}/names`, { name: 'The Board', kind: 'alias' });
    const stale = { 'if-match': `"${body.events[0]?.revision}"` };
    const named = await secretary.post(`${body.href}/names`, { name: 'Another', kind: 'alias' }, stale);
    const amended = await secretary.post(
      `${P}/events/${history.body.items[0].event}/amendments`,
      { kind: 'recorded-in-error', replacement: null },
      stale,
    );
    for (const answer of [named, amended]) {
      expect(answer.status).toBe(412);
      expect((await secretary.get(answer.body.changes as string)).text).toContain('The Board');
    }
  });

  it('on what is not there yet is stale', async () => {
    const answer = await secretary.post(`${P}/actions`, { kind: 'action', text: 'x' }, { 'if-match': '"0"' });
    expect([answer.status, answer.body.current, answer.headers.has('etag')]).toEqual([412, 'none', false]);
  });

  it('is not needed where unrelated changes do not conflict', async () => {
    await secretary.record(`${action.href}/progress`, { report: 'Begun.' });
    expect((await secretary.post(`${action.href}/assignments`, { owners: [group] })).status).toBe(201);
  });

  it('is demanded for what is decided on sight', async () => {
    const history = await secretary.get(`${action.href}/history`);
    const event = history.body.items[0].event as string;
    const sight = await secretary.get(`${P}/events/${event}`);
    const withdrawal = { kind: 'recorded-in-error', replacement: null, ...SAID };
    const blind = await secretary.post(`${P}/events/${event}/amendments`, withdrawal);
    const seen = await secretary.post(`${P}/events/${event}/amendments`, withdrawal, { 'if-match': etagOf(sight) });
    expect([blind.status, blind.body.type, seen.status]).toEqual([428, '/problems/precondition-required', 201]);
  });
});

describe('a refusal', () => {
  it('names the rule, the events that forbid it with their source, and what would work instead', async () => {
    await secretary.record(`${action.href}/completions`, { outcome: 'Published.', ...SAID });
    const answer = await secretary.post(`${action.href}/completions`, { outcome: 'Published twice.', ...SAID });
    expect(answer.status).toBe(409);
    expect(answer.headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
    const { rule, type, evidence, remedy, title } = answer.body as Record<string, never>;
    expect({ rule, type, title }).toEqual({
      rule: 'already-completed',
      type: '/problems/already-completed',
      title: 'It was completed and not reopened since',
    });
    expect(evidence).toMatchObject([{ type: 'ActionCompleted', sources: SAID.sources }]);
    expect(remedy).toMatchObject([{ command: 'ReopenAction', method: 'POST', href: `${action.href}/reopenings` }]);
  });

  it('offers a remedy that works', async () => {
    await secretary.record(`${action.href}/completions`, {});
    const refused = await secretary.post(`${action.href}/completions`, {});
    await secretary.record(refused.body.remedy[0].href as string, {});
    expect((await secretary.post(`${action.href}/completions`, {})).status).toBe(201);
  });

  it('has a page behind its type', async () => {
    await secretary.record(`${action.href}/completions`, {});
    const refused = await secretary.post(`${action.href}/completions`, {});
    const page = await secretary.get(refused.body.type as string);
    expect([page.status, page.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
    expect(page.text).toContain('Reopen it first.');
  });

  it('of a reference is the same for what is unknown and for what is another partnership’s', async () => {
    const neighbour = await served.client('neighbour', ['partnerships:create']);
    await neighbour.record('/v1/partnerships', { slug: 'nextdoor', name: 'Next door' }).catch(() => undefined);
    const foreign = await neighbour.record('/v1/partnerships/nextdoor/actions', { kind: 'action', text: 'Theirs' });
    const body = (parent: string) => ({ kind: 'action', text: 'Part of it', parent });
    const [there, nowhere] = [
      await secretary.post(`${P}/actions`, body(foreign.id)),
      await secretary.post(`${P}/actions`, body('00000000-0000-5000-8000-000000000000')),
    ];
    expect(there.status).toBe(409);
    expect(there.text.replace(foreign.id, 'ID')).toBe(
      nowhere.text.replace('00000000-0000-5000-8000-000000000000', 'ID'),
    );
  });
});
