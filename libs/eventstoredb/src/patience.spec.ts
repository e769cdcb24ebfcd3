import { ambient, Outage } from '@app/eventing';
import { LogUnavailable, NoAnswer } from './failure.js';
import { persist, type Patience } from './patience.js';

const [CALL_MS, OUTAGE_MS] = [5_000, 15_000];

describe('patience with a server that is away', () => {
  let outage: Outage;
  beforeEach(() => {
    jest.useFakeTimers();
    outage = new Outage(OUTAGE_MS);
  });
  afterEach(() => jest.useRealTimers());

  const patience = (): Patience => ({ ms: CALL_MS, outage, signal: new AbortController().signal });

  /** Asks until it is told that there is no answer, and counts how often. */
  async function attempts(): Promise<number> {
    let asked = 0;
    const away = async (): Promise<never> => {
      asked++;
      throw new Error('connect ECONNREFUSED');
    };
    const outcome = persist(away, patience()).catch((error: unknown) => error);
    await jest.advanceTimersByTimeAsync(CALL_MS);
    expect(await outcome).toBeInstanceOf(LogUnavailable);
    return asked;
  }

  it('is that of each call while the outage is young, so that one call may follow another over an election', async () => {
    expect(await attempts()).toBeGreaterThan(1);
    expect(await attempts()).toBeGreaterThan(1);
  });

  it('is at an end with that for the outage: who asks later asks once', async () => {
    for (let waited = 0; waited < OUTAGE_MS; waited += CALL_MS) await attempts();
    expect(await attempts()).toBe(1);
  });

  it('is there again after an answer', async () => {
    for (let waited = 0; waited < OUTAGE_MS; waited += CALL_MS) await attempts();
    expect(await persist(async () => 'there', patience())).toBe('there');
    expect(await attempts()).toBeGreaterThan(1);
  });

  it('is used up by a server that says nothing too, though what was asked of it is not asked again', async () => {
    const ends = ambient.elapsed() + OUTAGE_MS;
    const silent = persist(() => Promise.reject(new NoAnswer(CALL_MS)), { ...patience(), again: () => false });
    await expect(silent).rejects.toBeInstanceOf(NoAnswer);
    await jest.advanceTimersByTimeAsync(CALL_MS);
    expect(outage.failed()).toBe(ends);
  });
});
