import { Command } from 'commander';
import { EXIT, Stop } from '../exit.js';
import { examineFolder, examineServer, type Finding } from '../examination.js';
import { progress } from '../progress.js';
import { openedBy } from '../server.js';

interface Options {
  readonly data: string;
}

const EXAMPLES = `
Examples:
  $ throughline doctor
  $ throughline --data /srv/throughline doctor && echo all is well

Reads every event in the log and opens every sealed word in it; nothing is changed. Beside a running server it asks that
server instead, which knows how its read models stand, and leaves the reading of the log to a time when it is stopped.
`;

export function doctorCommand(): Command {
  return new Command('doctor')
    .description('examine the data folder, the log, the keys and the read models')
    .addHelpText('after', EXAMPLES)
    .action(async (_options: unknown, command: Command) => {
      const { data } = command.optsWithGlobals<Options>();
      const findings = await examine(data);
      for (const { state, what } of findings) console.log(`${LABEL[state]}  ${what}`);
      const faults = findings.filter(({ state }) => state === 'fault').length;
      if (faults > 0) throw new Stop(EXIT.different, `${faults} ${faults === 1 ? 'fault' : 'faults'} found.`);
      console.log('All is well.');
    });
}

const LABEL = { good: 'ok    ', note: 'note  ', fault: 'FAULT ' } as const;

async function examine(folder: string): Promise<Finding[]> {
  const bar = progress('Reading the log');
  try {
    const opened = await openedBy(folder, false);
    return typeof opened === 'string'
      ? await examineServer(opened, folder)
      : await examineFolder(opened, folder, (done, total) => bar.at(done, total)).finally(() => opened.close());
  } finally {
    bar.stop();
  }
}
