import { EventDate, Party, ref, words } from '@app/domain';
import { Evidence, QUERIES, SourceView } from '@app/read-models';
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

  it('hold arrays, records and alternatives as JSON, and plain alternatives as they are', () => {
    const schema = z.strictObject({
      list: z.array(z.string()),
      record: z.record(z.string(), z.int()),
      either: z.union([z.boolean(), z.literal('unknown')]),
      shape: z.union([z.strictObject({ a: z.string() }), z.strictObject({ b: z.string() })]).nullable(),
    });
    const item = { list: ['a', 'b'], record: { x: 1 }, either: 'unknown', shape: { b: '=1' } };
    expect(rowOf(schema, item)).toEqual({
      list: '["a","b"]',
      record: '{"x":1}',
      either: 'unknown',
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

  it('have names beside ids, and beside parties their words where they have no name', () => {
    const schema = z.strictObject({
      bodies: z.array(ref('body')).optional(),
      actionId: ref('action').optional(),
      owners: z.array(Party),
    });
    const owners = [
      { kind: 'person', id: ANN, text: 'AL', resolution: 'declared' },
      { kind: 'collective', text: 'All', resolution: 'none' },
    ];
    expect(rowOf(schema, { bodies: [BOARD, ANN], actionId: ANN, owners })).toEqual({
      bodies: JSON.stringify([BOARD, ANN]),
      'bodies.name': 'The Board',
      actionId: ANN,
      owners: JSON.stringify(owners),
      'owners.name': 'Ann Lee; All',
    });
    expect(rowOf(schema, { owners: [] })).toMatchObject({ bodies: '', 'bodies.name': '', 'owners.name': '' });
  });

  it('tell evidence by document and lines, each place once, and by addresses', () => {
    const schema = z.strictObject({ evidence: z.array(Evidence), sources: z.array(SourceView) });
    const place = { documentId: 'd', lines: { from: 3, to: 3 } };
    const sources = [place, { documentId: 'x', lines: { from: 3, to: 4 } }, { meetingId: 'm', item: '2.0' }];
    const evidence = [
      { event: 'e1', sources: [place, { words: 'by telephone' }] },
      { event: 'e2', sources: [place] },
    ];
    expect(rowOf(schema, { evidence, sources })).toEqual({
      evidence: 'Minutes, line 3; by telephone',
      'evidence.events': 'e1 e2',
      sources: 'Minutes, line 3; x, lines 3-4; meeting m, item 2.0',
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

  it('have names of their own, in every list', () => {
    const lists = QUERIES.flatMap((query) => itemOf(query) ?? []);
    expect(lists.length).toBeGreaterThan(60);
    for (const item of lists) {
      const names = columnsOf(item).map(({ name }) => name);
      expect([names.length > 0, names.filter((name, i) => names.indexOf(name) < i)]).toEqual([true, []]);
    }
  });
});
