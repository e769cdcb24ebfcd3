import { position } from '@app/domain';
import { Positions } from './positions.js';
import type { Generation, ProjectionState } from './ports.js';

const generation = (projection: string): Generation => ({ projection, number: 1 });
const parked = { at: position(4), eventId: 'e' as never, error: 'x', attempts: 3 };

/** A store whose states a test sets, and a clock that moves only where somebody sleeps. */
function setUp(states: Record<string, Partial<ProjectionState> & { at: number }>) {
  let ms = 0;
  const reads = jest.fn();
  const sleeps: { ms: number; wake: () => void }[] = [];
  const documents = {
    states: async () => {
      reads();
      return new Map(
        Object.entries(states).map(([name, { at, ...rest }]) => [
          name,
          {
            live: generation(name),
            checkpoint: { position: position(at), eventId: null },
            skips: [],
            lease: { epoch: 1, holder: 'alone', beats: 0 },
            others: [],
            given: [1],
            ...rest,
          },
        ]),
      );
    },
  };
  const sleep = (slept: number, signal?: AbortSignal) =>
    new Promise<void>((wake) => {
      sleeps.push({ ms: slept, wake: () => ((ms += slept), wake()) });
      signal?.addEventListener('abort', () => wake());
    });
  const positions = new Positions(documents, { elapsed: () => ms, sleep });
  const asleep = async () => {
    while (sleeps.length === 0) await new Promise(setImmediate);
    return sleeps.shift()!;
  };
  return { positions, states, reads, asleep };
}

describe('a wait for the read models', () => {
  it('ends at once where all of them have passed', async () => {
    const { positions } = setUp({ a: { at: 5 }, b: { at: 7 } });
    expect(await positions.passed(['a', 'b'], position(5))).toBe('passed');
  });

  it('asks the store no more where news of it has come', async () => {
    const { positions, reads } = setUp({ a: { at: 0 } });
    positions.advanced(generation('a'), position(5));
    expect(await positions.passed(['a'], position(5))).toBe('passed');
    expect(reads).not.toHaveBeenCalled();
  });

  it('goes on until the last one has passed, by news of each', async () => {
    const { positions, asleep } = setUp({ a: { at: 4 }, b: { at: 4 } });
    const passed = positions.passed(['a', 'b'], position(5));
    await asleep();
    positions.advanced(generation('a'), position(5));
    await asleep();
    positions.advanced(generation('b'), position(9));
    expect(await passed).toBe('passed');
  });

  it('finds out without news, from the store', async () => {
    const { positions, states, asleep } = setUp({ a: { at: 4 } });
    const passed = positions.passed(['a'], position(5));
    const { wake } = await asleep();
    states['a'] = { at: 5 };
    wake();
    expect(await passed).toBe('passed');
  });

  it('ends after 2 s all the same', async () => {
    const { positions, asleep } = setUp({ a: { at: 4 } });
    const passed = positions.passed(['a'], position(5));
    let slept = 0;
    while (slept < 2_000) {
      const { ms, wake } = await asleep();
      slept += ms;
      wake();
    }
    expect(slept).toBe(2_000);
    expect(await passed).toBe('behind');
  });

  it('ends when it is called off', async () => {
    const { positions, asleep } = setUp({ a: { at: 4 } });
    const off = new AbortController();
    const passed = positions.passed(['a'], position(5), { signal: off.signal });
    await asleep();
    off.abort();
    expect(await passed).toBe('behind');
  });

  it('does not wait for one that is parked before the position, and does not mind one parked behind it', async () => {
    const { positions } = setUp({ a: { at: 9 }, b: { at: 3, parked } });
    expect(await positions.passed(['a', 'b'], position(5))).toBe('parked');
    expect(await positions.passed(['a', 'b'], position(3))).toBe('passed');
  });

  it('for a read model that does not exist yet waits for it to come', async () => {
    const { positions, states, asleep } = setUp({});
    const passed = positions.passed(['a'], position(0));
    const { wake } = await asleep();
    states['a'] = { at: 0 };
    wake();
    expect(await passed).toBe('passed');
  });
});
