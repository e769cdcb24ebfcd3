import fc from 'fast-check';
import { fold } from '../decider.js';
import type { Recorded } from '../event.js';
import { factsOf, type Fact } from '../facts.js';
import { isStatedFlatly } from '../in-force.js';
import { factsFrom, idOf } from '../testing/given.js';
import { play, secondThoughts, type Step } from '../testing/history.js';
import { said } from '../testing/priorities.js';
import { addDays, onDay, type Day, type EventDate } from '../time/index.js';
import { counting, excess } from './cap.js';
import { prioritiesOn } from './priorities-on.js';
import { priorityListAggregate } from './priority-list.js';
import { provenance } from './provenance.js';

const FIRST = '2019-07-01' as Day;
const DAYS = Array.from({ length: 6 }, (_, n) => addDays(FIRST, n));
const day = fc.constantFrom(...DAYS);
const fuzzy = fc.oneof(
  { weight: 4, arbitrary: day },
  { weight: 2, arbitrary: fc.tuple(day, fc.nat(2)).map(([from, n]) => `[${from}..${addDays(from, n)}]`) },
  { weight: 1, arbitrary: day.map((to) => `[..${to}]`) },
);

const decisionId = idOf('decision');
const others = new Map([[decisionId, factsFrom('statement', said('decision'))]]);
/** The list, three entries, and a cap of two. */
const BEGINNING: readonly Step[] = [
  { name: 'StartPriorityList', body: { title: 'Priorities', owner: { is: 'unsettled', candidates: [] } } },
  ...['Safer', 'Richer', 'Older'].map((text) => ({ name: 'EnterPriority', body: { is: 'priority', text } })),
  { name: 'SetPriorityCap', body: { max: 2 } },
].map((step) => ({ ...step, around: { statedOn: '2019-01-01' } }));
const member = fc.integer({ min: 1, max: 3 }).map((n) => idOf(`event ${n}`));

const cap = fc.oneof(
  { weight: 4, arbitrary: fc.nat(2).map((max) => ({ max })) },
  { weight: 1, arbitrary: fc.constant({ words: 'few' }) },
);
const ofEntry = (name: string, body: object) => member.map((id): Step => ({ name, body, member: id }));
const steps = fc.oneof(
  { weight: 5, arbitrary: ofEntry('AdoptPriority', { decisionId }) },
  { weight: 2, arbitrary: ofEntry('RetirePriority', {}) },
  { weight: 1, arbitrary: ofEntry('ShortlistPriority', {}) },
  { weight: 2, arbitrary: cap.map((body): Step => ({ name: 'SetPriorityCap', body })) },
  { weight: 3, arbitrary: fc.constant({ name: 'GrantCapException', body: { extra: 1, decisionId } }) },
);
/** Of what came after the beginning. */
const thoughts = secondThoughts(fc.constantFrom<object>({ decisionId }, {}, { max: 1 }, { extra: 1, decisionId })).map(
  (step): Step => ({ ...step, member: String(Number(step.member) + BEGINNING.length) }),
);

const often = fc.constantFrom('fact' as const, 'fact' as const, 'fact' as const, 'likely' as const);
/** Decided before all those days. */
const ahead = fc.constant('2019-06-15');
const around = (dates: fc.Arbitrary<string>) =>
  fc.oneof(
    { weight: 5, arbitrary: fc.record({ effectiveFrom: dates, certainty: often }) },
    { weight: 1, arbitrary: fc.record({ effectiveFrom: dates, effectiveTo: dates, certainty: often }) },
    { weight: 2, arbitrary: fc.record({ effectiveFrom: dates, statedOn: ahead, certainty: often }) },
  );
const histories = (dates: fc.Arbitrary<string>, aggregate = priorityListAggregate): fc.Arbitrary<Recorded[]> => {
  // Exceptions end, since that is when there can come to be too many.
  const dated = fc.tuple(steps, around(dates), dates).map(([step, when, effectiveTo]): Step => ({
    ...step,
    around: { ...when, ...(step.name === 'GrantCapException' && { effectiveTo }) },
  }));
  const amended = thoughts.chain((step) =>
    dates.map((effectiveFrom): Step => {
      const { replacement } = step.body as { replacement?: object | null };
      return replacement
        ? {
            ...step,
            body: { ...(step.body as object), replacement: { ...replacement, effectiveFrom, effectiveTo: undefined } },
          }
        : step;
    }),
  );
  return fc
    .tuple(
      fc.array(dated, { minLength: 3, maxLength: 12 }),
      fc.array(amended, { maxLength: 8 }),
      fc.array(dated, { maxLength: 4 }),
    )
    .map((commands) => play(aggregate, [...BEGINNING, ...commands.flat()], others));
};

