import { fold } from '../decider.js';
import { factsFrom, happened, idOf, type Happened } from '../testing/given.js';
import { adopted, capped, entered, excepted, heading, retired, started } from '../testing/priorities.js';
import type { Day } from '../time/index.js';
import {
  PriorityCapSet, PriorityDesignated, PriorityLocked, PriorityReordered, PriorityWorded, WordingChallenged, WordingResolved,
} from './priority-list.events.js'; // prettier-ignore
import { priorityListAggregate } from './priority-list.js';
import { prioritiesOn, type EntryOn, type PrioritiesOn } from './priorities-on.js';

const on = (day: string, ...past: Happened[]): PrioritiesOn =>
  prioritiesOn(
    fold(priorityListAggregate, factsFrom('priority-list', [started(), ...past])),
    day as Day,
  ) as PrioritiesOn;
const one = (day: string, ...past: Happened[]): EntryOn => on(day, ...past).entries[0] as EntryOn;
const names = (list: PrioritiesOn) => list.entries.map(({ entry }) => entry.data.text);
const ordered = (order: string[], day: string, around: object = {}) =>
  happened(PriorityReordered, { order: order.map(idOf) }, { statedOn: day, ...around });

describe('a list on a day', () => {
  it('is undefined where its beginning is not among the facts', () => {
    expect(prioritiesOn(fold(priorityListAggregate, []), '2012-01-01' as Day)).toBeUndefined();
  });

  it('holds the entries that were on it by then', () => {
    const past = [entered('Safer'), entered('Later', {}, '2013')];
    expect(names(on('2012-12-31', ...past))).toEqual(['Safer']);
    expect(on('2013-06-01', ...past).entries.map(({ exists }) => exists)).toEqual([true, 'unknown']);
  });

  it('takes a step of an earlier day for a sign that the entry was on it by then', () => {
    const past = [entered('Safer', {}, '2013-01-01'), adopted('Safer', '2012-01-01')];
    expect(names(on('2011-12-31', ...past))).toEqual([]);
    expect(one('2012-06-01', ...past).stage.value).toBe('adopted');
  });

  it('is in the order of the places given, and then as recorded, each under its heading', () => {
    const past = [
      entered('Last'),
      entered('Second', { place: 2 }),
      heading('Outcome'),
      entered('Under', { heading: idOf('Outcome') }),
      entered('First', { place: 1 }),
    ];
    expect(names(on('2012-01-01', ...past))).toEqual(['First', 'Second', 'Last', 'Outcome', 'Under']);
  });

  it('is in the order in force, which moves a heading with the entries under it', () => {
    const past = [
      entered('Safer', { place: 1 }),
      heading('Outcome'),
      entered('Under', { heading: idOf('Outcome') }),
      ordered(['Under', 'Safer'], '2012-01-01'),
    ];
    expect(names(on('2011-12-31', ...past))).toEqual(['Safer', 'Outcome', 'Under']);
    expect(names(on('2012-01-01', ...past))).toEqual(['Outcome', 'Under', 'Safer']);
  });

  it('keeps its order until a planned one is confirmed', () => {
    const past = [
      entered('Safer'),
      entered('Richer'),
      ordered(['Richer', 'Safer'], '2012-01-01', { certainty: 'intention' }),
    ];
    expect(names(on('2013-01-01', ...past))).toEqual(['Safer', 'Richer']);
  });
});

describe('how far an entry has got', () => {
  it('is told apart from what is planned of it, whatever day passes', () => {
    const { stage } = one(
      '2014-01-01',
      entered('Safer'),
      adopted('Safer', '2012-01-01'),
      retired('Safer', '2013-01-01', { certainty: 'likely' }),
    );
    expect(stage).toMatchObject({ value: 'adopted', status: 'in-force', planned: { value: 'retired' } });
  });

  it('counts as one that may be adopted where its adoption was stated ahead of a date that has come', () => {
    const ahead = (certainty?: 'likely') =>
      adopted('Safer', '2012-05-01', { effectiveFrom: '2012-06-01', ...(certainty && { certainty }) });
    const counts = (day: string, ...past: Happened[]) => on(day, entered('Safer'), ...past).adopted;
    expect(counts('2012-06-01', ahead())).toEqual({ certain: 0, possible: 1 });
    expect(counts('2012-05-31', ahead())).toEqual({ certain: 0, possible: 0 });
    expect(counts('2012-06-01', ahead('likely'))).toEqual({ certain: 0, possible: 0 });
  });

  it('is unknown within a fuzzy date, with what it may be', () => {
    const { stage } = one('2012-06-01', entered('Safer'), adopted('Safer', '2012'));
    expect(stage).toMatchObject({ value: 'unknown', possible: ['adopted', 'entered'] });
  });
});

