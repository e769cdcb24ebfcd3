import { StoreError } from '@app/stack';
import { ServerUnavailable } from '@app/platform';
import { Command, CommanderError, Option } from 'commander';
import { doctorCommand } from './commands/doctor.js';
import { eventsCommand } from './commands/events.js';
import { formatCommand } from './commands/format.js';
import { keysCommand } from './commands/keys.js';
import { loadCommand } from './commands/load.js';
import { projectionsCommand } from './commands/projections.js';
import { tokenCommand } from './commands/token.js';
import { EXIT, Stop, type ExitCode } from './exit.js';
import { STACKS } from './server.js';

const CODES = `
Exit codes:
  0  done, and everything is as it should be
  1  something was refused, is different from what is recorded, or is not in order
  2  the command line was not understood, or a file could not be read
  3  the server or the data folder could not be used
`;

export function program(): Command {
  const root = new Command('throughline')
    .description(
      'The record of a local partnership, from the command line. Works beside a running server, and without one.',
    )
    .option('-d, --data <folder>', 'data folder', process.env['DATA_DIR'] || './data')
    .addOption(
      new Option(
        '--stack <kind>',
        'what holds the record: files in the data folder, or servers by ESDB_URL, MONGODB_URL …',
      )
        .choices(STACKS)
        .default(process.env['STACK'] || 'embedded'),
    )
    .addHelpText('after', CODES)
    .showHelpAfterError('(--help says more)')
    .exitOverride();
  const commands = [
    loadCommand(),
    tokenCommand(),
    projectionsCommand(),
    doctorCommand(),
    eventsCommand(),
    keysCommand(),
    formatCommand(),
  ];
  for (const command of commands) root.addCommand(command);
  inherit(root);
  root.hook('preAction', () => refuseUnknownStack(root.opts<{ stack: string }>()));
  return root;
}

/** A mistyped variable would mean another store. */
function refuseUnknownStack({ stack }: { readonly stack: string }): void {
  if ((STACKS as readonly string[]).includes(stack)) return;
  throw new Stop(EXIT.usage, `STACK is ${stack}; there are ${STACKS.join(' and ')}`);
}

/** Also below: a command that was not understood ends the process otherwise, with a code that means something else. */
function inherit(parent: Command): void {
  for (const command of parent.commands) inherit(command.copyInheritedSettings(parent));
}

/** Runs the command line and says how it ended; never throws. */
export async function run(argv: readonly string[]): Promise<ExitCode> {
  try {
    await program().parseAsync(argv, { from: 'user' });
    return EXIT.ok;
  } catch (error) {
    return ended(error);
  }
}

function ended(error: unknown): ExitCode {
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : EXIT.usage;
  if (error instanceof Stop) {
    if (error.message) console.error(error.message);
    return error.code;
  }
  if (error instanceof StoreError || error instanceof ServerUnavailable || isOfTheSystem(error)) {
    console.error(error.message);
    return EXIT.server;
  }
  console.error(error);
  return EXIT.server;
}

/** A folder that cannot be written, a key that cannot be read: no fault of ours, so where it arose is no use to anybody. */
const isOfTheSystem = (error: unknown): error is NodeJS.ErrnoException =>
  (error as NodeJS.ErrnoException | undefined)?.syscall !== undefined;
