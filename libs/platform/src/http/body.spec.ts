import { Problem } from '../problems/problem.js';
import { parseBody } from './body.js';

const nested = (levels: number): string => '['.repeat(levels) + ']'.repeat(levels);

const parsed = (text: string): unknown => parseBody(Buffer.from(text));

const faultOf = (body: string | Buffer): unknown => {
  try {
    parseBody(Buffer.from(body as string));
  } catch (fault) {
    return (fault as Problem).members['errors'];
  }
  return undefined;
};

describe('a JSON body', () => {
  it('is taken as it is', () => {
    expect(parsed('{"a":[1,{"b":null}]}')).toEqual({ a: [1, { b: null }] });
  });

  it('may be left out', () => {
    expect(parsed('')).toBeUndefined();
  });

  it.each(['__proto__', 'constructor', 'prototype'])('must not name a property %s, at any depth', (name) => {
    expect(faultOf(`{"a":[{"${name}":1}]}`)).toEqual([{ pointer: `/a/0/${name}`, detail: 'must not be named so' }]);
  });

  it('must not hide such a name behind an escape', () => {
    expect(faultOf('{"\\u005f_proto__":1}')).toEqual([{ pointer: '/__proto__', detail: 'must not be named so' }]);
  });

  it('may nest 24 levels deep', () => {
    expect(() => parsed(nested(24))).not.toThrow();
  });

  it('must not nest 25 levels deep', () => {
    expect(faultOf(nested(25))).toHaveLength(1);
  });

  it('is refused without a stack overflow where it nests 400,000 levels deep', () => {
    expect(faultOf(nested(400_000))).toHaveLength(1);
  });

  it('must be in UTF-8, so that no word is recorded as another', () => {
    expect(faultOf(Buffer.from('{"name":"José"}', 'latin1'))).toEqual([{ pointer: '', detail: 'must be in UTF-8' }]);
  });

  it('may hold every character that there is', () => {
    expect(parsed('{"a":"\\ud83d\\ude00 😀 \\u202e"}')).toEqual({ a: '😀 😀 \u202e' });
  });

  it.each(['{"a":["\\ud800"]}', '{"a":["x\\udc00y"]}'])('must not hold half of a character: %s', (text) => {
    expect(faultOf(text)).toEqual([
      { pointer: '/a/0', detail: 'holds half of a surrogate pair, which is no character' },
    ]);
  });

  it('must not name a key twice in one object, which would silently be the last', () => {
    const fault = (key: string) => [{ pointer: '', detail: `names "${key}" twice in one object` }];
    expect(faultOf('{"a":[{"b":1,"c":{"b":2},"b":3}]}')).toEqual(fault('b'));
    expect(faultOf('{"text":1, "te\\u0078t" :2}')).toEqual(fault('text'));
  });

  it('may name a key in several objects, and hold words that look like keys', () => {
    const text = '{"a":{"b":1},"c":{"b":2},"d":[{"b":"x"},{"b":"\\"b\\": {"}],"e":"b","f":["b","b"]}';
    expect(parsed(text)).toEqual(JSON.parse(text));
  });

  it('is taken with half a million line breaks in one string', () => {
    const text = JSON.stringify({ text: '\n'.repeat(500_000) });
    expect(parsed(text)).toEqual(JSON.parse(text));
  });

  it('must be JSON', () => {
    expect(faultOf('{"a":')).toEqual([{ pointer: '', detail: 'must be JSON' }]);
  });
});
