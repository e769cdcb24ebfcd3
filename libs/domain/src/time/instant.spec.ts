import fc from 'fast-check';
import { addDays, Day } from './day.js';
import { DEFAULT_ZONE, dayOf, endOfDay, Instant, instantOf, TimeZone } from './instant.js';

describe('an instant', () => {
  it.each([
    ['2011-11-09T13:00:00Z', '2011-11-09T13:00:00.000Z'],
    ['2011-07-12T10:00:00+01:00', '2011-07-12T09:00:00.000Z'],
    ['2011-07-12T00:30:00.1239+01:00', '2011-07-11T23:30:00.123Z'],
    ['2011-07-12T00:30:00-00:00', '2011-07-12T00:30:00.000Z'],
  ])('%s is normalised to %s', (given, normal) => {
    expect(Instant.parse(given)).toBe(normal);
    expect(Instant.parse(normal)).toBe(normal);
  });

  it.each([
    '2011-11-09T13:00:00',
    '2011-11-09',
    '2011-11-09 13:00:00Z',
    '2011-11-09T13:00Z',
    '2011-11-09T13:00:00+01',
    '2011-02-30T13:00:00Z',
    '2011-11-09T25:00:00Z',
    '0000-01-01T00:00:00+01:00',
    '9999-12-31T23:59:59-01:00',
  ])('%s is refused', (text) => expect(Instant.safeParse(text).success).toBe(false));

  it('sorts as a string', () => {
    const dates = fc.date({ noInvalidDate: true, min: new Date('0001-01-01'), max: new Date('9999-01-01') });
    fc.assert(
      fc.property(dates, dates, (a, b) => {
        expect(instantOf(a) < instantOf(b)).toBe(a.getTime() < b.getTime());
      }),
    );
  });

  it('is never made of an invalid date', () => expect(() => instantOf(new Date(NaN))).toThrow());
});

describe('a time zone', () => {
  it.each(['Europe/London', 'Europe/Kiev', 'UTC', 'America/Argentina/Buenos_Aires'])('may be %s', (name) => {
    expect(TimeZone.parse(name)).toBe(name);
  });

  it.each(['Mars/Olympus', '+01:00', '', 'BST2'])('is never "%s"', (name) => {
    expect(TimeZone.safeParse(name).success).toBe(false);
  });
});

describe('the day of an instant', () => {
  it('is that of the clocks in the zone, not of UTC', () => {
    const lateInSummer = Instant.parse('2011-07-12T23:30:00Z');
    expect(dayOf(lateInSummer, 'UTC')).toBe('2011-07-12');
    expect(dayOf(lateInSummer, DEFAULT_ZONE)).toBe('2011-07-13');
    expect(dayOf(new Date('2011-11-09T23:30:00Z'), DEFAULT_ZONE)).toBe('2011-11-09');
  });
});

describe('the end of a day', () => {
  it.each([
    ['the day before summer time', '2011-03-26', 'Europe/London', '2011-03-26T23:59:59.999Z'],
    ['the day of 23 hours', '2011-03-27', 'Europe/London', '2011-03-27T22:59:59.999Z'],
    ['the day before winter time', '2011-10-29', 'Europe/London', '2011-10-29T22:59:59.999Z'],
    ['the day of 25 hours', '2011-10-30', 'Europe/London', '2011-10-30T23:59:59.999Z'],
    ['a day before midnight is skipped', '2011-10-15', 'America/Sao_Paulo', '2011-10-16T02:59:59.999Z'],
    ['a day whose last hour comes twice', '2012-02-25', 'America/Sao_Paulo', '2012-02-26T02:59:59.999Z'],
  ])('of %s is its last millisecond', (_name, text, zone, end) => {
    expect(endOfDay(Day.parse(text), zone)).toBe(end);
  });

  it('lies on that day, one millisecond before the next', () => {
    const zones = fc.constantFrom('Europe/London', 'America/New_York', 'Asia/Kathmandu', 'Australia/Lord_Howe');
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 20_000 }), zones, (n, zone) => {
        const day = addDays(Day.parse('1980-01-01'), n);
        const end = endOfDay(day, zone);
        expect(dayOf(end, zone)).toBe(day);
        expect(dayOf(new Date(Date.parse(end) + 1), zone)).toBe(addDays(day, 1));
      }),
    );
  });
});
