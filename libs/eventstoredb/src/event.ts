import { AppendRefused, position, revision } from '@app/eventing';
import type { EventId, NewEvent, Stored } from '@app/eventing';
import type { Proposed, Seen } from './client.js';
import type { Names } from './names.js';

/**
 * As JSON where that keeps every byte, so that the server's own tools show it; the client parses and writes it anew on
 * its way. As bytes where it would not be the same text afterwards. Throws AppendRefused.
 */
export function proposedOf({ id, type, data, metadata }: NewEvent): Proposed {
  if (type.startsWith('$')) throw new AppendRefused(`types that begin with $ are the server's own: ${type}`);
  const json = parsed(data);
  // Metadata is parsed on its way back wherever it can be, so there is no keeping what differs then.
  const read = parsed(metadata);
  if (read && JSON.stringify(read.value) !== metadata) {
    throw new AppendRefused(
      `the metadata of event ${id} would not come back as it is; write it as JSON.stringify does`,
    );
  }
  const isSame = json && JSON.stringify(json.value) === data;
  return {
    ...{ id, type },
    content: isSame ? { json: json.value } : { bytes: Buffer.from(data) },
    metadata: Buffer.from(metadata),
  };
}

export function storedOf(seen: Seen, names: Names): Stored {
  return {
    id: seen.id as EventId,
    type: seen.type,
    data: seen.isJson ? JSON.stringify(seen.data) : textOf(seen.data),
    metadata: metadataOf(seen),
    stream: names.streamOf(seen.streamId),
    revision: revision(seen.revision),
    position: position(seen.position),
  };
}

export const metadataOf = ({ metadata }: Seen): string => textOf(metadata);

function textOf(value: unknown): string {
  if (value === undefined) return '';
  return value instanceof Uint8Array ? Buffer.from(value).toString('utf8') : JSON.stringify(value);
}

function parsed(text: string): { readonly value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) as unknown };
  } catch {
    return undefined;
  }
}
