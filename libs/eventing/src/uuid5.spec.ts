import { uuid5 } from './uuid5.js';

describe('a UUID made of a name', () => {
  it('is that of the example in RFC 9562, A.4', () => {
    expect(uuid5('www.example.com', '6ba7b810-9dad-11d1-80b4-00c04fd430c8')).toBe(
      '2ed6657d-e927-568b-95e1-2665a8aea6a2',
    );
  });

  it('takes the name as UTF-8', () => {
    expect(uuid5('naïve 🙂', '6ba7b810-9dad-11d1-80b4-00c04fd430c8')).toBe('ded74221-e529-54ba-8142-9ae77c97f69d');
  });
});
