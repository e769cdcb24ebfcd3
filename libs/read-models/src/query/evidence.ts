import { z } from 'zod';
import { EventDate, linesOf, quoteMatches, type Fact, type Position, type Recorded, type Source } from '@app/domain';
import { PositionText } from './ask.js';
import { eventAddress } from './event-address.js';
import type { Reading } from './reading.js';
import { PROJECTION_OF, type Known } from './things.js';

const Verdict = z
  .union([z.boolean(), z.literal('unverified')])
  .describe('Whether the quote stands at those lines of the filed text; unverified while that is not on file.');

/** A source as answered: as it was given, and whether its quote was found where it says. */
export const SourceView = z
  .looseObject({ verified: Verdict.optional() })
  .describe('A Source, and where it quotes a document: whether the quote stands there.');

export const Evidence = z
  .strictObject({
    event: z.string().describe('Address of the event, behind /events/.'),
    type: z.string(),
    position: PositionText,
    recordedAt: z.string(),
    statedOn: EventDate,
    sources: z.array(SourceView),
    amendedBy: z.array(z.string()).optional().describe('Addresses of the amendments, where there are any.'),
    disputedBy: z.array(z.string()).optional(),
  })
  .meta({
    id: 'Evidence',
    examples: [
      {
        event: 'YWN0aW9uLzFmMC8x',
        type: 'ActionAssigned',
        position: '210',
        recordedAt: '2026-03-02T10:00:00.000Z',
        statedOn: { edtf: '2019-07-03', earliest: '2019-07-03', latest: '2019-07-03' },
        sources: [{ documentId: '0b0e2a6e-8d3c-5b61-9a2e-0d7a4c1f2b3e', lines: { from: 171, to: 172 } }],
      },
    ],
  });
export type Evidence = z.output<typeof Evidence>;

type Cited = Extract<Source, { documentId: string }>;
type Quoting = Cited & { readonly quote: string };

const isQuoting = (source: Source): source is Quoting => 'documentId' in source && source.quote !== undefined;

/** Documents whose words these facts quote. */
export const quotedDocuments = (facts: readonly Fact[]): string[] => [
  ...new Set(facts.flatMap(({ sources }) => sources.filter(isQuoting).map(({ documentId }) => documentId))),
];

/** Position at which a document's text was whole, as far as an answer may see it. */
export function textFiledAt(facts: readonly Fact[]): Position | undefined {
  const [filed, ...rest] = facts;
  const parts = rest.filter(({ type }) => type === 'DocumentTextFiled');
  const wanted = (filed?.data as { parts?: number } | undefined)?.parts;
  return parts.length === wanted ? parts.at(-1)?.recorded.position : undefined;
}

/** Writes evidence: compares quotes with the filed text where nobody has done so before. */
export class Witness {
  private constructor(
    private readonly filedAt: ReadonlyMap<string, Position | undefined>,
    private readonly verdicts: ReadonlyMap<string, boolean>,
  ) {}

  static async of(reading: Reading, facts: readonly Fact[]): Promise<Witness> {
    const documents = await reading.facts('document', quotedDocuments(facts));
    const filedAt = new Map([...documents].map(([id, own]) => [id, textFiledAt(own)]));
    const verdicts = new Map<string, boolean>();
    const texts = new Map<string, Promise<readonly string[] | undefined>>();
    for (const fact of facts) {
      for (const source of fact.sources.filter(isQuoting)) {
        const at = filedAt.get(source.documentId);
        if (at === undefined || isComparedWhenRecorded(fact, at)) continue;
        const key = keyOf(source);
        const kept = `${reading.context.generationOf(PROJECTION_OF.document)} ${key}`;
        const known = reading.memory.verdicts.get(kept) ?? (await compare(reading, source, texts));
        if (known === undefined) continue;
        reading.memory.verdicts.set(kept, known);
        verdicts.set(key, known);
      }
    }
    return new Witness(filedAt, verdicts);
  }

  evidence(fact: Fact): Evidence {
    const { recorded, sources, amendments, disputes } = fact;
    return {
      event: eventAddress(recorded),
      type: recorded.type,
      position: recorded.position.toString(),
      recordedAt: recorded.recordedAt,
      statedOn: fact.statedOn,
      sources: sources.map((source) => this.source(source, fact)),
      ...(amendments.length > 0 && { amendedBy: amendments.map(eventAddress) }),
      ...(disputes.length > 0 && { disputedBy: disputes.map(eventAddress) }),
    };
  }

  source(source: Source, fact: Fact): z.output<typeof SourceView> {
    return isQuoting(source) ? { ...source, verified: this.verdict(source, fact) } : { ...source };
  }

  verdict(source: Quoting, fact: Fact): boolean | 'unverified' {
    const at = this.filedAt.get(source.documentId);
    if (at === undefined) return 'unverified';
    return isComparedWhenRecorded(fact, at) || (this.verdicts.get(keyOf(source)) ?? 'unverified');
  }
}

/** A command that quotes a text on file is refused unless the quote stands there. */
const isComparedWhenRecorded = (fact: Fact, textAt: Position): boolean => givenBy(fact).position > textAt;

/** The event that gave the fact the sources that it has. */
const givenBy = ({ amendments, recorded }: Fact): Recorded => amendments.at(-1) ?? recorded;

const keyOf = ({ documentId, lines, quote }: Quoting): string => `${documentId} ${lines.from} ${lines.to} ${quote}`;

/** Undefined where the text or the quote can no longer be read. */
async function compare(
  reading: Reading,
  { documentId, lines, quote }: Quoting,
  texts: Map<string, Promise<readonly string[] | undefined>>,
): Promise<boolean | undefined> {
  const text = texts.get(documentId) ?? textOf(reading, documentId);
  texts.set(documentId, text);
  const [printed, [words]] = await Promise.all([text, reading.context.opened<[string | null]>([quote])]);
  return printed === undefined || words === null
    ? undefined
    : quoteMatches(printed.slice(lines.from - 1, lines.to), words);
}

/** The filed text by lines; undefined while a part is missing, and where it can no longer be read. */
export async function textOf(reading: Reading, documentId: string): Promise<readonly string[] | undefined> {
  const whole = await rawTextOf(reading, documentId);
  return whole === undefined ? undefined : linesOf(whole);
}

async function rawTextOf(reading: Reading, documentId: string): Promise<string | undefined> {
  const facts = (await reading.facts('document', [documentId])).get(documentId) ?? [];
  if (textFiledAt(facts) === undefined) return undefined;
  const count = (facts[0]?.data as { parts: number }).parts;
  const names = Array.from({ length: count }, (_, i) => `${documentId}.${i + 1}`);
  const parts = await reading.all('document-part', names);
  const sealed = names.map((name) => partText(parts.get(name)));
  const texts = await reading.context.opened(sealed);
  return texts.some((text) => typeof text !== 'string') ? undefined : texts.join('');
}

const partText = (part: Known | undefined): string | null =>
  (part?.events[0]?.data as { text?: string } | undefined)?.text ?? null;
