import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { request } from 'node:http';
import type { Socket } from 'node:net';
import type { Answer as Told } from '@app/read-models';
import { csvRows } from './support/csv.js';
import type { Client, Receipt } from './support/client.js';
import { memoryStack } from './support/memory-stack.js';
import { serve, type Served } from './support/server.js';

const P = '/v1/partnerships/anytown';
const SAID = { statedOn: '2011-11-09', sources: [{ words: 'the minutes' }] };
const CSV = { accept: 'text/csv' };
const NDJSON = { accept: 'application/x-ndjson' };

type Item = Readonly<Record<string, unknown>>;

let served: Served;
let secretary: Client;

beforeAll(async () => {
  served = await serve(await memoryStack());
  secretary = await served.client('secretary', ['partnerships:create']);
  await secretary.record('/v1/partnerships', { slug: 'anytown', name: 'Anytown' });
});
afterEach(() => {
  jest.restoreAllMocks();
});
afterAll(() => served.stop());

const action = (text: string, more: object = {}): Promise<Receipt> =>
  secretary.record(`${P}/actions`, { kind: 'offer', text, ...SAID, ...more });
const rowsAt = async (path: string, headers = CSV) => csvRows((await secretary.get(path, headers)).text).rows;
const itemsIn = (ndjson: string): Item[] =>
  ndjson.split('\n').flatMap((line) => (line === '' ? [] : [JSON.parse(line) as Item]));

