import { MongoConnection, MongoDocuments, MongoKeys } from '@app/mongodb';
import { MongoClient, type Db } from 'mongodb';
import { ownDatabase, type MongoServer } from './server.js';

/** A database of its own for one test, and the connections that processes open to it. */
export class TestDatabase {
  readonly name = ownDatabase();
  private readonly connections: MongoConnection[] = [];
  private readonly others: string[] = [];

  constructor(private readonly server: MongoServer) {}

  /** The name of one more, dropped with it. */
  another(name: string): string {
    this.others.push(`${this.name}-${name}`);
    return this.others.at(-1)!;
  }

  /** As a process has it that starts later, or beside. Closed by `dispose`. */
  async connect(): Promise<MongoConnection> {
    const connection = await MongoConnection.open({ url: this.server.url });
    this.connections.push(connection);
    return connection;
  }

  async documents(): Promise<MongoDocuments> {
    return new MongoDocuments(await this.connect(), this.name);
  }

  async keys(): Promise<MongoKeys> {
    return MongoKeys.open(await this.connect(), this.name);
  }

  /** With nothing of ours between. */
  async raw<T>(work: (database: Db, client: MongoClient) => Promise<T>): Promise<T> {
    const client = new MongoClient(this.server.url, { useBigInt64: true });
    try {
      return await work(client.db(this.name), client);
    } finally {
      await client.close();
    }
  }

  /** What is in it, in the order of names. */
  async collections(): Promise<string[]> {
    const listed = await this.raw((database) => database.listCollections({}, { nameOnly: true }).toArray());
    return listed.map(({ name }) => name).sort();
  }

  async dispose(): Promise<void> {
    await this.raw(async (_, client) => {
      for (const name of [this.name, ...this.others]) await client.db(name).dropDatabase();
    });
    for (const connection of this.connections) await connection.close();
  }
}

export async function dropDatabases(url: string, ...names: string[]): Promise<void> {
  const client = new MongoClient(url);
  try {
    for (const name of names) await client.db(name).dropDatabase();
  } finally {
    await client.close();
  }
}
