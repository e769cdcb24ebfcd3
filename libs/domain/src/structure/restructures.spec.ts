import { CertaintyRevised } from '../anything/anything.events.js';
import type { EventOf } from '../event.js';
import type { Fact } from '../facts.js';
import { factsFrom, given, happened, idOf, type Happened } from '../testing/given.js';
import { established } from '../testing/parties.js';
import { Day } from '../time/index.js';
import { bodyNamesOn } from './names.js';
import { relationsOn } from './relations.js';
import { RelationStated } from './relations.events.js';
import { withRemandates } from './remandates.js';
import {
  BoardRestructured, RestructureAbandoned, RestructureAgreed, RestructureProposed,
  type StructureChange,
} from './restructures.events.js'; // prettier-ignore
import { changesIn, restructureOn } from './restructures.js';
import { BodyMandated } from './standing.events.js';
import { statesOn } from './states.js';
import { structureAggregate } from './structure.js';
import { beginningsOf, endingsOf } from './succession.js';

const R = idOf('restructure');
const ids = (...names: string[]) => names.map(idOf);
const proposed = (day = '2011-01-01', more: object = {}) =>
  happened(
    RestructureProposed,
    { restructureId: R, title: 'Change', changes: [{ kind: 'dissolve', original: ids('a') }] },
    { statedOn: day, as: 'proposal', ...more },
  );
const agreed = (day = '2011-02-01', more: object = {}) =>
  happened(RestructureAgreed, { restructureId: R, bodies: [] }, { statedOn: day, as: 'agreement', ...more });
const made = (changes: StructureChange[], day = '2011-04-01', more: object = {}, id = R) =>
  happened(BoardRestructured, { restructureId: id, changes, dispositions: [] }, { statedOn: day, as: 'made', ...more });
const givenUp = (day = '2011-04-01', more: object = {}) =>
  happened(RestructureAbandoned, { restructureId: R, bodies: [] }, { statedOn: day, as: 'given up', ...more });
const dissolve: StructureChange = { kind: 'dissolve', original: ids('a') };

const facts = (...past: Happened[]) => factsFrom('structure', past);
const status = (past: Happened[], day: string) => restructureOn(facts(...past), R, Day.parse(day));

describe('a restructure on a day', () => {
  it('is not yet anything before it is proposed, and goes from step to step', () => {
    const past = [proposed(), agreed(), made([dissolve])];
    const days = ['2010-12-31', '2011-01-01', '2011-01-31', '2011-02-01', '2011-03-31', '2011-04-01'];
    const statuses = days.map((day) => status(past, day).status);
    expect(statuses).toEqual(['not-yet', 'proposed', 'proposed', 'agreed', 'agreed', 'implemented']);
  });

  it('is abandoned once it is given up', () => {
    const past = [proposed(), agreed(), givenUp()];
    expect([status(past, '2011-03-31').status, status(past, '2011-04-01').status]).toEqual(['agreed', 'abandoned']);
  });

  it('is planned where it was implemented as an intention, or for a later day, until that is confirmed', () => {
    const revised = happened(
      CertaintyRevised,
      { eventId: idOf('made'), becomes: 'fact', concerned: { stream: '', revision: '0', type: 'x', ids: [] } },
      { statedOn: '2011-05-01' },
    );
    const intended = [proposed(), made([dissolve], '2011-04-01', { certainty: 'intention' })];
    const ahead = [proposed(), made([dissolve], '2011-02-01', { effectiveFrom: '2011-04-01' })];
    for (const past of [intended, ahead]) {
      expect(status(past, '2019-01-01').status).toBe('planned');
      expect(status([...past, revised], '2019-01-01').status).toBe('implemented');
    }
  });

  it('is unknown between two steps of which the later has no exact day', () => {
    const told = status([proposed(), agreed('2011-02-28', { effectiveFrom: '2011-02' })], '2011-02-15');
    expect(told).toMatchObject({ status: 'unknown', possible: ['proposed', 'agreed'] });
    expect(told.rests).toHaveLength(2);
  });

  it('is what it was made in effect, though it was proposed on paper later', () => {
    const past = [proposed('2012-01-01', { as: 'late' }), made([dissolve])];
    expect(status(past, '2013-01-01').status).toBe('implemented');
  });
});

