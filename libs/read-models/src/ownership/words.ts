import type { ComesTo, EventDate, Party } from '@app/domain';
import type { Shown } from '../query/shown.js';
import { memberName } from '../structure/name.js';

type Came = Pick<ComesTo, 'effective' | 'to' | 'chain'>;
type Looking = Pick<Shown, 'facts' | 'reading'>;
type Orphaned = Extract<ComesTo['effective'], { is: 'orphaned' }>;

/** The name of a body on the day of the answer; undefined where it is not among what was loaded. */
export const bodyName = (id: string, { facts, reading }: Looking): string | undefined =>
  memberName({ facts: facts('body', id) }, reading.ask, id)?.name;

/**
 * What a recorded owner comes to, in a sentence of ours. It names bodies only: the names of people and the words of
 * parties are sealed, and stand beside it.
 */
export function wordsOf(came: Came, recorded: Pick<Party, 'kind'>, shown: Looking): string {
  const way = came.effective.is === 'orphaned' ? [] : wayOf(came, shown);
  return [...way, ...outcomeOf(came, came.to ?? recorded)].join(' ');
}

/** From body to body. */
const wayOf = ({ chain, to }: Came, shown: Looking): string[] =>
  chain.map(({ body, change, on, by, planned }, i) => {
    const next = chain[i + 1]?.body ?? (to?.kind === 'body' ? to.id : undefined);
    const heir = (next === undefined ? undefined : bodyName(next, shown)) ?? HEIR[to?.kind ?? 'unresolved'];
    const end = planned ? 'was to end' : 'ended';
    const unsure = planned ? ', which nothing has confirmed' : '';
    const work = by === 'exception' ? 'this part of its work' : 'its work';
    return `${bodyName(body, shown) ?? 'Its body'} ${end} ${inWords(on)} (${change})${unsure}; ${work} went to ${heir}.`;
  });

const HEIR: { readonly [K in Party['kind']]: string } = {
  person: 'a person',
  body: 'another body',
  organisation: 'an organisation',
  seat: 'a seat',
  collective: 'several together',
  unresolved: 'somebody of whom it cannot be told who they are',
};

function outcomeOf({ effective, chain }: Came, { kind }: Pick<Party, 'kind'>): string[] {
  switch (effective.is) {
    case 'owner':
      if (effective.plannedEnd) {
        return [
          `Its body goes on: an end ${inWords(effective.plannedEnd.on)} is planned, and nothing has confirmed it.`,
        ];
      }
      if (effective.seatsOver) return ['The person owns it still, though seats that they held are over.'];
      if (kind === 'seat') return ['Whoever holds the seat owns it.'];
      return chain.length > 0 ? [] : ['It is owned as recorded.'];
    case 'vacant':
      return ['Nobody holds the seat that owns it.'];
    case 'pending':
      return effective.planned
        ? ['Its body is only planned: nothing confirms that it was set up.']
        : [`Its body was not in being yet; it begins ${inWords(effective.from)}.`];
    case 'orphaned':
      return [WHY[effective.why]];
    case 'cannot-be-told':
      return kind === 'seat'
        ? ['The record does not say who holds the seat that owns it.']
        : ['It cannot be told who is meant.'];
    case 'unknown':
      return [`It is not known whether it owns the work on that day: ${effective.reason}.`];
  }
}

const WHY: { readonly [K in Orphaned['why']]: string } = {
  'left-orphaned': 'The body ended, and its work was left without an owner on purpose.',
  'not-recorded': 'The body ended, and the record says that what became of its work is not recorded.',
  'nothing-said': 'The body ended, and nothing is said of its work.',
  'seat-ended': 'The seat ended with its body, and nothing is said of the work of the seat.',
  'given-to-one-gone': 'The work was given to a body that had ended by then.',
};

const MONTHS = [
  'January', 'February', 'March', 'April', 'May', 'June',
  'July', 'August', 'September', 'October', 'November', 'December',
] as const; // prettier-ignore

/** "on 1 June 2022", "in June 2022", "in 2022"; of other dates their bounds. */
function inWords({ edtf, earliest, latest }: EventDate): string {
  if (earliest !== null && earliest === latest) return `on ${dayInWords(earliest)}`;
  const [, year, month] = /^(\d{4})(?:-(\d\d))?$/.exec(edtf) ?? [];
  if (year !== undefined) return `in ${monthInWords(month)}${year}`;
  if (earliest === null) return latest === null ? 'on a day not recorded' : `by ${dayInWords(latest)}`;
  return latest === null ? `on ${dayInWords(earliest)} or later` : `between ${dayInWords(earliest)} and ${dayInWords(latest)}`; // prettier-ignore
}

function dayInWords(day: string): string {
  const [year, month, date] = day.split('-');
  return `${Number(date)} ${monthInWords(month)}${year}`;
}

const monthInWords = (month: string | undefined): string =>
  month === undefined ? '' : `${MONTHS[Number(month) - 1] ?? ''} `;
