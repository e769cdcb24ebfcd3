import type { CommandId } from '@app/domain';
import { actorIdOf, Keyring, Runner, type EventLog } from '@app/eventing';
import { ISSUER } from '@app/platform';
import { openFolder, SqliteKeys, SqliteLog } from '@app/sqlite';
import { randomUUID } from 'node:crypto';
import { record, type Happening } from './record.js';
import { Scribe } from './scribe.js';

/** The partnership that rows ask about: the first one of a seed. */
export const PARTNERSHIP = 'benchshire';
/** Whom the tokens of the bench speak for: administrator, secretary and chair of each partnership. */
export const SUBJECT = 'bench';

/**
 * A data folder with a log of several partnerships that met in the same years, each with so many actions, and with
 * about five events to an action.
 */
export async function seed(path: string, actions: readonly number[]): Promise<void> {
  const folder = openFolder(path, { create: true });
  const keys = await SqliteKeys.open(folder.keys, { batch: 5_000 });
  const log = await SqliteLog.open(folder.log, { onFatal: fail });
  const names = actions.map((_, i) => (i === 0 ? PARTNERSHIP : `neighbour-${i}`));
  for (const name of names) await register(log, new Keyring(keys), name);
  await new Scribe(log, keys).append(inTurn(names.map((name, i) => record(name, actions[i] as number))));
  await log.close();
  await keys.close();
  folder.close();
}

/** As the first request of somebody who may create partnerships. */
export async function register(log: EventLog, keyring: Keyring, partnership: string): Promise<void> {
  const digestKey = await keyring.next();
  const key = (await keyring.find([digestKey])).get(digestKey);
  if (key === undefined || key === 'destroyed') throw new Error('a new key is not there');
  const who = { issuer: ISSUER, subject: SUBJECT };
  const outcome = await new Runner({ log, keyring }).run({
    ...{ partnership, kind: 'partnership', id: partnership, target: partnership, command: 'RegisterPartnership' },
    ...{ body: { name: partnership, zone: 'Europe/London' }, supplied: { digestKey, ...who }, statement: {} },
    ...{ commandId: randomUUID() as CommandId, correlationId: 'bench', causationId: 'bench' },
    actor: actorIdOf(key, who.issuer, who.subject),
  });
  if (!outcome.ok) throw new Error(outcome.refusal.message);
}

/** One event of each in turn, so that those of one thing lie far apart. */
export function* inTurn(records: readonly Iterable<Happening>[]): Iterable<Happening> {
  const going = records.map((one) => one[Symbol.iterator]());
  while (going.length > 0) {
    for (const one of [...going]) {
      const next = one.next();
      if (next.done) going.splice(going.indexOf(one), 1);
      else yield next.value;
    }
  }
}

export const fail = (error: Error): never => {
  throw error;
};
