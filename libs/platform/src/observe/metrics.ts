import { Counter, Gauge, Histogram, Registry } from 'prom-client';

export type Outcome = 'recorded' | 'repeated' | 'dry-run' | 'refused' | 'fault';

/** What is counted, on a registry of its own, so that two servers in one process do not mix. */
export class Metrics {
  readonly registry = new Registry();

  readonly commands = new Counter({
    name: 'throughline_commands_total',
    help: 'Commands by name and outcome.',
    labelNames: ['command', 'outcome'] as const,
    registers: [this.registry],
  });
  readonly appends = new Counter({
    name: 'throughline_appended_events_total',
    help: 'Events appended through this process.',
    registers: [this.registry],
  });
  readonly conflicts = new Counter({
    name: 'throughline_conflicts_total',
    help: 'Commands that met a stale If-Match, a key in use, or too many writers.',
    labelNames: ['kind'] as const,
    registers: [this.registry],
  });
  readonly waits = new Histogram({
    name: 'throughline_read_wait_seconds',
    help: 'How long reads with Throughline-Min-Position waited.',
    labelNames: ['outcome'] as const,
    buckets: [0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2],
    registers: [this.registry],
  });
  readonly requests = new Histogram({
    name: 'throughline_http_request_seconds',
    help: 'Time to answer, by method, route pattern and status.',
    labelNames: ['method', 'route', 'status'] as const,
    buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5],
    registers: [this.registry],
  });
  readonly lag = new Gauge({
    name: 'throughline_projection_lag_seconds',
    help: 'Age of the oldest event that the read model has not applied; 0 where it has applied all. Absent where it cannot be told.',
    labelNames: ['projection'] as const,
    registers: [this.registry],
  });
  readonly parked = new Gauge({
    name: 'throughline_projections_parked',
    help: 'Read models that stopped at an event that they could not apply.',
    registers: [this.registry],
  });
}
