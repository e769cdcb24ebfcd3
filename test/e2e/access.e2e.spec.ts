import type { Answer, Client, Receipt } from './support/client.js';
import { Client as Caller } from './support/client.js';
import { memoryStack } from './support/memory-stack.js';
import { serve, type Served } from './support/server.js';

const P = '/v1/partnerships/anytown';
const ISSUER = 'urn:throughline:embedded';
const NOBODY = '00000000-0000-5000-8000-000000000000';

let served: Served;
let administrator: Client;
let action: Receipt;

beforeAll(async () => {
  served = await serve(await memoryStack());
  administrator = await served.client('administrator', ['partnerships:create']);
  await administrator.record('/v1/partnerships', { slug: 'anytown', name: 'Anytown' });
  action = await administrator.record(`${P}/actions`, { kind: 'action', text: 'Map the services' });
});
afterAll(() => served.stop());

async function granted(subject: string, ...roles: string[]): Promise<{ client: Client; grant: Receipt }> {
  const grant = await administrator.record(`${P}/grants`, { issuer: ISSUER, subject, roles });
  return { client: await served.client(subject), grant };
}

const seen = ({ status, text }: Answer) => ({ status, text });

describe('without a valid token', () => {
  it.each([
    ['none', undefined],
    ['nonsense', 'nonsense'],
  ])('(%s) everything under /v1 is 401', async (_what, token) => {
    const answer = await new Caller(served.url, token).get(`${P}/actions`);
    expect([answer.status, answer.body.type, answer.headers.get('www-authenticate')]).toEqual([
      401,
      '/problems/unauthorised',
      'Bearer',
    ]);
  });

  it.each([
    '/',
    '/docs',
    '/openapi.json',
    '/problems',
    '/problems/not-found',
    '/health/live',
    '/health/ready',
    '/metrics',
  ])('%s can be read', async (path) => {
    expect((await new Caller(served.url).get(path)).status).toBe(200);
  });
});

describe('a partnership without a grant', () => {
  it('answers like one that does not exist, byte for byte', async () => {
    const stranger = await served.client('stranger');
    for (const rest of ['/actions', `/actions/${action.id}`, `/actions/${action.id}/ownership`]) {
      const there = await stranger.get(P + rest);
      const nowhere = await stranger.get(`/v1/partnerships/nowhere${rest}`);
      expect(seen(there)).toEqual(seen(nowhere));
      expect(there.status).toBe(404);
    }
  });

  it('takes no command, and does not tell whether what it names is there', async () => {
    const stranger = await served.client('stranger');
    const [there, nowhere] = await Promise.all(
      [action.id, NOBODY].map((id) => stranger.post(`${P}/actions/${id}/progress`, { report: 'Mine now.' })),
    );
    expect([there?.status, there?.text]).toEqual([404, nowhere?.text]);
  });
});

describe('an id', () => {
  it('of another partnership answers like an unknown one, byte for byte', async () => {
    const neighbour = await served.client('neighbour', ['partnerships:create']);
    await neighbour.record('/v1/partnerships', { slug: 'nextdoor', name: 'Next door' });
    const foreign = await neighbour.record('/v1/partnerships/nextdoor/actions', { kind: 'action', text: 'Theirs' });
    for (const rest of ['', '/ownership', '/history', '/assignments']) {
      const [there, nowhere] = [
        await administrator.get(`${P}/actions/${foreign.id}${rest}`),
        await administrator.get(`${P}/actions/${NOBODY}${rest}`),
      ];
      expect(seen(there)).toEqual(seen(nowhere));
      expect(there.status).toBe(404);
    }
    const commands = await Promise.all(
      [foreign.id, NOBODY].map((id) => administrator.post(`${P}/actions/${id}/completions`)),
    );
    expect(commands[0] && seen(commands[0])).toEqual(commands[1] && seen(commands[1]));
    expect(commands[0]?.status).toBe(404);
  });
});

