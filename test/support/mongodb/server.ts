import type { MongoServer } from './running.js';

// Suites that need a MongoDB server. One is found, or started, before all tests and ended after them: MONGODB_URL names
// one; otherwise a mongod (mongodb-memory-server); otherwise FerretDB. Where there is none, that is said once, and these
// suites are skipped; with CI or REQUIRE_MONGO set they fail instead. The server is shared by all spec files, which run
// side by side: each works in databases of its own (`ownDatabase`), and no test stops it or counts on its being alone.

export type { MongoServer } from './running.js';

/** What global-setup.js learned. */
type Told = MongoServer | { readonly none: string; readonly named: boolean };

const told = JSON.parse(process.env['THROUGHLINE_TEST_MONGODB'] ?? '{"none":"nobody looked for one"}') as Told;

/** `describe`, with the server. Its body runs even where the suite is skipped, so it may not connect: tests do. */
export function describeWithMongo(name: string, body: (server: MongoServer) => void): void {
  if (!('none' in told)) return describe(name, () => body(told));
  if (told.named || process.env['CI'] || process.env['REQUIRE_MONGO']) {
    return describe(name, () => {
      it('has a server', () => {
        throw new Error(`There is no MongoDB server: ${told.none}.`);
      });
    });
  }
  const absent: MongoServer = { url: 'mongodb://127.0.0.1:1/', kind: 'mongodb', version: 'none', replicaSet: false };
  describe.skip(name, () => body(absent));
}

/** For what is no suite of its own. Throws where there is none. */
export function mongoServer(): MongoServer {
  if ('none' in told) throw new Error(`There is no MongoDB server: ${told.none}.`);
  return told;
}

let databases = 0;

/** The name of a database that no other test has, in this run or another. Drop it after use. */
export const ownDatabase = (what = 'test'): string =>
  `throughline-${what}-${process.pid.toString(36)}-${Date.now().toString(36)}-${databases++}`;
