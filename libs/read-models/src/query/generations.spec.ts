import { createHash } from 'node:crypto';
import { Codec, GenerationGone, type Projection, type Write } from '@app/eventing';
import type { Recorded } from '@app/domain';
import { Archive, look } from '../../../../test/support/archive.js';
import { everything } from '../../../../test/support/office.js';
import { projections } from '../index.js';

describe('once another generation is live, at the same positions,', () => {
  let archive: Archive;
  beforeEach(async () => {
    archive = await Archive.open();
  });
  afterEach(() => archive.close());

  /** Puts in the place of a read model what it would be, had every event of that type said this. */
  async function promote(name: string, type: string, said: object): Promise<void> {
    const { documents } = archive;
    await archive.settled();
    await archive.close();
    const { live, checkpoint } = (await documents.states()).get(name)!;
    const reread = (event: Recorded): Recorded =>
      event.type === type ? { ...event, data: { ...(event.data as object), ...said } } : event;
    const next = { projection: name, number: live.number + 1 };
    const projection = projections.find((one) => one.name === name)!;
    const codec = new Codec();
    const events = (await everything(archive.log)).map((stored) => reread(codec.read(stored)));
    await documents.commit(await documents.claim(next), folded(projection, events), checkpoint);
    expect(await documents.promote(name, live, next)).toBe(true);
  }

  it('a thing and a list of them are made of that one alone', async () => {
    const id = await archive.thing('person', 'IntroducePerson', { name: 'Ann Lee' });
    const names = async () => [
      look(await archive.ask('GetPerson', { id }), 'name'),
      look(await archive.ask('ListPeople'), 'items.*.name'),
    ];
    expect(await names()).toEqual(['Ann Lee', ['Ann Lee']]);
    await promote('people', 'PersonIntroduced', { name: 'Ann Leigh' });
    expect(await names()).toEqual(['Ann Leigh', ['Ann Leigh']]);
  });

  /** Drops what was live before it, when an answer comes to its first read of that kind. */
  function promoteAmid(read: 'load' | 'find' | 'count', name: string, ...said: [type: string, said: object]) {
    const { documents } = archive;
    const real = documents[read].bind(documents) as (...asked: unknown[]) => Promise<never>;
    const amid = jest.spyOn(documents, read).mockImplementation(async (...asked) => {
      const [g] = asked;
      if (g.projection === name) {
        amid.mockRestore();
        await promote(name, ...said);
        await documents.drop(g);
      }
      return real(...asked);
    });
  }

  it.each<['load' | 'find' | 'count', string, object, string, unknown]>([
    ['load', 'GetPerson', {}, 'name', 'Ann Leigh'],
    ['find', 'ListPeople', {}, 'items.*.name', ['Ann Leigh', 'Ann Leigh']],
    ['count', 'ListPeople', { limit: '1' }, 'items.*.name', ['Ann Leigh']],
  ])('an answer is made of that one alone, where the other was dropped amid its %s', async (read, ...asked) => {
    const [question, params, path, expected] = asked;
    const id = await archive.thing('person', 'IntroducePerson', { name: 'Ann Lee' });
    await archive.thing('person', 'IntroducePerson', { name: 'Bob Ray' });
    await archive.settled();
    promoteAmid(read, 'people', 'PersonIntroduced', { name: 'Ann Leigh' });
    expect(look(await archive.ask(question, { id }, params), path)).toEqual(expected);
  });

  it('a list goes on where it was, and as of where it was, though the other was dropped amid its next page', async () => {
    for (const name of ['Ann Lee', 'Bob Ray']) await archive.thing('person', 'IntroducePerson', { name });
    const first = await archive.ask('ListPeople', {}, { limit: '1' });
    await archive.thing('person', 'IntroducePerson', { name: 'Cid Roe' });
    await archive.settled();
    promoteAmid('find', 'people', 'PersonIntroduced', {});
    const second = await archive.ask('ListPeople', {}, { limit: '1', cursor: look(first, 'page.next') as string });
    expect([look(second, 'items.*.name'), look(second, 'page.next')]).toEqual([['Bob Ray'], null]);
    expect(look(second, 'temporal.asOf')).toEqual(look(first, 'temporal.asOf'));
  });

  it('an answer is given up where whatever is live is gone as soon as it is read', async () => {
    const id = await archive.thing('person', 'IntroducePerson', { name: 'Ann Lee' });
    await archive.settled();
    jest.spyOn(archive.documents, 'load').mockImplementation((g) => Promise.reject(new GenerationGone(g)));
    await expect(archive.ask('GetPerson', { id })).rejects.toBeInstanceOf(GenerationGone);
  });

  it('a list is made of that one alone, whether or not its things were asked for singly', async () => {
    await archive.thing('person', 'IntroducePerson', { name: 'Ann Lee' });
    const names = async () => look(await archive.ask('ListPeople'), 'items.*.name');
    expect(await names()).toEqual(['Ann Lee']);
    await promote('people', 'PersonIntroduced', { name: 'Ann Leigh' });
    expect(await names()).toEqual(['Ann Leigh']);
  });

  it('the names beside items of other things are those that it says', async () => {
    const board = await archive.body('Board');
    const action = await archive.thing('action', 'RecordAction', { kind: 'action', text: 'Plan' });
    const owners = [{ kind: 'body', id: board, text: 'the board', resolution: 'declared' }];
    await archive.record('action', 'AssignAction', { owners }, { id: action, target: action });
    const named = async () => look(await archive.ask('ListActions'), `named.bodies.${board}`);
    expect(JSON.stringify(await named())).toContain('Board');
    await promote('structure', 'BodyEstablished', { name: 'Panel' });
    expect(JSON.stringify(await named())).toContain('Panel');
  });

  it('today is the day in the zone that it says', async () => {
    await archive.thing('person', 'IntroducePerson', { name: 'Ann Lee' });
    const today = async () => look(await archive.ask('ListPeople'), 'temporal.effectiveAt');
    expect(await today()).toBe('2020-01-15');
    await promote('partnerships', 'PartnershipRegistered', { zone: 'Pacific/Kiritimati' });
    expect(await today()).toBe('2020-01-16');
  });

  it('quotes in items of other things are compared with the text that it says', async () => {
    const text = 'It was agreed.\n';
    const digest = createHash('sha256').update(text).digest('hex');
    const paper = { title: 'Minutes', digest, lineCount: 1, parts: 1 };
    const document = await archive.thing('document', 'FileDocument', paper);
    const sources = [{ documentId: document, lines: { from: 1, to: 1 }, quote: 'It was agreed.' }];
    await archive.thing('person', 'IntroducePerson', { name: 'Ann Lee' }, { sources });
    await archive.record('document', 'FileDocumentText', { part: 1, text }, { id: document, target: document });
    const verified = async () => look(await archive.ask('ListPeople'), 'items.*.evidence.*.sources.*.verified');
    expect(await verified()).toEqual([[[true]]]);
    await promote('documents', 'DocumentTextFiled', { text: 'It was put off.\n' });
    expect(await verified()).toEqual([[[false]]]);
  });
});

/** The documents of these events, as one batch. */
function folded(projection: Projection, events: readonly Recorded[]): readonly Write[] {
  const docs = new Map<string, { doc: unknown; position: Recorded['position'] }>();
  for (const event of events) {
    for (const id of projection.documents(event)) {
      docs.set(id, { doc: projection.fold(docs.get(id)?.doc, event, id), position: event.position });
    }
  }
  return [...docs].map(([id, { doc, position: since }]) => ({
    ...{ id, json: JSON.stringify(doc), position: since, closed: [] },
    opened: projection.entries(doc, id).map((entry) => ({ entry, since })),
  }));
}
