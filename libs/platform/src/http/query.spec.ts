import { z } from 'zod';
import type { Problem } from '../problems/problem.js';
import { readFlags, readQuery } from './query.js';

const Params = z.strictObject({ limit: z.coerce.number().int().max(200).default(50) });

const errorsOf = (query: unknown): unknown => {
  try {
    return readQuery(Params, ['limit'], query);
  } catch (fault) {
    return (fault as Problem).members['errors'];
  }
};

describe('a query string', () => {
  it('gives the parameters as the schema makes them', () => {
    expect(errorsOf({ limit: '10' })).toEqual({ limit: 10 });
  });
  it('names the parameter that is faulty', () => {
    expect(errorsOf({ limit: '201' })).toMatchObject([{ parameter: 'limit' }]);
  });
  it('with an unknown parameter is refused, with those that are known', () => {
    expect(errorsOf({ limits: '10' })).toEqual([{ parameter: 'limits', detail: 'is not known here; known are limit' }]);
  });
  it('never shows back a name that might be anything', () => {
    expect(JSON.stringify(errorsOf({ 'somebody@example.org': '' }))).not.toContain('example');
  });
  it('of a command may ask for a dry run, and for nothing else', () => {
    expect(readFlags({ dryRun: 'true' })).toEqual({ dryRun: true });
    expect(readFlags({})).toEqual({ dryRun: false });
    expect(() => readFlags({ dryRun: 'yes' })).toThrow();
  });
});
