import { z } from 'zod';
import { validate } from './validation.js';

const Date = z.union([z.string().regex(/^\d{4}$/, 'must be a year'), z.strictObject({ edtf: z.string() })]);
const Source = z.union([
  z.strictObject({ document: z.string(), lines: z.strictObject({ from: z.int(), to: z.int() }) }),
  z.strictObject({ words: z.string() }),
]);
const Body = z.strictObject({ on: Date.optional(), sources: z.array(Source).optional(), 'a/b~c': z.int().optional() });

const faultsOf = (value: unknown) => {
  const result = validate(Body, value);
  return result.ok ? [] : result.faults;
};

describe('a fault in a body', () => {
  it('points to the field', () => {
    expect(faultsOf({ 'a/b~c': 'x' })).toEqual([
      { pointer: '/a~1b~0c', detail: 'Invalid input: expected number, received string' },
    ]);
  });

  it('points to every unknown property by name', () => {
    expect(faultsOf({ x: 1, y: 2 })).toEqual([
      { pointer: '/x', detail: 'is not known here' },
      { pointer: '/y', detail: 'is not known here' },
    ]);
  });

  it('of a union is that of the option with the right type', () => {
    expect(faultsOf({ on: '11' })).toEqual([{ pointer: '/on', detail: 'must be a year' }]);
    expect(faultsOf({ on: { edtf: 5 } })).toMatchObject([{ pointer: '/on/edtf' }]);
  });

  it('of a union with words of its own is told in them', () => {
    const result = validate(z.union([z.string().regex(/^\d+$/), z.iso.date()], 'must be a number or a date'), 'x');
    expect(result).toMatchObject({ faults: [{ pointer: '', detail: 'must be a number or a date' }] });
  });

  it('of a union is that of the option whose properties were given', () => {
    expect(faultsOf({ sources: [{ document: 'd', lines: { from: 1 } }] })).toMatchObject([
      { pointer: '/sources/0/lines/to' },
    ]);
  });

  it('is one of fifty at most', () => {
    expect(faultsOf({ sources: Array.from({ length: 500 }, () => 5) })).toHaveLength(50);
  });
});