describe('a role', () => {
  it('that is missing gives 403 and says which would do', async () => {
    const { client } = await granted('reader', 'viewer');
    const answer = await client.post(`${action.href}/completions`);
    expect([answer.status, answer.body.type]).toEqual([403, '/problems/forbidden']);
    expect(answer.body.roles).toContain('secretary');
  });

  it('of any kind may read', async () => {
    const { client } = await granted('onlooker', 'viewer');
    expect((await client.get(action.href)).status).toBe(200);
  });

  it('does not nest: an administrator who is no secretary records nothing', async () => {
    const { client } = await granted('warden', 'administrator');
    expect((await client.post(`${P}/actions`, { kind: 'action', text: 'x' })).status).toBe(403);
  });

  it('of administrator or auditor is needed to see the grants', async () => {
    const [auditor, viewer] = [
      (await granted('auditor', 'auditor')).client,
      (await granted('viewer', 'viewer')).client,
    ];
    expect([(await auditor.get(`${P}/grants`)).status, (await viewer.get(`${P}/grants`)).status]).toEqual([200, 403]);
  });

  it('of viewer does not see them in the history of the partnership or by their addresses either', async () => {
    const { grant, client } = await granted('peeping', 'viewer');
    const { client: auditor } = await granted('examiner', 'auditor');
    const places = ['', '/disputes'].map((below) => `${grant.events[0]?.href}${below}`);
    for (const path of [`${P}/history`, ...places]) {
      const [seen, refused] = [await auditor.get(path), await client.get(path)];
      expect([seen.status, refused.status, refused.text.includes('peeping')]).toEqual([200, 403, false]);
    }
  });

  it('to amend is the one that the amended event takes', async () => {
    const { client } = await granted('chairwoman', 'chair');
    const [recorded] = (await administrator.get(`${action.href}/history`)).body.items as { event: string }[];
    const answer = await client.post(
      `${P}/events/${recorded?.event}/amendments`,
      { kind: 'transcription-error', replacement: { data: { kind: 'action', text: 'Mapp the services' } } },
      { 'if-match': '"0"' },
    );
    expect(answer.status).toBe(403);
  });

  it('to amend an amendment is that of the event it amends in the end', async () => {
    const terms = { name: 'rag-ratings', terms: [{ term: 'red' }] };
    const set = await administrator.record(`${P}/vocabularies`, terms);
    const amend = (client: Client, href: string, revision: string, data: object) =>
      client.post(
        `${href}/amendments`,
        { kind: 'transcription-error', replacement: { data } },
        { 'if-match': `"${revision}"` },
      );
    const first = set.events[0] as Receipt['events'][number];
    const { client: keeper } = await granted('keeper', 'administrator');
    const at = (await administrator.get(`${P}/events/${first.href.split('/').at(-1)}`)).headers.get('etag') ?? '';
    const amended = await amend(keeper, first.href, at.replaceAll('"', ''), { ...terms, terms: [{ term: 'amber' }] });
    expect(amended.status).toBe(201);
    const second = (amended.body as Receipt).events[0] as Receipt['events'][number];
    const { client: secretary } = await granted('writer', 'secretary');
    const again = { kind: 'transcription-error', replacement: { data: terms } };
    const sight = (await administrator.get(second.href)).headers.get('etag') ?? '';
    const refused = await amend(secretary, second.href, sight.replaceAll('"', ''), again);
    expect([refused.status, refused.body.roles]).toEqual([403, ['administrator']]);
  });
});

describe('a revocation', () => {
  it('acts at once', async () => {
    const { client, grant } = await granted('leaver', 'secretary');
    expect((await client.get(action.href)).status).toBe(200);
    await administrator.record(`${grant.href}/revocations`);
    expect((await client.get(action.href)).status).toBe(404);
  });
});

describe('a scope', () => {
  it('is needed to register a partnership', async () => {
    const somebody = await served.client('somebody');
    const answer = await somebody.post('/v1/partnerships', { slug: 'mine', name: 'Mine' });
    expect([answer.status, answer.body.scope]).toEqual([403, 'partnerships:create']);
  });

  it('is needed to run projections', async () => {
    const [somebody, operator] = [await served.client('somebody'), await served.client('operator', ['operations'])];
    expect((await somebody.get('/v1/operations/projections')).status).toBe(403);
    expect((await operator.get('/v1/operations/projections')).status).toBe(200);
  });

  it('of operations reads no record', async () => {
    const operator = await served.client('operator', ['operations']);
    expect((await operator.get(`${P}/actions`)).status).toBe(404);
  });
});

describe('/v1/me', () => {
  it('says who the caller is, and where they may do what', async () => {
    const { client } = await granted('clerk', 'secretary', 'member');
    const { body } = await client.get('/v1/me');
    expect(body).toMatchObject({
      issuer: ISSUER,
      subject: 'clerk',
      scopes: [],
      grants: [{ partnership: 'anytown', href: P, name: 'Anytown', roles: ['secretary', 'member'] }],
    });
  });

  it('waits for what was written, and takes no parameters', async () => {
    const { client } = await granted('newcomer', 'viewer');
    const far = await client.get('/v1/me', { 'throughline-min-position': '999999' });
    expect([far.status, (await client.get('/v1/me?verbose=true')).status]).toEqual([409, 400]);
  });

  it('calls nobody by the same name in two partnerships', async () => {
    await administrator.record('/v1/partnerships', { slug: 'othertown', name: 'Othertown' });
    const { grants } = (await administrator.get('/v1/me')).body as { grants: { actor: string }[] };
    expect(new Set(grants.map(({ actor }) => actor)).size).toBe(2);
  });
});

describe('registering a partnership', () => {
  it('with faults is told of all of them', async () => {
    const answer = await administrator.post('/v1/partnerships', { id: 'anytown', zone: 'Nowhere' });
    const { errors } = answer.body as { errors: { pointer: string }[] };
    expect(errors.map(({ pointer }) => pointer).sort()).toEqual(['/id', '/name', '/slug', '/zone']);
  });

  it('whose slug is taken tells nothing of it', async () => {
    const stranger = await served.client('stranger', ['partnerships:create']);
    const answer = await stranger.post('/v1/partnerships', { slug: 'anytown', name: 'Anytown' });
    expect([answer.status, answer.body.rule, answer.body.evidence]).toEqual([409, 'already-exists', []]);
  });
});
