import type { Fact } from '../facts.js';
import { hasBegun, inForce, isPlan, type InForce, type Told } from '../in-force.js';
import { onDay, type Bounds, type Day, type Ternary } from '../time/index.js';
import { wordsByVoter } from './ballots.js';
import type { Ballot, Correction, Count, VoteState } from './vote.state.js';

type Option = VoteState['options'][number];
type Designation = VoteState['designations'][number];

/** One option on one day. Its count, its rank and its designation are three facts: none is worked out from another. */
export interface OptionTally {
  readonly option: Option;
  /** What it got, its sub-items included; null where that is not recorded, which is not zero. */
  readonly votes: Told<number | null>;
  /** A count, correction or ballot that was on record by then and of which a later one has taken the place. */
  readonly superseded: readonly (Count | Correction | Ballot)[];
  /** From 1, equal counts sharing one (1, 2, 2, 4); null without a count, unknown where one that is open may move it. */
  readonly rank: number | null | 'unknown';
  /** Ids of the options that certainly have as many votes. */
  readonly tied: readonly string[];
  /** Its own, else that of the vote as a whole; without alternatives nothing is on record. */
  readonly designation: Omit<Told<Designation['data']['designation']>, 'rests'> & {
    readonly rests: readonly Designation[];
  };
}

/** Of recorded counts alone. */
export interface VoteTotal {
  /** null where none is recorded. */
  readonly votes: number | null;
  readonly options: number;
  readonly notRecorded: number;
  /** Options whose count cannot be told; they are not added up either. */
  readonly unknown: number;
}

export interface Tally {
  readonly opened: NonNullable<VoteState['opened']>;
  /** In the order of their places, those without one behind. */
  readonly options: readonly OptionTally[];
  readonly categories: readonly (VoteTotal & { readonly category: string | null })[];
  readonly total: VoteTotal;
  /** Whether votes are on record as counts, as ballots, as both, or not at all. */
  readonly kind: 'counts' | 'ballots' | 'both' | 'none';
  readonly closed: Ternary;
  readonly closures: VoteState['closures'];
}

/** The vote as it stood on that day. Undefined where the vote itself is not among the facts. */
export function tally(state: VoteState, day: Day): Tally | undefined {
  const { opened, counts, ballots } = state;
  if (!opened) return undefined;
  const at = onDay(day);
  const counted = optionsBy(state, at).map((option) => ({ option, ...votesOf(option, state, at) }));
  const options = counted.map((entry): OptionTally => ({
    ...entry,
    ...standing(entry, counted),
    designation: designationOf(entry.option, state.designations, at),
  }));
  const categories = [...new Set(options.map(categoryOf))];
  const closures = state.closures.filter((closure) => hasBegun(closure, at) !== false);
  const isKnown = (closure: Fact) => !isPlan(closure) && hasBegun(closure, at) === true;
  const voted = [counts, ballots].map((votes) => votes.some((vote) => hasBegun(vote, at) !== false));
  return {
    opened,
    options,
    categories: categories.map((category) => ({
      category,
      ...totalOf(options.filter((entry) => categoryOf(entry) === category)),
    })),
    total: totalOf(options),
    kind: voted[0] ? (voted[1] ? 'both' : 'counts') : voted[1] ? 'ballots' : 'none',
    closed: closures.some(isKnown) ? true : closures.some((closure) => !isPlan(closure)) ? 'unknown' : false,
    closures,
  };
}

const categoryOf = ({ option }: Pick<OptionTally, 'option'>): string | null => option.data.category ?? null;

function optionsBy({ options }: VoteState, at: Bounds): Option[] {
  const placeOf = ({ data }: Option) => data.place ?? Infinity;
  const begun = options.filter((option) => hasBegun(option, at) !== false);
  return begun.sort((a, b) => (placeOf(a) === placeOf(b) ? 0 : placeOf(a) - placeOf(b)));
}

interface Counted extends Pick<OptionTally, 'option' | 'votes' | 'superseded'> {
  readonly option: Option;
}

/**
 * The paper's last count, or what the voters' last words add up to. Where both are on record they may be the same votes
 * or not, so nobody can tell which of the two figures holds.
 */
