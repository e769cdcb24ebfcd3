import fc from 'fast-check';
import { CertaintyRevised } from '../anything/anything.events.js';
import { fold } from '../decider.js';
import { factsFrom, happened, idOf, type Around, type Happened } from '../testing/given.js';
import { body, established, person, words } from '../testing/parties.js';
import { addDays, Day } from '../time/index.js';
import type { Party } from '../party.js';
import {
  BoardRestructured, RestructureAbandoned,
  type Disposition, type StructureChange,
} from '../structure/restructures.events.js'; // prettier-ignore
import { SeatCreated, SeatFilled } from '../structure/seats.events.js';
import { structureFrom } from '../structure/structure-on.js';
import { actionAggregate } from './action.js';
import { ActionAssigned, ActionRecorded } from './action.events.js';
import { ownership } from './ownership.js';

const ids = (...names: string[]) => names.map(idOf);
const board = (name: string, around: Around = {}) => established(name, { effectiveFrom: '2009-01-01', ...around });
const BOARDS = ['a', 'b', 'c', 'd'].map((name) => board(name));
const assigned = (owners: Party[], day = '2010-01-01') =>
  happened(ActionAssigned, { owners }, { statedOn: day, as: `assigned ${day}` });

const workTo = (name: string, heir: string, ...exceptions: object[]) =>
  ({ body: idOf(name), work: { is: 'to', body: idOf(heir) }, exceptions }) as Disposition;
const left = (name: string, ...exceptions: object[]) =>
  ({ body: idOf(name), work: { is: 'orphaned', reason: 'No money.' }, exceptions }) as Disposition;
const silent = (name: string) => ({ body: idOf(name), work: { is: 'not-recorded' } }) as Disposition;
const exception = (work: object) => ({ action: idOf('action'), work });

const restructured = (day: string, changes: StructureChange[], dispositions: Disposition[], more: object = {}) =>
  happened(
    BoardRestructured,
    { restructureId: idOf(`restructure ${day}`), changes, dispositions },
    { statedOn: day, as: `restructure ${day}`, ...more },
  );
const dissolve = (...names: string[]): StructureChange => ({ kind: 'dissolve', original: ids(...names) });
const replace = (name: string, by: string): StructureChange => ({
  kind: 'replace',
  original: ids(name),
  resulting: ids(by),
});

const owned = (day: string, owners: Party[], ...structure: Happened[]) => {
  const facts = factsFrom('structure', [...BOARDS, ...structure]);
  const entry = happened(ActionRecorded, { kind: 'action' }, { statedOn: '2010-01-01', as: 'entry' });
  const action = fold(actionAggregate, factsFrom('action', [entry, assigned(owners)]));
  return ownership(
    action,
    Day.parse(day),
    structureFrom(() => facts),
  );
};
const first = (day: string, owners: Party[], ...structure: Happened[]) => owned(day, owners, ...structure).owners[0];

