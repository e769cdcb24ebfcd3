import { z } from 'zod';
import { Day } from './day.js';
import { dueBounds, isDueBetween, isOverdueOn } from './deadlines.js';
import { fuzzyDate } from './fuzzy-date.js';

const schema = fuzzyDate(z.string());
type Given = Partial<z.input<typeof schema>>;
const due = (given: Given) =>
  schema.parse({ text: 'by then', role: 'due', strictness: 'hard', basis: 'inferred', ...given });
const day = (text: string) => Day.parse(text);

const byEndOfAugust = due({ text: 'by the end of August', edtf: '2011-08-31' });
const byMarch = due({ text: 'by March 2011', edtf: '[..2011-03]' });
const beforeNextMeeting = due({ text: 'before the next meeting' });
const preferably7December = due({ text: 'preferably before the 7th December', edtf: '2011-12-06', strictness: 'soft' });
const routeMap = due({ text: '12 Month Route map', edtf: '2011-08-31', role: 'horizon' });

describe('what is due between two days', () => {
  const between = (from: string, to: string, ...list: Parameters<typeof isDueBetween>[0]) =>
    isDueBetween(list, day(from), day(to));

  it('is certain if the bounds lie wholly within, both ends included', () => {
    expect(between('2011-08-31', '2011-08-31', byEndOfAugust)).toBe(true);
    expect(between('2011-08-01', '2011-08-31', due({ edtf: '2011-08' }))).toBe(true);
  });

  it('is possible if the bounds reach in', () => {
    expect(between('2011-08-15', '2011-09-15', due({ edtf: '2011-08' }))).toBe('unknown');
    expect(between('2011-01-01', '2011-12-31', byMarch)).toBe('unknown');
    expect(between('2011-03-31', '2011-12-31', byMarch)).toBe('unknown');
  });

  it('is neither if they do not', () => {
    expect(between('2011-09-01', '2011-09-30', byEndOfAugust)).toBe(false);
    expect(between('2011-04-01', '2011-12-31', byMarch)).toBe(false);
  });

  it('is decided by any one of several due dates', () => {
    expect(between('2011-12-01', '2011-12-31', beforeNextMeeting, preferably7December)).toBe(true);
    expect(between('2011-03-01', '2011-08-31', byMarch, byEndOfAugust)).toBe(true);
  });

  it('is never a horizon, a start or an end, or words without a reading', () => {
    const others = (['start', 'end'] as const).map((role) => due({ edtf: '2011-08-31', role }));
    expect(between('2011-01-01', '2011-12-31', routeMap, beforeNextMeeting, ...others)).toBe(false);
    expect(between('2011-01-01', '2011-12-31')).toBe(false);
  });
});

describe('what is overdue on a day', () => {
  it('was due before it, not on it', () => {
    expect(isOverdueOn([byEndOfAugust], day('2011-08-31'))).toBe(false);
    expect(isOverdueOn([byEndOfAugust], day('2011-09-01'))).toBe(true);
  });

  it('is unknown inside fuzzy bounds', () => {
    expect(isOverdueOn([due({ edtf: '2011-08' })], day('2011-08-01'))).toBe(false);
    expect(isOverdueOn([due({ edtf: '2011-08' })], day('2011-08-15'))).toBe('unknown');
    expect(isOverdueOn([byMarch], day('2011-03-31'))).toBe('unknown');
    expect(isOverdueOn([byMarch], day('2011-04-01'))).toBe(true);
  });

  it('is not decided by a missed preference beside a deadline', () => {
    const byJanuary = due({ edtf: '2012-01-11' });
    expect(isOverdueOn([byJanuary, preferably7December], day('2011-12-20'))).toBe(false);
    expect(isOverdueOn([byJanuary, preferably7December], day('2012-01-12'))).toBe(true);
  });

  it('is unknown once a preference is missed beside a deadline that names no day', () => {
    expect(isOverdueOn([beforeNextMeeting, preferably7December], day('2011-12-06'))).toBe(false);
    expect(isOverdueOn([beforeNextMeeting, preferably7December], day('2011-12-07'))).toBe('unknown');
  });

  it('is decided by a preference that stands alone', () => {
    expect(isOverdueOn([preferably7December], day('2011-12-07'))).toBe(true);
  });

  it('is never so by a horizon or without a date', () => {
    expect(isOverdueOn([routeMap], day('2020-01-01'))).toBe(false);
    expect(isOverdueOn([beforeNextMeeting], day('2020-01-01'))).toBe(false);
    expect(isOverdueOn([], day('2020-01-01'))).toBe(false);
  });
});

describe('the outer bounds of what is due', () => {
  it('enclose every due date that has bounds', () => {
    expect(dueBounds([byEndOfAugust, preferably7December, beforeNextMeeting, due({ edtf: '2011-05' })])).toEqual({
      earliest: '2011-05-01',
      latest: '2011-12-06',
    });
    expect(dueBounds([byEndOfAugust, byMarch])).toEqual({ earliest: null, latest: '2011-08-31' });
  });

  it('are absent where no due date has any', () => {
    expect(dueBounds([beforeNextMeeting, routeMap])).toBeUndefined();
  });
});
