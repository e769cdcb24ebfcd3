import { MongoClient } from 'mongodb';

/** A server at an address, as it tells of itself. */
export interface MongoServer {
  readonly url: string;
  readonly kind: 'mongodb' | 'ferretdb';
  readonly version: string;
  /** Whether it is a member of one: only then is there a majority, and a primary that may change. */
  readonly replicaSet: boolean;
}

/** One that we started. */
export interface RunningServer extends MongoServer {
  /** Ends it at once, with everything that it stored. */
  stop(): Promise<void>;
}

/** Asks a server what it is. Throws where it does not answer within ten seconds. */
export async function ask(url: string): Promise<MongoServer> {
  const client = new MongoClient(url, { serverSelectionTimeoutMS: 10_000 });
  try {
    const admin = client.db('admin');
    const hello = await admin.command({ hello: 1 });
    const { version, ferretdbVersion } = await admin.command({ buildInfo: 1 });
    const told = (ferretdbVersion ?? version) as string;
    return {
      url,
      kind: ferretdbVersion ? 'ferretdb' : 'mongodb',
      version: told.replace(/^v/, ''),
      replicaSet: typeof hello['setName'] === 'string',
    };
  } finally {
    await client.close();
  }
}
