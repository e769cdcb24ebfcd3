import { ApiClient } from '@app/platform';
import { Command } from 'commander';
import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import { EXIT, Stop } from '../exit.js';
import { progress } from '../progress.js';
import { operator, withServer } from '../server.js';
import { table } from '../table.js';

interface Options {
  readonly data: string;
}

const EXAMPLES = `
Examples:
  $ throughline projections list
  $ throughline projections rebuild actions

A rebuild makes the documents of a read model anew from the log, beside those in use, and then takes their place; what
is asked meanwhile is answered from the old ones.
`;

export function projectionsCommand(): Command {
  const list = new Command('list')
    .description('every read model: how far it has got, and what stopped it')
    .action(async (_options: unknown, command: Command) => {
      await printStandings(command.optsWithGlobals<Options>());
    });
  const rebuild = new Command('rebuild')
    .description('build a read model anew, and wait until it is done')
    .argument('<name>', 'as the list names it')
    .action(async (name: string, _options: unknown, command: Command) => {
      await rebuildAndWait(name, command.optsWithGlobals<Options>());
    });
  return new Command('projections')
    .description('the read models')
    .addCommand(list)
    .addCommand(rebuild)
    .addHelpText('after', EXAMPLES);
}

const Standings = z.object({
  items: z.array(
    z.object({
      name: z.string(),
      generation: z.number(),
      position: z.string(),
      lag: z.number(),
      parked: z.object({ position: z.string(), error: z.string(), attempts: z.number() }).optional(),
      building: z.array(z.object({ generation: z.number(), position: z.string() })),
    }),
  ),
});
export type Standing = z.infer<typeof Standings>['items'][number];

const PATH = '/v1/operations/projections';

/** Throws Stop where the server does not say. */
export async function standings(api: ApiClient): Promise<Standing[]> {
  const reply = await api.get(PATH);
  if (!reply.ok) throw new Stop(EXIT.server, reply.problem.detail ?? reply.problem.title);
  return Standings.parse(reply.body).items;
}

async function printStandings({ data }: Options): Promise<void> {
  const items = await withServer(data, async (server) => standings(await operator(server)));
  const rows = items.map(({ name, generation, position, lag, parked }) => [
    name,
    String(generation),
    position,
    `${Math.round(lag)} s`,
    parked ? `parked at ${parked.position}: ${parked.error}` : lag > 0 ? 'behind' : 'caught up',
  ]);
  console.log(table(['name', 'generation', 'position', 'lag', 'state'], rows));
  if (items.some(({ parked }) => parked)) throw new Stop(EXIT.different, '');
}

const POLL_MILLISECONDS = 100;

async function rebuildAndWait(name: string, { data }: Options): Promise<void> {
  await withServer(data, async (server) => {
    const api = await operator(server);
    const before = (await standings(api)).find((standing) => standing.name === name);
    if (!before) throw new Stop(EXIT.different, `there is no read model ${name}; \`projections list\` names them`);
    const begun = await api.order(`${PATH}/${name}/rebuilds`);
    if (!begun.ok) throw new Stop(EXIT.different, begun.problem.detail ?? begun.problem.title);
    const bar = progress(`Rebuilding ${name}`);
    try {
      const { generation } = await rebuilt(api, before, (done) => bar.at(Number(done), Number(before.position)));
      console.log(`${name} was rebuilt; generation ${generation} is in use.`);
    } finally {
      bar.stop();
    }
  });
}

async function rebuilt(api: ApiClient, before: Standing, onProgress: (position: string) => void): Promise<Standing> {
  for (;;) {
    const now = (await standings(api)).find(({ name }) => name === before.name) ?? before;
    if (now.generation > before.generation) return now;
    if (now.parked)
      throw new Stop(EXIT.different, `the rebuild stopped at ${now.parked.position}: ${now.parked.error}`);
    onProgress(now.building.at(-1)?.position ?? '0');
    await pause(POLL_MILLISECONDS);
  }
}
