import {
  AppendAmbiguous, AppendRefused, DiskFull, eventIn, ImportDisturbed, importLog, ImportRefused, LOG_FORMAT, unframed,
  WrongRevision, type Imported,
} from '@app/eventing'; // prettier-ignore
import { openHoldings, type Holdings } from '@app/stack';
import { EXIT, Stop } from './exit.js';
import { aboutFile, readingOf } from './files.js';
import { bar } from './bar.js';
import type { Where } from './server.js';
import { storeIn, storeOptions } from './store.js';

/** Takes the log of a file, or of standard input, into the store. */
export async function importEvents(where: Where, name: string): Promise<void> {
  const reading = readingOf(name);
  const store = await openHoldings(storeIn(where, { create: true }), storeOptions);
  try {
    const { present, appended } = await take(store, reading);
    console.log(`${count(appended)} appended, ${count(present)} there already.`);
  } catch (error) {
    throw explained(aboutFile(name, error));
  } finally {
    await store.close();
  }
}

async function take(store: Holdings, { pieces, size }: ReturnType<typeof readingOf>): Promise<Imported> {
  const shown = bar('Importing', 'events');
  let bytes = 0;
  try {
    return await importLog({
      ...{ log: store.log, atOnce: store.atOnce },
      blocks: unframed(counted(pieces, (more) => (bytes += more)), LOG_FORMAT, eventIn), // prettier-ignore
      onProgress: ({ present, appended }) =>
        shown.at(present + appended, size === undefined ? undefined : bytes / size),
    });
  } finally {
    shown.stop();
  }
}

async function* counted(pieces: AsyncIterable<Buffer>, more: (bytes: number) => void): AsyncIterable<Buffer> {
  for await (const piece of pieces) {
    more(piece.length);
    yield piece;
  }
}

const AGAIN = 'What is in the log is a beginning of the file: the same import again goes on behind it.';

function explained(error: unknown): unknown {
  if (error instanceof ImportRefused || error instanceof ImportDisturbed)
    return new Stop(EXIT.different, error.message);
  if (error instanceof WrongRevision || error instanceof AppendRefused) {
    return new Stop(EXIT.different, `${error.message}. ${AGAIN}`);
  }
  if (error instanceof DiskFull || error instanceof AppendAmbiguous) {
    return new Stop(EXIT.server, `${error.message}. ${AGAIN}`);
  }
  return error;
}

const count = (events: number): string => events.toLocaleString('en');
