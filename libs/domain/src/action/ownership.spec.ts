import { fold } from '../decider.js';
import type { Fact } from '../facts.js';
import { structureFrom, type Structure } from '../structure/structure-on.js';
import { factsFrom, happened, idOf, type Happened } from '../testing/given.js';
import { body, collective, established, organisation, person, words } from '../testing/parties.js';
import type { Day } from '../time/index.js';
import type { Party } from '../party.js';
import { actionAggregate } from './action.js';
import { ActionAssigned, ActionRecorded, ActionReleased, ActionTransferred } from './action.events.js';
import { ownership } from './ownership.js';

const recorded = happened(ActionRecorded, { kind: 'action' }, { statedOn: '2011-01-01', as: 'entry' });
const assigned = (day: string, owners: Party[], more: object = {}, around: object = {}) =>
  happened(
    ActionAssigned,
    { owners, ...more },
    { statedOn: '2011-01-01', effectiveFrom: day, as: `assigned ${day}`, certainty: 'decision', ...around },
  );
const stated = (day: string, owners: Party[], more: object = {}) => assigned(day, owners, more, { statedOn: day });
const transferred = (day: string, from: string, owners: Party[], more: object = {}) =>
  happened(
    ActionTransferred,
    { from: [{ kind: 'person', id: idOf(from) }], owners, ...more },
    { statedOn: day, as: `transferred ${day}` },
  );
const released = (day: string, ...from: string[]) =>
  happened(ActionReleased, from.length > 0 ? { from: from.map((name) => ({ kind: 'person', id: idOf(name) })) } : {}, {
    statedOn: day,
    as: `released ${day}`,
  });

const structureOf = (...past: Happened[]): Structure => {
  const facts: Fact[] = factsFrom('structure', past);
  return structureFrom(() => facts);
};
const owned = (day: string, past: Happened[], structure = structureOf()) =>
  ownership(fold(actionAggregate, factsFrom('action', [recorded, ...past])), day as Day, structure);
const owners = (day: string, past: Happened[]) =>
  owned(day, past).owners.map(({ recorded: party, owns }) => [party.text, owns]);
const names = (facts: readonly Fact[]) => facts.map(({ recorded: { id } }) => id);

const [ann, bob, cat] = [person('Ann'), person('Bob'), person('Cat')];

