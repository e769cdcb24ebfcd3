import { compareLogs, differenceInWords } from './comparison.js';
import { beginningOf, logOf } from './testing/files.js';
import { eventsOf } from './whole-log.js';

describe('two logs', () => {
  it('are equal where every event is, whatever the positions', async () => {
    const log = await logOf(20);
    const moved = (async function* () {
      for await (const event of eventsOf(log))
        yield { ...event, position: (7n * event.position) as typeof event.position };
    })();
    const found = await compareLogs(eventsOf(log), moved);
    expect(found).toEqual({ equal: 20, ours: 20, theirs: 20, difference: undefined });
  });

  it('differ first where one has other metadata, and are counted to their ends', async () => {
    const log = await logOf(20);
    const other = await beginningOf(log, 15, (event) =>
      event.position >= 9n ? { ...event, metadata: event.metadata.replace('2026', '2025') } : event,
    );
    const found = await compareLogs(eventsOf(log), eventsOf(other));
    expect(found).toMatchObject({ equal: 8, ours: 20, theirs: 15, difference: { rank: 9, fields: ['metadata'] } });
  });

  it.each([
    [20, 15, /^the file ends before event 16/],
    [15, 20, /^there is no event 16 here/],
  ])('of %d and %d events differ where the shorter one ends', async (ours, theirs, words) => {
    const log = await logOf(20);
    const [one, other] = [await beginningOf(log, ours), await beginningOf(log, theirs)];
    const { equal, difference } = await compareLogs(eventsOf(one), eventsOf(other));
    expect(equal).toBe(15);
    expect(differenceInWords(difference!)).toMatch(words);
  });

  it('are not told apart with a word of their events', async () => {
    const log = await logOf(20);
    const other = await beginningOf(log, 20, (event) => ({ ...event, data: '"secret words"' }));
    const { difference } = await compareLogs(eventsOf(other), eventsOf(log));
    expect(differenceInWords(difference!)).not.toContain('secret');
  });
});