describe('what a body owned', () => {
  const gone = restructured('2011-04-01', [dissolve('a')], [workTo('a', 'b')]);

  it('is its own until the day on which it ends, and the heir’s from then on', () => {
    expect(first('2011-03-31', [body('a')], gone)).toMatchObject({ effective: { is: 'owner' }, basis: 'recorded' });
    expect(first('2011-04-01', [body('a')], gone)).toMatchObject({
      recorded: body('a'),
      effective: { is: 'owner' },
      to: { kind: 'body', id: idOf('b') },
      basis: 'default',
      chain: [{ body: idOf('a'), change: 'dissolve', by: 'default', certainty: 'fact', planned: false }],
    });
  });

  it('rests on the assignment, on the restructure and on the heir’s being there', () => {
    const { rests } = owned('2011-04-01', [body('a')], gone);
    expect(rests.map(({ recorded: { id } }) => id)).toEqual(
      ids('assigned 2010-01-01', 'restructure 2011-04-01', 'established b'),
    );
  });

  it('goes its own way where an exception names the action', () => {
    const special = workTo('a', 'b', exception({ is: 'to', owner: person('ann') }));
    const answer = first('2012-01-01', [body('a')], restructured('2011-04-01', [dissolve('a')], [special]));
    expect(answer).toMatchObject({ to: { kind: 'person', id: idOf('ann') }, basis: 'exception' });
  });

  it('goes by the default where the exception is of another action', () => {
    const special = workTo('a', 'b', { action: idOf('other'), work: { is: 'not-recorded' } });
    const answer = first('2012-01-01', [body('a')], restructured('2011-04-01', [dissolve('a')], [special]));
    expect(answer).toMatchObject({ to: { id: idOf('b') }, basis: 'default' });
  });

  it('goes on through several restructures, in the order in which they took effect', () => {
    const later = restructured('2013-04-01', [replace('b', 'c')], [workTo('b', 'c')]);
    const answer = first('2014-01-01', [body('a')], later, gone);
    expect(answer).toMatchObject({ to: { id: idOf('c') }, basis: 'default', effective: { is: 'owner' } });
    expect(answer?.chain.map(({ on }) => on.edtf)).toEqual(['2011-04-01', '2013-04-01']);
    expect(first('2012-01-01', [body('a')], later, gone)).toMatchObject({ to: { id: idOf('b') } });
  });

  it('answers what its owners come to: of several the one in effect, of none what they are', () => {
    const ended = restructured('2011-04-01', [dissolve('a')], [left('a')]);
    const answer = (...owners: Party[]) => owned('2011-04-01', owners, ended).answer;
    expect(answer(body('a'), person('Ann'))).toBe('owned');
    expect(answer(body('a'))).toBe('orphaned');
    expect(answer(words('JB'))).toBe('cannot-be-told');
    expect(answer(body('a'), words('JB'))).toBe('mixed');
  });

  it('is orphaned where it was left so, with the reason, and the bodies that came of it as candidates', () => {
    const split: StructureChange = { kind: 'split', original: ids('a'), resulting: ids('b', 'c') };
    const answer = owned('2011-04-01', [body('a')], restructured('2011-04-01', [split], [left('a')]));
    expect(answer).toMatchObject({ answer: 'orphaned', orphaned: 'all' });
    expect(answer.owners[0]?.effective).toEqual({
      is: 'orphaned',
      why: 'left-orphaned',
      reason: 'No money.',
      candidates: ids('b', 'c'),
    });
  });

  it('is not the single successor’s where the paper is silent: that is a candidate only', () => {
    const answer = first('2012-01-01', [body('a')], restructured('2011-04-01', [replace('a', 'b')], [silent('a')]));
    expect(answer?.effective).toEqual({ is: 'orphaned', why: 'not-recorded', candidates: ids('b') });
    expect(answer?.to).toBeUndefined();
  });

  it('has for candidates those that came of the successors, where these are gone too', () => {
    const past = [
      restructured('2011-04-01', [replace('a', 'b')], [silent('a')]),
      restructured('2012-04-01', [replace('b', 'c')], [silent('b')]),
    ];
    expect(first('2013-01-01', [body('a')], ...past)?.effective).toMatchObject({ candidates: ids('c') });
  });

  it('is orphaned where nothing is said of it', () => {
    const past = restructured('2011-04-01', [dissolve('a')], []);
    expect(first('2012-01-01', [body('a')], past)?.effective).toEqual({
      is: 'orphaned',
      why: 'nothing-said',
      candidates: [],
    });
  });

  it('pends where it goes to a body that is not in being yet', () => {
    const past = [gone, board('e', { effectiveFrom: '2015-01-01' })];
    const answer = first('2012-01-01', [body('a')], restructured('2011-04-01', [dissolve('a')], [workTo('a', 'e')]), past[1] as Happened); // prettier-ignore
    expect(answer).toMatchObject({ effective: { is: 'pending', planned: false }, to: { id: idOf('e') } });
  });

  it('went nowhere where it was given to a body that had ended before', () => {
    const past = [restructured('2010-06-01', [dissolve('b')], [workTo('b', 'c')]), gone];
    expect(first('2012-01-01', [body('a')], ...past)?.effective).toMatchObject({ why: 'given-to-one-gone' });
  });

  it('is another’s once it is assigned anew, whatever the restructure says', () => {
    const facts = factsFrom('structure', [...BOARDS, gone]);
    const entry = happened(ActionRecorded, { kind: 'action' }, { statedOn: '2010-01-01' });
    const past = [entry, assigned([body('a')]), assigned([person('ann')], '2012-01-01')];
    const told = ownership(fold(actionAggregate, factsFrom('action', past)), Day.parse('2012-01-01'), structureFrom(() => facts)); // prettier-ignore
    expect(told.owners).toMatchObject([{ recorded: person('ann'), basis: 'recorded', chain: [] }]);
  });
});