describe('the changes of restructures', () => {
  it('come in the order in which they took effect, and on one day in that of the log', () => {
    const other: StructureChange = { kind: 'create', resulting: ids('b') };
    const past = [
      made([dissolve], '2012-01-01', { as: 'second' }),
      made([other], '2012-01-01', { as: 'third' }, idOf('x')),
      made([other], '2011-01-01', { as: 'first' }, idOf('y')),
    ];
    expect(changesIn(facts(...past)).map(({ fact }) => fact.recorded.id)).toEqual(ids('first', 'second', 'third'));
  });

  it('have each their own certainty, until somebody confirms or drops the whole', () => {
    const possible: StructureChange = { kind: 'create', resulting: ids('b'), certainty: 'possible' };
    const past = [made([dissolve, possible], '2011-04-01', { certainty: 'decision' })];
    const told = (...more: Happened[]) =>
      changesIn(facts(...past, ...more)).map(({ certainty, held }) => [certainty, held]);
    expect(told()).toEqual([
      ['decision', false],
      ['possible', true],
    ]);
    const revised = happened(CertaintyRevised, {
      eventId: idOf('made'),
      becomes: 'fact',
      concerned: { stream: '', revision: '0', type: 'x', ids: [] },
    });
    expect(told(revised)).toEqual([
      ['fact', false],
      ['fact', false],
    ]);
  });

  it('are none where a plan was given up before its day, or while it was an intention', () => {
    const ahead = made([dissolve], '2011-01-01', { effectiveFrom: '2011-04-01' });
    const intended = made([dissolve], '2011-01-01', { certainty: 'intention' });
    expect(changesIn(facts(ahead, givenUp('2011-03-01')))).toEqual([]);
    expect(changesIn(facts(intended, givenUp('2012-01-01')))).toEqual([]);
    expect(changesIn(facts(ahead, givenUp('2011-05-01')))).toHaveLength(1);
    expect(changesIn(facts(ahead, givenUp('2011-03-01', { certainty: 'possible' })))).toHaveLength(1);
  });

  it('end the original bodies and begin the resulting ones, but for those on both sides', () => {
    const past = facts(made([{ kind: 'merge', original: ids('a', 'b'), resulting: ids('b') }]));
    const ends = ['a', 'b'].map((name) => endingsOf(past, idOf(name)).map(({ successors }) => successors));
    expect(ends).toEqual([[ids('b')], []]);
    expect(beginningsOf(past, idOf('b'))).toEqual([]);
    const split = facts(made([{ kind: 'split', original: ids('a'), resulting: ids('b', 'c') }]));
    expect(beginningsOf(split, idOf('c')).map(({ predecessors }) => predecessors)).toEqual([ids('a')]);
  });
});