describe('a list as CSV', () => {
  const awkward = ['=SUM(A1:A9)', '+1', '-2', '@cell', '\tindented', 'He said "no", twice', 'two\nlines', 'two\r\nlines', 'commas, here', 'plain']; // prettier-ignore

  beforeAll(async () => {
    for (const text of awkward) await action(text);
  });

  it('is asked for by Accept or by format, and says what it is', async () => {
    const [byType, byName] = [
      await secretary.get(`${P}/actions`, CSV),
      await secretary.get(`${P}/actions?format=csv`, { accept: 'application/json' }),
    ];
    expect(byType.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(byName.text).toBe(byType.text);
    expect(byType.headers.get('cache-control')).toBe('no-store');
    expect(byType.headers.get('vary')).toBe('accept');
  });

  it('has a line for its header and one for every item, ended by CRLF, whatever the words are', async () => {
    const { text } = await secretary.get(`${P}/actions?kind=offer`, CSV);
    const { header, rows } = csvRows(text);
    expect(new Set(header).size).toBe(header.length);
    expect(rows.map((row) => row['text']?.replace(/^'/, ''))).toEqual(awkward);
    expect(text.endsWith('\r\n')).toBe(true);
  });

  it('guards cells that a spreadsheet would take for a formula, and no others', async () => {
    const cells = (await rowsAt(`${P}/actions?kind=offer`)).map((row) => row['text']);
    expect(cells.filter((cell) => cell?.startsWith("'"))).toEqual(awkward.slice(0, 5).map((text) => `'${text}`));
  });

  it('has its header where there is nothing to list, and says why in a header', async () => {
    const none = await secretary.get(`${P}/actions?kind=challenge`, CSV);
    expect(csvRows(none.text).header).toEqual(csvRows((await secretary.get(`${P}/actions`, CSV)).text).header);
    expect(csvRows(none.text).rows).toEqual([]);
    expect(none.headers.get('throughline-missing')).toBe('not-recorded');
  });

  it('names beside ids, and tells evidence by document and lines', async () => {
    const board = await secretary.record(`${P}/bodies`, { name: 'The Board', kind: 'board', ...SAID });
    const text = 'one\ntwo\n';
    const paper = await secretary.record(`${P}/documents`, {
      title: 'Minutes of 9 November',
      digest: createHash('sha256').update(text).digest('hex'),
      lineCount: 2,
      parts: 1,
      statedOn: SAID.statedOn,
      sources: SAID.sources,
    });
    const lines = { documentId: paper.id, lines: { from: 1, to: 2 } };
    const meeting = await secretary.record(`${P}/meetings`, { bodies: [board.id], statedOn: SAID.statedOn, sources: [lines] }); // prettier-ignore
    const [row] = (await rowsAt(`${P}/meetings`)).filter(({ id }) => id === meeting.id);
    expect(row).toMatchObject({
      bodies: board.id,
      'bodies.name': 'The Board',
      evidence: 'Minutes of 9 November: 1-2',
      'effectiveFrom.edtf': '2011-11-09',
    });
    const { body } = await secretary.get(meeting.href);
    expect(row?.['evidence.events']).toBe((body.evidence as { event: string }[]).map(({ event }) => event).join(' '));
  });

  it('leaves redacted words empty', async () => {
    const person = await secretary.record(`${P}/people`, { name: 'A. N. Other', ...SAID });
    const nameIn = async () => (await rowsAt(`${P}/people`)).find(({ id }) => id === person.id)?.['name'];
    expect(await nameIn()).toBe('A. N. Other');
    expect((await secretary.post(`${person.href}/erasures`, { reason: 'requested' })).status).toBe(201);
    expect(await nameIn()).toBe('');
  });
});

describe('a list as NDJSON', () => {
  it('is its items, one a line', async () => {
    const { body } = await secretary.get(`${P}/actions?kind=offer`);
    for (const answer of [
      await secretary.get(`${P}/actions?kind=offer`, NDJSON),
      await secretary.get(`${P}/actions?kind=offer&format=ndjson`),
    ]) {
      expect(answer.headers.get('content-type')).toBe('application/x-ndjson; charset=utf-8');
      expect(itemsIn(answer.text)).toEqual(body.items);
    }
  });

  it('is called what it was asked for', async () => {
    const answer = await secretary.get(`${P}/actions`, { accept: 'application/ndjson' });
    expect(answer.headers.get('content-type')).toBe('application/ndjson; charset=utf-8');
  });
});

describe('what is asked for', () => {
  const typeOf = async (accept: string, path = `${P}/actions`) => {
    const { status, headers } = await secretary.get(path, { accept });
    return status === 200 ? headers.get('content-type')?.split(';')[0] : status;
  };

  it.each([
    ['*/*', 'application/json'],
    ['text/csv, */*', 'text/csv'],
    ['text/csv;q=0.5, application/json', 'application/json'],
    ['application/json;q=0, */*;q=0.1', 'text/csv'],
    ['text/*', 'text/csv'],
    ['text/html, application/xhtml+xml, */*;q=0.8', 'application/json'],
    ['TEXT/CSV; charset=utf-8', 'text/csv'],
  ])('by Accept: %s is answered with %s', async (accept, type) => {
    expect(await typeOf(accept)).toBe(type);
  });

  it('gives 406 where nothing fits, with what there is', async () => {
    const answer = await secretary.get(`${P}/actions`, { accept: 'application/pdf' });
    expect([answer.status, answer.body.type]).toEqual([406, '/problems/not-acceptable']);
    expect(answer.body.types).toContain('text/csv');
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
  });

  it('is no list where it is one thing', async () => {
    const { href } = await action('single');
    expect(await typeOf('text/csv', href)).toBe(406);
    const named = await secretary.get(`${href}?format=csv`);
    expect([named.status, named.body.errors[0].parameter]).toEqual([400, 'format']);
  });

  it('in a format that there is not is refused, with those that there are', async () => {
    const answer = await secretary.get(`${P}/actions?format=xlsx`);
    expect([answer.status, answer.body.errors]).toEqual([
      400,
      [{ parameter: 'format', detail: 'must be one of json, csv, ndjson' }],
    ]);
  });

  it.each(['limit=10', 'cursor=abc'])('whole cannot be a page: %s', async (parameter) => {
    const answer = await secretary.get(`${P}/actions?${parameter}`, CSV);
    expect([answer.status, answer.body.errors[0].parameter]).toEqual([400, parameter.split('=')[0]]);
  });

  it('with an unknown parameter is refused as for JSON, as a problem', async () => {
    const answer = await secretary.get(`${P}/actions?kinds=offer`, CSV);
    expect([answer.status, answer.headers.get('content-type')]).toEqual([400, 'application/problem+json; charset=utf-8']); // prettier-ignore
  });

  it('takes the same grants and roles', async () => {
    const stranger = await served.client('stranger');
    expect((await stranger.get(`${P}/actions`, CSV)).status).toBe(404);
    const viewer = await served.client('viewer');
    const { issuer } = (await secretary.get('/v1/me')).body as { issuer: string };
    await secretary.record(`${P}/grants`, { issuer, subject: 'viewer', roles: ['viewer'] });
    expect((await viewer.get(`${P}/actions`, CSV)).status).toBe(200);
    expect((await viewer.get(`${P}/grants`, CSV)).status).toBe(403);
  });

  it('may be the list of partnerships too', async () => {
    expect(csvRows((await secretary.get('/v1/partnerships', CSV)).text).rows).toMatchObject([
      { partnership: 'anytown', name: 'Anytown' },
    ]);
    expect(itemsIn((await secretary.get('/v1/partnerships?format=ndjson')).text)).toMatchObject([{ name: 'Anytown' }]);
  });
});

describe('a list of several pages', () => {
  const MANY = 450;

  beforeAll(async () => {
    for (let i = 0; i < MANY; i++) await action(`aim ${i}`, { kind: 'aspiration' });
  });

  it('is given whole, in order', async () => {
    const { body } = await secretary.get(`${P}/actions?kind=aspiration&limit=200`);
    expect(body.page.next).not.toBeNull();
    const expected = Array.from({ length: MANY }, (_, i) => `aim ${i}`);
    expect((await rowsAt(`${P}/actions?kind=aspiration`)).map(({ text }) => text)).toEqual(expected);
    const lines = itemsIn((await secretary.get(`${P}/actions?kind=aspiration`, NDJSON)).text);
    expect(lines.map(({ text }) => text)).toEqual(expected);
  });

  it('says at which dates it was answered', async () => {
    const dates = 'effectiveAt=2012-01-01&statedBy=2012-06-30';
    const { body } = await secretary.get(`${P}/actions?${dates}&limit=1`);
    const { headers } = await secretary.get(`${P}/actions?${dates}`, CSV);
    expect({
      effectiveAt: headers.get('throughline-effective-at'),
      asOf: headers.get('throughline-as-of'),
      statedBy: headers.get('throughline-stated-by'),
      position: headers.get('throughline-position'),
    }).toEqual({ ...body.temporal, uncertain: undefined });
  });

  it('is of one position, though events are recorded between its pages', async () => {
    const spy = jest.spyOn(served.stack.reader, 'answer');
    const first = answered(spy, 1, async () => {
      await action('late', { kind: 'aspiration' });
    });
    const { text, headers } = await secretary.get(`${P}/actions?kind=aspiration`, CSV);
    await first;
    expect(spy).toHaveBeenCalledTimes(3);
    const { rows } = csvRows(text);
    expect([rows.length, rows.at(-1)?.['text']]).toEqual([MANY, `aim ${MANY - 1}`]);
    expect((await rowsAt(`${P}/actions?kind=aspiration`)).length).toBe(MANY + 1);
    expect(headers.get('throughline-as-of')).toBe(headers.get('throughline-position'));
  });

  it('is asked no further for a client that has gone', async () => {
    const spy = jest.spyOn(served.stack.reader, 'answer');
    const connected = once(served.http, 'connection') as Promise<[Socket]>;
    const gone = answered(spy, 1, async () => {
      const [socket] = await connected;
      client.destroy();
      await once(socket, 'close');
    });
    const client = request(`${served.url}${P}/actions?kind=aspiration`, {
      headers: { ...CSV, authorization: `Bearer ${secretary.token}` },
      agent: false,
    });
    client.on('error', () => undefined).end();
    await gone;
    // Whatever would be asked next is asked before this is answered.
    await secretary.get(`${P}/actions?limit=1`);
    expect(spy.mock.calls.map(([, , params]) => (params as { limit: number }).limit)).toEqual([200, 200, 1]);
  });

  it('is not written for an answer to HEAD', async () => {
    const spy = jest.spyOn(served.stack.reader, 'answer');
    const answer = await secretary.send('HEAD', `${P}/actions?kind=aspiration`, undefined, CSV);
    expect([answer.status, answer.headers.get('content-type'), answer.text]).toEqual([200, 'text/csv; charset=utf-8', '']); // prettier-ignore
    await secretary.get(`${P}/actions?limit=1`);
    expect(spy.mock.calls.map(([, , params]) => (params as { limit: number }).limit)).toEqual([200, 1]);
  });

  it('breaks off where a page cannot be had, so that nobody takes it for whole', async () => {
    const spy = jest.spyOn(served.stack.reader, 'answer');
    const failed = answered(spy, 1, () => Promise.reject(new Error('no such page')));
    const sent = secretary.get(`${P}/actions?kind=aspiration`, CSV);
    await expect(sent).rejects.toThrow();
    await failed;
    expect(served.log.join()).toContain('a list broke off');
  });
});

type Asked = jest.SpyInstance<Promise<Told>>;

/** Does something between a page (counted from 0) being asked for and its being answered. */
function answered(spy: Asked, page: number, meanwhile: () => Promise<void>): Promise<void> {
  const { reader } = served.stack;
  const answer = Object.getPrototypeOf(reader).answer as (...asked: unknown[]) => Promise<Told>;
  return new Promise((resolve) => {
    let asked = 0;
    spy.mockImplementation(async (...question: unknown[]) => {
      if (asked++ === page) await meanwhile().finally(resolve);
      return answer.apply(reader, question);
    });
  });
}