describe('joint owners', () => {
  const gone = restructured('2011-04-01', [dissolve('a', 'b')], [left('a'), workTo('b', 'c')]);

  it('are answered one by one', () => {
    const { owners, orphaned } = owned('2012-01-01', [body('a'), body('b'), person('ann')], gone);
    expect(owners.map(({ effective: { is }, basis }) => [is, basis])).toEqual([
      ['orphaned', 'recorded'],
      ['owner', 'default'],
      ['owner', 'recorded'],
    ]);
    expect(orphaned).toBe('partly');
  });

  it('leave the action orphaned when none of them is left, and not when all are', () => {
    expect(owned('2012-01-01', [body('a')], gone).orphaned).toBe('all');
    expect(owned('2012-01-01', [body('b'), person('ann')], gone).orphaned).toBe(false);
    expect(owned('2012-01-01', [body('c')], gone).orphaned).toBe(false);
  });
});

describe('an end whose day is not known exactly', () => {
  const gone = restructured('2011-04-15', [dissolve('a')], [left('a')], { effectiveFrom: '2011-04' });

  it('leaves the owner unknown inside its bounds, with what is excluded, and what it comes to if it is over', () => {
    const answer = owned('2011-04-15', [body('a')], gone);
    expect(answer.orphaned).toBe('unknown');
    expect(answer.owners[0]).toMatchObject({
      effective: { is: 'unknown', reason: 'end not known exactly', excluded: ['not-yet'] },
      ifEnded: { effective: { is: 'orphaned' } },
    });
  });

  it('is certain outside of them', () => {
    expect(owned('2011-03-31', [body('a')], gone).orphaned).toBe(false);
    expect(owned('2011-04-30', [body('a')], gone).orphaned).toBe('all');
  });
});

describe('a restructure that is planned', () => {
  const possible = restructured('2011-04-01', [dissolve('a')], [left('a')], { certainty: 'possible' });

  it('as possible changes no owner, whatever day passes, and is told of', () => {
    expect(first('2012-01-01', [body('a')], possible)).toMatchObject({
      effective: { is: 'owner', plannedEnd: { certainty: 'possible' } },
      status: 'in-force',
    });
    expect(first('2011-03-31', [body('a')], possible)?.effective).toEqual({ is: 'owner' });
  });

  it('takes effect once it is confirmed', () => {
    const confirmed = happened(
      CertaintyRevised,
      {
        eventId: idOf('restructure 2011-04-01'),
        becomes: 'fact',
        concerned: { stream: '', revision: '0', type: 'BoardRestructured', ids: [] },
      },
      { statedOn: '2011-05-01' },
    );
    expect(owned('2012-01-01', [body('a')], possible, confirmed).orphaned).toBe('all');
  });

  it('for a later day takes effect on it, planned until that is confirmed', () => {
    const ahead = restructured('2011-01-01', [dissolve('a')], [workTo('a', 'b')], { effectiveFrom: '2011-04-01' });
    expect(first('2011-03-31', [body('a')], ahead)).toMatchObject({ status: 'in-force', basis: 'recorded' });
    const answer = owned('2011-04-01', [body('a')], ahead);
    expect(answer.owners).toMatchObject([{ status: 'planned', to: { id: idOf('b') }, chain: [{ planned: true }] }]);
    expect(answer.untilConfirmed).toMatchObject([
      { status: 'in-force', effective: { is: 'owner' }, basis: 'recorded' },
    ]);
  });

  it('for a later day begins a body that has nothing yet but what comes to it by that plan', () => {
    const ahead = restructured('2011-01-01', [replace('a', 'new')], [workTo('a', 'new')], {
      effectiveFrom: '2011-04-01',
    });
    const facts = [established('new', { statedOn: '2011-01-01', certainty: 'intention' }), ahead];
    expect(first('2011-05-01', [body('new')], ...facts)?.effective).toMatchObject({ is: 'pending', planned: true });
    expect(first('2011-05-01', [body('a')], ...facts)).toMatchObject({ effective: { is: 'owner' }, status: 'planned' });
  });

  it('and given up before its day changes nothing', () => {
    const ahead = restructured('2011-01-01', [dissolve('a')], [left('a')], { effectiveFrom: '2011-04-01' });
    const givenUp = happened(
      RestructureAbandoned,
      { restructureId: idOf('restructure 2011-01-01'), bodies: ids('a') },
      { statedOn: '2011-02-01' },
    );
    expect(owned('2012-01-01', [body('a')], ahead, givenUp).orphaned).toBe(false);
  });

  it('is as sure as the least sure on the way', () => {
    const past = restructured('2011-04-01', [{ ...dissolve('a'), certainty: 'decision' }], [workTo('a', 'b')]);
    expect(first('2012-01-01', [body('a')], past)?.certainty).toBe('decision');
  });
});

