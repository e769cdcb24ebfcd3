import type { EventOf } from '../event.js';
import type { Fact } from '../facts.js';
import { hasBegun } from '../in-force.js';
import { onDay, type Day } from '../time/index.js';
import type { PriorityEntered } from './priority-list.events.js';
import { entryOf } from './priority-list.state.js';

export const PROVENANCE_STEPS = [
  'entered', 'longlist-known', 'longlisted', 'shortlisted', 'adopted', 'retired', 'reordered', 'worded', 'challenged',
  'resolved', 'designated', 'locked', 'consulted', 'origin', 'vote-opened', 'option-added', 'voted', 'vote-corrected',
  'option-designated', 'vote-closed', 'decision',
] as const; // prettier-ignore
export type ProvenanceStepKind = (typeof PROVENANCE_STEPS)[number];

/** An entry of a list. */
export interface EntryRef {
  readonly list: string;
  readonly entry: string;
}

/** One fact on the way of an entry. */
export interface ProvenanceStep {
  readonly step: ProvenanceStepKind;
  readonly fact: Fact;
  /** Whose way it is: the entry’s own, or that of one it comes from. */
  readonly of: EntryRef;
}

type Through = 'priority-list' | 'vote' | 'action' | 'statement';
/** The facts of another thing that the way leads through; none where it is not there. */
export type FactsOf = (kind: Through, id: string) => readonly Fact[];

/**
 * How an entry came to be what it is on a day: what was voted, entered, listed, adopted, reworded, challenged, settled,
 * designated, locked, asked and decided on its way, and on that of the entries of other lists that it comes from. By
 * the latest day that each date may be, and on one day as recorded.
 */
export function provenance(start: EntryRef, factsOf: FactsOf, day: Day): ProvenanceStep[] {
  const steps = new Map<string, ProvenanceStep>();
  const seen = new Set<string>();
  const ways = [start];
  for (let of = ways.shift(); of; of = ways.shift()) {
    if (seen.has(of.entry)) continue;
    seen.add(of.entry);
    const own = ownSteps(of, factsOf);
    const origins = own.flatMap(({ fact }) => originsOf(fact, of.entry));
    ways.push(
      ...origins.flatMap((origin) => (origin.kind === 'priority' ? [{ list: origin.listId, entry: origin.id }] : [])),
    );
    for (const found of [...own, ...origins.flatMap((origin) => originSteps(origin, factsOf))]) {
      if (!steps.has(found.fact.recorded.id)) steps.set(found.fact.recorded.id, { ...found, of });
    }
  }
  return [...steps.values()].filter(({ fact }) => hasBegun(fact, onDay(day)) !== false).sort(byDate);
}

type Found = Omit<ProvenanceStep, 'of'>;
type Origin = NonNullable<EventOf<typeof PriorityEntered>['data']['from']>[number];

const OWN: Readonly<Record<string, ProvenanceStepKind>> = {
  PriorityEntered: 'entered',
  PriorityLonglisted: 'longlisted',
  PriorityShortlisted: 'shortlisted',
  PriorityAdopted: 'adopted',
  PriorityRetired: 'retired',
  PriorityReordered: 'reordered',
  PriorityWorded: 'worded',
  WordingChallenged: 'challenged',
  WordingResolved: 'resolved',
  PriorityDesignated: 'designated',
  PriorityLocked: 'locked',
  ConsultationRecorded: 'consulted',
};

function ownSteps({ list, entry }: EntryRef, factsOf: FactsOf): Found[] {
  const facts = factsOf('priority-list', list).filter((fact) => !fact.withdrawn && concerns(fact, entry));
  const own = facts.flatMap((fact) => {
    const step = isUnknownLonglist(fact) ? 'longlist-known' : OWN[fact.type];
    return step ? [{ step, fact }] : [];
  });
  return [...own, ...own.flatMap(({ fact }) => decisionBehind(fact, factsOf))];
}

interface Concerning {
  readonly entryId?: string;
  readonly member?: string;
  readonly order?: readonly string[];
  readonly decisionId?: string;
}

/** What is said of the list as a whole (a lock, a long list, a consultation) concerns every entry of it. */
function concerns(fact: Fact, entry: string): boolean {
  const { entryId, member, order } = fact.data as Concerning;
  if (fact.type === 'PriorityEntered') return entryOf(fact) === entry;
  if (order) return order.includes(entry);
  return (entryId ?? member ?? entry) === entry;
}

const isUnknownLonglist = ({ type, data }: Fact): boolean =>
  type === 'PriorityLonglisted' && (data as Concerning).entryId === undefined;

function decisionBehind({ data }: Fact, factsOf: FactsOf): Found[] {
  const { decisionId } = data as Concerning;
  return decisionId === undefined ? [] : begunBy('StatementRecorded', 'decision', factsOf('statement', decisionId));
}

const begunBy = (type: string, step: ProvenanceStepKind, facts: readonly Fact[]): Found[] =>
  facts.filter((fact) => fact.type === type && !fact.withdrawn).map((fact) => ({ step, fact }));

const originsOf = (fact: Fact, entry: string): readonly Origin[] =>
  fact.type === 'PriorityEntered' && fact.recorded.id === entry
    ? ((fact.data as EventOf<typeof PriorityEntered>['data']).from ?? [])
    : [];

function originSteps(origin: Origin, factsOf: FactsOf): Found[] {
  switch (origin.kind) {
    case 'vote-option':
      return voteSteps(origin, factsOf);
    case 'action':
      return begunBy('ActionRecorded', 'origin', factsOf('action', origin.id));
    case 'statement':
      return begunBy('StatementRecorded', 'origin', factsOf('statement', origin.id));
    case 'priority':
      return [];
  }
}

const VOTE: Readonly<Record<string, ProvenanceStepKind>> = {
  VoteOpened: 'vote-opened',
  VoteOptionAdded: 'option-added',
  PriorityVoted: 'voted',
  VoteCorrected: 'vote-corrected',
  VoteOptionDesignated: 'option-designated',
  VoteClosed: 'vote-closed',
};

function voteSteps({ voteId, id }: Extract<Origin, { kind: 'vote-option' }>, factsOf: FactsOf): Found[] {
  return factsOf('vote', voteId).flatMap((fact) => {
    const step = VOTE[fact.type];
    const option = fact.type === 'VoteOptionAdded' ? fact.recorded.id : (fact.data as { optionId?: string }).optionId;
    return step && !fact.withdrawn && (option ?? id) === id ? [{ step, fact }] : [];
  });
}

const NO_BOUND = '9999';

function byDate({ fact: a }: ProvenanceStep, { fact: b }: ProvenanceStep): number {
  const [x, y] = [a, b].map(({ effectiveFrom: { earliest, latest } }) => `${latest ?? earliest ?? NO_BOUND}`) as [
    string,
    string,
  ];
  return x === y ? (a.recorded.position < b.recorded.position ? -1 : 1) : x < y ? -1 : 1;
}