describe('ownership', () => {
  it('is nobody’s where nobody was ever assigned, on the evidence of the entry', () => {
    const answer = owned('2011-06-01', []);
    expect(answer).toMatchObject({ answer: 'unowned', unowned: true, owners: [] });
    expect(names(answer.rests)).toEqual([idOf('entry')]);
  });

  it('is the assigned owner’s from the day of the assignment', () => {
    expect(owned('2011-02-28', [stated('2011-03-01', [ann])]).answer).toBe('unowned');
    const answer = owned('2011-03-01', [stated('2011-03-01', [ann])]);
    expect(answer).toMatchObject({ answer: 'owned', joint: false, excluded: [] });
    expect(answer.owners).toMatchObject([
      { recorded: ann, owns: true, lead: false, status: 'in-force', effective: { is: 'owner' }, certainty: 'decision' },
    ]);
    expect(names(answer.rests)).toEqual([idOf('assigned 2011-03-01')]);
  });

  it('goes whole to those of the next assignment', () => {
    const past = [stated('2011-03-01', [ann, bob]), stated('2011-06-01', [bob, cat])];
    expect(owners('2011-05-31', past)).toEqual([
      ['Ann', true],
      ['Bob', true],
    ]);
    expect(owners('2011-06-01', past)).toEqual([
      ['Bob', true],
      ['Cat', true],
    ]);
  });

  it('goes to the later of two assignments of one day', () => {
    expect(owners('2011-03-01', [stated('2011-03-01', [ann]), stated('2011-03-01', [bob])])).toEqual([['Bob', true]]);
  });

  it('goes back in time with an assignment recorded late', () => {
    const past = [stated('2011-06-01', [bob]), stated('2011-03-01', [ann])];
    expect(owners('2011-04-01', past)).toEqual([['Ann', true]]);
    expect(owners('2011-07-01', past)).toEqual([['Bob', true]]);
  });

  it('is unknown inside a fuzzy bound, with those who may own it and those who do not', () => {
    const past = [stated('2011-02-01', [cat]), stated('2011-03-01', [ann]), stated('2011-06', [bob])];
    const answer = owned('2011-06-15', past);
    expect(answer).toMatchObject({ answer: 'unknown', unowned: false, joint: false, excluded: [cat] });
    expect(owners('2011-06-15', past)).toEqual([
      ['Ann', 'unknown'],
      ['Bob', 'unknown'],
    ]);
    expect(owners('2011-06-30', past)).toEqual([['Bob', true]]);
  });

  it('does not know before an assignment whose start is not recorded', () => {
    const answer = owned('2011-02-01', [assigned('[..2011-03-01]', [ann])]);
    expect(answer).toMatchObject({ answer: 'unknown', unowned: 'unknown' });
  });

  it('knows of a joint owner who stays, whatever is unknown of the other', () => {
    const past = [stated('2011-03-01', [ann, bob]), transferred('2011-06', 'Bob', [cat])];
    expect(owners('2011-06-15', past)).toEqual([
      ['Ann', true],
      ['Bob', 'unknown'],
      ['Cat', 'unknown'],
    ]);
    expect(owned('2011-06-15', past)).toMatchObject({ answer: 'owned', joint: 'unknown' });
  });

  it('passes on what the named owner had, and leaves the others', () => {
    const past = [stated('2011-03-01', [ann, bob]), transferred('2011-06-01', 'Bob', [cat])];
    expect(owners('2011-06-01', past)).toEqual([
      ['Ann', true],
      ['Cat', true],
    ]);
  });

  it('ends with a release, of all or of those named', () => {
    const past = [stated('2011-03-01', [ann, bob])];
    expect(owners('2011-06-01', [...past, released('2011-06-01', 'Bob')])).toEqual([['Ann', true]]);
    const nobody = owned('2011-06-01', [...past, released('2011-06-01')]);
    expect(nobody).toMatchObject({ answer: 'unowned', owners: [] });
    expect(names(nobody.rests)).toEqual([idOf('released 2011-06-01')]);
  });

  it('ends where the assignment itself ends', () => {
    const past = [assigned('2011-01-01', [ann], {}, { effectiveTo: '2011-04-01' })];
    expect(owners('2011-03-31', past)).toEqual([['Ann', true]]);
    expect(owned('2011-04-01', past).answer).toBe('unowned');
  });

  it('has a lead only where one is marked', () => {
    const leads = (...past: Happened[]) =>
      owned('2011-12-01', past).owners.map(({ recorded: { text }, lead }) => [text, lead]);
    expect(leads(stated('2011-03-01', [ann, bob]))).toEqual([
      ['Ann', false],
      ['Bob', false],
    ]);
    expect(leads(stated('2011-03-01', [ann, bob], { lead: 1 }))).toEqual([
      ['Ann', false],
      ['Bob', true],
    ]);
  });

  it('keeps the lead through a transfer of another’s part, and gives it on where the transfer names one', () => {
    const led = stated('2011-03-01', [ann, bob], { lead: 0 });
    const lead = (...past: Happened[]) =>
      owned('2011-12-01', past).owners.find((owner) => owner.lead === true)?.recorded.text;
    expect(lead(led, transferred('2011-06-01', 'Bob', [cat]))).toBe('Ann');
    expect(lead(led, transferred('2011-06-01', 'Bob', [cat], { lead: 0 }))).toBe('Cat');
    expect(lead(led, transferred('2011-06-01', 'Ann', [cat]))).toBeUndefined();
  });

  it('keeps performers apart from owners', () => {
    const answer = owned('2011-12-01', [stated('2011-03-01', [ann], { performers: [collective('all')] })]);
    expect(answer.performers).toMatchObject([{ party: { text: 'all' }, performs: true }]);
    expect(answer.owners.map(({ recorded: { text } }) => text)).toEqual(['Ann']);
  });

  it('knows of a performer only where every assignment that may be the last one names them', () => {
    const by = (performers: Party[]) => ({ performers });
    const past = [stated('2011-03-01', [ann], by([cat, bob])), stated('2011-06', [ann], by([cat]))];
    expect(owned('2011-06-15', past).performers).toMatchObject([
      { party: cat, performs: true },
      { party: bob, performs: 'unknown' },
    ]);
  });

  it('says on what condition', () => {
    expect(owned('2011-12-01', [stated('2011-03-01', [ann], { condition: 'if shortlisted' })]).owners).toMatchObject([
      { condition: 'if shortlisted' },
    ]);
  });

  it.each([
    ['likely', { certainty: 'likely' }],
    ['stated ahead of its date', { statedOn: '2011-02-01' }],
  ])(
    'is planned where the assignment is %s, though its date has passed, and names the owner until then',
    (_, around) => {
      const answer = owned('2011-07-01', [stated('2011-03-01', [ann]), assigned('2011-06-01', [bob], {}, around)]);
      expect(answer.owners).toMatchObject([{ recorded: bob, owns: true, status: 'planned' }]);
      expect(answer.untilConfirmed).toMatchObject([{ recorded: ann, status: 'in-force' }]);
    },
  );

  it('says nothing of confirmation where all is in force', () => {
    expect(owned('2011-07-01', [stated('2011-03-01', [ann])])).not.toHaveProperty('untilConfirmed');
  });
});

