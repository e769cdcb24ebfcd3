import { acceptable } from './accept.js';
import { CSV } from './csv.js';
import { JSON_FORMAT } from './format.js';
import { NDJSON } from './ndjson.js';

const chosen = (accept: string | undefined) => acceptable(accept, [JSON_FORMAT, CSV, NDJSON])?.type;

describe('Accept', () => {
  it.each([
    [undefined, 'application/json'],
    ['', 'application/json'],
    ['*/*', 'application/json'],
    ['application/*', 'application/json'],
    ['text/*', 'text/csv'],
    ['text/csv', 'text/csv'],
    ['application/ndjson', 'application/ndjson'],
    ['Text/CSV ; header=present', 'text/csv'],
  ])('"%s" means %s', (accept, type) => {
    expect(chosen(accept)).toBe(type);
  });

  it('means what is most welcome', () => {
    expect(chosen('text/csv;q=0.1, application/json;q=0.9')).toBe('application/json');
    expect(chosen('text/csv;q=0.9, */*;q=0.1')).toBe('text/csv');
  });

  it('means what is named, among what is equally welcome', () => {
    expect(chosen('*/*, text/csv')).toBe('text/csv');
    expect(chosen('text/csv, application/json')).toBe('application/json');
  });

  it('rules out what has no quality, by the most precise range', () => {
    expect(chosen('application/json;q=0, */*')).toBe('text/csv');
    expect(chosen('*/*;q=0, text/csv')).toBe('text/csv');
    expect(chosen('text/csv;q=0')).toBeUndefined();
  });

  it('means nothing that there is', () => {
    expect(chosen('application/pdf')).toBeUndefined();
    expect(chosen('nonsense')).toBeUndefined();
  });
});
