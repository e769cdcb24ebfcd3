import { z } from 'zod';
import { walk, words } from '../schema.js';
import { fuzzyDate, type FuzzyDate } from './fuzzy-date.js';

const schema = fuzzyDate(z.string().min(1).max(500));
const due = { role: 'due', strictness: 'hard', basis: 'stated' } as const;
const faults = (input: unknown) =>
  schema.safeParse(input).error?.issues.map(({ path, message }) => ({ path, message }));

describe('a fuzzy date', () => {
  it('computes its bounds from the EDTF, as the date of an event does', () => {
    expect(schema.parse({ ...due, text: 'by March 2011', edtf: '[..2011-03]' })).toEqual({
      ...due,
      text: 'by March 2011',
      edtf: '[..2011-03]',
      latest: '2011-03-31',
    });
  });

  it('may be words alone', () => {
    const beforeTheMeeting = { ...due, text: 'before the next meeting' };
    expect(schema.parse(beforeTheMeeting)).toStrictEqual(beforeTheMeeting);
  });

  it('may be a reading without EDTF', () => {
    const early2011 = { ...due, text: 'early 2011', earliest: '2011-01-01', latest: '2011-04-30', basis: 'inferred' };
    expect(schema.parse(early2011)).toStrictEqual(early2011);
  });

  it('takes the anchor as words, or as words with a date', () => {
    const hundredDays = { ...due, text: 'first 100 days', duration: 'P100D', role: 'horizon' };
    expect(schema.parse({ ...hundredDays, anchor: 'the Board’s first meeting' }).anchor).toEqual({
      text: 'the Board’s first meeting',
    });
    const dated = { text: 'the Board’s first meeting', edtf: '2011-07-12' };
    expect(schema.parse({ ...hundredDays, anchor: dated }).anchor).toEqual(dated);
  });

  describe('computed from an anchor', () => {
    const routeMap = { text: '12 Month Route map', duration: 'P12M', role: 'horizon', strictness: 'soft' } as const;
    const refused = [{ path: ['basis'], message: expect.stringContaining('inferred, never stated') }];

    it('whose date is not stated is inferred, never stated', () => {
      expect(faults({ ...routeMap, latest: '2026-03-09', basis: 'stated' })).toEqual(refused);
      expect(faults({ ...routeMap, edtf: '2026-03', anchor: 'its start', basis: 'stated' })).toEqual(refused);
      expect(faults({ ...routeMap, edtf: '2026', anchor: { text: 'x', edtf: '../..' }, basis: 'stated' })).toEqual(
        refused,
      );
      expect(faults({ ...routeMap, latest: '2026-03-09', basis: 'inferred' })).toBeUndefined();
    });

    it('whose date is stated may be stated', () => {
      const anchor = { text: 'from 1 April 2011', edtf: '2011-04-01' };
      expect(faults({ ...routeMap, latest: '2012-04-01', anchor, basis: 'stated' })).toBeUndefined();
    });

    it('says how long it lasts without saying until when', () => {
      expect(schema.parse({ ...routeMap, basis: 'stated' })).toStrictEqual({ ...routeMap, basis: 'stated' });
    });
  });

  it.each([
    [{ edtf: '2011-11', latest: '2011-12-01' }, ['latest']],
    [{ edtf: '2011-02-30' }, ['edtf']],
    [{ earliest: '2011-12-01', latest: '2011-11-01' }, ['latest']],
    [{ anchor: { text: 'the vote', edtf: 'soon' } }, ['anchor', 'edtf']],
    [{ duration: '12 months' }, ['duration']],
    [{ role: 'deadline' }, ['role']],
    [{ text: '' }, ['text']],
  ])('points at the faulty field of %j', (part, path) => {
    expect(faults({ ...due, text: 'by then', ...part })).toMatchObject([{ path }]);
  });

  it.each<z.input<typeof schema>>([
    { ...due, text: 'by the end of August', edtf: '2011-08-31' },
    { ...due, text: 'by March 2011', edtf: '[..2011-03]' },
    { ...due, text: 'about March', edtf: '2011-03~', earliest: '2011-02-15' },
    { ...due, text: 'first 100 days', duration: 'P100D', anchor: 'not stated' },
    { ...due, text: 'some time', edtf: '../..' },
  ])('parses to itself: $text', (input) => {
    const once: FuzzyDate = schema.parse(input);
    expect(schema.parse(JSON.parse(JSON.stringify(once)))).toStrictEqual(once);
  });

  it('shows its words, and those of its anchor, to whoever seals them', () => {
    const sealable = fuzzyDate(words());
    const parsed = sealable.parse({ ...due, text: 'first 100 days', anchor: 'the Board’s first meeting' });
    const found: string[] = [];
    walk(sealable, parsed, ({ pointer }) => found.push(pointer));
    expect(found).toEqual(['/text', '/anchor/text']);
  });

  it('is described by a JSON Schema of its input', () => {
    expect(z.toJSONSchema(schema, { io: 'input', target: 'draft-2020-12' })).toMatchObject({
      type: 'object',
      required: ['text', 'role', 'strictness', 'basis'],
    });
  });
});
