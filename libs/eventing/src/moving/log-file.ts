import { z } from 'zod';
import { position, revision, type EventId, type StreamId } from '@app/domain';
import type { Stored } from '../ports.js';

export const LOG_FORMAT = 'throughline-log';

/** Any text, as long as it is JSON: what is in it concerns whoever reads the log. */
const json = z.string().refine(isJson, 'not JSON');
// A log counts in 63 bits.
const number = z.string().regex(/^(0|[1-9]\d{0,18})$/);

const EventLine = z.strictObject({
  position: number,
  stream: z.string().min(1),
  revision: number,
  id: z.string().regex(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/, 'not a UUID in lower case'),
  type: z.string().min(1),
  data: json,
  metadata: json,
});

/**
 * `data` and `metadata` stand in it as strings, not as objects: the texts come back byte for byte, whatever parser the
 * line has been through meanwhile.
 */
export const lineOf = ({ position, stream, revision, id, type, data, metadata }: Stored): string =>
  JSON.stringify({ position: `${position}`, stream, revision: `${revision}`, id, type, data, metadata });

/** An event as the line gives it; its position is that of the log that it comes from. Throws ZodError. */
export function eventIn(line: unknown): Stored {
  const event = EventLine.parse(line);
  return {
    ...event,
    position: position(event.position),
    stream: event.stream as StreamId,
    revision: revision(BigInt(event.revision)),
    id: event.id as EventId,
  };
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
