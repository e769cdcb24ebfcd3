import type { Documents, ProjectionState } from '@app/eventing';
import { Counter, Gauge } from 'prom-client';
import { STORE_MS, within } from '../operations/within.js';
import { Metrics } from './metrics.js';

/** What a worker counts beside what every process does. */
export class WorkMetrics {
  readonly metrics = new Metrics();

  private readonly events = new Counter({
    name: 'throughline_projected_events_total',
    help: 'Events that this process has applied to a read model, or passed over there.',
    labelNames: ['projection'] as const,
    registers: [this.metrics.registry],
  });

  applied(projection: string, events: number): void {
    this.events.inc({ projection }, events);
  }

  /** From now on shows the leases that `holder`, which is this process, has in the store when it is asked. */
  showLeases(documents: Pick<Documents, 'states'>, holder: string): void {
    const held = new Gauge({
      name: 'throughline_leases_held',
      help: 'Generations of read models that this process brings along: 1 each.',
      labelNames: ['projection', 'generation'] as const,
      registers: [this.metrics.registry],
      async collect() {
        // A store that does not answer takes nothing from the other metrics.
        const states = (await within(STORE_MS, documents.states()).catch(() => undefined)) ?? [];
        held.reset();
        for (const [projection, state] of states) {
          for (const generation of heldBy(holder, state)) held.set({ projection, generation }, 1);
        }
      },
    });
  }
}

const heldBy = (holder: string, { live, lease, others }: ProjectionState): number[] =>
  [{ generation: live, lease }, ...others]
    .filter((one) => one.lease.holder === holder)
    .map(({ generation }) => generation.number);
