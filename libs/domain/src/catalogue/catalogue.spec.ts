import { z } from 'zod';
import { accept, commandType } from '../decider.js';
import { eventType } from '../event.js';
import { Party } from '../party.js';
import { personWords, ref, words } from '../schema.js';
import { EventDate } from '../time/index.js';
import { catalogue, type Catalogue, type EventRow } from './catalogue.js';
import { Describer } from './describe.js';
import { eventsDocument } from './markdown.js';

describe('a field', () => {
  const typeOf = (schema: z.ZodType) => new Describer().typeOf(schema);

  it.each([
    ['sealed words', words()],
    ['sealed words (person’s key)', personWords()],
    ['id(meeting)', ref('meeting')],
    ['list of id(person)', z.array(ref('person')).max(5)],
    ['EventDate', EventDate.optional()],
    ['Party or null', Party.nullable()],
    ['taken/deferred', z.enum(['taken', 'deferred'])],
    ['{ term: text, every?: integer }', z.strictObject({ term: z.string(), every: z.int().optional() })],
    [
      '{ is: none } or { is: one, words: sealed words }',
      z.union([z.strictObject({ is: z.literal('none') }), z.strictObject({ is: z.literal('one'), words: words() })]),
    ],
    ['sealed words', words(10).refine((text) => text !== '', 'must say something')],
  ])('is described as %s', (described, schema) => {
    expect(typeOf(schema)).toBe(described);
  });

  it('has the description that stands on it, or on what it makes optional', () => {
    const schema = z.strictObject({
      a: z.string().describe('One.'),
      b: z.string().describe('Two.').optional(),
      c: z.string(),
    });
    const fields = new Describer()
      .fieldsOf(schema)
      .map(({ name, optional, description }) => [name, optional, description]);
    expect(fields).toEqual([
      ['a', false, 'One.'],
      ['b', true, 'Two.'],
      ['c', false, undefined],
    ]);
  });
});

describe('the catalogue', () => {
  const rows = [...catalogue().sections.values()].flat();

  it('has every type of event once', () => {
    const types = rows.map(({ type }) => type.type);
    expect(types).toHaveLength(new Set(types).size);
    expect(types).toEqual(
      expect.arrayContaining(['PartnershipRegistered', 'BodyEstablished', 'ActionAssigned', 'FactAmended']),
    );
  });

  it.each(rows.map((row) => [row.type.type, row] as const))(
    'has the commands that record %s, and a sentence about it',
    (_, row) => {
      expect(row.commands.length).toBeGreaterThan(0);
      expect(row.type.summary).toMatch(/^[A-Z].*\.$/);
    },
  );

  it('describes every type that its fields mention', () => {
    const { types } = catalogue();
    expect(types.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['Because', 'EventDate', 'Lines', 'Party', 'Source']),
    );
  });
});

describe('docs/events.md', () => {
  const Seen = eventType('Seen', z.strictObject({ what: words() }), {
    dates: 'state',
    version: 2,
    fixed: ['what'],
    summary: 'A | B.',
  });
  const command = commandType({
    name: 'See',
    records: Seen,
    roles: ['chair'],
    body: Seen.data,
    decide: () => accept(),
  });
  const row: EventRow = {
    type: Seen,
    stream: '{p}/meeting/{id}',
    id: 'of the event',
    fields: new Describer().fieldsOf(Seen.data),
    commands: [command],
  };
  const sections: Catalogue['sections'] = new Map([['meeting', [row]]]);
  const written = (routes: Map<string, string>) => eventsDocument({ sections, types: [] }, routes);

  it('has one row for an event, with its fields, id, command, route and role', () => {
    expect(written(new Map([['See', 'POST /v1/seen']]))).toContain(
      '| Seen (version 2) | A \\| B. *State.* | `what` sealed words | of the event | See | `POST /v1/seen` | chair | all but `what` |\n',
    );
  });

  it('is not written while a command has no route', () => {
    expect(() => written(new Map())).toThrow('See has no route');
  });
});
