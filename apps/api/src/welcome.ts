import { loadExamples, LOCAL_SUBJECT, mintToken, countsOf } from '@app/platform';
import type { Config } from './config.js';
import type { Running } from './server.js';

/** What is said once the server takes requests; behind the loading of the examples, where there are any to load. */
export async function introduce(running: Running, { stack, examplesDir }: Config): Promise<string> {
  const token = await localToken(running);
  if (examplesDir !== undefined) await loadInto(running, token, examplesDir);
  // Beside servers this goes into somebody's logs, where no token belongs.
  return stack.kind === 'embedded' ? welcome(running.url, token) : greeting(running.url);
}

/** Loads the examples where nothing is on record yet. What the loading asks of the server is kept out of the log. */
async function loadInto({ stack, url, logger }: Running, token: string, folder: string): Promise<void> {
  const { position } = await stack.log.head();
  if (position !== 0n) return;
  const { level } = logger;
  logger.level = 'warn';
  try {
    const { faults, outcomes } = await loadExamples(url, token, folder, { onProgress: progress });
    const { refused, blocked } = countsOf({ faults, outcomes });
    const wrong = faults.length + refused + blocked;
    if (wrong > 0) logger.warn({ faults: faults.length, refused, blocked }, 'some examples were not loaded');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  } finally {
    logger.level = level;
  }
}

function progress(done: number, total: number): void {
  if (done % 100 === 0 || done === total) process.stderr.write(`Loading the examples: ${done} of ${total}\n`);
}

/** A token for whoever started the server, with everything that it can do. */
const localToken = ({ issuerKey }: Running): Promise<string> =>
  mintToken(issuerKey, { subject: LOCAL_SUBJECT, scopes: ['partnerships:create', 'operations'] });

const QUESTIONS = [
  [
    'What a group in Stoke-on-Trent owns, alone or with somebody, on what evidence',
    '/stoke-on-trent/actions?ownerKind=body',
  ],
  ['Work there that nobody owns', '/stoke-on-trent/actions?unowned=true'],
  ['Where the record of Sunderland contradicts itself', '/sunderland/conflicts'],
  ['Meetings in Sunderland, as of what was stated by the end of 2011', '/sunderland/meetings?statedBy=2011-12-31'],
  ['In the invented example: what nobody owns any more, since its board is gone', '/samplebridge/orphans'],
] as const;

const greeting = (url: string): string => `Throughline is at ${url}
The API, to browse and try: ${url}/docs
`;

/** What somebody sees who has just typed `npm start`. */
function welcome(url: string, token: string): string {
  const curl = (path: string) => `curl -s -H "Authorization: Bearer $TOKEN" '${url}/v1/partnerships${path}'`;
  const questions = QUESTIONS.map(([question, path]) => `  # ${question}\n  ${curl(path)}`);
  return `
${greeting(url)}
  TOKEN=${token}

${questions.join('\n\n')}

`;
}