describe('the room under the cap', () => {
  const both = [entered('Safer'), entered('Richer'), adopted('Safer', '2012-01-01'), adopted('Richer', '2013')];

  it('is what the cap and its exceptions leave', () => {
    expect(on('2012-06-01', ...both, capped(3, '2010-01-01')).room).toEqual({ told: 'number', left: 2 });
    const past = [...both, capped(1, '2010-01-01'), excepted(1, '2014-01-01', { effectiveTo: '2015-01-01' })];
    expect(on('2014-06-01', ...past).room).toEqual({ told: 'number', left: 0 });
    expect(on('2015-01-01', ...past).room).toEqual({ told: 'number', left: -1 });
  });

  it('lies between bounds where dates leave it open', () => {
    expect(on('2013-06-01', ...both, capped(3, '2010-01-01')).room).toEqual({ told: 'between', least: 1, most: 2 });
  });

  it('cannot be told without a cap, with one in words, and between two of which either may be in force', () => {
    const words = happened(PriorityCapSet, { words: 'few' }, { statedOn: '2010-01-01' });
    expect(on('2012-06-01', ...both).room).toMatchObject({ because: 'no-cap' });
    expect(on('2012-06-01', ...both, words).room).toMatchObject({ because: 'cap-in-words' });
    expect(on('2012-06-01', ...both, capped(3, '2010-01-01'), capped(4, '2012')).room).toMatchObject({
      because: 'cap-unknown',
    });
  });

  it('does not count headings', () => {
    expect(on('2012-06-01', heading('Outcome'), capped(1, '2010-01-01')).room).toEqual({ told: 'number', left: 1 });
  });
});

describe('the words of an entry', () => {
  const challenged = happened(
    WordingChallenged,
    { entryId: idOf('Safer') },
    { statedOn: '2012-01-01', as: 'challenge' },
  );
  const resolved = (data: object, statedOn: string, around: object = {}) =>
    happened(
      WordingResolved,
      { entryId: idOf('Safer'), challenge: idOf('challenge'), ...data },
      { statedOn, ...around },
    );
  const words = ({ words: { possible } }: EntryOn) => possible.map(({ data }) => data.text);

  it('are the last that were given to it by then, by a wording or by a resolution', () => {
    const past = [
      entered('Safer'),
      happened(PriorityWorded, { entryId: idOf('Safer'), text: 'Second' }, { statedOn: '2011-01-01' }),
      challenged,
      resolved({ outcome: 'reworded', text: 'Third' }, '2013-01-01'),
    ];
    expect(['2010-12-31', '2011-01-01', '2013-01-01'].map((day) => words(one(day, ...past)))).toEqual([
      ['Safer'],
      ['Second'],
      ['Third'],
    ]);
  });

  it('are contested from the challenge to its resolution, whatever that comes to', () => {
    const past = [entered('Safer'), challenged, resolved({ outcome: 'kept' }, '2013')];
    const contested = (day: string) => one(day, ...past).contested;
    expect(['2011-12-31', '2012-01-01', '2013-06-01', '2013-12-31'].map(contested)).toEqual([
      false,
      true,
      'unknown',
      false,
    ]);
    expect(words(one('2014-01-01', ...past))).toEqual(['Safer']);
  });

  it('may be contested where a challenge is only possible', () => {
    const possible = happened(
      WordingChallenged,
      { entryId: idOf('Safer') },
      { statedOn: '2012-01-01', certainty: 'possible' },
    );
    expect(one('2012-06-01', entered('Safer'), possible).contested).toBe('unknown');
  });

  it('stay contested where the resolution is only intended', () => {
    const past = [
      entered('Safer'),
      challenged,
      resolved({ outcome: 'kept' }, '2013-01-01', { certainty: 'intention' }),
    ];
    expect(one('2014-01-01', ...past).contested).toBe(true);
  });
});

describe('a designation', () => {
  it('is what the record says, and nothing where it says nothing', () => {
    const designated = happened(
      PriorityDesignated,
      { entryId: idOf('Safer'), designation: 'priority', basis: 'bold-in-source' },
      { statedOn: '2012-01-01' },
    );
    expect(one('2012-01-01', entered('Safer'), designated).designation.value).toBe('priority');
    expect(
      one('2011-12-31', entered('Safer'), adopted('Safer', '2011-01-01'), designated).designation.possible,
    ).toEqual([]);
  });
});

describe('a lock', () => {
  const locked = (data: object, around: object) =>
    happened(PriorityLocked, { by: idOf('Cabinet'), ...data }, { statedOn: '2012-01-01', ...around });

  it('holds on an entry, or on every one, from its day until its end', () => {
    const past = [
      entered('Safer'),
      entered('Richer'),
      locked({ entryId: idOf('Safer') }, { effectiveTo: '2013-01-01' }),
    ];
    const locks = (day: string, ...more: Happened[]) =>
      on(day, ...past, ...more).entries.map((entry) => entry.locks.length);
    expect(locks('2012-06-01')).toEqual([1, 0]);
    expect(locks('2013-01-01')).toEqual([0, 0]);
    expect(locks('2012-06-01', locked({}, {}))).toEqual([2, 1]);
  });
});
