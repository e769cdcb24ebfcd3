import { isSingle, streamId, type Fact, type Revision, type StreamKind } from '@app/domain';
import { found, type Found } from './answer.js';
import { temporalOf } from './ask.js';
import { glossary, mentionsOf } from './glossary.js';
import type { Reading } from './reading.js';
import { structureRevision } from '../structure/projection.js';
import { PROJECTION_OF, type Known, type ThingKind } from './things.js';

/** One thing: itself, with `temporal` and the names of what it mentions beside its fields. */
export async function single(
  reading: Reading,
  { uncertain }: { readonly uncertain: readonly string[] },
  view: object,
  cites: readonly Fact[],
  revision?: Revision,
): Promise<Found> {
  const names = await glossary(reading, mentionsOf(cites));
  return found(
    reading,
    { ...view, temporal: temporalOf(reading.ask, uncertain), ...names },
    revision === undefined ? {} : { revision },
  );
}

/**
 * The revision for `If-Match`: of the thing's stream, or of the structure's for what stands in that. None for an answer
 * about the past, which nobody can change.
 */
export async function revisionOf(
  reading: Reading,
  { kind }: { readonly kind: ThingKind },
  known: Known,
): Promise<Revision | undefined> {
  if (!reading.isNow) return undefined;
  if (PROJECTION_OF[kind] === 'structure') return structureRevision(reading.context);
  const { partnership, id = partnership } = reading.target;
  const stream = streamId(partnership, kind as StreamKind, isSingle(kind as StreamKind) ? undefined : id);
  return known.revisionAt(stream, reading.ask.position);
}
