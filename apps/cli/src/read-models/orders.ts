import type { ApiClient } from '@app/platform';
import { z } from 'zod';
import { EXIT, Stop } from '../exit.js';
import { order, standingOf, standings } from './standings.js';
import { interruptible, watchBuild } from './watch.js';
import { listed, resumed } from './words.js';

const Nothing = z.object({});
const Generations = z.object({ generations: z.array(z.number()) });
const OfGeneration = z.object({ generation: z.number() });
const Verification = OfGeneration.extend({
  events: z.number(),
  documents: z.number(),
  compared: z.number(),
  faults: z.array(z.string()),
});

export async function list(api: ApiClient): Promise<void> {
  const items = await standings(api);
  console.log(listed(items));
  const isParked = items.some(({ parked, others }) => parked ?? others.some((other) => other.parked));
  if (isParked) throw new Stop(EXIT.different, '');
}

/** `goesOn`: when a build goes on that nobody waits for. */
export async function rebuild(api: ApiClient, name: string, o: { promote: boolean; goesOn: string }): Promise<void> {
  const before = await standingOf(api, name);
  const { generation } = await order(api, name, 'rebuilds', OfGeneration);
  if (before.others.some((other) => other.generation === generation)) {
    console.log(
      `${name}: generation ${generation} was begun before; \`projections drop ${name}\` makes room for a new one.`,
    );
  }
  const outcome = await interruptible((signal) => watchBuild(api, name, generation, signal));
  if (outcome === 'left') {
    throw new Stop(
      EXIT.different,
      `The build of ${name} ${generation} goes on${o.goesOn}; \`projections list\` tells.`,
    );
  }
  if (!o.promote) {
    console.log(`${name}: generation ${generation} is built. Next: \`projections verify ${name}\`, \`projections promote ${name}\`.`); // prettier-ignore
    return;
  }
  await verify(api, name, { generation });
  await promote(api, name, { generation });
}

export async function verify(
  api: ApiClient,
  name: string,
  which: { readonly generation?: number; readonly sample?: number },
): Promise<void> {
  const found = await order(api, name, 'verifications', Verification, which);
  const [events, documents, compared] = [found.events, found.documents, found.compared].map((n) =>
    n.toLocaleString('en'),
  );
  const of = `${name}: generation ${found.generation}`;
  console.log(`${of}, by ${events} events: ${documents} documents, ${compared} of them compared.`);
  for (const fault of found.faults) console.log(fault);
  if (found.faults.length > 0) throw new Stop(EXIT.different, 'It is not what the log says.');
  console.log('Nothing is wrong.');
}

export async function promote(api: ApiClient, name: string, which: { readonly generation?: number }): Promise<void> {
  const { generation } = await order(api, name, 'promotions', OfGeneration, which);
  console.log(
    `${name}: generation ${generation} is live. \`projections rollback ${name}\` goes back to the one before.`,
  );
}

export async function rollback(api: ApiClient, name: string): Promise<void> {
  const { generation } = await order(api, name, 'rollbacks', OfGeneration);
  console.log(`${name}: generation ${generation} is live again.`);
}

export async function skip(api: ApiClient, name: string, o: { at: string; reason: string }): Promise<void> {
  await order(api, name, 'skips', Nothing, o);
  console.log(`${name} passes over the event at ${o.at}.`);
}

export async function resume(api: ApiClient, name: string): Promise<void> {
  const { generations } = await order(api, name, 'resumptions', Generations);
  console.log(resumed(name, generations));
}

export async function drop(api: ApiClient, name: string): Promise<void> {
  const { generations } = await order(api, name, 'removals', Generations);
  const none = `${name} has nothing beside its live generation.`;
  console.log(generations.length === 0 ? none : `${name}: dropped ${generations.join(', ')}.`);
}
