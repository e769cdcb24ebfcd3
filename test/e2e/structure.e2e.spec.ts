import type { Client, Receipt } from './support/client.js';
import { memoryStack } from './support/memory-stack.js';
import { serve, type Served } from './support/server.js';

const P = '/v1/partnerships/anytown';
const SAID = { statedOn: '2011-11-09', sources: [{ words: 'the minutes' }] };
const NASTY = '<script>alert("1")</script> & Sons';

let served: Served;
let secretary: Client;
let siig: Receipt;
let boards: Receipt;

const end = ({ id }: Receipt) => ({ kind: 'body', id });

beforeAll(async () => {
  served = await serve(await memoryStack());
  secretary = await served.client('secretary', ['partnerships:create']);
  await secretary.record('/v1/partnerships', { slug: 'anytown', name: 'Anytown' });
  siig = await secretary.record(`${P}/bodies`, { name: 'Improvement Group', kind: 'group', ...SAID });
  boards = await secretary.record(`${P}/bodies`, { name: NASTY, kind: 'class', ...SAID });
});
afterAll(() => served.stop());

describe('the structure over HTTP', () => {
  let relation: Receipt;
  let denial: Receipt;
  beforeAll(async () => {
    relation = await secretary.record(`${boards.href}/relations`, { type: 'reportsTo', to: end(siig), ...SAID });
    const denied = { type: 'holdsToAccount', to: end(boards), ...SAID };
    denial = await secretary.record(`${siig.href}/relations/denials`, denied);
  });

  it('has relations, denials and their endings where the receipts say', async () => {
    const ending = await secretary.record(`${relation.href}/endings`, { ...SAID, effectiveFrom: '2031-01-01' });
    const at = async (href: string): Promise<unknown> => (await secretary.get(href)).body;
    expect(await at(relation.href)).toMatchObject({ id: relation.id, holds: true, endings: [{ status: 'planned' }] });
    expect(await at(denial.href)).toMatchObject({ id: denial.id, denied: true });
    expect(await at(ending.href)).toMatchObject({ id: ending.id, relation: relation.id });
    expect(await at(`${siig.href}/relations`)).toMatchObject({ items: [{ id: relation.id }] });
    expect(await at(`${boards.href}/relations/denials`)).toMatchObject({ items: [{ id: denial.id }] });
  });

  it('has mandates, frequencies and phases where the receipts say', async () => {
    const said = [
      ['mandates', { mandate: 'To improve' }],
      ['frequencies', { frequency: 'every two months' }],
      ['phases', { axis: 'operating', phase: 'operating' }],
    ] as const;
    for (const [path, body] of said) {
      const { id, href } = await secretary.record(`${siig.href}/${path}`, { ...body, ...SAID });
      expect((await secretary.get(href)).body).toMatchObject({ id, ...body });
    }
    expect((await secretary.get(siig.href)).body).toMatchObject({
      mandate: 'To improve',
      frequency: 'every two months',
    });
  });

  it('refuses what contradicts it with the events that forbid it, and how to see them', async () => {
    const { status, body } = await secretary.post(`${boards.href}/relations/denials`, {
      type: 'reportsTo',
      to: end(siig),
      ...SAID,
    });
    expect(status).toBe(409);
    expect(body).toMatchObject({ rule: 'relation-and-denial', evidence: [{ type: 'RelationStated' }] });
  });

  it('is amended at the address of the event, with the end that stays left out', async () => {
    const wrong = await secretary.record(`${siig.href}/relations`, { type: 'advises', to: end(boards), ...SAID });
    const event = (wrong as unknown as { events: { href: string }[] }).events[0]?.href as string;
    const { headers } = await secretary.get(event);
    const data = { type: 'supports', to: end(boards) };
    const amendment = { kind: 'reading-revised', replacement: { data }, sources: SAID.sources };
    const { status } = await secretary.post(`${event}/amendments`, amendment, {
      'if-match': headers.get('etag') as string,
    });
    expect(status).toBe(201);
    expect((await secretary.get(wrong.href)).body).toMatchObject({ type: 'supports', from: end(siig) });
  });

  it('is one graph, with the revision of the structure', async () => {
    const { body, headers } = await secretary.get(`${P}/structure`);
    expect(body).toMatchObject({ bodies: [{ id: siig.id }, { id: boards.id, name: NASTY }], leftOut: [] });
    expect(headers.get('etag')).toMatch(/^"\d+"$/);
  });

  it('is drawn as a picture that holds no script, by format or by Accept', async () => {
    const [byName, byType] = [
      await secretary.get(`${P}/structure?format=svg`),
      await secretary.get(`${P}/structure`, { accept: 'image/svg+xml' }),
    ];
    expect(byName.headers.get('content-type')).toBe('image/svg+xml; charset=utf-8');
    expect(byName.text).toBe(byType.text);
    expect(byName.text).toContain('&lt;script&gt;');
    expect(byName.text).not.toMatch(/<script/i);
  });

  it('is drawn in Mermaid, as of the dates that are asked about', async () => {
    const { text, headers } = await secretary.get(`${P}/structure?format=mermaid&effectiveAt=2012-01-01`);
    expect(headers.get('content-type')).toBe('text/vnd.mermaid; charset=utf-8');
    expect(text).toContain('The structure on 2012-01-01');
    expect(text).toMatch(/n1 -->\|"reports to"\| n0/);
    expect(text).toMatch(/n0 --x\|"does not hold to account"\| n1/);
    expect((await secretary.get(`${P}/structure`, { accept: 'text/plain' })).text).toMatch(/^flowchart/);
  });
});
