import type { Generation, ProjectionState } from '../ports.js';
import type { Projection } from '../projection.js';

/** Room for this many rebuilds of one version of a projection. */
const BUILDS = 1_000_000;

/** A generation's number tells which version of the projection gave it its shape. */
export const firstOf = ({ name, version }: Projection): Generation => ({ projection: name, number: version * BUILDS });

const isCurrent = ({ number }: Generation, { version }: Projection): boolean => Math.floor(number / BUILDS) === version;

export interface Plan {
  /** False where its code is gone: it is served as it stands until the next one is there. */
  readonly feedLive: boolean;
  /** To be built beside the live one, and to take its place. */
  readonly next?: Generation;
  readonly dropped: readonly Generation[];
}

/** What a start has to do for a projection, from what is stored of it. */
export function planOf(projection: Projection, { live, others }: ProjectionState): Plan {
  const beside = others.map(({ generation }) => generation);
  // A rebuild that the last process did not finish goes on.
  const begun = beside.findLast((g) => isCurrent(g, projection) && g.number > live.number);
  const feedLive = isCurrent(live, projection);
  const next = begun ?? (feedLive ? undefined : firstOf(projection));
  return { feedLive, ...(next && { next }), dropped: beside.filter((g) => g !== begun) };
}

/** The generation that a rebuild makes. */
export function nextOf(projection: Projection, { live, others }: ProjectionState): Generation {
  const last = Math.max(live.number, ...others.map(({ generation }) => generation.number));
  return { projection: projection.name, number: Math.max(last + 1, firstOf(projection).number) };
}
