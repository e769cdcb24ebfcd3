import { position, revision } from '@app/domain';
import { bearerToken, etagOf, idempotencyKey, ifMatch, minPosition } from './headers.js';

const code = (call: () => unknown): unknown => {
  try {
    return call();
  } catch (fault) {
    return (fault as { code: string }).code;
  }
};

describe('Idempotency-Key', () => {
  it('is taken as it is', () => {
    expect(idempotencyKey({ 'idempotency-key': 'a-1' })).toBe('a-1');
  });
  it('is demanded', () => {
    expect(code(() => idempotencyKey({}))).toBe('idempotency-key-missing');
  });
  it.each(['', 'a b', 'ü', 'x'.repeat(201)])('must be visible ASCII of bounded length, unlike "%s"', (key) => {
    expect(code(() => idempotencyKey({ 'idempotency-key': key }))).toBe('validation-failed');
  });
});

describe('If-Match', () => {
  it('reads what ETag writes', () => {
    expect(ifMatch({ 'if-match': etagOf(revision(12)) })).toBe(12n);
  });
  it('says nothing of a revision where it is missing or a star', () => {
    expect([ifMatch({}), ifMatch({ 'if-match': '*' })]).toEqual([undefined, undefined]);
  });
  it.each(['12', 'W/"12"', '"x"', '"1", "2"', '"-1"'])('is no ETag of ours: %s', (tag) => {
    expect(code(() => ifMatch({ 'if-match': tag }))).toBe('validation-failed');
  });
});

describe('Throughline-Min-Position', () => {
  it('is a position', () => {
    expect(minPosition({ 'throughline-min-position': '7' })).toBe(position(7));
  });
  it.each(['', '-1', '1.5', 'x'])('is no position: "%s"', (text) => {
    expect(code(() => minPosition({ 'throughline-min-position': text }))).toBe('validation-failed');
  });
});

describe('Authorization', () => {
  it('gives the bearer token, whatever the case of the scheme', () => {
    expect(bearerToken({ authorization: 'bearer a.b-c_d' })).toBe('a.b-c_d');
  });
  it.each([undefined, 'Basic abc', 'Bearer', 'Bearer a b'])('holds no bearer token: %s', (authorization) => {
    expect(bearerToken({ authorization })).toBeUndefined();
  });
});
