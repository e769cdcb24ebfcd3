import {
  comesAfter, isPlan,
  type ActionDueSet, type ActionRecorded, type Day, type EventOf, type Fact, type FuzzyDate, type HoldingEvent, type Party,
} from '@app/domain'; // prettier-ignore
import { ALL, ofStreams, outer, outerUntil, thingProjection, type Row } from '../query/thing-projection.js';
import { MAY_BE_BROKEN } from '../query/doubts.js';
import { monthsBetween } from './months.js';

type Recorded = EventOf<typeof ActionRecorded>['data'];
type Naming = Fact<Exclude<HoldingEvent, { type: 'ActionReleased' }>>;

/** Actions, found by what the filters of their list name. What is the usual case is found under `all`. */
export const actionsProjection = thingProjection({
  name: 'actions',
  version: 1,
  documents: ofStreams('action'),
  rows: (facts, first) => [
    { field: ALL, ...outer(first) },
    ...kinds(facts),
    ...closings(facts),
    ...owners(facts),
    ...vacancies(facts),
    ...deadlines(facts),
    ...breaches(facts),
  ],
});

function kinds(facts: readonly Fact[]): Row[] {
  const changes = facts.filter(({ type }) => type === 'ActionRecorded' || type === 'ActionReclassified');
  return changes.flatMap((fact) => {
    const value = (fact.data as Recorded).kind;
    return value === 'action' ? [] : [{ field: 'kind', value, ...outerUntil(fact, changes, comesAfter) }];
  });
}

const CLOSING = /^Action(Completed|Withdrawn)$/;

function closings(facts: readonly Fact[]): Row[] {
  const course = facts.filter(({ type }) => CLOSING.test(type) || type === 'ActionReopened');
  const firm = course.filter((change) => !isPlan(change));
  return course
    .filter(({ type }) => type !== 'ActionReopened')
    .map((fact) => ({
      field: 'status',
      value: fact.type === 'ActionCompleted' ? 'completed' : 'withdrawn',
      ...outerUntil(fact, firm, comesAfter),
    }));
}

function owners(facts: readonly Fact[]): Row[] {
  const assignments = facts.filter(({ type }) => type === 'ActionAssigned');
  return facts.filter(isNaming).flatMap((fact) => {
    const bounds = outerUntil(fact, assignments, comesAfter);
    const { owners: named } = fact.data;
    return [
      ...[...new Set(named.map(({ kind }) => kind))].map((value) => ({ field: 'ownerKind', value, ...bounds })),
      ...idsOf(named).map((value) => ({ field: 'owner', value, ...bounds })),
    ];
  });
}

const isNaming = (fact: Fact): fact is Naming => fact.type === 'ActionAssigned' || fact.type === 'ActionTransferred';
const idsOf = (parties: readonly Party[]): string[] => [
  ...new Set(parties.flatMap((party) => ('id' in party ? party.id : []))),
];

/** When it may be unowned: until somebody certainly owns it, if nobody is ever released and no ownership ends. */
function vacancies(facts: readonly Fact[]): Row[] {
  const naming = facts.filter(isNaming);
  const mayFallVacant = facts.some((fact) => fact.type === 'ActionReleased' || (isNaming(fact) && fact.effectiveTo));
  const starts = naming.flatMap(({ effectiveFrom }) => effectiveFrom.latest ?? []).sort();
  return [{ field: 'unowned', from: null, to: mayFallVacant ? null : (starts[0] ?? null) }];
}

/** Where a rule may turn out to be broken: something is closed, or taken from named owners. */
function breaches(facts: readonly Fact[]): Row[] {
  const mayBe = ({ type, data }: Fact) => CLOSING.test(type) || (data as { from?: unknown }).from !== undefined;
  return facts.some(mayBe) ? [MAY_BE_BROKEN] : [];
}

/** A due date stands under every month that it may fall in; one without a bound, or wide, under `wide`. */
function deadlines(facts: readonly Fact[]): Row[] {
  const changes = facts.filter(({ type }) => type === 'ActionDueSet');
  return changes.flatMap((fact) => {
    const bounds = outerUntil(fact, changes, comesAfter);
    const { due } = fact.data as EventOf<typeof ActionDueSet>['data'];
    return due.filter(isDated).flatMap(({ earliest, latest }) => {
      const key = earliest ?? '0000-00-00';
      return monthsOf(earliest, latest).map((value) => ({ field: 'due', value, key, ...bounds }));
    });
  });
}

export const isDated = ({ role, earliest, latest }: FuzzyDate): boolean =>
  role === 'due' && (earliest !== undefined || latest !== undefined);

export const WIDE = 'wide';
const MOST_MONTHS = 24;

function monthsOf(earliest: Day | undefined, latest: Day | undefined): readonly string[] {
  const months = earliest && latest && monthsBetween(earliest, latest, MOST_MONTHS);
  return months ?? [WIDE];
}
