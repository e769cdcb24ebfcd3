import type { Client } from './support/client.js';
import { memoryStack } from './support/memory-stack.js';
import { serve, type Served } from './support/server.js';

const P = '/v1/partnerships/anytown';
const STATED = { statedOn: '2011-07-01', sources: [{ words: 'from the minutes of that day' }] };

let served: Served;
let secretary: Client;

beforeAll(async () => {
  served = await serve(await memoryStack());
  secretary = await served.client('secretary', ['partnerships:create']);
  await secretary.record('/v1/partnerships', { slug: 'anytown', name: 'Anytown' });
});
afterAll(() => served.stop());

it('a list of statements is recorded, read in its order, and each statement where it was said to stand', async () => {
  const list = await secretary.record(`${P}/statement-lists`, { title: 'Principles', contents: 'complete', ...STATED });
  const principle = (text: string, place: number) =>
    secretary.record(`${P}/statements`, { kind: 'principle', text, listId: list.id, place, ...STATED });
  const second = await principle('Be efficient', 2);
  await principle('Be open', 1);
  const name = await secretary.record(`${P}/statements/${second.id}/names`, { name: 'Efficiency', ...STATED });
  const read = await secretary.get(list.href);
  expect(read.body['entries']).toMatchObject([{ text: 'Be open' }, { text: 'Be efficient', names: [{ name: 'Efficiency' }] }]); // prettier-ignore
  expect((await secretary.get(name.href)).body).toMatchObject({ name: 'Efficiency' });
});

it('a kind that is not in the partnership’s own vocabulary is refused, with those that are', async () => {
  const terms = [{ term: 'principle' }, { term: 'decision' }];
  await secretary.record(`${P}/vocabularies`, { name: 'statement-kinds', terms, effectiveFrom: '2012-01-01' });
  const slogan = { kind: 'slogan', text: 'Together', ...STATED };
  expect((await secretary.post(`${P}/statements`, slogan)).status).toBe(201);
  const refused = await secretary.post(`${P}/statements`, { ...slogan, effectiveFrom: '2012-06-01' });
  expect([refused.status, refused.body.rule, refused.body['details']]).toEqual([
    409,
    'unknown-term',
    { vocabulary: 'statement-kinds', known: ['principle', 'decision'] },
  ]);
});

it('a call is answered, and tells who has not answered; its answers and acceptances have addresses', async () => {
  const body = await secretary.record(`${P}/bodies`, { name: 'Health Sector', kind: 'group', ...STATED });
  const sector = { kind: 'body', id: body.id, text: 'the Health Sector', resolution: 'declared' };
  const members = { kind: 'collective', text: 'Members', resolution: 'none' };
  const call = await secretary.record(`${P}/calls`, { title: 'Offers', addressees: [sector, members], ...STATED });
  const asked = async () => (await secretary.get(call.href)).body['asked'] as { answered: unknown }[];
  expect((await asked()).map(({ answered }) => answered)).toEqual([false, 'cannot-be-told']);
  const offer = await secretary.record(`${P}/calls/${call.id}/offers`, { by: sector, offer: 'A room', ...STATED });
  const again = await secretary.post(`${P}/calls/${call.id}/offers`, { by: sector, offer: 'A room', ...STATED });
  expect([again.status, again.body.rule]).toEqual([409, 'already-offered']);
  const accepted = await secretary.record(`${offer.href}/acceptances`, STATED);
  const declined = await secretary.record(`${P}/calls/${call.id}/responses`, { by: sector, ...STATED, statedOn: '2011-08-01' }); // prettier-ignore
  expect((await asked()).map(({ answered }) => answered)).toEqual([true, 'cannot-be-told']);
  for (const { href } of [offer, accepted, declined]) expect((await secretary.get(href)).status).toBe(200);
  const responses = (await secretary.get(`${P}/calls/${call.id}/responses`)).body.items as { says: string }[];
  expect(responses.map(({ says }) => says)).toEqual(['offered', 'declined']);
});

it('an issue says that nothing is recorded of what became of it, until something is', async () => {
  const issue = await secretary.record(`${P}/actions`, { kind: 'issue', text: 'The sanction', ...STATED });
  const since = async () => {
    const [one] = (await secretary.get(`${P}/issues`)).body.items as { missing: { since?: { status: string } } }[];
    return one?.missing.since?.status;
  };
  expect(await since()).toBe('not-recorded');
  const about = [{ kind: 'action', id: issue.id }];
  await secretary.record(`${P}/statements`, { kind: 'decision', text: 'To ask', about, ...STATED });
  expect(await since()).toBeUndefined();
  const kinds = (await secretary.get(`${P}/actions?kind=issue`)).body.items as { id: string }[];
  expect(kinds.map(({ id }) => id)).toEqual([issue.id]);
});

it('a consultation is recorded on anything, and read with what is not recorded of it', async () => {
  const action = await secretary.record(`${P}/actions`, { kind: 'action', text: 'Map', ...STATED });
  const at = { kind: 'words', text: 'the annual conference' };
  const made = await secretary.record(`${P}/actions/${action.id}/consultations`, { at, ...STATED });
  expect((await secretary.get(made.href)).body).toMatchObject({ at, missing: { result: { status: 'not-recorded' } } });
});

it('a body that names a key twice is refused, and says which', async () => {
  const answer = await secretary.post(`${P}/statements`, '{"kind":"aim","text":"one","text":"two"}');
  expect([answer.status, answer.body.errors]).toEqual([
    400,
    [{ pointer: '', detail: 'names "text" twice in one object' }],
  ]);
});

it('the list of partnerships has pages, and says at which position it is answered', async () => {
  await secretary.record('/v1/partnerships', { slug: 'othertown', name: 'Othertown' });
  const first = await secretary.get('/v1/partnerships?limit=1');
  expect(first.body).toMatchObject({ items: [{ partnership: 'anytown' }], page: { limit: 1, total: 2 } });
  expect((first.body['temporal'] as { position: string }).position).toMatch(/^\d+$/);
  const [, next = ''] = /<(.*)>; rel="next"/.exec(first.headers.get('link') ?? '') ?? [];
  expect((await secretary.get(next)).body).toMatchObject({
    items: [{ partnership: 'othertown' }],
    page: { next: null },
  });
});
