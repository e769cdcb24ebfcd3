import fc from 'fast-check';
import { amended, factsFrom, happened, idOf, type Around, type Happened } from '../testing/given.js';
import { addDays, Day } from '../time/index.js';
import { bodyNamesOn, organisationNamesOn } from './names.js';
import { BodyEstablished, BodyNamed, OrganisationIntroduced, OrganisationNamed } from './structure.events.js';

const established = (around: Around = {}, more: object = {}) =>
  happened(
    BodyEstablished,
    { bodyId: idOf('board'), name: 'First', kind: 'board', ...more },
    { as: 'establishment', ...around },
  );
const named = (name: string, around: Around = {}, kind = 'primary') =>
  happened(BodyNamed, { bodyId: idOf('board'), name, kind }, { as: name, ...around });

const names = (past: Happened[], day: string) =>
  bodyNamesOn(factsFrom('structure', past), idOf('board'), Day.parse(day)).map(({ name, holds }) =>
    holds === true ? name : `${name}?`,
  );

describe('what a body is called on a day', () => {
  it('is its name from the day of its establishment', () => {
    const past = [established({ effectiveFrom: '2011-11-09' })];
    expect([names(past, '2011-11-08'), names(past, '2011-11-09')]).toEqual([[], ['First']]);
  });

  it('is unknown before the day on which it was met in being', () => {
    const past = [established({ statedOn: '2011-11-09' })];
    expect([names(past, '2011-11-08'), names(past, '2011-11-09')]).toEqual([['First?'], ['First']]);
  });

  it('is the next primary name from the day on which that takes effect', () => {
    const past = [established({ statedOn: '2011-11-09' }), named('Second', { effectiveFrom: '2012-04-01' })];
    expect([names(past, '2012-03-31'), names(past, '2012-04-01')]).toEqual([['First'], ['Second']]);
  });

  it('is either name between two papers that met it in being under different ones', () => {
    const past = [established({ statedOn: '2011-11-09' }), named('Second', { statedOn: '2012-03-01' })];
    expect(names(past, '2011-12-01')).toEqual(['First?', 'Second?']);
    expect(names(past, '2012-03-01')).toEqual(['Second']);
  });

  it('does not hang on the order in which the papers were typed in', () => {
    const past = [established({ statedOn: '2012-03-01' }), named('Earlier', { statedOn: '2011-11-09' })];
    expect([names(past, '2011-11-09'), names(past, '2012-03-01')]).toEqual([['First?', 'Earlier?'], ['First']]);
  });

  it('is the name recorded later where two take effect on one day', () => {
    const past = [established({ effectiveFrom: '2012-04-01' }), named('Second', { effectiveFrom: '2012-04-01' })];
    expect(names(past, '2012-04-01')).toEqual(['Second']);
  });

  it('is in doubt for good once it changed on a day that nobody recorded', () => {
    const past = [established({ effectiveFrom: '2010-01-01' }), named('Second', { effectiveFrom: '[2011-01-01..]' })];
    expect([names(past, '2010-12-31'), names(past, '2019-01-01')]).toEqual([['First'], ['First?', 'Second?']]);
  });

  it('has aliases, acronyms and misprints beside the primary name, for their own time', () => {
    const past = [
      established({ effectiveFrom: '2010' }, { acronym: 'FB' }),
      named('The Board', { effectiveFrom: '2011-01-01', effectiveTo: '2012-01-01' }, 'alias'),
      named('Frist', { effectiveFrom: '2011-06-01' }, 'misprint'),
      named('Second', { effectiveFrom: '2011-07-01' }),
    ];
    expect(names(past, '2011-12-31')).toEqual(['Second', 'FB', 'The Board', 'Frist']);
    expect(names(past, '2012-01-01')).toEqual(['Second', 'FB', 'Frist']);
  });

  it('leaves out what was withdrawn, and takes what was amended as amended', () => {
    const past = [established({ effectiveFrom: '2010-01-01' }), named('Second', { effectiveFrom: '2011-01-01' })];
    expect(names([...past, amended('Second', null)], '2012-01-01')).toEqual(['First']);
    const data = { bodyId: idOf('board'), name: 'Zweite', kind: 'primary' };
    expect(names([...past, amended('Second', { data, effectiveFrom: '2011-01-01' })], '2012-01-01')).toEqual([
      'Zweite',
    ]);
  });

  it('leaves out the names of other bodies', () => {
    const other = happened(BodyEstablished, { bodyId: idOf('other'), name: 'Other', kind: 'board' });
    expect(names([established(), other], '2021-01-01')).toEqual(['First']);
  });

  it('is exactly one primary name on every day when all starts are known', () => {
    const START = Day.parse('2010-01-01');
    fc.assert(
      fc.property(fc.array(fc.nat(30), { minLength: 1 }), fc.nat(30), (offsets, on) => {
        const renames = offsets.map((offset, i) => named(`name ${i}`, { effectiveFrom: addDays(START, offset) }));
        const found = names([established({ effectiveFrom: START }), ...renames], addDays(START, on));
        const latest = Math.max(...offsets.filter((offset) => offset <= on), -1);
        expect(found).toEqual([latest < 0 ? 'First' : `name ${offsets.lastIndexOf(latest)}`]);
      }),
    );
  });
});

it('an organisation has its names over time as a body has', () => {
  const organisationId = idOf('council');
  const facts = factsFrom('structure', [
    happened(
      OrganisationIntroduced,
      { organisationId, name: 'Council', acronym: 'C' },
      { effectiveFrom: '2010-01-01' },
    ),
    happened(
      OrganisationNamed,
      { organisationId, name: 'City Council', kind: 'primary' },
      { effectiveFrom: '2011-01-01' },
    ),
  ]);
  const on = (day: string) => organisationNamesOn(facts, organisationId, Day.parse(day)).map(({ name }) => name);
  expect([on('2010-12-31'), on('2011-01-01')]).toEqual([
    ['Council', 'C'],
    ['City Council', 'C'],
  ]);
});
