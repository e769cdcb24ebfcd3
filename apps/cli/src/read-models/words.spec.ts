import { resumed } from './words.js';

describe('what a resumption says', () => {
  it.each([
    [[], 'people is not parked: there is nothing to resume.'],
    [[1], 'people: generation 1 goes on with the event that it stopped at.'],
    [[1, 2], 'people: generations 1, 2 go on with the events that they stopped at.'],
  ])('of %j', (generations, words) => {
    expect(resumed('people', generations)).toBe(words);
  });
});
