import { position, type EventLog, type Passed, type Positions } from '@app/eventing';
import { Metrics } from '../observe/metrics.js';
import type { Problem } from '../problems/problem.js';
import { Consistency } from './consistency.js';

/** A process that knows of a head, on a log that others may have taken further. */
function consistency(o: { known?: number; really?: number; outcome?: Passed }): Consistency {
  const { known = 10, really = known, outcome = 'passed' } = o;
  const log = {
    head: async ({ fresh = false } = {}) => ({ position: position(fresh ? really : known), at: new Date() }),
  } as unknown as EventLog;
  const positions = { passed: async () => outcome } as unknown as Positions;
  return new Consistency(positions, new Metrics(), log);
}

const codeOf = (waiting: Promise<void>): Promise<string> =>
  waiting.then(
    () => 'answered',
    (problem: Problem) => problem.code,
  );

describe('a read that names the least position', () => {
  it('goes on once its read models have passed it', async () => {
    expect(await codeOf(consistency({}).reach(position(10), ['actions']))).toBe('answered');
  });

  it('goes on where the log itself is further than this process knows', async () => {
    expect(await codeOf(consistency({ known: 10, really: 12 }).reach(position(12), []))).toBe('answered');
  });

  it('is refused where the log has not got there either', async () => {
    expect(await codeOf(consistency({ known: 10, really: 11 }).reach(position(12), []))).toBe('position-beyond-head');
  });

  it('is put off where a read model stays behind, and refused where one is parked', async () => {
    const put = await consistency({ outcome: 'behind' })
      .reach(position(1), [])
      .catch((problem: Problem) => problem);
    expect(put).toMatchObject({ code: 'projection-behind', headers: { 'retry-after': '1' } });
    expect(await codeOf(consistency({ outcome: 'parked' }).reach(position(1), []))).toBe('projection-parked');
  });

  it('that names none waits for nothing', async () => {
    expect(await codeOf(consistency({ outcome: 'behind' }).reach(undefined, ['actions']))).toBe('answered');
  });
});
