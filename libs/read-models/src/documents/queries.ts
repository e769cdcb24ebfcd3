import { z } from 'zod';
import {
  Certainty,
  DocumentAttributed,
  DocumentFiled,
  DocumentTextFiled,
  EventDate,
  type EventOf,
  type Fact,
  type Recorded,
} from '@app/domain';
import { found, Fragment, NOT_FOUND, writeJson, type Query } from '../query/answer.js';
import { Temporal, temporal, temporalOf } from '../query/ask.js';
import { Evidence, textFiledAt, textOf } from '../query/evidence.js';
import { factSchema, factView, shapeOf } from '../query/fact-view.js';
import { glossary, glossarySchema, mentionsOf } from '../query/glossary.js';
import { memberQueries, thereIn, type Holder } from '../query/members.js';
import { gapsOf, missing, MissingFields } from '../query/missing.js';
import type { Shown } from '../query/shown.js';
import { revisionOf, single } from '../query/single.js';
import { ALL, UNDIVIDED } from '../query/thing-projection.js';
import { thingQueries } from '../query/thing-queries.js';

const begins = ({ type }: Pick<Recorded, 'type'>): boolean => type === 'DocumentFiled';
export const DOCUMENTS: Holder = { kind: 'document', noun: 'Document', path: 'documents', inTime: false, begins };

const DocumentView = z
  .looseObject({
    id: z.uuid(),
    ...shapeOf(DocumentFiled),
    textFiled: z.boolean().describe('Whether every part of the text is on file; quotes are compared with it then.'),
    partsFiled: z.int(),
    attributions: z.array(factSchema(DocumentAttributed, 'Attribution')),
    statedOn: EventDate,
    certainty: Certainty,
    missing: MissingFields,
    evidence: z.array(Evidence),
  })
  .meta({ id: 'DocumentView' });

function documentView(facts: readonly Fact[], id: string, { reading: { ask }, witness }: Shown) {
  const standing = facts.filter(({ withdrawn }) => !withdrawn);
  const first = standing.find(begins) as Fact;
  const data = first.data as EventOf<typeof DocumentFiled>['data'];
  const attributions = standing.filter(({ type }) => type === 'DocumentAttributed');
  const textFiled = textFiledAt(standing) !== undefined;
  const gaps = gapsOf(facts, ask);
  const cites = [first, ...attributions];
  const view = {
    id,
    ...data,
    textFiled,
    partsFiled: standing.filter(({ type }) => type === 'DocumentTextFiled').length,
    attributions: attributions.map((fact) => factView(fact, ask, witness)),
    statedOn: first.statedOn,
    certainty: first.certainty,
    missing: {
      ...(data.date === undefined && { date: missing(gaps, 'date', 'The paper bears no date, or none is recorded.') }),
      ...(!textFiled && { text: missing(gaps, 'text', 'The text is not on file.') }),
      ...(attributions.length === 0 && {
        attributions: missing(gaps, 'attributions', 'Nobody is recorded as its author.'),
      }),
    },
    evidence: cites.map((fact) => witness.evidence(fact)),
  };
  return { view, cites };
}

/** At most this many lines in one answer. */
const MOST_LINES = 1_000;

const LineParams = z
  .strictObject({
    from: z.coerce.number().int().min(1).default(1).describe('Lines are counted from 1.'),
    to: z.coerce.number().int().min(1).optional().describe(`Inclusive; at most ${MOST_LINES} lines are answered.`),
    ...temporal,
  })
  .refine(({ from, to }) => to === undefined || from <= to, { path: ['to'], error: 'must not be before from' });
type LineParams = z.output<typeof LineParams>;

const textAnswer = { missing: MissingFields, temporal: Temporal, ...glossarySchema };

const getLines: Query<LineParams> = {
  name: 'GetDocumentLines',
  path: 'documents/{id}/lines',
  summary: 'Lines of the filed text.',
  params: LineParams,
  answer: z
    .strictObject({
      lines: z.array(z.strictObject({ line: z.int(), text: z.string() })),
      lineCount: z.int(),
      ...textAnswer,
    })
    .meta({ id: 'DocumentLines' }),
  uses: ['documents', 'people', 'structure'],
  async run(reading, { from, to }) {
    const there = await thereIn(reading, DOCUMENTS);
    if ('ok' in there) return there;
    const text = await textOf(reading, reading.target.id ?? '');
    const shown = (text ?? []).slice(from - 1, Math.min(to ?? Infinity, from - 1 + MOST_LINES));
    const { lineCount } = there.first.data as EventOf<typeof DocumentFiled>['data'];
    const reason = text ? `The document has no such lines; the last is ${lineCount}.` : 'The text is not on file.';
    const isEmpty = shown.length === 0;
    const rest = writeJson({
      lineCount,
      missing: isEmpty ? { lines: missing(gapsOf(there.facts, reading.ask), 'text', reason) } : {},
      temporal: temporalOf(reading.ask, there.uncertain),
      ...(await glossary(reading, mentionsOf([]))),
    });
    const lines = new Fragment(JSON.stringify(shown.map((line, i) => ({ line: from + i, text: line }))));
    // A line may look like a sealed value; what stands in the text must not be opened as one.
    return found(reading, { lines, ...(await reading.context.opened(JSON.parse(rest) as object)) }, { opened: true });
  },
};

const TextParams = z.strictObject({ part: z.coerce.number().int().min(1).max(128).default(1), ...temporal });
type TextParams = z.output<typeof TextParams>;

const getText: Query<TextParams> = {
  name: 'GetDocumentText',
  path: 'documents/{id}/text',
  summary: 'A part of the filed text, as it was filed.',
  params: TextParams,
  answer: z
    .strictObject({ part: z.int(), parts: z.int(), text: z.string().nullable(), ...textAnswer })
    .meta({ id: 'DocumentText' }),
  uses: ['documents', 'people', 'structure'],
  async run(reading, { part }) {
    const there = await thereIn(reading, DOCUMENTS);
    if ('ok' in there) return there;
    const { parts } = there.first.data as EventOf<typeof DocumentFiled>['data'];
    if (part > parts) return NOT_FOUND;
    const known = await reading.known('document-part', `${reading.target.id}.${part}`);
    const fact = known && reading.see(known).facts[0];
    const text = fact ? (fact.data as EventOf<typeof DocumentTextFiled>['data']).text : null;
    const view = { part, parts, text, missing: fact ? {} : { text: missing([], 'text', 'This part is not on file.') } };
    return single(reading, there, view, [], await revisionOf(reading, DOCUMENTS, there.known));
  },
};

export const documentQueries: readonly Query[] = [
  ...thingQueries({
    holder: DOCUMENTS,
    one: 'Document',
    many: 'Documents',
    schema: DocumentView,
    summary: 'Papers on file: what they are, and whether their text is there.',
    candidates: { field: ALL, values: UNDIVIDED },
    facets: () => undefined,
    view: documentView,
  }),
  getLines,
  getText,
  ...memberQueries(DOCUMENTS, [
    { path: 'attributions', type: DocumentAttributed, none: 'Nobody is recorded as its author.' },
    { path: 'text', type: DocumentTextFiled, none: '', single: true },
  ]),
];