describe('a seat as owner', () => {
  const chair: Party = { kind: 'seat', id: idOf('chair'), text: 'the Chair', resolution: 'declared' };
  const seat = happened(
    SeatCreated,
    { bodyId: idOf('a'), described: 'Chair' },
    { as: 'chair', effectiveFrom: '2009-01-01' },
  );
  const filled = happened(
    SeatFilled,
    { bodyId: idOf('a'), seatId: idOf('chair'), holder: person('ann') },
    { as: 'filled', effectiveFrom: '2010-06-01', effectiveTo: '2011-06-01' },
  );
  const gone = restructured('2012-04-01', [replace('a', 'b')], [workTo('a', 'b')]);

  it('is its holder then, and vacant where there is none', () => {
    const on = (day: string) => first(day, [chair], seat, filled)?.effective;
    expect(on('2010-07-01')).toMatchObject({ is: 'owner', holders: [{ party: person('ann'), holds: true }] });
    expect(on('2011-07-01')).toMatchObject({ is: 'vacant' });
  });

  it('takes no part in the default of its body: it is orphaned with it', () => {
    expect(first('2013-01-01', [chair], seat, gone)?.effective).toEqual({
      is: 'orphaned',
      why: 'seat-ended',
      candidates: ids('b'),
    });
  });

  it('is told of a person who held it once it is over', () => {
    const on = (day: string) => first(day, [person('ann')], seat, filled, gone)?.effective;
    expect(on('2010-07-01')).toEqual({ is: 'owner' });
    expect(on('2013-01-01')).toEqual({ is: 'owner', seatsOver: ids('chair') });
  });
});

describe('whatever was restructured', () => {
  const NAMES = ['a', 'b', 'c', 'd'];
  const START = Day.parse('2011-01-01');
  const name = fc.constantFrom(...NAMES);
  const disposition = (of: string) =>
    fc.oneof(
      name.map((heir) => workTo(of, heir)),
      fc.constant(left(of)),
      fc.constant(silent(of)),
      name.map((heir) => left(of, exception({ is: 'to', owner: body(heir) }))),
    );
  const restructure = fc
    .tuple(name, name, fc.nat(20))
    .chain(([of, into, offset]) =>
      fc
        .tuple(disposition(of), fc.constantFrom(dissolve(of), replace(of, into)))
        .map(([said, change]) =>
          restructured(addDays(START, offset), [change], [said], { as: `${of} ${into} ${offset}` }),
        ),
    );
  const past = fc.array(restructure, { maxLength: 6 });

  it('a chain ends, passes through no body twice, and nothing is owned by a body that has ended', () => {
    fc.assert(
      fc.property(past, fc.nat(25), (steps, on) => {
        const facts = factsFrom('structure', [...BOARDS, ...steps]);
        const structure = structureFrom(() => facts);
        const day = addDays(START, on);
        for (const owner of owned(day, NAMES.map(body), ...steps).owners) {
          const passed = owner.chain.map(({ body: id }) => id);
          expect(new Set(passed).size).toBe(passed.length);
          const to = owner.to ?? owner.recorded;
          if (owner.effective.is === 'owner' && to.kind === 'body') {
            expect(structure.bodyOn(to.id ?? '', day).status).toBe('in-force');
          }
        }
      }),
    );
  });

  it('who owns what does not hang on the order in which facts of one date, of different bodies, were recorded', () => {
    const ofEach = fc.tuple(...NAMES.map((of) => disposition(of).map((said) => restructured('2011-04-01', [dissolve(of)], [said], { as: `end ${of}` })))); // prettier-ignore
    const told = (steps: readonly Happened[]) =>
      owned('2011-04-01', NAMES.map(body), ...steps).owners.map(({ recorded, effective, to, basis, chain }) => ({
        recorded,
        effective,
        to,
        basis,
        chain: chain.map(({ body: id, by }) => [id, by]),
      }));
    fc.assert(
      fc.property(
        ofEach.chain((ends) => fc.tuple(fc.constant(ends), fc.shuffledSubarray([...ends], { minLength: ends.length }))),
        ([one, other]) => {
          expect(told(one)).toEqual(told(other));
        },
      ),
    );
  });
});