function votesOf({ recorded: { id } }: Option, state: VoteState, at: Bounds): Omit<Counted, 'option'> {
  const isOfIt = ({ data }: Count | Correction | Ballot) => data.optionId === id;
  const paper = [...state.counts, ...state.corrections].filter(isOfIt).sort(byPosition);
  const ballots = state.ballots.filter(isOfIt);
  const counted = inForce(paper, at);
  const given = [...wordsByVoter(ballots).values()]
    .flatMap((words) => [...words.values()].map((own) => inForce(own, at)))
    .filter(({ possible }) => possible.length > 0);
  const rests = [counted, ...given].flatMap((last): readonly (Count | Correction | Ballot)[] => last.possible);
  const superseded = [...paper, ...ballots].filter((vote) => hasBegun(vote, at) !== false && !rests.includes(vote));
  const figures = [
    ...(counted.possible.length > 0 || given.length === 0 ? figuresIn(counted) : []),
    ...(given.length > 0 ? given.map(figuresIn).reduce(sums) : []),
  ];
  const possible = [...new Set(figures)];
  const [value] = possible;
  return {
    votes: {
      value: possible.length === 1 && value !== undefined ? value : 'unknown',
      possible,
      status: rests.some(isPlan) ? 'planned' : 'in-force',
      rests,
    },
    superseded,
  };
}

const byPosition = (a: Fact, b: Fact): number => (a.recorded.position < b.recorded.position ? -1 : 1);

type Votes = number | null;

/** What one series may say; null where nothing may have begun. */
const figuresIn = ({ possible, nothing }: InForce<Count | Correction | Ballot>): readonly Votes[] => [
  ...(nothing === false ? [] : [null]),
  ...possible.map(({ data }) => data.votes),
];

/** What two series may add up to, each sum once. Nothing on record adds nothing, and makes no zero. */
const sums = (some: readonly Votes[], more: readonly Votes[]): readonly Votes[] => [
  ...new Set(some.flatMap((a) => more.map((b) => (a === null ? b : b === null ? a : a + b)))),
];

/** Competition ranks: one more than there are options with more votes. */
function standing({ option, votes: { value } }: Counted, all: readonly Counted[]): Pick<OptionTally, 'rank' | 'tied'> {
  if (typeof value !== 'number') return { rank: value, tied: [] };
  const others = all.filter((other) => other.option !== option).map(({ option: one, votes }) => ({ one, ...votes }));
  const isMore = (votes: Votes) => votes !== null && votes > value;
  const certain = others.filter(({ possible }) => possible.every(isMore)).length;
  const mayMove = others.some(({ possible }) => possible.some(isMore) && !possible.every(isMore));
  return {
    rank: mayMove ? 'unknown' : certain + 1,
    tied: others.filter((other) => other.value === value).map(({ one }) => one.recorded.id),
  };
}

function designationOf(
  { recorded: { id } }: Option,
  designations: readonly Designation[],
  at: Bounds,
): OptionTally['designation'] {
  const own = inForce(designations.filter(({ data }) => data.optionId === id), at); // prettier-ignore
  const whole = inForce(designations.filter(({ data }) => data.optionId === undefined), at); // prettier-ignore
  const rests = [...own.possible, ...(own.nothing === false ? [] : whole.possible)];
  const possible = [...new Set(rests.map(({ data }) => data.designation))];
  const isOpen = own.nothing !== false && whole.nothing !== false;
  const [value] = possible;
  return {
    value: possible.length === 1 && value !== undefined && !isOpen ? value : 'unknown',
    possible,
    status: rests.some(isPlan) ? 'planned' : 'in-force',
    rests,
  };
}

function totalOf(options: readonly OptionTally[]): VoteTotal {
  const values = options.map(({ votes }) => votes.value);
  const recorded = values.filter((value) => typeof value === 'number');
  return {
    votes: recorded.length > 0 ? recorded.reduce((sum, votes) => sum + votes, 0) : null,
    options: options.length,
    notRecorded: values.filter((value) => value === null).length,
    unknown: values.filter((value) => value === 'unknown').length,
  };
}
