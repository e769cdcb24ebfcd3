import { Archive, look } from '../../../../test/support/archive.js';

describe('conflicts of the structure', () => {
  let archive: Archive;
  let one: string;
  let two: string;
  let three: string;
  beforeEach(async () => {
    archive = await Archive.open();
    [one, two, three] = [await body('One'), await body('Two'), await body('Three')];
  });
  afterEach(() => archive.close());

  const body = (name: string) => archive.body(name, { on: '2011-01-01' });
  const say = (target: string, command: string, said: object, dates: object) =>
    archive.record('structure', command, said, { target, on: '2011-11-09', ...dates });
  const relate = (from: string, to: string, dates: object, more: object = {}, command = 'StateRelation') =>
    say(from, command, { type: 'subOrganizationOf', to: { kind: 'body', id: to }, ...more }, dates);
  const found = async () => {
    const { items } = await archive.ask('ListConflicts', {}, { kind: 'breach' });
    return items.map(({ about, rule, match }) => [(about as { id: string }).id, rule, match]);
  };

  describe('about phases', () => {
    const shadow = { axis: 'operating', phase: 'shadow' };
    const inUse = { axis: 'operating', phase: 'operating' };

    it('are two that fuzzy dates may let overlap', async () => {
      await say(one, 'SetBodyPhase', shadow, { from: '2011-01-01', to: '2012-04' });
      await say(one, 'SetBodyPhase', inUse, { from: '2012-04-10' });
      expect(await found()).toEqual([[one, 'phases-overlap', 'possible']]);
    });

    it('are none where one ends in the month in which the other begins', async () => {
      await say(one, 'SetBodyPhase', shadow, { from: '2011-01-01', to: '2012-04' });
      await say(one, 'SetBodyPhase', inUse, { from: '2012-04' });
      await say(one, 'SetBodyPhase', { axis: 'legal', phase: 'statutory' }, { from: '2011-02-01' });
      expect(await found()).toEqual([]);
    });
  });

  describe('about relations', () => {
    it('are one and its denial that may hold on one day, told of the body that it leads from', async () => {
      await relate(one, two, { from: '2011-01-01', to: '2012-04' });
      await relate(one, two, { from: '2012-04-10' }, {}, 'DenyRelation');
      expect(await found()).toEqual([[one, 'relation-and-denial', 'possible']]);
    });

    it('are one and its denial of scopes that nobody has compared', async () => {
      await relate(one, two, { from: '2011-01-01' }, { scope: 'the refresh' });
      await relate(one, two, { from: '2011-01-01' }, { scope: 'performance' }, 'DenyRelation');
      expect(await found()).toEqual([[one, 'relation-and-denial', 'possible']]);
    });

    it('are none where the denial begins when the relation ends, or is of another', async () => {
      await relate(one, two, { from: '2011-01-01', to: '2012-04' });
      await relate(one, two, { from: '2012-04' }, {}, 'DenyRelation');
      await relate(two, one, { from: '2011-01-01' }, {}, 'DenyRelation');
      await relate(one, two, { from: '2011-01-01' }, { type: 'reportsTo' }, 'DenyRelation');
      expect(await found()).toEqual([]);
    });

    it('are circles that fuzzy dates leave possible, told of one body, and of each that is asked about', async () => {
      await relate(one, two, { from: '2011-01-01', to: '2012-04' });
      await relate(two, three, { from: '2011-01-01' });
      await relate(three, one, { from: '2012-04-10' });
      const circle = [[expect.any(String), 'relation-cycle', 'possible']];
      expect(await found()).toEqual(circle);
      for (const about of [one, two, three]) {
        const { items } = await archive.ask('ListConflicts', {}, { about, kind: 'breach' });
        expect(look(items, '*.rule')).toEqual(['relation-cycle']);
      }
    });

    it('are none where the dates rule a circle out', async () => {
      await relate(one, two, { from: '2011-01-01', to: '2012-04' });
      await relate(two, one, { from: '2012-05-01' });
      expect(await found()).toEqual([]);
    });

    it('are two ends of one, however far apart', async () => {
      const { id } = await relate(one, two, { from: '2011-01-01' });
      await say(one, 'EndRelation', {}, { on: '2013-01-01', member: id });
      expect(await found()).toEqual([]);
      await say(one, 'EndRelation', {}, { on: '2012-01-01', member: id });
      expect(await found()).toEqual([[one, 'relation-ended', 'definite']]);
    });

    it('are an end that may lie before the beginning', async () => {
      const { id } = await relate(one, two, { from: '2011' });
      await say(one, 'EndRelation', {}, { on: '2011-06-01', member: id });
      expect(await found()).toEqual([[one, 'ends-before-it-begins', 'possible']]);
    });
  });
});
