import type { EventOf } from '../event.js';
import type { Fact } from '../facts.js';
import { comesAfter, hasBegun, isPlan } from '../in-force.js';
import { isPlanned, type Certainty } from '../source.js';
import { onDay, type Day } from '../time/index.js';
import type {
  BoardRestructured,
  ChangeKind,
  RestructureAbandoned,
  RestructureEvent,
  StructureChange,
} from './restructures.events.js';

/** A step of a restructure: proposed, agreed, implemented, abandoned. */
export type RestructureFact = Fact<RestructureEvent>;
export type Implementation = Fact<EventOf<typeof BoardRestructured>>;
type Abandonment = Fact<EventOf<typeof RestructureAbandoned>>;

/** One change of an implemented restructure, with how sure the record is of it. */
export interface MadeChange {
  readonly restructureId: string;
  readonly fact: Implementation;
  readonly change: StructureChange;
  readonly certainty: Certainty;
  /** Intended, likely, possible or wished for: it takes no effect until it is confirmed, whatever day passes. */
  readonly held: boolean;
  /** Stated ahead of its date and confirmed by nothing since: it takes effect then, and is answered as planned. */
  readonly ahead: boolean;
}

/** Changes after which an original body is no longer, unless it is one of the resulting ones too. */
const ENDING: readonly ChangeKind[] = ['dissolve', 'merge', 'split', 'replace'];
/** Changes by which a resulting body comes into being, unless it is one of the original ones too. */
const BEGINNING: readonly ChangeKind[] = ['create', 'merge', 'split', 'replace'];

export const endedBy = ({ kind, original = [], resulting = [] }: StructureChange): readonly string[] =>
  ENDING.includes(kind) ? original.filter((id) => !resulting.includes(id)) : [];
export const begunBy = ({ kind, original = [], resulting = [] }: StructureChange): readonly string[] =>
  BEGINNING.includes(kind) ? resulting.filter((id) => !original.includes(id)) : [];

const isRestructure = (fact: Fact): fact is RestructureFact =>
  !fact.withdrawn && /^(Restructure(Proposed|Agreed|Abandoned)|BoardRestructured)$/.test(fact.type);
export const isImplementation = (fact: Fact): fact is Implementation => fact.type === 'BoardRestructured';
const isAbandonment = (fact: RestructureFact): fact is Abandonment => fact.type === 'RestructureAbandoned';

/** Every step of every restructure that stands, in the order of the log. */
export const restructuresIn = (facts: readonly Fact[]): readonly RestructureFact[] => facts.filter(isRestructure);

/**
 * What restructures changed, or are to change, in effective order; on one date in the order of the log. A plan that was
 * given up before its day changes nothing.
 */
export const changesIn = (facts: readonly Fact[]): readonly MadeChange[] =>
  withoutGivenUp(restructuresIn(facts))
    .flatMap(changesOfFact)
    .sort((a, b) => order(a.fact, b.fact));

/** The changes of an implementation; none of any other fact. */
export const changesOfFact = (fact: Fact): readonly MadeChange[] =>
  isRestructure(fact) && isImplementation(fact) ? fact.data.changes.map((change) => madeBy(fact, change)) : [];

/** The facts but for implementations that were planned and given up before their day. */
export function withoutGivenUp<F extends Fact>(facts: readonly F[]): readonly F[] {
  const abandoned = restructuresIn(facts).filter(isAbandonment);
  if (abandoned.length === 0) return facts;
  return facts.filter(
    (fact) =>
      !isRestructure(fact) || !isImplementation(fact) || !abandoned.some((abandonment) => givesUp(abandonment, fact)),
  );
}

function madeBy(fact: Implementation, change: StructureChange): MadeChange {
  // Who confirms or drops the whole afterwards says so of each of its changes.
  const certainty = fact.revisions.length > 0 ? fact.certainty : (change.certainty ?? fact.certainty);
  const held = isPlanned(certainty);
  return {
    restructureId: fact.data.restructureId,
    fact,
    change,
    certainty,
    held,
    ahead: !held && isPlan({ ...fact, certainty }),
  };
}

const givesUp = (abandonment: Abandonment, implementation: Implementation): boolean =>
  abandonment.data.restructureId === implementation.data.restructureId &&
  !isPlan(abandonment) &&
  (isPlanned(implementation.certainty) || comesAfter(implementation, abandonment));

const LAST = '9999-12-31';

function order(a: Implementation, b: Implementation): number {
  const [x, y] = [a, b].map(({ effectiveFrom: { latest } }) => latest ?? LAST) as [string, string];
  if (x !== y) return x < y ? -1 : 1;
  return a.recorded.position < b.recorded.position ? -1 : a.recorded.position > b.recorded.position ? 1 : 0;
}

export const RESTRUCTURE_STATUSES = ['not-yet', 'proposed', 'agreed', 'planned', 'implemented', 'abandoned'] as const;
export type RestructureStatus = (typeof RESTRUCTURE_STATUSES)[number];

/** How far a restructure has got on a day; of several possible ones it cannot be told which. */
export interface RestructureOn {
  readonly status: RestructureStatus | 'unknown';
  readonly possible: readonly RestructureStatus[];
  readonly rests: readonly Fact[];
}

const STEPS: readonly RestructureFact['type'][] = [
  'RestructureProposed', 'RestructureAgreed', 'BoardRestructured', 'RestructureAbandoned',
]; // prettier-ignore

/** By the last step that had come about: `planned` where that is an implementation which nothing has confirmed. */
export function restructureOn(facts: readonly Fact[], restructureId: string, day: Day): RestructureOn {
  const steps = restructuresIn(facts).filter(({ data }) => data.restructureId === restructureId);
  const begun = STEPS.map((type) =>
    steps
      .filter((step) => step.type === type)
      .map((step) => ({ step, begun: hasBegun(step, onDay(day)) }))
      .filter((one) => one.begun !== false),
  );
  const sure = begun.findLastIndex((ones) => ones.some((one) => one.begun === true));
  const rests = begun.slice(Math.max(sure, 0)).flatMap((ones) => ones.map(({ step }) => step));
  const told = [...new Set(rests.map(statusBy))];
  const possible: RestructureStatus[] = sure < 0 ? ['not-yet', ...told] : told;
  const [only] = possible;
  return { status: possible.length === 1 && only ? only : 'unknown', possible, rests };
}

function statusBy(step: RestructureFact): RestructureStatus {
  switch (step.type) {
    case 'RestructureProposed':
      return 'proposed';
    case 'RestructureAgreed':
      return 'agreed';
    case 'BoardRestructured':
      return isPlan(step) ? 'planned' : 'implemented';
    case 'RestructureAbandoned':
      return 'abandoned';
  }
}
