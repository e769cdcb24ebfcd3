import { Command } from 'commander';
import { exportEvents } from '../exporting.js';
import { importEvents } from '../importing.js';
import type { Where } from '../server.js';

const EXAMPLES = `
Examples:
  $ throughline events export log.ndjson
  $ throughline events export log.ndjson --resume          what came since, or where it was broken off
  $ throughline --data /srv/new events import log.ndjson
  $ STACK=distributed throughline events import log.ndjson
  $ throughline events export - | ssh elsewhere throughline events import -

An export can be made while the server runs. The words in it stay sealed; their keys move apart from it, with
\`throughline keys\`. An import needs a store that no server is using, and that is empty or holds the beginning of the
same log: whatever broke it off, the same command again goes on. docs/moving.md is the whole way.
`;

export function eventsCommand(): Command {
  const exporting = new Command('export')
    .description('write the whole log, in order, as lines of JSON')
    .argument('<file>', 'a file that is not there yet; - for standard output')
    .option('--resume', 'go on behind what an earlier export has written')
    .addHelpText('after', EXAMPLES)
    .action(async (file: string, _options: unknown, command: Command) => {
      const { resume, ...where } = command.optsWithGlobals<Where & { resume?: true }>();
      await exportEvents(where, file, resume ?? false);
    });
  const importing = new Command('import')
    .description('append what an export holds and the log does not hold yet')
    .argument('<file>', '- for standard input')
    .addHelpText('after', EXAMPLES)
    .action(async (file: string, _options: unknown, command: Command) => {
      await importEvents(command.optsWithGlobals<Where>(), file);
    });
  return new Command('events')
    .description('move the log from store to store')
    .addCommand(exporting)
    .addCommand(importing)
    .addHelpText('after', EXAMPLES);
}
