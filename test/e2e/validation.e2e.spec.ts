import { connect } from 'node:net';
import type { Answer, Client } from './support/client.js';
import { memoryStack } from './support/memory-stack.js';
import { serve, type Served } from './support/server.js';

const P = '/v1/partnerships/anytown';

let served: Served;
let secretary: Client;

beforeAll(async () => {
  served = await serve(await memoryStack());
  secretary = await served.client('secretary', ['partnerships:create']);
  await secretary.record('/v1/partnerships', { slug: 'anytown', name: 'Anytown' });
});
afterAll(() => served.stop());

const code = ({ body }: Answer): string => (body as { type: string }).type.replace('/problems/', '');
const errors = ({ body }: Answer): unknown => (body as { errors: unknown }).errors;

describe('a body', () => {
  it('with faults is answered with a JSON Pointer to each, of the payload and of what stands around it', async () => {
    const answer = await secretary.post(`${P}/actions`, {
      kind: 'deed',
      text: 'x',
      statedOn: 'yesterday',
      because: { words: '' },
    });
    expect(answer.status).toBe(400);
    expect(errors(answer)).toMatchObject([
      { pointer: '/kind' },
      { pointer: '/statedOn' },
      { pointer: '/because/words' },
    ]);
  });

  it('with an unknown property is refused', async () => {
    const answer = await secretary.post(`${P}/actions`, { kind: 'action', txet: 'x' });
    expect(errors(answer)).toEqual([{ pointer: '/txet', detail: 'is not known here' }]);
  });

  it.each(['__proto__', 'constructor'])('that reaches for a prototype by %s is refused', async (name) => {
    const answer = await secretary.post(`${P}/actions`, `{"kind":"action","text":"x","${name}":{"isAdmin":true}}`);
    expect([answer.status, errors(answer)]).toEqual([400, [{ pointer: `/${name}`, detail: 'must not be named so' }]]);
  });

  it('that nests too deep is refused', async () => {
    const answer = await secretary.post(`${P}/actions`, `{"kind":${'['.repeat(100_000)}${']'.repeat(100_000)}}`);
    expect([answer.status, code(answer)]).toEqual([400, 'validation-failed']);
  });

  it('over 1 MiB is refused', async () => {
    const answer = await secretary.post(`${P}/actions`, { kind: 'action', text: 'x'.repeat(1024 * 1024) });
    expect([answer.status, code(answer)]).toEqual([413, 'payload-too-large']);
  });

  it('that is no JSON is refused', async () => {
    const answer = await secretary.post(`${P}/actions`, '{"kind":');
    expect([answer.status, code(answer)]).toEqual([400, 'validation-failed']);
  });

  it.each(['text/plain', 'application/x-www-form-urlencoded'])('of type %s is refused', async (type) => {
    const answer = await secretary.post(`${P}/actions`, 'kind=action', { 'content-type': type });
    expect([answer.status, code(answer)]).toEqual([415, 'unsupported-media-type']);
  });

  it('holds at most so many items in every list', async () => {
    const owner = { kind: 'collective', text: 'All', resolution: 'none' };
    const action = await secretary.record(`${P}/actions`, { kind: 'action', text: 'x' });
    const answer = await secretary.post(`${action.href}/assignments`, {
      owners: Array.from({ length: 51 }, () => owner),
    });
    expect(errors(answer)).toMatchObject([{ pointer: '/owners' }]);
  });

  it('may not hold clear text that passes for sealed words', async () => {
    const answer = await secretary.post(`${P}/bodies`, { name: 'sealed:1:k:e:f:n:c', kind: 'board' });
    expect(errors(answer)).toMatchObject([{ pointer: '/name' }]);
  });
});

