import { randomBytes, randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { revision, type EventId, type NewEvent, type Revision, type StreamId } from '@app/eventing';
import { SqliteLog } from '@app/sqlite';
import { BareLog } from './bare-log.js';
import { clients, compare, type Round, type Row } from './harness.js';
import { fail } from './seed.js';
import type { Size } from './size.js';

const CLIENTS = 50;
/** Events of a stream before the client begins another: about what an action gets. */
const STREAM = 5;

/**
 * Appends of one event by 50 clients at once. Each side writes one log from first to last, as a server does; the
 * ceiling has SQLite to itself on the only thread, ours sends each append to the thread that writes.
 */
export async function append(folder: string, { rounds, warmUps, ms }: Size): Promise<Row> {
  const ours = await SqliteLog.open(join(folder, 'append.db'), { onFatal: fail });
  const bare = new BareLog(join(folder, 'bare-append.db'));
  try {
    return await compare({
      ...{ name: 'append, 50 clients in process', unit: 'events/s', target: 0.8, rounds, warmUps },
      ours: () => race(CLIENTS, ms, (stream, expected, event) => ours.append(stream, expected, [event])),
      ceiling: () =>
        race(CLIENTS, ms, (stream, expected, event) =>
          bare.append(stream, expected === 'none' ? -1 : Number(expected), [event]),
        ),
    });
  } finally {
    await ours.close();
    bare.close();
  }
}

type Append = (stream: StreamId, expected: Revision | 'none', event: NewEvent) => Promise<unknown>;

/** So many clients, each of which begins one stream after the other. */
export function race(count: number, ms: number, append: Append): Promise<Round> {
  const next = Array.from({ length: count }, () => ({ stream: newStream(), revision: -1 }));
  return clients(count, ms, async (client) => {
    const at = next[client]!;
    await append(at.stream, at.revision < 0 ? 'none' : revision(at.revision), newEvent());
    next[client] =
      at.revision + 2 < STREAM ? { ...at, revision: at.revision + 1 } : { stream: newStream(), revision: -1 };
  });
}

const newStream = (): StreamId => `bench/action/${randomUUID()}` as StreamId;

/** As large as an assignment with one sealed field and a source. */
const DATA = JSON.stringify({
  owners: [
    {
      kind: 'person',
      id: randomUUID(),
      resolution: 'declared',
      text: `sealed:1:${randomBytes(150).toString('base64url')}`,
    },
  ],
  standing: 'column',
});
const METADATA = JSON.stringify({
  ...{ at: '2026-01-01T10:00:00.000Z', on: '2011-11-09', from: '2011-11-09', by: randomUUID(), cmd: randomUUID() },
  ...{
    src: [{ documentId: randomUUID(), lines: { from: 10, to: 12 } }],
    dig: 'x'.repeat(43),
    cor: randomUUID(),
    cau: randomUUID(),
  },
});
const newEvent = (): NewEvent => ({
  id: randomUUID() as EventId,
  type: 'ActionAssigned',
  data: DATA,
  metadata: METADATA,
});
