import { AMENDMENT_KINDS } from '@app/domain';
import {
  countsOf,
  inWords,
  isClean,
  loadRecords,
  LOCAL_SUBJECT,
  PAPERS,
  type AmendmentKind,
  type Outcome,
  type RecordText,
  type Report,
} from '@app/platform';
import { Command, Option } from 'commander';
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { EXIT, Stop } from '../exit.js';
import { progress } from '../progress.js';
import { withServer, type Server, type Where } from '../server.js';

interface Options extends Where {
  readonly documents?: string;
  readonly amend?: AmendmentKind | true;
  readonly dryRun?: true;
  readonly subject: string;
}

const EXAMPLES = `
Examples:
  $ throughline load examples/*.yaml
  $ throughline load minutes.yaml --dry-run               what would become of each entry
  $ throughline load minutes.yaml --documents papers/     file the papers too, and take the words from them
  $ throughline load minutes.yaml --amend                 correct the record where the file was corrected

The same file can be loaded again at any time: what is on record already is left alone. How a file is written:
examples/README.md.
`;

export function loadCommand(): Command {
  return new Command('load')
    .description('load files of records (YAML): what is new is recorded, what is there is compared')
    .argument('<file...>', 'files of records')
    .option('--documents <folder>', 'folder with the papers themselves')
    .addOption(
      new Option('--amend [kind]', 'record what the files say differently as amendments')
        .choices(AMENDMENT_KINDS)
        .preset('transcription-error'),
    )
    .option('--dry-run', 'record nothing')
    .option('--subject <name>', 'on whose behalf', LOCAL_SUBJECT)
    .addHelpText('after', EXAMPLES)
    .action(async (names: string[], _options: unknown, command: Command) => {
      await load(names, command.optsWithGlobals<Options>());
    });
}

async function load(names: readonly string[], { documents, amend, dryRun, subject, ...where }: Options): Promise<void> {
  const files = await Promise.all(names.map(readText));
  const bar = progress('Loading');
  const use = async ({ url, token }: Server) =>
    loadRecords({
      url,
      token: await token(subject, ['partnerships:create']),
      files,
      ...(documents !== undefined && { papers: documents }),
      ...(amend !== undefined && { amend: amend as AmendmentKind }),
      ...(dryRun && { dryRun }),
      onProgress: (done, total) => bar.at(done, total),
    });
  const report = await withServer(where, use, { create: !dryRun }).finally(() => bar.stop());
  for (const line of linesOf(report, dryRun ?? false)) console.log(line);
  if (!isClean(report)) throw new Stop(EXIT.different, '');
}

async function readText(name: string): Promise<RecordText> {
  try {
    return { name, text: await readFile(name, 'utf8'), beside: join(dirname(name), PAPERS) };
  } catch (error) {
    throw new Stop(EXIT.usage, `${name} cannot be read (${(error as NodeJS.ErrnoException).code ?? 'unknown'})`);
  }
}

/** What a user must look at, each with its place; then the sum. */
function linesOf(report: Report, dryRun: boolean): string[] {
  if (report.faults.length > 0) {
    return [...report.faults.map(inWords), `Nothing was sent: ${plural(report.faults.length, 'fault')} in the files.`];
  }
  const { new: recorded, present, different, amended, refused, blocked } = countsOf(report);
  const sums = [
    `${recorded} ${dryRun ? 'would be recorded' : 'recorded'}`,
    `${present} there already`,
    ...(amended > 0 ? [`${amended} amended`] : []),
    ...(different > 0 ? [`${different} different from what is recorded`] : []),
    ...(refused > 0 ? [`${refused} refused`] : []),
    ...(blocked > 0 ? [`${blocked} waiting for those`] : []),
  ];
  const remedy = different > 0 ? ['With --amend, what the files say is recorded as amendments.'] : [];
  return [...report.outcomes.flatMap(outcomeLines), `${sums.join(', ')}.`, ...remedy];
}

function outcomeLines({ place, handle, entry, state, reason, differences = [] }: Outcome): string[] {
  if (state === 'new' || state === 'present') return [];
  const what = {
    different: 'is recorded differently',
    amended: 'was amended',
    refused: 'was refused',
    blocked: 'was not sent',
  }[state];
  return [
    inWords({ place, reason: `${entry} ${handle} ${what}${reason ? `: ${reason}` : ''}` }),
    ...differences.map(
      ({ field, recorded, written }) => `    ${field}: recorded ${shown(recorded)}, in the file ${shown(written)}`,
    ),
  ];
}

const shown = (value: unknown): string => (value === undefined ? 'nothing' : JSON.stringify(value));
const plural = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;
