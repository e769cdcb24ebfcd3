import fc from 'fast-check';
import { fold } from '../decider.js';
import { inForce, isFirm } from '../in-force.js';
import { structureFrom } from '../structure/structure-on.js';
import { factsOf } from '../facts.js';
import { factsFrom, idOf } from '../testing/given.js';
import { play, type Step } from '../testing/history.js';
import { introduced, person, words } from '../testing/parties.js';
import { addDays, isBefore, type Day, type EventDate } from '../time/index.js';
import { actionAggregate } from './action.js';
import type { ActionState } from './action.state.js';
import { actionAt, isUnownedWork } from './action-view.js';
import { isWork } from './action.events.js';
import { ownership } from './ownership.js';

const day = fc.nat(9).map((n) => addDays('2019-07-01' as Day, n));
const date = fc.oneof(
  day,
  fc.tuple(day, fc.nat(4)).map(([from, n]) => `[${from}..${addDays(from, n)}]`),
  day.map((to) => `[..${to}]`),
);
const kind = fc.constantFrom('action' as const, 'heading' as const, 'blank' as const);
const owners = fc.subarray([person('Ann'), person('Bob'), words('LSG')], { minLength: 1 });
const from = fc
  .subarray(['Ann', 'Bob'], { minLength: 1 })
  .map((names) => names.map((name) => ({ kind: 'person', id: idOf(name) })));
const body: Record<string, fc.Arbitrary<object>> = {
  ReclassifyAction: fc.record({ kind }),
  AssignAction: fc.record({ owners, lead: fc.nat(2) }, { requiredKeys: ['owners'] }),
  TransferAction: fc.record({ from, owners }),
  ReleaseAction: fc.record({ from }, { requiredKeys: [] }),
  CompleteAction: fc.constant({}),
  WithdrawAction: fc.constant({}),
  ReopenAction: fc.constant({}),
  ReportActionProgress: fc.constant({ report: 'well' }),
};
const certainty = fc.constantFrom('fact' as const, 'fact' as const, 'likely' as const);
const said = fc
  .constantFrom(...Object.keys(body))
  .chain((name) => fc.record({ name: fc.constant(name), body: body[name] ?? fc.constant({}) }));
const withdrawal = fc.nat(14).map((revision) => ({
  name: 'AmendFact',
  member: String(revision),
  body: { kind: 'recorded-in-error', replacement: null },
}));

const around = fc.record({ effectiveFrom: date, certainty });
const steps = (step: fc.Arbitrary<Step>): fc.Arbitrary<Step[]> =>
  fc.array(
    fc.tuple(step, around).map(([one, dates]) => ({ ...one, around: dates })),
    { maxLength: 14 },
  );
const sequences = steps(said);
const amendedSequences = steps(fc.oneof({ weight: 6, arbitrary: said }, { weight: 1, arbitrary: withdrawal }));

const recorded: Step = {
  name: 'RecordAction',
  body: { kind: 'action', text: 'x' },
  around: { statedOn: '2019-07-01' },
};
const people = new Map(['Ann', 'Bob'].map((name) => [idOf(name), factsFrom('person', introduced(name))]));

/** The action after everything that the deciders let through. */
const after = (commands: readonly Step[]): ActionState =>
  fold(actionAggregate, factsOf(play(actionAggregate, [recorded, ...commands], people)));

describe('every history that the deciders let through', () => {
  it('folds, and answers on every day', () => {
    fc.assert(
      fc.property(amendedSequences, day, (commands, on) => {
        const state = after(commands);
        const view = actionAt(state, on);
        expect(view === undefined).toBe(state.recorded === undefined);
        const owned = ownership(
          state,
          on,
          structureFrom(() => []),
        );
        expect(owned.owners.some(({ owns }) => owns === true) && owned.unowned !== false).toBe(false);
        expect([true, false, 'unknown']).toContain(isUnownedWork(state, on));
      }),
      { numRuns: 60 },
    );
  });

  it('completes no action twice without a reopening that may lie in between', () => {
    fc.assert(
      fc.property(sequences, (commands) => {
        const { course } = after(commands);
        const completions = course.filter((change) => change.type === 'ActionCompleted' && isFirm(change));
        const reopenings = course
          .filter(({ type }) => type === 'ActionReopened')
          .map(({ effectiveFrom }) => effectiveFrom);
        for (const [i, { effectiveFrom: one }] of completions.entries()) {
          for (const { effectiveFrom: other } of completions.slice(i + 1)) {
            const outside = (at: EventDate) =>
              (isBefore(at, one) === true && isBefore(at, other) === true) ||
              (isBefore(one, at) === true && isBefore(other, at) === true);
            expect(reopenings.every(outside)).toBe(false);
          }
        }
      }),
      { numRuns: 100 },
    );
  });

  it('completes nothing while it is a heading or a blank row for certain', () => {
    fc.assert(
      fc.property(sequences, (commands) => {
        const { course, kinds } = after(commands);
        for (const completion of course.filter((change) => change.type === 'ActionCompleted' && isFirm(change))) {
          const { possible, nothing } = inForce(kinds, completion.effectiveFrom, isFirm);
          expect(nothing !== false || possible.some(({ data }) => isWork(data.kind))).toBe(true);
        }
      }),
      { numRuns: 100 },
    );
  });
});
