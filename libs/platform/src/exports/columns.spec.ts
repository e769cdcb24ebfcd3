import { DueDate, EventDate, Party, ref, words } from '@app/domain';
import { Evidence, Missing, QUERIES, SourceView } from '@app/read-models';
import { z } from 'zod';
import { columnsOf } from './columns.js';
import { itemOf } from './formats.js';

const [ANN, BOARD] = ['3f0f5f6e-6a0b-5b4e-9f5e-0d7c0f6b1a01', '3f0f5f6e-6a0b-5b4e-9f5e-0d7c0f6b1a02'];
const PAGE = {
  items: [],
  people: { [ANN]: { name: 'Ann Lee' } },
  named: { bodies: { [BOARD]: { name: 'The Board' } }, organisations: {}, documents: { d: { title: 'Minutes' } } },
};

const rowOf = (schema: z.ZodType, item: unknown) =>
  Object.fromEntries(columnsOf(schema).map(({ name, cell }) => [name, cell(item, PAGE)]));

describe('the columns of a list', () => {
  it('are those of the schema, in its order, whatever an item says', () => {
    const schema = z.strictObject({ b: z.string().optional(), a: z.strictObject({ d: z.int(), c: z.boolean() }) });
    expect(columnsOf(schema).map(({ name }) => name)).toEqual(['b', 'a.d', 'a.c']);
    expect(rowOf(schema, { a: { d: 1, c: false } })).toEqual({ b: '', 'a.d': '1', 'a.c': 'false' });
    expect(rowOf(schema, {})).toEqual({ b: '', 'a.d': '', 'a.c': '' });
  });

  it('hold plain values one after the other, and other arrays, records and alternatives as JSON', () => {
    const schema = z.strictObject({
      list: z.array(z.string()),
      record: z.record(z.string(), z.int()),
      either: z.union([z.boolean(), z.literal('unknown')]),
      shape: z.union([z.strictObject({ a: z.string() }), z.strictObject({ b: z.string() })]).nullable(),
    });
    const item = { list: ['a', 'b'], record: { x: 1 }, either: 'unknown', shape: { b: '=1' } };
    expect(rowOf(schema, item)).toEqual({
      list: 'a; b',
      record: '{"x":1}',
      either: 'unknown',
      'shape.a': '',
      'shape.b': '=1',
      shape: '{"b":"=1"}',
    });
    expect(rowOf(schema, { ...item, either: true, shape: null })).toMatchObject({ either: 'true', shape: '' });
  });

  it('take dates apart', () => {
    const item = { on: { edtf: '2011-11', earliest: '2011-11-01', latest: null } };
    expect(rowOf(z.strictObject({ on: EventDate.optional() }), item)).toEqual({
      'on.edtf': '2011-11',
      'on.earliest': '2011-11-01',
      'on.latest': '',
      'on.text': '',
    });
  });

  it('have names beside ids, and the words and the names of parties, which are their words where they have none', () => {
    const schema = z.strictObject({
      bodies: z.array(ref('body')).optional(),
      actionId: ref('action').optional(),
      owners: z.array(Party),
    });
    const owners = [
      { kind: 'person', id: ANN, text: 'AL', resolution: 'declared' },
      { kind: 'collective', text: 'All', resolution: 'none' },
    ];
    const OTHER = '3f0f5f6e-6a0b-5b4e-9f5e-0d7c0f6b1a03';
    expect(rowOf(schema, { bodies: [BOARD, OTHER], actionId: ANN, owners })).toEqual({
      bodies: `${BOARD}; ${OTHER}`,
      'bodies.name': 'The Board; –',
      actionId: ANN,
      owners: JSON.stringify(owners),
      'owners.text': 'AL; All',
      'owners.name': 'Ann Lee; All',
    });
    expect(rowOf(schema, { owners: [] })).toMatchObject({ bodies: '', 'bodies.name': '', 'owners.name': '' });
  });

  it('tell evidence by document and lines, each place once, and by addresses', () => {
    const schema = z.strictObject({ evidence: z.array(Evidence), sources: z.array(SourceView) });
    const place = { documentId: 'd', lines: { from: 3, to: 3 } };
    const sources = [
      place,
      { documentId: 'x', lines: { from: 3, to: 4 } },
      { ...place, lines: { from: 1, to: 2 } },
      { meetingId: 'm', item: '2.0' },
    ];
    const evidence = [
      { event: 'e1', sources: [place, { words: 'by telephone' }] },
      { event: 'e2', sources: [place] },
    ];
    expect(rowOf(schema, { evidence, sources })).toEqual({
      evidence: 'Minutes: 3; by telephone',
      'evidence.events': 'e1 e2',
      sources: 'Minutes: 1-2, 3; x: 3-4; meeting m, item 2.0',
    });
  });

  it('have what the schema does not know in one cell', () => {
    expect(rowOf(z.looseObject({ a: z.string() }), { a: 'x', b: 1 })).toEqual({ a: 'x', more: '{"b":1}' });
    expect(rowOf(z.looseObject({ a: z.string() }), { a: 'x' })).toEqual({ a: 'x', more: '' });
  });

  it('are empty where words are redacted', () => {
    expect(rowOf(z.strictObject({ text: words() }), { text: null, redacted: true })).toEqual({ text: '' });
  });

  it('are those of all shapes that an item may have', () => {
    const schema = z.union([z.strictObject({ a: z.string(), b: z.string() }), z.strictObject({ a: z.string(), c: z.int() })]); // prettier-ignore
    expect(rowOf(schema, { a: 'x', c: 1 })).toEqual({ a: 'x', b: '', c: '1' });
  });

  it('end where a shape holds itself', () => {
    type Tree = { below?: Tree; name: string };
    const tree: z.ZodType<Tree> = z.object({
      name: z.string(),
      get below() {
        return tree.optional();
      },
    });
    expect(rowOf(tree, { name: 'a', below: { name: 'b' } })).toEqual({ name: 'a', below: '{"name":"b"}' });
  });

  it('open what is many, with what can be read in it, and hold it whole behind', () => {
    const schema = z.strictObject({
      changes: z.array(
        z.strictObject({
          kind: z.enum(['merge', 'split']),
          original: z.array(ref('body')),
          resulting: z.union([z.strictObject({ is: z.literal('one'), body: ref('body') }), z.strictObject({ is: z.literal('none') })]), // prettier-ignore
          meeting: ref('meeting').optional(),
          on: EventDate,
        }),
      ),
    });
    const on = { edtf: '2011-11', earliest: '2011-11-01', latest: '2011-11-30' };
    const changes = [
      { kind: 'merge', original: [BOARD, ANN], resulting: { is: 'one', body: BOARD }, meeting: ANN, on },
      { kind: 'split', original: [], resulting: { is: 'none' }, on },
    ];
    expect(rowOf(schema, { changes })).toEqual({
      'changes.kind': 'merge; split',
      'changes.original.name': 'The Board; Ann Lee',
      'changes.on.edtf': '2011-11; 2011-11',
      'changes.on.text': '',
      'changes.resulting.is': 'one; none',
      'changes.resulting.body.name': 'The Board; –',
      changes: JSON.stringify(changes),
    });
    expect(rowOf(schema, { changes: [] })).toMatchObject({ 'changes.kind': '', changes: '' });
  });

  it('have the names of all that is mentioned beside what is not opened', () => {
    const schema = z.strictObject({ data: z.record(z.string(), z.unknown()) });
    const data = { by: [BOARD, { whom: ANN }], again: BOARD };
    expect(rowOf(schema, { data })).toEqual({ data: JSON.stringify(data), 'data.mentions': 'The Board; Ann Lee' });
  });

  it('tell due dates by their words and bounds', () => {
    const due = { text: 'by March', earliest: '2011-03-01', latest: '2011-03-31', role: 'due', strictness: 'hard', basis: 'inferred' }; // prettier-ignore
    expect(rowOf(z.strictObject({ due: z.array(DueDate).nullable() }), { due: [due] })).toMatchObject({
      'due.text': 'by March',
      'due.earliest': '2011-03-01',
      'due.latest': '2011-03-31',
    });
  });

  it('tell why a field has no value', () => {
    const missing = {
      due: { status: 'not-recorded', reason: 'No due date.' },
      text: { status: 'unknown', reason: null },
    };
    const schema = z.strictObject({ missing: z.record(z.string(), Missing) });
    expect(rowOf(schema, { missing })).toEqual({ missing: 'due: No due date.; text: unknown' });
  });

  it('stand in the order in which they are read: ids, evidence and JSON last', () => {
    const schema = z.strictObject({
      id: z.uuid(),
      evidence: z.array(Evidence),
      label: z.string(),
      meetingId: ref('meeting'),
      note: z.string(),
      status: z.string(),
      owners: z.array(Party),
      title: z.string(),
    });
    expect(columnsOf(schema).map(({ name }) => name)).toEqual([
      'title', 'label', 'status', 'note', 'owners.text', 'owners.name', 'evidence', 'id', 'evidence.events', 'meetingId',
      'owners',
    ]); // prettier-ignore
  });

  it('of lost work tell who had it, why nobody has it, since when and who might', () => {
    const orphans = QUERIES.find(({ name }) => name === 'ListOrphans') as (typeof QUERIES)[number];
    const names = columnsOf(itemOf(orphans) as z.ZodType).map(({ name }) => name);
    expect(names.slice(0, 12)).toEqual([
      'title', 'text', 'kind', 'status', 'orphaned', 'lost.recorded.text', 'lost.recorded.name', 'lost.effective.words',
      'lost.effective.reason', 'lost.chain.on.edtf', 'lost.chain.on.text', 'candidates.name',
    ]); // prettier-ignore
  });

  it('have names of their own, in every list', () => {
    const lists = QUERIES.flatMap((query) => itemOf(query) ?? []);
    expect(lists.length).toBeGreaterThan(60);
    for (const item of lists) {
      const names = columnsOf(item).map(({ name }) => name);
      expect([names.length > 0, names.filter((name, i) => names.indexOf(name) < i)]).toEqual([true, []]);
    }
  });
});
