import type { Position } from '@app/domain';
import { Positions, type EventLog } from '@app/eventing';
import { Inject, Injectable } from '@nestjs/common';
import { Metrics } from '../observe/metrics.js';
import { Problem } from '../problems/problem.js';
import { LOG } from '../stack.js';

/** Read your writes: an answer waits until what it is made of has seen the position that the client saw. */
@Injectable()
export class Consistency {
  constructor(
    private readonly positions: Positions,
    private readonly metrics: Metrics,
    @Inject(LOG) private readonly log: EventLog,
  ) {}

  /** At most 2 s, then `projection-behind`; at once `position-beyond-head` and `projection-parked`. */
  async reach(position: Position | undefined, projections: readonly string[]): Promise<void> {
    if (position === undefined) return;
    if (!(await this.isInLog(position))) throw new Problem('position-beyond-head');
    const stop = this.metrics.waits.startTimer();
    const outcome = await this.positions.passed(projections, position);
    stop({ outcome });
    if (outcome === 'parked') throw new Problem('projection-parked');
    if (outcome === 'behind') throw new Problem('projection-behind', undefined, {}, { 'retry-after': '1' });
  }

  /** What this process knows of the head may be old news where others write too; then the log itself is asked. */
  private async isInLog(position: Position): Promise<boolean> {
    const { position: head } = await this.log.head();
    if (position <= head) return true;
    const { position: now } = await this.log.head({ fresh: true });
    return position <= now;
  }
}
