import { AppendRefused, type NewEvent } from './ports.js';

/** Of one append: the sum of the UTF-8 bytes of ids, types, data and metadata. EventStoreDB takes 1 MiB with its frame. */
export const MAX_APPEND_BYTES = 900 * 1024;

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** What every log refuses before it looks at the stream. Throws AppendRefused. */
export function checkAppend(events: readonly NewEvent[]): void {
  if (events.length === 0) throw new AppendRefused('an append needs at least one event');
  const ids = new Set<string>();
  let bytes = 0;
  for (const { id, type, data, metadata } of events) {
    if (!UUID.test(id)) throw new AppendRefused(`not the id of an event, a UUID in lower case: ${id}`);
    if (type === '') throw new AppendRefused(`event ${id} has no type`);
    ids.add(id);
    bytes += id.length + Buffer.byteLength(type) + Buffer.byteLength(data) + Buffer.byteLength(metadata);
  }
  if (ids.size !== events.length) throw new AppendRefused('two events of one append have the same id');
  if (bytes > MAX_APPEND_BYTES) throw new AppendRefused(`an append of ${bytes} bytes; the most is ${MAX_APPEND_BYTES}`);
}
