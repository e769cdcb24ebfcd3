import { StandIn } from '../support/eventstoredb/stand-in.js';
import { findServer } from '../support/mongodb/find.js';
import { offer } from './child.js';

/** Where the servers of the distributed stack are, and what they are. */
export interface Engines {
  readonly esdb: { readonly url: string; readonly is: string };
  readonly mongodb: { readonly url: string; readonly is: string };
}

let stop = async (): Promise<void> => undefined;

/** Those that ESDB_URL and MONGODB_URL name; otherwise the stand-in, and what the tests find. In a process of its own. */
async function start(): Promise<Engines> {
  const found = await findServer();
  if (!('url' in found)) throw new Error(`There is no MongoDB server: ${found.none}.`);
  const named = process.env['ESDB_URL'];
  const standIn = named === undefined ? await StandIn.start() : undefined;
  stop = async () => {
    await standIn?.kill();
    await found.stop();
  };
  const { kind, version, url } = found;
  return {
    esdb: { url: standIn?.url ?? (named as string), is: standIn ? 'stand-in' : 'EventStoreDB' },
    mongodb: { url, is: `${kind === 'ferretdb' ? 'FerretDB' : 'MongoDB'} ${version}` },
  };
}

export type Starting = { start(): Promise<Engines> };
offer({ start } satisfies Starting, () => stop());
