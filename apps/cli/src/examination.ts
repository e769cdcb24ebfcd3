import { issuerKeyIn } from '@app/platform';
import { readHoldings, type Stack } from '@app/stack';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { standings } from './read-models/standings.js';
import { examineLog, proveAgainst } from './examining-log.js';
import {
  examineReadModels, examineThere, isVerifiable, MOST_OF_SERVER, NONE_COMPARED, standing, type Sample,
} from './examining-read-models.js'; // prettier-ignore
import { fault, good, note, type Finding } from './findings.js';
import { bar } from './bar.js';
import { operator, serverAt } from './server.js';
import { storeOptions } from './store.js';

export type { Finding } from './findings.js';

export interface Examination {
  readonly sample: Sample;
  /** An export that the log should be equal to. */
  readonly against?: string | undefined;
}

/** Of a folder that this process has for itself: its files were of the right version, or it could not be opened. */
export async function examineFolder(stack: Stack, folder: string, what: Examination): Promise<Finding[]> {
  return [
    good(`the data folder ${folder} is whole, and its files are of the version of this program`),
    issuer(folder),
    ...(await examineStores(stack, what)),
  ];
}

/** Of the servers of the distributed stack, which answered, or it could not have been opened. */
export async function examineServers(stack: Stack, what: Examination): Promise<Finding[]> {
  return [good('the servers of the log, the documents and the keys answer'), ...(await examineStores(stack, what))];
}

/** Of a folder that a server has. Throws ServerUnavailable. */
export async function examineServer(url: string, folder: string, what: Examination): Promise<Finding[]> {
  const api = await operator(serverAt(url, folder));
  const findings = [
    good(`the server at ${url} has the data folder ${folder} and answers`),
    issuer(folder),
    note('no event was opened: stop the server to have every one examined'),
  ];
  if (what.sample === 0) findings.push(NONE_COMPARED);
  if (what.sample === 'all' || what.sample > MOST_OF_SERVER) {
    findings.push(note('no more than 10,000 documents of a read model are compared: stop the server to have more'));
  }
  for (const found of await standings(api)) {
    findings.push(standing(found));
    if (what.sample === 0 || !isVerifiable(found.name)) continue;
    findings.push(...(await examineThere(api, found, what.sample)));
  }
  if (what.against === undefined) return findings;
  // Reading needs no lock, so the server is not asked for it.
  const store = await readHoldings({ kind: 'embedded', folder }, storeOptions);
  const shown = bar('Comparing', 'events');
  try {
    return [...findings, ...(await proveAgainst(what.against, store.log, shown))];
  } finally {
    shown.stop();
    await store.close();
  }
}

async function examineStores(stack: Stack, { sample, against }: Examination): Promise<Finding[]> {
  const reading = bar('Reading the log', 'events');
  const findings = await examineLog(stack, reading).finally(() => reading.stop());
  if (against !== undefined) {
    const comparing = bar('Comparing', 'events');
    findings.push(...(await proveAgainst(against, stack.log, comparing).finally(() => comparing.stop())));
  }
  return [...findings, ...(await examineReadModels(stack, sample, (name) => bar(`Verifying ${name}`, 'events')))];
}

function issuer(folder: string): Finding {
  if (!existsSync(join(folder, 'issuer.key.pem'))) return note('no token was minted here yet: there is no issuer key');
  try {
    issuerKeyIn(folder);
    return good('the issuer key can be read by its owner only');
  } catch (error) {
    return fault((error as Error).message);
  }
}
