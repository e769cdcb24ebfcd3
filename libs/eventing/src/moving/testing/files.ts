import { randomUUID } from 'node:crypto';
import { revision, type EventId, type StreamId } from '@app/domain';
import { MemoryLog } from '../../memory/index.js';
import type { EventLog, NewEvent, Stored } from '../../ports.js';
import { exportLog } from '../export-log.js';
import { LOG_FORMAT, eventIn } from '../log-file.js';
import { unframed, type Block } from '../unframing.js';
import { eventsOf } from '../whole-log.js';

/** JSON that no parser gives back as it was. */
const TEXTS = ['{"a":1}', '{ "a" : 1.0 }', '{"words":"caf\\u00e9 \\"é\\" \\n 日本"}', '{"b":1,"a":{},"b":2}', '[]'];

export const newEvent = (n: number): NewEvent => ({
  id: randomUUID() as EventId,
  type: `Counted${n % 3}`,
  data: TEXTS[n % TEXTS.length] as string,
  metadata: `{"at":"2026-01-01T00:00:00.${String(n % 1000).padStart(3, '0')}Z","n":${n}}`,
});

/** Events over three streams, mostly two of one stream together. */
export async function fill(log: EventLog, count: number): Promise<void> {
  const heads = new Map<StreamId, bigint>();
  for (let n = 0; n < count; n++) {
    const stream = `anytown/action/${Math.floor(n / 2) % 3}` as StreamId;
    const head = heads.get(stream);
    const { revision: at } = await log.append(stream, head === undefined ? 'none' : revision(head), [newEvent(n)]);
    heads.set(stream, at);
  }
}

export async function logOf(count: number): Promise<MemoryLog> {
  const log = new MemoryLog();
  await fill(log, count);
  return log;
}

/** A log that holds the beginning of another. */
export async function beginningOf(log: EventLog, count: number, change = (event: Stored): Stored => event) {
  const copy = new MemoryLog();
  for (const event of (await all(log)).slice(0, count).map(change)) {
    await copy.append(event.stream, event.revision === 0n ? 'none' : revision(event.revision - 1n), [event]);
  }
  return copy;
}

export async function all(log: EventLog): Promise<Stored[]> {
  const events: Stored[] = [];
  for await (const event of eventsOf(log)) events.push(event);
  return events;
}

export async function textOf(log: EventLog): Promise<string> {
  let text = '';
  await exportLog({ log, now: () => new Date(0) }, async (more) => void (text += more));
  return text;
}

/** As a file is read: in pieces that end anywhere. */
export async function* pieces(text: string | Buffer, size = 1_000): AsyncIterable<Buffer> {
  const bytes = Buffer.from(text as string);
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

export const blocksOf = (text: string | Buffer, size?: number): AsyncIterable<Block<Stored>> =>
  unframed(pieces(text, size), LOG_FORMAT, eventIn);
