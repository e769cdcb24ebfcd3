import type { Client, Receipt } from './support/client.js';
import { memoryStack } from './support/memory-stack.js';
import { serve, type Served } from './support/server.js';

const P = '/v1/partnerships/anytown';
const said = (day: string) => ({ statedOn: day, effectiveFrom: day, sources: [{ words: 'the minutes' }] });

let served: Served;
let chair: Client;
let [crime, safer, restructure, lost, given]: Receipt[] = [];

const body = (name: string) => chair.record(`${P}/bodies`, { name, kind: 'board', ...said('2009-01-01') });
async function action(text: string): Promise<Receipt> {
  const receipt = await chair.record(`${P}/actions`, { kind: 'action', text, ...said('2010-01-01') });
  const owners = [{ kind: 'body', id: crime?.id, text: 'Crime Board', resolution: 'declared' }];
  await chair.record(`${receipt.href}/assignments`, { owners, ...said('2010-01-01') });
  return receipt;
}
const etag = async (href = ''): Promise<string> => (await chair.get(href)).headers.get('etag') ?? '';
const read = async (href: string): Promise<Record<string, unknown>> => {
  const answer = await chair.get(href);
  if (answer.status !== 200) throw new Error(`${answer.status} ${answer.text}`);
  return answer.body as Record<string, unknown>;
};

beforeAll(async () => {
  served = await serve(await memoryStack());
  chair = await served.client('chair', ['partnerships:create']);
  await chair.record('/v1/partnerships', { slug: 'anytown', name: 'Anytown' });
  [crime, safer] = [await body('Crime Board'), await body('Safer Board')];
  [lost, given] = [await action('Map the services'), await action('Write the strategy')];
  restructure = await chair.record(`${P}/restructures`, {
    title: 'One board for two',
    changes: [{ kind: 'replace', original: [crime.id], resulting: [safer.id] }],
    ...said('2011-01-01'),
  });
});
afterAll(() => served.stop());

describe('a restructure over HTTP', () => {
  it('is agreed on sight of it only', async () => {
    const { href = '' } = restructure ?? {};
    const agreement = { by: [crime?.id], ...said('2011-02-01') };
    expect((await chair.post(`${href}/agreements`, agreement)).status).toBe(428);
    const agreed = await chair.record(`${href}/agreements`, agreement, { 'if-match': await etag(href) });
    expect(await read(agreed.href)).toMatchObject({ by: [crime?.id], bodies: [crime?.id, safer?.id] });
  });

  it('is refused until it says what becomes of the work, under the name of the rule', async () => {
    const { href = '' } = restructure ?? {};
    const refused = await chair.post(`${href}/implementations`, said('2011-04-01'), { 'if-match': await etag(href) });
    expect(refused.status).toBe(409);
    expect(refused.body).toMatchObject({ rule: 'work-undisposed', errors: [{ pointer: '/dispositions' }] });
  });

  it('ends a board, and tells who owns its work from then on', async () => {
    const { href = '' } = restructure ?? {};
    const exceptions = [{ action: given?.id, work: { is: 'to', owner: { kind: 'body', id: safer?.id, text: 'Safer Board', resolution: 'declared' } } }]; // prettier-ignore
    const dispositions = [{ body: crime?.id, work: { is: 'orphaned', reason: 'The grant ended.' }, exceptions }];
    const made = await chair.record(
      `${href}/implementations`,
      { dispositions, ...said('2011-04-01') },
      { 'if-match': await etag(href) },
    );
    expect(made.href).toBe(`${href}/implementations/${made.id}`);
    expect(await read(`${made.href}`)).toMatchObject({ changes: [{ kind: 'replace', status: 'in-force' }] });

    expect(await read(href)).toMatchObject({ status: 'implemented' });
    expect(await read(`${P}/bodies/${crime?.id}`)).toMatchObject({ status: 'ended' });
    expect(await read(`${P}/bodies/${crime?.id}?effectiveAt=2011-03-31`)).toMatchObject({ status: 'in-force' });
    expect(await read(`${P}/bodies/${crime?.id}/succession`)).toMatchObject({
      became: [{ change: 'replace', successors: [safer?.id], happened: true }],
    });
    expect(await read(`${given?.href}/ownership`)).toMatchObject({
      orphaned: false,
      owners: [{ to: { id: safer?.id }, basis: 'exception', effective: { is: 'owner' } }],
    });
    expect(await read(`${P}/orphans`)).toMatchObject({
      items: [{ id: lost?.id, lost: [{ effective: { reason: 'The grant ended.' } }], candidates: [safer?.id] }],
    });
    expect(await read(`${P}/orphans?effectiveAt=2011-03-31`)).toMatchObject({ items: [] });
    expect(await read(`${P}/actions?owner=${safer?.id}&via=succession`)).toMatchObject({ items: [{ id: given?.id }] });
    expect(await read(`${P}/actions?orphaned=true`)).toMatchObject({ items: [{ id: lost?.id }] });
  });

  it('says which parameter is at fault where somebody is not named', async () => {
    expect((await chair.get(`${P}/actions?via=group`)).status).toBe(400);
  });
});
