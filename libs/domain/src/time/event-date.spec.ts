import fc from 'fast-check';
import { z } from 'zod';
import { Day } from './day.js';
import { EventDate, isExact, notLaterThan, onDay, unknownDate } from './event-date.js';

const day = (text: string) => Day.parse(text);
const faults = (input: unknown) =>
  EventDate.safeParse(input).error?.issues.map(({ path, message }) => ({ path, message }));

describe('the date of an event', () => {
  it('is read from a string of EDTF', () => {
    expect(EventDate.parse('2011-11')).toEqual({ edtf: '2011-11', earliest: '2011-11-01', latest: '2011-11-30' });
  });

  it('keeps the words of the record beside the reading', () => {
    expect(EventDate.parse({ edtf: '2011-01/2011-03', text: 'early 2011' })).toEqual({
      edtf: '2011-01/2011-03',
      earliest: '2011-01-01',
      latest: '2011-03-31',
      text: 'early 2011',
    });
  });

  it('takes bounds that agree with the EDTF', () => {
    expect(EventDate.parse({ edtf: '[..2011-11-09]', earliest: null, latest: '2011-11-09' })).toEqual(
      notLaterThan(day('2011-11-09')),
    );
  });

  it.each([
    [
      { edtf: '2011-11', earliest: '2011-11-02' },
      'earliest',
      'the earliest day of 2011-11 is 2011-11-01, not 2011-11-02',
    ],
    [{ edtf: '2011-11', latest: '2011-12-01' }, 'latest', 'the latest day of 2011-11 is 2011-11-30, not 2011-12-01'],
    [{ edtf: '2011-11', latest: null }, 'latest', 'the latest day of 2011-11 is 2011-11-30, not unknown'],
    [{ edtf: '2011/..', latest: '2012-01-01' }, 'latest', 'the latest day of 2011/.. is not known, not 2012-01-01'],
    [
      { edtf: '2011-11~', earliest: '2011-11-02' },
      'earliest',
      'the earliest day of 2011-11~ is 2011-11-01, not 2011-11-02',
    ],
    [{ edtf: '2011-11~', latest: '2011-11-29' }, 'latest', 'the latest day of 2011-11~ is 2011-11-30, not 2011-11-29'],
    [
      { edtf: '../2011~', earliest: '2000-01-01' },
      'earliest',
      'the earliest day of ../2011~ is not known, not 2000-01-01',
    ],
  ])('refuses bounds that disagree: %j', (input, field, message) => {
    expect(faults(input)).toEqual([{ path: [field], message }]);
  });

  it('lets an approximate date lie further out than its month', () => {
    const given = { edtf: '2011-11~', earliest: '2011-10-15', latest: null };
    expect(EventDate.parse(given)).toEqual(given);
  });

  it.each([
    ['2011-02-30', []],
    [{ edtf: 'early 2011' }, ['edtf']],
    [{ edtf: '2011', earliest: '2011-02-30' }, ['earliest']],
    [{ edtf: '2011', text: '' }, ['text']],
  ])('points at the faulty field of %j', (input, path) => {
    expect(faults(input)).toMatchObject([{ path }]);
  });

  it('refuses a field it does not know, and a list too long to parse', () => {
    expect(faults({ edtf: '2011', latset: '2011-12-31' })).toHaveLength(1);
    expect(faults(`[${'2011,'.repeat(50)}2012]`)).toHaveLength(1);
  });

  it('parses to itself', () => {
    const inputs = fc.constantFrom(
      ...['2011', '2011-11~', '[..2011-11-09]', '2011-11/2012-02', '2011-21', '../..', 'XXXX-12', '[2011,2013]'],
      { edtf: '2011-11-09?', earliest: '2011-11-01', text: 'about the 9th' },
    );
    fc.assert(
      fc.property(inputs, (input) => {
        const once = EventDate.parse(input);
        expect(EventDate.parse(once)).toEqual(once);
        expect(EventDate.parse(JSON.parse(JSON.stringify(once)))).toStrictEqual(once);
      }),
    );
  });

  it('is described by a JSON Schema of its input', () => {
    const schema = z.toJSONSchema(z.object({ statedOn: EventDate.optional() }), {
      io: 'input',
      target: 'draft-2020-12',
    });
    expect(schema).toMatchObject({
      properties: { statedOn: { $ref: '#/$defs/EventDate' } },
      $defs: { EventDate: { anyOf: [{ type: 'string' }, { type: 'object', required: ['edtf'] }] } },
    });
  });
});

describe('a date made in the code', () => {
  it('is the same as the one parsed from its EDTF', () => {
    for (const date of [onDay(day('2011-11-09')), notLaterThan(day('2011-11-09')), unknownDate()]) {
      expect(EventDate.parse(date.edtf)).toEqual(date);
    }
  });

  it('not later than a fuzzy date is not later than its latest day', () => {
    expect(notLaterThan(EventDate.parse('2011-11'))).toEqual(notLaterThan(day('2011-11-30')));
    expect(notLaterThan(EventDate.parse('2011/..'))).toEqual(unknownDate());
  });
});

describe('an exact date', () => {
  it('is one certain day', () => {
    const exact = (edtf: string) => isExact(EventDate.parse(edtf));
    expect(['2011-11-09', '[2011-11-09]'].map(exact)).toEqual([true, true]);
    expect(['2011-11', '2011-11-09?', '2011-11-09~', '[..2011-11-09]', '../..'].map(exact)).not.toContain(true);
  });
});
