import { isSingle, parseStreamId, revision, STREAM_KINDS, streamId } from '@app/domain';
import type { Recorded, Revision, StreamId, StreamKind } from '@app/domain';

type Placed = Pick<Recorded, 'stream' | 'revision'>;

/**
 * An event's name in URIs, `/events/{address}`: base64url of `kind/id/revision`, or of `kind/revision` in the two
 * single streams. It holds all that is needed to read the event, so no index of events is kept.
 */
export function eventAddress({ stream, revision }: Placed): string {
  const { kind, id } = parseStreamId(stream);
  return Buffer.from(isSingle(kind) ? `${kind}/${revision}` : `${kind}/${id}/${revision}`).toString('base64url');
}

/** Undefined for anything that `eventAddress` did not write. */
export function parseEventAddress(
  partnership: string,
  address: string,
):
  | { readonly stream: StreamId; readonly kind: StreamKind; readonly id: string; readonly revision: Revision }
  | undefined {
  const parts = Buffer.from(address, 'base64url').toString().split('/');
  const kind = STREAM_KINDS.find((known) => known === parts[0]);
  const number = parts.at(-1) ?? '';
  if (!kind || parts.length !== (isSingle(kind) ? 2 : 3) || !/^(0|[1-9]\d{0,17})$/.test(number)) return undefined;
  const id = isSingle(kind) ? partnership : (parts[1] as string);
  const place = { stream: streamId(partnership, kind, id), revision: revision(BigInt(number)) };
  return eventAddress(place) === address ? { ...place, kind, id } : undefined;
}