describe('what a restructure makes of a body that goes on', () => {
  const day = Day.parse('2012-01-01');
  const board = established('a', { effectiveFrom: '2009-01-01' });

  it('is another name from then on', () => {
    const past = facts(board, made([{ kind: 'rename', original: ids('a'), name: 'Other' }]));
    const named = (on: string) => bodyNamesOn(past, idOf('a'), Day.parse(on)).map(({ name }) => name);
    expect([named('2011-03-31'), named('2011-04-01')]).toEqual([['a'], ['Other']]);
  });

  it('is no other name where that is only intended', () => {
    const rename: StructureChange = { kind: 'rename', original: ids('a'), name: 'Other' };
    const past = facts(board, made([rename], '2011-04-01', { certainty: 'intention' }));
    expect(bodyNamesOn(past, idOf('a'), day).map(({ name }) => name)).toEqual(['a']);
  });

  it('is a name that no other living body has; of one that has ended it may be', () => {
    const past = [board, established('b', { effectiveFrom: '2009-01-01' })];
    const rename: StructureChange = { kind: 'rename', original: ids('a'), name: 'B' };
    const implementing = (change: StructureChange, ...more: Happened[]) =>
      given(structureAggregate, [...past, ...more, proposed()], R).when('ImplementRestructure', {
        changes: [change],
        dispositions: [],
        agreementNotRecorded: true,
      });
    implementing(rename).thenRefuses('body-name-taken', { evidence: ['established b'], pointers: ['/changes/0/name'] });
    const ended = made([{ kind: 'dissolve', original: ids('b') }], '2012-01-01', {}, idOf('other'));
    implementing(rename, ended).thenRecords(BoardRestructured);
    implementing({ ...rename, certainty: 'possible' }).thenRecords(BoardRestructured);
  });

  it('leaves a name free that it was to take, where it was given up before its day', () => {
    const ahead = made([{ kind: 'rename', original: ids('a'), name: 'B' }], '2011-01-01', {
      effectiveFrom: '2011-04-01',
    });
    const establish = (...more: Happened[]) =>
      given(structureAggregate, [board, proposed(), ahead, ...more], idOf('b')).when(
        'EstablishBody',
        { name: 'B', kind: 'board' },
        { effectiveFrom: '2012-01-01' },
      );
    establish().thenRefuses('body-name-taken', { evidence: ['made'] });
    expect(establish(givenUp('2011-03-01')).decision.ok).toBe(true);
  });

  it('is another mandate from then on', () => {
    type Mandating = Fact<EventOf<typeof BodyMandated>>;
    const past = facts(
      happened(BodyMandated, { bodyId: idOf('a'), mandate: 'Before' }, { effectiveFrom: '2010-01-01' }),
      made([{ kind: 'remandate', original: ids('a'), mandate: 'After' }]),
    );
    const stated = past.filter((fact): fact is Mandating => fact.type === 'BodyMandated');
    const on = (at: string) =>
      statesOn(withRemandates(stated, past), Day.parse(at)).possible.map(({ data }) => data.mandate);
    expect([on('2011-03-31'), on('2011-04-01')]).toEqual([['Before'], ['After']]);
  });

  const under = (name: string, parent: string) =>
    happened(
      RelationStated,
      {
        type: 'subOrganizationOf',
        from: { kind: 'body', id: idOf(name) },
        to: { kind: 'body', id: idOf(parent) },
      },
      { effectiveFrom: '2010-01-01', as: `${name} under ${parent}` },
    );
  const parents = (past: Happened[], at: string) =>
    relationsOn(facts(...past), Day.parse(at)).flatMap(({ fact, holds }) => (holds === true ? [fact.data.to.id] : []));

  it('is another place in the structure from then on', () => {
    const past = [under('a', 'b'), made([{ kind: 'move', original: ids('a'), under: idOf('c') }])];
    expect([parents(past, '2011-03-31'), parents(past, '2011-04-01')]).toEqual([ids('b'), ids('c')]);
    const again = made([{ kind: 'move', original: ids('a'), under: idOf('d') }], '2012-04-01', { as: 'again' });
    expect(parents([...past, again], '2012-04-01')).toEqual(ids('d'));
  });

  it('is none where it leaves the structure; the place of others stays', () => {
    const past = [under('a', 'b'), under('e', 'b'), made([{ kind: 'leave-structure', original: ids('a') }])];
    expect(parents(past, '2011-04-01')).toEqual(ids('b'));
    expect(parents([under('a', 'b'), made([{ kind: 'move', original: ids('a') }])], '2011-04-01')).toEqual([]);
  });

  it('leaves a place that it takes later', () => {
    const later = happened(
      RelationStated,
      { type: 'subOrganizationOf', from: { kind: 'body', id: idOf('a') }, to: { kind: 'body', id: idOf('b') } },
      { effectiveFrom: '2012-01-01' },
    );
    expect(parents([later, made([{ kind: 'leave-structure', original: ids('a') }])], '2012-01-01')).toEqual(ids('b'));
  });

  it('makes no circle', () => {
    const bodies = ['a', 'b'].map((name) => established(name, { effectiveFrom: '2009-01-01' }));
    const implement = (...more: Happened[]) =>
      given(structureAggregate, [...bodies, ...more, proposed()], R).when('ImplementRestructure', {
        changes: [{ kind: 'move', original: ids('a'), under: idOf('b') }],
        dispositions: [],
        agreementNotRecorded: true,
      });
    expect(implement(under('b', 'a')).decision.ok).toBe(false);
    implement().thenRecords(BoardRestructured);
  });
});
