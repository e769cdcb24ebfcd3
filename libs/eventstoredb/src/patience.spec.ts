import { ambient, Outage } from '@app/eventing';
import { LogUnavailable } from './failure.js';
import { persist, type Patience } from './patience.js';

const PATIENCE_MS = 300;

/** Asks a server that is away, and counts how often. */
async function attempts(outage: Outage): Promise<number> {
  let asked = 0;
  const work = async (): Promise<never> => {
    asked++;
    throw new Error('connect ECONNREFUSED');
  };
  await expect(persist(work, patience(outage))).rejects.toBeInstanceOf(LogUnavailable);
  return asked;
}

const patience = (outage: Outage): Patience => ({
  ...{ ms: PATIENCE_MS, outage },
  signal: new AbortController().signal,
});

/** Somebody met it so long ago. */
function outageSince(ms: number): Outage {
  let ago = ms;
  const outage = new Outage({ elapsed: () => ambient.elapsed() - ago });
  outage.failed();
  ago = 0;
  return outage;
}

describe('patience with a server that is away', () => {
  it('tries again while the outage is young', async () => {
    expect(await attempts(new Outage())).toBeGreaterThan(1);
  });

  it('tries once where others have waited for as long already', async () => {
    expect(await attempts(outageSince(2 * PATIENCE_MS))).toBe(1);
  });

  it('is there again after an answer', async () => {
    const outage = outageSince(2 * PATIENCE_MS);
    expect(await persist(async () => 'there', patience(outage))).toBe('there');
    expect(await attempts(outage)).toBeGreaterThan(1);
  });
});