describe('words that look like sealed ones', () => {
  it('come back as they were said, and open nothing', async () => {
    const theirs = await secretary.record(`${P}/actions`, { kind: 'action', text: 'A secret of somebody else' });
    const [stored] = [...(await storedTexts(theirs.id))];
    const mine = await secretary.record(`${P}/actions`, { kind: 'action', text: stored });
    const answer = await secretary.get(mine.href);
    expect(answer.body.text).toBe(stored);
  });

  it('are not opened by a refusal that shows them', async () => {
    const [stored] = await storedTexts(
      (await secretary.record(`${P}/actions`, { kind: 'action', text: 'Another secret' })).id,
    );
    const mine = await secretary.record(`${P}/actions`, { kind: 'action', text: 'x' });
    await secretary.record(`${mine.href}/completions`, { sources: [{ words: stored }] });
    expect((await secretary.post(`${mine.href}/completions`)).text).not.toContain('Another secret');
  });

  async function storedTexts(action: string): Promise<string[]> {
    const texts: string[] = [];
    for await (const { data } of served.stack.log.read(`anytown/action/${action}` as never)) {
      texts.push((JSON.parse(data) as { text: string }).text);
    }
    return texts;
  }
});

describe('a query string', () => {
  it('with an unknown parameter is refused, and those that are known are listed', async () => {
    const answer = await secretary.get(`${P}/actions?ownr=somebody`);
    expect([answer.status, code(answer)]).toEqual([400, 'validation-failed']);
    expect(errors(answer)).toMatchObject([
      { parameter: 'ownr', detail: expect.stringMatching(/owner.*effectiveAt/) as string },
    ]);
  });

  it.each(['limit=0', 'limit=201', 'limit=x', 'effectiveAt=2011-02-30', 'asOf=soon', 'cursor=nonsense'])(
    'with %s is refused, with the name of the parameter',
    async (query) => {
      const answer = await secretary.get(`${P}/actions?${query}`);
      expect([answer.status, errors(answer)]).toMatchObject([400, [{ parameter: query.split('=')[0] }]]);
    },
  );
});

describe('a request', () => {
  it('with headers over 16 KiB is refused', async () => {
    const answer = await raw(`GET /v1/me HTTP/1.1\r\nHost: x\r\nX-Long: ${'x'.repeat(17_000)}\r\n\r\n`);
    expect(answer).toContain('HTTP/1.1 431');
    expect(answer).toContain('/problems/headers-too-large');
  });

  it('is answered with the headers that protect a browser, whatever the answer is', async () => {
    for (const path of ['/', '/docs', `${P}/actions`, '/nowhere', '/v1/%zz']) {
      const { headers } = await secretary.get(path);
      expect([
        path,
        headers.get('x-content-type-options'),
        headers.get('content-security-policy')?.slice(0, 18),
      ]).toEqual([path, 'nosniff', "default-src 'none'"]);
    }
  });

  it.each([
    ['PUT', `${P}/actions`, 'GET, HEAD, POST'],
    ['DELETE', `${P}/actions/8b1d0c2e-0000-5000-8000-000000000000?x=1`, 'GET, HEAD'],
    ['POST', '/', 'GET, HEAD'],
  ])('%s to an address that takes other methods is told which: %s', async (method, path, allowed) => {
    const answer = await secretary.send(method, path, undefined, {});
    expect([answer.status, code(answer), answer.headers.get('allow')]).toEqual([405, 'method-not-allowed', allowed]);
  });

  it.each(['PUT', 'GET'])('%s to no address of ours finds nothing', async (method) => {
    expect((await secretary.send(method, `${P}/deeds`, undefined, {})).status).toBe(404);
  });

  it('that is no HTTP is refused', async () => {
    expect(await raw('nonsense\r\n\r\n')).toContain('HTTP/1.1 400');
  });

  it.each([
    '/v1/%zz',
    `/v1/partnerships/${'x'.repeat(2_000)}`,
    '/no/such-place',
    `${P}/actions/not-a-uuid`,
    `${P}/actions/..%2f..%2fetc`,
  ])('to %s is answered with a problem that does not repeat it', async (path) => {
    const answer = await secretary.get(path);
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(answer.headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
    expect(answer.text).not.toContain(path.slice(-8));
  });

  function raw(text: string): Promise<string> {
    return new Promise((resolve, reject) => {
      const socket = connect(Number(new URL(served.url).port), '127.0.0.1', () => socket.write(text));
      let answer = '';
      socket.on('data', (chunk) => (answer += chunk.toString()));
      socket.on('end', () => resolve(answer));
      socket.on('error', reject);
    });
  }
});