describe('the owner in effect', () => {
  const effective = (party: Party, day = '2011-06-01', structure = structureOf()) =>
    owned(day, [stated('2011-03-01', [party])], structure).owners.map((owner) => owner.effective);

  it('is the person or the organisation itself', () => {
    expect(effective(ann)).toEqual([{ is: 'owner' }]);
    expect(effective(organisation('YMCA'))).toEqual([{ is: 'owner' }]);
  });

  it('is the words for several, and their members where they are known', () => {
    expect(effective(collective('All'))).toEqual([{ is: 'owner' }]);
    const known: Party = { kind: 'collective', text: 'All', resolution: 'inferred', members: [idOf('Ann')] };
    expect(effective(known)).toEqual([{ is: 'owner', members: [idOf('Ann')] }]);
  });

  it('cannot be told of words that nobody has read, or that several people fit', () => {
    expect(effective(words('JB/AC'))).toEqual([{ is: 'cannot-be-told', candidates: [] }]);
    expect(effective(words('DB', 'Ann', 'Bob'))).toEqual([
      { is: 'cannot-be-told', candidates: [idOf('Ann'), idOf('Bob')] },
    ]);
  });

  it('is a body in force, on the evidence of the structure too', () => {
    const structure = structureOf(established('LSG', { statedOn: '2011-01-01' }));
    expect(effective(body('LSG'), '2011-06-01', structure)).toEqual([{ is: 'owner' }]);
    const answer = owned('2011-06-01', [stated('2011-03-01', [body('LSG')])], structure);
    expect(names(answer.owners[0]?.rests ?? [])).toContain(idOf('established LSG'));
  });

  it('is pending while the body is not in being, with what is recorded of its beginning', () => {
    const planned = structureOf(established('the new Board', { statedOn: '2010-12-01', effectiveFrom: '2011-09' }));
    expect(effective(body('the new Board'), '2011-06-01', planned)).toMatchObject([
      { is: 'pending', planned: true, from: { edtf: '2011-09' } },
    ]);
    expect(effective(body('the new Board'), '2011-12-01', planned)).toMatchObject([{ is: 'pending', planned: true }]);
  });

  it('is unknown on a day before the record met the body in being', () => {
    const met = structureOf(established('LSG', { statedOn: '2011-09-01' }));
    expect(effective(body('LSG'), '2011-06-01', met)).toMatchObject([{ is: 'unknown', reason: 'start not recorded' }]);
  });

  it('is answered one by one for joint owners', () => {
    const structure = structureOf(established('LSG', { statedOn: '2011-09-01' }));
    const answer = owned('2011-06-01', [stated('2011-03-01', [ann, body('LSG'), words('JB')])], structure);
    expect(answer.owners.map((owner) => owner.effective.is)).toEqual(['owner', 'unknown', 'cannot-be-told']);
    expect(answer.joint).toBe(true);
  });
});
