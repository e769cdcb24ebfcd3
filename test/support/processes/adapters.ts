import { rmSync, writeFileSync } from 'node:fs';
import { openFolder, SqliteDocuments, SqliteKeys, SqliteLog, type Folder } from '@app/sqlite';
import type {
  Documents,
  EventLog,
  Generation,
  KeyId,
  Keys,
  Mark,
  NewEvent,
  Revision,
  StreamId,
  Write,
} from '@app/eventing';

// A process that does with the SQLite adapters what its parent tells it to; see ../child.ts.
let folder: Folder;
let log: EventLog;
let documents: Documents;
let keys: Keys;

const operations = {
  fill: async (path: string, bytes: number): Promise<void> => writeFileSync(path, Buffer.alloc(bytes)),
  remove: async (path: string): Promise<void> => rmSync(path),
  openFolder: async (path: string, url?: string): Promise<void> => {
    folder = openFolder(path);
    if (url) folder.announce(url);
  },
  closeFolder: async (): Promise<void> => folder.close(),
  openLog: async (path: string): Promise<void> => {
    log = await SqliteLog.open(path, { onFatal: (error) => process.send!({ fatal: error.message }) });
  },
  append: (stream: StreamId, expected: Revision | 'none', events: readonly NewEvent[]) =>
    log.append(stream, expected, events),
  closeLog: (): Promise<void> => log.close(),
  openDocuments: async (path: string): Promise<void> => void (documents = SqliteDocuments.open(path)),
  claimAndCommit: async (g: Generation, writes: readonly Write[], through: Mark): Promise<void> =>
    documents.commit(await documents.claim(g), writes, through),
  openKeys: async (path: string): Promise<void> => void (keys = await SqliteKeys.open(path)),
  nextKeys: async (count: number): Promise<string[]> => {
    const ids: string[] = [];
    while (ids.length < count) ids.push(await keys.next());
    return ids;
  },
  destroyKeys: (ids: readonly KeyId[]): Promise<void> => keys.destroy(ids),
};
export type Operations = typeof operations;

process.on('message', ({ operation, args }: { operation: keyof Operations; args: never[] }) => {
  (operations[operation] as (...args: never[]) => Promise<unknown>)(...args).then(
    (result) => process.send!({ result }),
    (error: Error) => process.send!({ error: { ...error, message: error.message, kind: error.constructor.name } }),
  );
});
