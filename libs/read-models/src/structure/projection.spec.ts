import { Codec } from '@app/eventing';
import { Archive } from '../../../../test/support/archive.js';
import { everything } from '../../../../test/support/office.js';
import { structureProjection } from './projection.js';

describe('an event of the structure stands in the document', () => {
  let archive: Archive;
  let board: string;
  let other: string;
  beforeEach(async () => {
    archive = await Archive.open();
    [board, other] = [await archive.body('Board'), await archive.body('Other')];
  });
  afterEach(() => archive.close());

  const say = (command: string, body: object, more: object = {}) =>
    archive.record('structure', command, body, { target: board, ...more });
  /** Where the last event stands, but for the head of the stream. */
  async function places(): Promise<string[]> {
    const last = (await everything(archive.log)).at(-1);
    const [head, ...documents] = structureProjection.documents(new Codec().read(last as NonNullable<typeof last>));
    expect(head).toBe('testshire/structure/testshire');
    return documents.map((id) => id.replace('testshire/', '')).sort();
  }
  const person = async () => {
    const id = await archive.thing('person', 'IntroducePerson', { name: 'Ann Lee' });
    return { kind: 'person', id, text: 'AL', resolution: 'declared' } as const;
  };

  it('of the body that it is about, and of every other one that it names', async () => {
    expect(await places()).toEqual([`body/${other}`]);
    await say('NameBody', { name: 'Other', kind: 'alias', distinctFrom: [other] });
    expect(await places()).toEqual([`body/${board}`, `body/${other}`].sort());
  });

  it('of both ends of a relation, organisations too, and so does its end', async () => {
    const council = await archive.organisation('Council');
    const ends = [`body/${board}`, `organisation/${council}`];
    const from = { kind: 'organisation', id: council };
    const { id } = await say('StateRelation', { type: 'supports', from }, { on: '2011-01-01' });
    expect(await places()).toEqual(ends);
    await say('EndRelation', {}, { member: id });
    expect(await places()).toEqual(ends);
  });

  it('of a seat, of its body, and of the person who holds it or leaves', async () => {
    const { id: seat } = await say('CreateSeat', { described: 'Health' }, { on: '2011-01-01' });
    expect(await places()).toEqual([`body/${board}`, `seat/${seat}`]);
    const holder = await person();
    const { id: holding } = await say('FillSeat', { holder }, { member: seat, on: '2011-01-01' });
    const all = [`body/${board}`, `holder/${holder.id}`, `seat/${seat}`];
    expect(await places()).toEqual(all);
    await say('VacateSeat', {}, { member: seat, sub: holding });
    expect(await places()).toEqual(all);
  });

  it('of a restructure, and of the bodies that it changes', async () => {
    const changes = [{ kind: 'dissolve', original: [board] }];
    const id = await archive.thing('structure', 'ProposeRestructure', { title: 'The end', changes });
    expect(await places()).toEqual([`body/${board}`, `restructure/${id}`]);
    await archive.record('structure', 'AgreeRestructure', {}, { target: id });
    expect(await places()).toEqual([`body/${board}`, `restructure/${id}`]);
  });

  it('of whatever the event names that it is said of, before an amendment and after it', async () => {
    const third = await archive.body('Third');
    await say('StateRelation', { type: 'reportsTo', to: { kind: 'body', id: other } });
    const replacement = { data: { type: 'reportsTo', to: { kind: 'body', id: third } } };
    const amend = (member: string, to: object | null) =>
      say('AmendFact', { kind: 'transcription-error', replacement: to }, { member });
    const all = [board, other, third].map((id) => `body/${id}`).sort();
    await amend('3', replacement);
    expect(await places()).toEqual(all);
    await say('DisputeFact', { statement: 'No.' }, { member: '3' });
    expect(await places()).toEqual(all);
    await amend('4', null);
    expect(await places()).toEqual(all);
  });

  it('of the thing that lacks something, whichever kind of thing it is', async () => {
    await say('NoteGap', { about: 'frequency', reason: 'not-in-the-record' });
    expect(await places()).toEqual(['body', 'organisation', 'restructure', 'seat'].map((kind) => `${kind}/${board}`));
  });
});
