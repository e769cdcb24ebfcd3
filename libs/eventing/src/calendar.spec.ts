import { Calendar } from './calendar.js';

describe('today', () => {
  let at: Date;
  const calendar = new Calendar(() => at);

  it('is the day of the zone, not of UTC', () => {
    at = new Date('2020-06-30T23:30:00Z');
    expect([calendar.today('Europe/London'), calendar.today('UTC'), calendar.today('America/New_York')]).toEqual([
      '2020-07-01',
      '2020-06-30',
      '2020-06-30',
    ]);
  });

  it('changes with the first moment of the next day', () => {
    at = new Date('2020-01-15T23:59:59.999Z');
    expect(calendar.today('Europe/London')).toBe('2020-01-15');
    at = new Date('2020-01-16T00:00:00.000Z');
    expect(calendar.today('Europe/London')).toBe('2020-01-16');
  });
});
