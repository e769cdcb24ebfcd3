import { Problem } from '../problems/problem.js';
import { parseBody } from './body.js';

const nested = (levels: number): string => '['.repeat(levels) + ']'.repeat(levels);

const faultOf = (text: string): unknown => {
  try {
    parseBody(text);
  } catch (fault) {
    return (fault as Problem).members['errors'];
  }
  return undefined;
};

describe('a JSON body', () => {
  it('is taken as it is', () => {
    expect(parseBody('{"a":[1,{"b":null}]}')).toEqual({ a: [1, { b: null }] });
  });

  it('may be left out', () => {
    expect(parseBody('')).toBeUndefined();
  });

  it.each(['__proto__', 'constructor', 'prototype'])('must not name a property %s, at any depth', (name) => {
    expect(faultOf(`{"a":[{"${name}":1}]}`)).toEqual([{ pointer: `/a/0/${name}`, detail: 'must not be named so' }]);
  });

  it('must not hide such a name behind an escape', () => {
    expect(faultOf('{"\\u005f_proto__":1}')).toEqual([{ pointer: '/__proto__', detail: 'must not be named so' }]);
  });

  it('may nest 24 levels deep', () => {
    expect(() => parseBody(nested(24))).not.toThrow();
  });

  it('must not nest 25 levels deep', () => {
    expect(faultOf(nested(25))).toHaveLength(1);
  });

  it('is refused without a stack overflow where it nests 400,000 levels deep', () => {
    expect(faultOf(nested(400_000))).toHaveLength(1);
  });

  it('must be JSON', () => {
    expect(faultOf('{"a":')).toEqual([{ pointer: '', detail: 'must be JSON' }]);
  });
});
