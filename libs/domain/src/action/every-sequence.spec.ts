import fc from 'fast-check';
import { FactAmended } from '../anything/anything.events.js';
import { fold } from '../decider.js';
import { eventTypeOf } from '../registry.js';
import { isFirm } from '../in-force.js';
import { bodyStatusOn } from '../structure/body-status.js';
import { factsFrom, given, happened, idOf, type Happened } from '../testing/given.js';
import { introduced, person, words } from '../testing/parties.js';
import { addDays, isBefore, isOnOrBefore, type Day } from '../time/index.js';
import { actionAggregate } from './action.js';
import { actionAt, isUnownedWork } from './action-view.js';
import { ACTION_KINDS, ActionRecorded, isWork } from './action.events.js';
import { ownership } from './ownership.js';

const day = fc.nat(9).map((n) => addDays('2019-07-01' as Day, n));
const date = fc.oneof(
  day,
  fc.tuple(day, fc.nat(4)).map(([from, n]) => `[${from}..${addDays(from, n)}]`),
  day.map((to) => `[..${to}]`),
);
const kind = fc.constantFrom(...ACTION_KINDS);
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
const step = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...Object.keys(body)).chain((name) => fc.record({ name: fc.constant(name), body: body[name] ?? fc.constant({}) })) },
  { weight: 1, arbitrary: fc.record({ name: fc.constant('AmendFact'), body: fc.constant({ kind: 'recorded-in-error', replacement: null }) }) },
);
const steps = fc.array(fc.tuple(step, date, certainty, fc.nat(20)), { maxLength: 14 });

const begun = happened(ActionRecorded, { kind: 'action' }, { statedOn: '2019-07-01' });

/** Everything that the deciders let through, one after another. */
function history(commands: ReturnType<typeof steps.generate>['value']): Happened[] {
  const past = [begun];
  for (const [{ name, body: said }, effectiveFrom, sure, at] of commands) {
    const member = name === 'AmendFact' ? { member: String(at % past.length) } : {};
    const { decision } = given(actionAggregate, past)
      .and('person', idOf('Ann'), introduced('Ann'))
      .and('person', idOf('Bob'), introduced('Bob'))
      .when(name, said, { effectiveFrom, certainty: sure, ...member });
    if (!decision.ok) continue;
    for (const { type, data, effectiveFrom: since, certainty: how } of decision.events) {
      const known = eventTypeOf(type);
      if (known) past.push({ type: known, data, around: { effectiveFrom: since.edtf, certainty: how } });
    }
  }
  return past;
}

describe('every history that the deciders let through', () => {
  it('folds, and answers on every day', () => {
    fc.assert(
      fc.property(steps, day, (commands, on) => {
        const state = fold(actionAggregate, factsFrom('action', history(commands)));
        const view = actionAt(state, on);
        expect(view === undefined).toBe(state.recorded === undefined);
        const owned = ownership(state, on, { bodyOn: (id, at) => bodyStatusOn([], id, at) });
        expect(owned.owners.some(({ owns }) => owns === true) && owned.unowned !== false).toBe(false);
        expect([true, false, 'unknown']).toContain(isUnownedWork(state, on));
      }),
      { numRuns: 60 },
    );
  });

  it('completes no action twice without a reopening in between, and no heading at all', () => {
    fc.assert(
      fc.property(steps, (commands) => {
        const past = history(commands).filter(({ type }) => type !== FactAmended);
        const { course, kinds } = fold(actionAggregate, factsFrom('action', past));
        const completions = course.filter((change) => change.type === 'ActionCompleted' && isFirm(change));
        const reopenings = course.filter(({ type }) => type === 'ActionReopened');
        for (const [i, one] of completions.entries()) {
          expect(kinds.every((kindOf) => !isWork(kindOf.data.kind))).toBe(false);
          for (const other of completions.slice(i + 1)) {
            const between = reopenings.filter(
              ({ effectiveFrom: at }) =>
                !(isBefore(at, one.effectiveFrom) === true && isBefore(at, other.effectiveFrom) === true) &&
                !(isBefore(one.effectiveFrom, at) === true && isBefore(other.effectiveFrom, at) === true),
            );
            expect(between.length).toBeGreaterThan(0);
          }
        }
        expect(completions.every(({ effectiveFrom }) => isOnOrBefore(effectiveFrom, '9999-12-31' as Day) === true)).toBe(true);
      }),
      { numRuns: 60 },
    );
  });
});
