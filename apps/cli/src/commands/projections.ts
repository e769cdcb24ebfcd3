import type { ApiClient } from '@app/platform';
import { Command, InvalidArgumentError } from 'commander';
import * as orders from '../read-models/orders.js';
import { operator, withServer, type Where } from '../server.js';

const EXAMPLES = `
Examples:
  $ throughline projections list
  $ throughline projections rebuild actions             build its documents anew, beside those in use
  $ throughline projections verify actions              compare what was built with the log
  $ throughline projections promote actions             answer from it
  $ throughline projections rollback actions            answer from the earlier ones again
  $ throughline projections rebuild actions --promote   all of it
  $ throughline projections skip actions --at 4711 --reason "test data, see ticket 12"

What is asked while a read model is rebuilt is answered from the generation in use. That is kept after a promotion, with
all that is recorded, until the next rebuild or \`drop\`.
`;

/** What an order needs to know of the server. */
interface On {
  readonly api: ApiClient;
  /** When a build goes on after this command has ended, in words. */
  readonly goesOn: string;
}

export function projectionsCommand(): Command {
  const commands = [
    new Command('list')
      .description('every read model: its generations, how far each has got, and what stopped it')
      .action((_options: unknown, command: Command) => on(command, ({ api }) => orders.list(api))),
    ofOne('rebuild', 'build a new generation beside the one in use, and show how it gets on')
      .option('--promote', 'verify it and answer from it, when it is built')
      .action((name: string, { promote = false }: { promote?: boolean }, command: Command) =>
        on(command, ({ api, goesOn }) => orders.rebuild(api, name, { promote, goesOn })),
      ),
    ofOne('verify', 'compare a generation with the log: the one that was built, or else the one in use')
      .option('--generation <number>', 'this one', whole)
      .option('--sample <documents>', 'compare so many documents whole; 200 by default', whole)
      .action((name: string, which: { generation?: number; sample?: number }, command: Command) =>
        on(command, ({ api }) => orders.verify(api, name, which)),
      ),
    ofOne('promote', 'answer from the generation that was built')
      .option('--generation <number>', 'only this one; also to answer again from one that was rolled back from', whole)
      .action((name: string, which: { generation?: number }, command: Command) =>
        on(command, ({ api }) => orders.promote(api, name, which)),
      ),
    ofOne('rollback', 'answer from the generation that was in use before').action(
      (name: string, _options: unknown, command: Command) => on(command, ({ api }) => orders.rollback(api, name)),
    ),
    ofOne('skip', 'let a parked read model pass over the event that it stopped at')
      .requiredOption('--at <position>', 'where it is parked', digits)
      .requiredOption('--reason <words>', 'why; it is kept and shown', words)
      .action((name: string, o: { at: string; reason: string }, command: Command) =>
        on(command, ({ api }) => orders.skip(api, name, o)),
      ),
    ofOne('resume', 'let a parked read model try its event again').action(
      (name: string, _options: unknown, command: Command) => on(command, ({ api }) => orders.resume(api, name)),
    ),
    ofOne('drop', 'drop every generation beside the one in use').action(
      (name: string, _options: unknown, command: Command) => on(command, ({ api }) => orders.drop(api, name)),
    ),
  ];
  const projections = new Command('projections').description('the read models');
  for (const command of commands) projections.addCommand(command);
  return projections.addHelpText('after', EXAMPLES);
}

const ofOne = (name: string, description: string): Command =>
  new Command(name).description(description).argument('<name>', 'as the list names it');

const on = (command: Command, give: (on: On) => Promise<void>): Promise<void> =>
  withServer(command.optsWithGlobals<Where>(), async (server) => {
    const goesOn = server.lasts ? '' : ' as soon as a server runs';
    await give({ api: await operator(server), goesOn });
  });

function digits(text: string): string {
  if (!/^\d{1,19}$/.test(text)) throw new InvalidArgumentError('must be a position, as the list shows it');
  return text;
}

function whole(text: string): number {
  if (!/^\d{1,12}$/.test(text)) throw new InvalidArgumentError('must be a whole number');
  return Number(text);
}

function words(text: string): string {
  if (text.trim() === '') throw new InvalidArgumentError('must say why');
  return text;
}
