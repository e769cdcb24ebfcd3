import { Codec, type Stored } from '@app/eventing';
import { position } from '@app/domain';
import { issuerKeyIn } from '@app/platform';
import type { Stack } from '@app/stack';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { standings, type Standing } from './commands/projections.js';
import { operator, serverAt } from './server.js';

/** One thing that was looked at, and how it was found. */
export interface Finding {
  readonly state: 'good' | 'note' | 'fault';
  readonly what: string;
}

const good = (what: string): Finding => ({ state: 'good', what });
const note = (what: string): Finding => ({ state: 'note', what });
const fault = (what: string): Finding => ({ state: 'fault', what });

/** Of a folder that this process has for itself: its files were of the right version, or it could not be opened. */
export async function examineFolder(
  stack: Stack,
  folder: string,
  onProgress: (done: number, total: number) => void,
): Promise<Finding[]> {
  return [
    good(`the data folder ${folder} is whole, and its files are of the version of this program`),
    issuer(folder),
    ...(await log(stack, onProgress)),
    ...(await readModels(stack)),
  ];
}

/** Of a folder that a server has. Throws ServerUnavailable. */
export async function examineServer(url: string, folder: string): Promise<Finding[]> {
  const found = await standings(await operator(serverAt(url, folder)));
  return [
    good(`the server at ${url} has the data folder ${folder} and answers`),
    issuer(folder),
    note('the log was not read: stop the server to have every event examined'),
    ...found.map(readModel),
  ];
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

const BATCH = 500;
const SHOWN = 10;

/** Every event: whether this program can read it, and whether the keys of its sealed words are there. */
async function log({ log, opener }: Stack, onProgress: (done: number, total: number) => void): Promise<Finding[]> {
  const head = await log.head();
  const codec = new Codec();
  const faults: Finding[] = [];
  const reading = new AbortController();
  let [events, redacted] = [0, 0];
  for await (const batch of log.subscribe({ after: position(0), batch: BATCH, signal: reading.signal })) {
    for (const event of batch.events) {
      const found = await examineEvent(event, codec, (json) => opener.open(json));
      if (typeof found === 'string') faults.push(fault(`${event.stream}, revision ${event.revision}: ${found}`));
      else if (found.redacted) redacted++;
    }
    events += batch.events.length;
    onProgress(Number(batch.through), Number(head.position));
    if (batch.through >= head.position) reading.abort();
  }
  const unreadable =
    faults.length > SHOWN ? [...faults.slice(0, SHOWN), fault(`and ${faults.length - SHOWN} more`)] : faults;
  return [
    ...unreadable,
    ...(faults.length === 0
      ? [good(`all ${events} events in the log are readable, and the keys of their words are there`)]
      : []),
    ...(redacted > 0 ? [note(`${redacted} of them hold words that were erased for good`)] : []),
  ];
}

type Open = (json: string) => Promise<string>;

/** Why it cannot be read, or whether words of it were erased. */
async function examineEvent(event: Stored, codec: Codec, open: Open): Promise<string | { redacted: boolean }> {
  try {
    codec.read(event);
    const sealed = `[${event.data},${event.metadata}]`;
    return { redacted: (await open(sealed)).includes('"redacted":true') && !sealed.includes('"redacted":true') };
  } catch (error) {
    return (error as Error).message;
  }
}

async function readModels({ documents, log }: Stack): Promise<Finding[]> {
  const [states, head] = await Promise.all([documents.states(), log.head()]);
  return [...states].map(([name, { live, checkpoint, parked }]) =>
    readModel({
      name,
      generation: live.number,
      position: checkpoint.position.toString(),
      lag: checkpoint.position < head.position ? 1 : 0,
      building: [],
      ...(parked && { parked: { position: parked.at.toString(), error: parked.error, attempts: parked.attempts } }),
    }),
  );
}

function readModel({ name, lag, position: reached, parked }: Standing): Finding {
  if (parked) return fault(`the read model ${name} is parked at ${parked.position}: ${parked.error}`);
  return lag > 0
    ? note(`the read model ${name} is behind, at ${reached}`)
    : good(`the read model ${name} has caught up`);
}