/** Counted anew, the simple way: where every date is one day, and what is only likely or disputed may be so or not. */
function recount(events: readonly Recorded[], on: Day): { readonly adopted: number; readonly allowed: number } {
  const facts = factsOf(events).filter(({ withdrawn }) => !withdrawn);
  const begun = facts.filter(({ effectiveFrom }) => (effectiveFrom.latest as Day) <= on);
  const inTime = begun.sort(
    (a, b) =>
      (a.effectiveFrom.latest as string).localeCompare(b.effectiveFrom.latest as string) ||
      Number(a.recorded.position - b.recorded.position),
  );
  const ended = ({ effectiveTo }: Fact) => effectiveTo !== undefined && (effectiveTo.latest as Day) <= on;
  /** The last one that is stated flatly, ahead of its date or not, and what was said after it. */
  const last = (some: readonly Fact[]) => some.slice(some.findLastIndex(isStatedFlatly));
  const stages = inTime.filter(({ type }) => /^Priority(Adopted|Retired|Shortlisted)$/.test(type));
  const entries = [...new Set(stages.map(({ data }) => (data as { entryId: string }).entryId))];
  const adopted = entries.filter((id) => {
    const own = last(stages.filter(({ data }) => (data as { entryId: string }).entryId === id));
    return own.every((fact) => fact.type === 'PriorityAdopted' && isStatedFlatly(fact) && !ended(fact));
  });
  const caps = last(inTime.filter(({ type }) => type === 'PriorityCapSet'));
  const isSure = caps.some(isStatedFlatly) && !caps.some(ended);
  const extra = begun.filter((fact) => fact.type === 'CapExceptionGranted' && !ended(fact));
  const most = Math.max(...caps.map(({ data }) => (data as { max?: number }).max ?? Infinity));
  return {
    adopted: adopted.length,
    allowed: isSure ? most + extra.reduce((sum, { data }) => sum + (data as { extra: number }).extra, 0) : Infinity,
  };
}

/** The event, on one of the days that each of its dates may be: the same one for dates with the same bounds. */
function settle(event: Recorded, seed: number): Recorded {
  const { effectiveFrom, effectiveTo, data } = event;
  const replacement = (data as { replacement?: Recorded | null }).replacement;
  return {
    ...event,
    ...(replacement && { data: { ...(data as object), replacement: settle(replacement, seed) } }),
    effectiveFrom: settled(effectiveFrom, seed),
    ...(effectiveTo && { effectiveTo: settled(effectiveTo, seed) }),
  };
}

function settled({ earliest, latest }: EventDate, seed: number): EventDate {
  const days = DAYS.filter((one) => (earliest === null || earliest <= one) && (latest === null || one <= latest));
  const mixed = [...`${earliest}${latest}${seed}`].reduce((sum, char) => (sum * 31 + char.charCodeAt(0)) % 65_521, 7);
  return onDay(days[mixed % days.length] ?? (latest as Day));
}

describe('every history that the deciders let through', () => {
  it('has on no day more priorities than the cap allows, unless an exception stands', () => {
    let full = 0;
    fc.assert(
      fc.property(histories(day), (events) => {
        for (const on of DAYS) {
          const { adopted, allowed } = recount(events, on);
          expect(adopted).toBeLessThanOrEqual(allowed);
          if (adopted > 0 && adopted === allowed) full++;
        }
      }),
      { numRuns: 200 },
    );
    // Or else the cap was never put to the test.
    expect(full).toBeGreaterThan(0);
  });

  it('is refused for the cap only where it is exceeded however the fuzzy dates turn out', () => {
    const lawless = { ...priorityListAggregate, upholds: () => undefined };
    let exceeded = 0;
    fc.assert(
      fc.property(histories(fuzzy, lawless), fc.nat(1_000), (events, seed) => {
        const count = counting(fold(priorityListAggregate, factsOf(events)));
        const over = DAYS.filter((on) => excess(count(on)) > 0);
        exceeded += over.length;
        const settled = events.map((event) => settle(event, seed));
        for (const on of over) {
          const { adopted, allowed } = recount(settled, on);
          expect(adopted).toBeGreaterThan(allowed);
        }
      }),
      { numRuns: 200 },
    );
    expect(exceeded).toBeGreaterThan(0);
  });

  it('folds, and answers on every day, whatever the dates', () => {
    fc.assert(
      fc.property(histories(fuzzy), day, (events, on) => {
        const facts = factsOf(events);
        const view = prioritiesOn(fold(priorityListAggregate, facts), on);
        expect(view?.entries.length).toBe(3);
        expect(view?.adopted.certain).toBeLessThanOrEqual(view?.adopted.possible ?? -1);
        const steps = provenance({ list: idOf('list'), entry: idOf('event 1') }, () => facts, on);
        expect(new Set(steps.map(({ fact }) => fact.recorded.id)).size).toBe(steps.length);
      }),
      { numRuns: 100 },
    );
  });
});
