import { z } from 'zod';

type Brand<T, B extends string> = T & { readonly __brand: B };

/** The name of a partnership in every stream and path: lower-case letters, digits and hyphens, 2 to 63 long. */
export type PartnershipId = Brand<string, 'PartnershipId'>;
export const PartnershipId = z
  .string()
  .regex(/^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])$/, 'a slug: lower-case letters, digits and hyphens, 2 to 63 long')
  .transform((s) => s as PartnershipId);

/** UUID of an event; also the id of the member that the event added to a collection (an assignment, a name). */
export type EventId = Brand<string, 'EventId'>;
/** UUIDv5 of (partnership, actor, method, path, idempotency key). */
export type CommandId = Brand<string, 'CommandId'>;
/** Opaque id of whoever typed an event; what it stands for is sealed in AccessGranted. */
export type ActorId = Brand<string, 'ActorId'>;
/** Id of a key in the key store; sealed values name it. */
export type KeyId = Brand<string, 'KeyId'>;
/** `{partnership}/{kind}` or `{partnership}/{kind}/{id}`. */
export type StreamId = Brand<string, 'StreamId'>;
/** Zero-based number of an event in its stream. */
export type Revision = Brand<bigint, 'Revision'>;
/** Place of an event in the log: opaque, increasing, valid in one log only. */
export type Position = Brand<bigint, 'Position'>;

export const STREAM_KINDS = [
  'partnership', 'structure', 'document', 'person', 'meeting', 'action', 'statement', 'statement-list', 'vote',
  'priority-list', 'call',
] as const; // prettier-ignore
export type StreamKind = (typeof STREAM_KINDS)[number];

/** Partnership and structure are one stream per partnership; of everything else there is a stream per thing. */
export const isSingle = (kind: StreamKind): kind is 'partnership' | 'structure' =>
  kind === 'partnership' || kind === 'structure';

export function streamId(partnership: string, kind: StreamKind, id?: string): StreamId {
  return (isSingle(kind) ? `${partnership}/${kind}` : `${partnership}/${kind}/${id}`) as StreamId;
}

export function parseStreamId(stream: string): { partnership: PartnershipId; kind: StreamKind; id: string } {
  const [partnership = '', kind = '', id] = stream.split('/');
  if (!STREAM_KINDS.includes(kind as StreamKind)) throw new Error(`not a stream of ours: ${stream}`);
  return { partnership: partnership as PartnershipId, kind: kind as StreamKind, id: id ?? partnership };
}

export const revision = (n: bigint | number): Revision => BigInt(n) as Revision;
export const position = (n: bigint | number | string): Position => BigInt(n) as Position;
