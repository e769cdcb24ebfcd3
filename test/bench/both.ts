import type { StackConfig } from '@app/stack';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { start, type Child } from './child.js';
import type { Engines, Starting } from './engines.process.js';
import { compare, type Contest, type Row, type Round } from './harness.js';
import type { Size } from './size.js';
import type { StackProcess } from './stack.process.js';

/** What adds to a record comes last: in its time each side adds as much as it can. */
export const BOTH = ['both-read', 'both-rebuild', 'both-lag', 'both-command', 'both-append'] as const;
/** Fewer than of other rows: what stands in for a server may be very slow. */
const [ROUNDS, WARM_UPS] = [3, 1];
/** Waits of a round. */
const LAGS = 5;

type Side = Child<StackProcess>;
type Distributed = Extract<StackConfig, { kind: 'distributed' }>;

/**
 * The distributed stack beside the embedded one, each as an application has it, in turn in one run. With a stand-in for
 * a server the figures are of the stand-in: what they tell is what our side of it costs, and nothing of a real one.
 */
export async function withBoth(
  folder: string,
  { both: actions, ms }: Size,
  work: (row: (name: (typeof BOTH)[number]) => Promise<Row>) => Promise<void>,
): Promise<void> {
  const children: Child<never>[] = [];
  const begin = <F extends StackProcess | Starting>(module: string): Child<F> => {
    const child = start<F>(module);
    children.unshift(child);
    return child;
  };
  try {
    const engines = await begin<Starting>('engines.process').call('start');
    const config = configOf(engines);
    const [embedded, distributed] = [begin<StackProcess>('stack.process'), begin<StackProcess>('stack.process')];
    await embedded.call('open', { kind: 'embedded', folder: join(folder, 'both'), create: true }, actions);
    await distributed.call('open', config, actions);
    await begin<StackProcess>('stack.process').call('work', config);
    for (const side of [embedded, distributed]) await side.call('settle');
    const rows = {
      'both-append': of('append, 20 clients', 'events/s', (side) => side.call('append', ms)),
      'both-command': of('command in process, 20 clients', 'commands/s', (side) => side.call('command', ms)),
      'both-read': of('page of 50 actions in process, 4 at once', 'pages/s', (side) => side.call('read', ms)),
      'both-rebuild': of('rebuild of the actions', 'events/s', (side) => side.call('rebuild')),
      'both-lag': of('receipt until in all read models', 'waits/s', (side) => side.call('lag', LAGS)),
    };
    await work(async (name) => {
      const { round, ...rest } = rows[name];
      // What the row before has left to be done belongs to neither side of this one.
      const settled = async (side: Side) => {
        await side.call('settle');
        return round(side);
      };
      const contest: Contest = {
        ...{
          ...rest,
          name: `${rest.name}: ${engines.esdb.is}, ${engines.mongodb.is}`,
          rounds: ROUNDS,
          warmUps: WARM_UPS,
        },
        ours: () => settled(distributed),
        ceiling: () => settled(embedded),
      };
      return compare(contest);
    });
  } finally {
    for (const child of children) await child.end();
  }
}

const of = (name: string, unit: string, round: (side: Side) => Promise<Round>) => ({ name, unit, round });

function configOf({ esdb, mongodb }: Engines): Distributed {
  const run = `bench-${randomUUID()}`;
  const { ESDB_USERNAME: username, ESDB_PASSWORD: password = '', ESDB_CA_FILE: caFile } = process.env;
  return {
    kind: 'distributed',
    servers: {
      log: {
        ...{ url: esdb.url, prefix: run },
        ...(username !== undefined && { credentials: { username, password } }),
        ...(caFile !== undefined && { caFile }),
      },
      documents: { url: mongodb.url, database: run.slice(0, 30) },
      keys: { url: mongodb.url, database: `${run.slice(0, 30)}-keys` },
    },
  };
}
