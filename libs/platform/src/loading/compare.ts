import { notLaterThan, type EventDate, type EventType } from '@app/domain';

/** One field in which an entry and what is recorded of it are not the same. */
export interface Difference {
  readonly field: string;
  readonly recorded: unknown;
  readonly written: unknown;
}

/** What a fact says: payload and statement, apart from how it was recorded. */
export interface Said {
  readonly data: Readonly<Record<string, unknown>>;
  readonly statement: Readonly<Record<string, unknown>>;
}

/** `fields` of the payload are compared, but those in `open` are not. */
export interface Comparison {
  readonly type: EventType;
  readonly fields: Iterable<string>;
  readonly open: ReadonlySet<string>;
}

/**
 * Field by field, the entry and the event as amended. `fields` are those of the command's body: what the decider
 * fills in beside them is not compared, nor are the fields in `open`, which the entry leaves to the paper.
 */
export function differences(written: Said, recorded: Said, { type, fields, open }: Comparison): Difference[] {
  const expected = withDefaults(written.statement, type);
  return [
    ...[...fields].filter((field) => !open.has(field)).map((field) => compared(field, recorded.data, written.data)),
    ...STATEMENT.map((field) => compared(field, recorded.statement, expected)),
  ].filter((difference) => difference !== undefined);
}

/**
 * The same of an amendment: beside its own statement, what the amended event is to say. Dates and sources that the file
 * leaves out there stayed as they were.
 */
export function amendmentDifferences(
  written: Said,
  recorded: Said,
  amendment: Comparison,
  instead: Comparison | undefined,
): Difference[] {
  const own = differences(written, recorded, { ...amendment, fields: ['kind'] });
  const [ours, theirs] = [replacementOf(written), replacementOf(recorded)];
  if (!ours || !theirs || !instead) {
    const field = 'instead';
    return ours || theirs ? [...own, { field, recorded: theirs?.data ?? null, written: ours?.data ?? null }] : own;
  }
  const whole = { data: ours.data, statement: { ...theirs.statement, ...ours.statement } };
  const inner = differences(whole, theirs, instead);
  return [...own, ...inner.map((difference) => ({ ...difference, field: `instead.${difference.field}` }))];
}

function replacementOf({ data: { replacement } }: Said): Said | null {
  if (typeof replacement !== 'object' || replacement === null) return null;
  const { data, ...statement } = replacement as Said['statement'] & { data: Said['data'] };
  return { data, statement };
}

const STATEMENT = ['statedOn', 'effectiveFrom', 'effectiveTo', 'sources', 'certainty', 'because'] as const;

/** As the decider fills them in. A day left out was the day of the recording: taken as it stands. */
function withDefaults(statement: Said['statement'], { dates }: EventType): Said['statement'] {
  const statedOn = statement['statedOn'] as EventDate | undefined;
  const effectiveFrom = statedOn && (dates === 'happening' ? statedOn : notLaterThan(statedOn));
  return { certainty: 'fact', sources: [], ...(effectiveFrom && { effectiveFrom }), ...statement };
}

function compared(field: string, recorded: Said['data'], written: Said['data']): Difference | undefined {
  const isLeftToday = (field === 'statedOn' || field === 'effectiveFrom') && written[field] === undefined;
  const wasRevised = field === 'certainty' && recorded[field] === undefined;
  if (isLeftToday || wasRevised || canonical(recorded[field]) === canonical(written[field])) return undefined;
  return { field, recorded: recorded[field], written: written[field] };
}

/** Equal for equal values, whatever the order of their fields; absent and undefined are the same. */
const canonical = (value: unknown): string =>
  JSON.stringify(value, (_, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  ) ?? 'undefined';
