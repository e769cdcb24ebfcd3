import { PriorityLonglisted } from '../priority-list/priority-list.events.js';
import { priorityListAggregate } from '../priority-list/priority-list.js';
import { RelationDenied, RelationEnded, RelationStated } from '../structure/relations.events.js';
import { BodyPhaseSet } from '../structure/standing.events.js';
import { structureAggregate } from '../structure/structure.js';
import { given, happened, idOf, type Happened } from '../testing/given.js';
import { established } from '../testing/parties.js';
import { entered, list } from '../testing/priorities.js';
import { FactAmended } from './anything.events.js';
import { makerOf } from './amendment.js';

const end = (name: string) => ({ kind: 'body', id: idOf(name) });
const edge = { type: 'reportsTo', from: end('board'), to: end('other') };
const bodies = ['board', 'other', 'third'].map((as) => established(as, { effectiveFrom: '2009' }));
const PHASE = { bodyId: idOf('board'), axis: 'operating', phase: 'shadow' };
const replace = (event: Happened, data: object, ...more: Happened[]) =>
  given(structureAggregate, [...bodies, ...more, event], idOf('board')).when(
    'AmendFact',
    { kind: 'reading-revised', replacement: { data } },
    { member: String(bodies.length + more.length) },
  );

describe('the replacement of an event', () => {
  it.each([
    ['a phase', happened(BodyPhaseSet, PHASE)],
    ['a relation', happened(RelationStated, edge)],
    ['the denial of one', happened(RelationDenied, edge)],
    ['the end of one', happened(RelationEnded, { relation: idOf('relation'), from: edge.from, to: edge.to })],
  ])('may be what the event of %s says itself', (_, event) => {
    const earlier =
      event.type === RelationEnded ? [happened(RelationStated, edge, { as: 'relation', effectiveFrom: '2009' })] : [];
    const { data } = replace(event, event.data as object, ...earlier).thenRecords(FactAmended);
    expect(data).toMatchObject({ replacement: { data: event.data } });
  });

  it('may be given as the event has it, with what is to be changed', () => {
    const changed = (event: Happened, data: object) =>
      (replace(event, data).thenRecords(FactAmended).data as { replacement: { data: object } }).replacement.data;
    const phase = { ...PHASE, phase: 'operating' };
    expect(changed(happened(BodyPhaseSet, PHASE), phase)).toEqual(phase);
    for (const moved of [
      { ...edge, to: end('third') },
      { ...edge, from: end('third') },
    ]) {
      expect(changed(happened(RelationStated, edge), moved)).toEqual(moved);
    }
  });

  it('cannot change what the path of its command named', () => {
    const { message } = replace(happened(BodyPhaseSet, PHASE), { ...PHASE, bodyId: idOf('other') }).thenRefuses(
      'field-is-fixed',
      { pointers: ['/replacement/data/bodyId'] },
    );
    expect(message).toBe('No amendment can change bodyId of BodyPhaseSet.');
  });

  it('is refused with the name of each field that is unknown or lacking', () => {
    const { faults } = replace(happened(BodyPhaseSet, PHASE), { axis: 'operating', stage: 'shadow' }).thenRefuses(
      'replacement-invalid',
      { pointers: ['/replacement/data/phase', '/replacement/data/stage'] },
    );
    expect(faults?.[1]).toBe('is not known here');
    const both = { ...edge, from: end('third'), to: end('third') };
    expect(replace(happened(RelationStated, edge), both).thenRefuses('replacement-invalid').faults).toEqual([
      'needs one of to and from',
    ]);
  });

  it('is read by that of several commands which takes it, and had recorded it', () => {
    const listed = happened(PriorityLonglisted, { entryId: idOf('Safer') }, { as: 'listed' });
    const amend = (body: object) =>
      list(entered('Safer'), listed).when(
        'AmendFact',
        { kind: 'reading-revised', replacement: { data: body } },
        { member: '2' },
      );
    amend({ entryId: idOf('Safer') }).thenRecords(FactAmended);
    const [, , fact] = list(entered('Safer'), listed).own;
    expect(fact && makerOf(priorityListAggregate, PriorityLonglisted, fact)?.name).toBe('LonglistPriority');
  });
});
