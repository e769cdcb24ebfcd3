import { factsFrom, happened } from './testing/given.js';
import { ActionReclassified } from './action/action.events.js';
import type { Fact } from './facts.js';
import { comesAfter, inForce, isFirm, isPlan, only, tell } from './in-force.js';
import { CertaintyRevised, FactDisputed } from './anything/anything.events.js';
import { onDay, type Day } from './time/index.js';
import { idOf } from './testing/given.js';

type Change = Fact<{ type: 'ActionReclassified'; data: { kind: string } }>;
const change = (kind: string, effectiveFrom: string, more: object = {}) =>
  happened(ActionReclassified, { kind }, { statedOn: '2011-01-01', effectiveFrom, as: kind, ...more });
const changes = (...past: ReturnType<typeof happened>[]) =>
  factsFrom<{ type: 'ActionReclassified'; data: { kind: string } }>('action', past).filter(
    ({ type }) => type === 'ActionReclassified',
  );
const kinds = (list: readonly Change[]) => list.map(({ data }) => data.kind);
const on = (day: string) => onDay(day as Day);
const at = (past: readonly Change[], day: string) => {
  const { possible, nothing } = inForce(past, on(day));
  return [kinds(possible), nothing];
};

describe('in force', () => {
  const past = changes(change('action', '2011-03-01'), change('offer', '2011-06'));

  it('is the last change by effective date', () => {
    expect(at(past, '2011-05-31')).toEqual([['action'], false]);
    expect(at(past, '2011-06-30')).toEqual([['offer'], false]);
  });

  it('is nothing before the first', () => {
    expect(at(past, '2011-02-28')).toEqual([[], true]);
  });

  it('cannot be told inside a fuzzy bound', () => {
    expect(at(past, '2011-06-15')).toEqual([['action', 'offer'], false]);
  });

  it('may be nothing while only a start that is not recorded lies behind', () => {
    expect(at(changes(change('action', '[..2011-03-01]')), '2011-02-01')).toEqual([['action'], 'unknown']);
  });

  it('takes the later position on equal dates, fuzzy ones too', () => {
    expect(at(changes(change('action', '2011-03'), change('offer', '2011-03')), '2011-04-01')).toEqual([
      ['offer'],
      false,
    ]);
  });

  it('cannot be told after two overlapping dates, one inside the other', () => {
    expect(at(changes(change('action', '2011-03'), change('offer', '2011-03-15')), '2011-04-01')).toEqual([
      ['action', 'offer'],
      false,
    ]);
  });

  it('does not go by the order of the log', () => {
    expect(at(changes(change('offer', '2011-06-01'), change('action', '2011-03-01')), '2011-07-01')).toEqual([
      ['offer'],
      false,
    ]);
  });

  it('is nothing once the last one has ended: what it replaced does not come back', () => {
    const ended = changes(change('action', '2011-03-01'), change('offer', '2011-06-01', { effectiveTo: '2011-07-01' }));
    expect(at(ended, '2011-06-30')).toEqual([['offer'], false]);
    expect(at(ended, '2011-07-01')).toEqual([[], true]);
  });

  it('may be nothing while the last one may have ended', () => {
    expect(at(changes(change('offer', '2011-06-01', { effectiveTo: '2011-07' })), '2011-07-15')).toEqual([
      ['offer'],
      'unknown',
    ]);
  });

  it('may be nothing while one of those that may be the last has ended', () => {
    const either = changes(change('action', '2011-03', { effectiveTo: '2011-04-01' }), change('offer', '2011-03-15'));
    expect(at(either, '2011-05-01')).toEqual([['offer'], 'unknown']);
  });

  it('leaves what a doubtful change would displace, where a rule asks', () => {
    const doubtful = changes(change('action', '2011-03-01'), change('offer', '2011-06-01', { certainty: 'likely' }));
    expect(kinds(inForce(doubtful, on('2011-07-01'), isFirm).possible)).toEqual(['action', 'offer']);
  });

  it('is told where all that is possible says the same', () => {
    const same = changes(change('offer', '2011-03-01'), change('action', '2011-05'), change('action', '2011-05-10'));
    const told = tell(inForce(same, on('2011-06-01')), ({ data }) => data.kind);
    expect(told).toMatchObject({ value: 'action', possible: ['action'] });
    expect(told.rests).toHaveLength(2);
    expect(only(inForce(same, on('2011-06-01')))).toBeUndefined();
  });
});

describe('order by effective date', () => {
  const after = (a: string, b: string) => {
    const [first, second] = changes(change('action', a), change('offer', b)) as [Change, Change];
    return [comesAfter(second, first), comesAfter(first, second)];
  };

  it.each([
    ['2011-03-01', '2011-03-02', [true, false]],
    ['2011-03-02', '2011-03-01', [false, true]],
    ['2011-03-01', '2011-03-01', [true, false]],
    ['2011-03', '2011-03', [true, false]],
    ['2011-03', '2011-04', [true, false]],
    ['2011-03', '2011-03-15', [false, false]],
    ['[..2011-03-15]', '2011-03-15', [true, false]],
    ['2011-03-15', '[..2011-03-15]', [false, false]],
  ])('of %s and then %s', (a, b, expected) => {
    expect(after(a, b)).toEqual(expected);
  });
});

describe('a plan', () => {
  const [revised] = [
    (becomes: string, statedOn: string) =>
      happened(
        CertaintyRevised,
        { eventId: idOf('offer'), becomes, concerned: { stream: '', revision: '0', type: '', ids: [] } },
        { statedOn },
      ),
  ];
  const first = (...past: ReturnType<typeof happened>[]) => changes(...past)[0] as Change;

  it('is what is intended, likely, possible or wished for', () => {
    expect(isPlan(first(change('offer', '2011-01-01', { certainty: 'wish' })))).toBe(true);
    expect(isPlan(first(change('offer', '2011-01-01', { certainty: 'decision' })))).toBe(false);
  });

  it('is what is stated ahead of its date', () => {
    expect(isPlan(first(change('offer', '2011-01-02')))).toBe(true);
    expect(isPlan(first(change('offer', '2011-01')))).toBe(false);
  });

  it('is one no longer when it is confirmed on its date or later', () => {
    expect(isPlan(first(change('offer', '2011-06-01'), revised('decision', '2011-06-01')))).toBe(false);
    expect(isPlan(first(change('offer', '2011-06-01'), revised('decision', '2011-05-31')))).toBe(true);
    expect(isPlan(first(change('offer', '2011-06-01'), revised('likely', '2011-07-01')))).toBe(true);
  });

  it('is not firm, and neither is what somebody disputes', () => {
    const disputed = happened(FactDisputed, {
      eventId: idOf('offer'),
      statement: 'no',
      concerned: { stream: '', revision: '0', type: '', ids: [] },
    });
    expect(isFirm(first(change('offer', '2011-01-01')))).toBe(true);
    expect(isFirm(first(change('offer', '2011-01-01', { certainty: 'likely' })))).toBe(false);
    expect(isFirm(first(change('offer', '2011-01-01'), disputed))).toBe(false);
  });
});
