import { loadExamples, LOCAL_SUBJECT, mintToken, countsOf } from '@app/platform';
import type { Running } from './server.js';

/** Loads the examples where nothing is on record yet. What the loading asks of the server is kept out of the log. */
export async function loadInto({ stack, url, logger }: Running, token: string, folder: string): Promise<void> {
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
export const localToken = ({ issuerKey }: Running): Promise<string> =>
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

/** What somebody sees who has just typed `npm start`. */
export function welcome(url: string, token: string): string {
  const curl = (path: string) => `curl -s -H "Authorization: Bearer $TOKEN" '${url}/v1/partnerships${path}'`;
  const questions = QUESTIONS.map(([question, path]) => `  # ${question}\n  ${curl(path)}`);
  return `
Throughline is at ${url}
The API, to browse and try: ${url}/docs

  TOKEN=${token}

${questions.join('\n\n')}

`;
}
