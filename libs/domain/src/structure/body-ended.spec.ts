import { FactAmended } from '../anything/anything.events.js';
import { given, happened, idOf, type Around } from '../testing/given.js';
import { established } from '../testing/parties.js';
import { statementAggregate } from '../statement/statement.js';
import { StatementRecorded } from '../statement/statement.events.js';
import { BoardRestructured } from './restructures.events.js';
import { BodyMandated } from './standing.events.js';
import { structureAggregate } from './structure.js';

const END = '2012-04-01';
const dissolved = (around: Around = {}) =>
  happened(
    BoardRestructured,
    {
      restructureId: idOf('restructure'),
      changes: [{ kind: 'dissolve', original: [idOf('board')] }],
      dispositions: [{ body: idOf('board'), work: { is: 'not-recorded' } }],
    },
    { as: 'dissolution', statedOn: END, effectiveFrom: END, ...around },
  );
const bodies = ['board', 'other'].map((as) => established(as, { statedOn: '2010-01-01', effectiveFrom: '2009' }));
const other = { kind: 'body', id: idOf('other') };

/** Of a board that was dissolved. */
const SAID: readonly (readonly [command: string, body: object])[] = [
  ['CreateSeat', { described: 'Business' }],
  ['SetBodyPhase', { axis: 'operating', phase: 'operating' }],
  ['MandateBody', { mandate: 'To meet' }],
  ['SetMeetingFrequency', { frequency: 'quarterly' }],
  ['NameBody', { name: 'The Board', kind: 'alias' }],
  ['StateRelation', { type: 'reportsTo', to: other }],
  ['DenyRelation', { type: 'reportsTo', to: other }],
  ['StateDecisionRight', { right: 'decides', what: 'Who sits where' }],
];

describe('a body that certainly has ended', () => {
  const say = (name: string, body: object, around: Around, ending = dissolved()) =>
    given(structureAggregate, [...bodies, ending], idOf('board')).when(name, body, around);

  it.each(SAID)('is refused %s from that day on, and not before', (name, body) => {
    say(name, body, { effectiveFrom: END }).thenRefuses('body-ended', { evidence: ['dissolution'] });
    expect(say(name, body, { effectiveFrom: '2012-03-31' }).decision.ok).toBe(true);
  });

  it.each(SAID)('takes %s that only may be of a day after its end', (name, body) => {
    expect(say(name, body, { effectiveFrom: '2012' }).decision.ok).toBe(true);
    expect(say(name, body, { effectiveFrom: END }, dissolved({ effectiveFrom: '2012' })).decision.ok).toBe(true);
    expect(say(name, body, { effectiveFrom: END, certainty: 'possible' }).decision.ok).toBe(true);
    expect(say(name, body, { effectiveFrom: END }, dissolved({ statedOn: '2012-01-01' })).decision.ok).toBe(true);
    expect(say(name, body, { statedOn: '2013-01-01' }).decision.ok).toBe(true);
  });

  it('is neither end of a relation', () => {
    const relate = (effectiveFrom: string) =>
      given(structureAggregate, [...bodies, dissolved()], idOf('other')).when(
        'StateRelation',
        { type: 'reportsTo', to: { kind: 'body', id: idOf('board') } },
        { effectiveFrom },
      );
    relate(END).thenRefuses('body-ended', { pointers: ['/to'] });
    expect(relate('2012-03-31').decision.ok).toBe(true);
  });

  it('is not given by an amendment what it could not be given', () => {
    const mandate = happened(BodyMandated, { bodyId: idOf('board'), mandate: 'To meet' }, { effectiveFrom: '2011' });
    const amend = (effectiveFrom: string) =>
      given(structureAggregate, [...bodies, mandate, dissolved()], idOf('board')).when(
        'AmendFact',
        { kind: 'transcription-error', replacement: { data: { mandate: 'To meet' }, effectiveFrom } },
        { member: '2' },
      );
    amend('2013').thenRefuses('body-ended');
    amend('2010').thenRecords(FactAmended);
  });

  it('decides nothing after the day of its end', () => {
    const decideOn = (day: string) =>
      given(statementAggregate)
        .and('structure', '', [...bodies, dissolved()])
        .when(
          'RecordStatement',
          { kind: 'decision', text: 'Yes.', decidedBy: [idOf('other'), idOf('board')] },
          { statedOn: day },
        );
    decideOn('2012-04-02').thenRefuses('body-ended', { pointers: ['/decidedBy/1'], evidence: ['dissolution'] });
    decideOn(END).thenRecords(StatementRecorded);
  });
});
