import { Command, InvalidArgumentError } from 'commander';
import { EXIT, Stop } from '../exit.js';
import { examineFolder, examineServer, examineServers, type Examination, type Finding } from '../examination.js';
import { readingOf } from '../files.js';
import type { Sample } from '../examining-read-models.js';
import { openDistributed, openedBy, type Where } from '../server.js';

interface Options extends Where {
  readonly against?: string;
  readonly sample: Sample;
}

const EXAMPLES = `
Examples:
  $ throughline doctor
  $ throughline --data /srv/throughline doctor && echo all is well
  $ throughline doctor --sample all                        every document against what the log makes of it
  $ throughline doctor --against log.ndjson                the log against an export of another store
  $ STACK=distributed throughline doctor --against log.ndjson

Reads every event in the log and opens every sealed word in it, and compares documents of each read model with what a
rebuild would make of them. Nothing is recorded; on a folder, read models that are behind are brought along meanwhile and
keys of people who were erased are destroyed, as by a server, so after a move import keys before events. Beside a running
server it asks that server instead, which knows how its read models stand and compares no more than 10,000 documents of
each, and leaves the opening of words to a time when it is stopped.
`;

export function doctorCommand(): Command {
  return new Command('doctor')
    .description('examine the data folder or the servers, the log, the keys and the read models')
    .option('--against <file>', 'the log has to be that of this export, event by event')
    .option('--sample <n|all>', 'documents of each read model that are compared whole; 0: none', sampleOf, 200)
    .addHelpText('after', EXAMPLES)
    .action(async (_options: unknown, command: Command) => {
      const { against, sample, ...where } = command.optsWithGlobals<Options>();
      // Before anything long is begun.
      if (against !== undefined) readingOf(against);
      const findings = await examine(where, { against, sample });
      for (const { state, what } of findings) console.log(`${LABEL[state]}  ${what}`);
      const faults = findings.filter(({ state }) => state === 'fault').length;
      if (faults > 0) throw new Stop(EXIT.different, `${faults} ${faults === 1 ? 'fault' : 'faults'} found.`);
      const isAllSeen = findings.every(({ state }) => state === 'good');
      console.log(isAllSeen ? 'All is well.' : 'No fault was found; see the notes.');
    });
}

const LABEL = { good: 'ok    ', note: 'note  ', fault: 'FAULT ' } as const;

async function examine({ data: folder, stack }: Where, what: Examination): Promise<Finding[]> {
  if (stack === 'distributed') {
    const servers = await openDistributed();
    return examineServers(servers, what).finally(() => servers.close());
  }
  const opened = await openedBy(folder, false);
  if (typeof opened === 'string') return examineServer(opened, folder, what);
  return examineFolder(opened, folder, what).finally(() => opened.close());
}

function sampleOf(text: string): Sample {
  if (text === 'all') return text;
  if (!/^\d{1,9}$/.test(text)) throw new InvalidArgumentError('must be a number of documents, or all');
  return Number(text);
}
