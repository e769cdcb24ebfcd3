import type { Generation, GenerationState, ProjectionState } from '../ports.js';
import type { Projection } from '../projection.js';

/** Room for this many rebuilds of one version of a projection. */
const BUILDS = 1_000_000;

/** A generation's number tells which version of the projection gave it its shape. */
export const firstOf = ({ name, version }: Projection): Generation => ({ projection: name, number: version * BUILDS });

const versionOf = ({ number }: Generation): number => Math.floor(number / BUILDS);

/** Whether this program can write it: not where its code is gone, nor where it is of a newer version. */
export const isCurrent = (generation: Generation, { version }: Projection): boolean =>
  versionOf(generation) === version;

/** Of a version that this program does not have yet: another process writes it, and this one leaves it alone. */
export const isNewer = (generation: Generation, { version }: Projection): boolean => versionOf(generation) > version;

/** The live one and those beside it, oldest first. */
export function generationsOf({ live, others, ...state }: ProjectionState): readonly GenerationState[] {
  const all = [...others, { generation: live, ...state }];
  return all.sort((a, b) => a.generation.number - b.generation.number);
}

/** The generation that a rebuild makes. */
export function nextOf(projection: Projection, state: ProjectionState): Generation {
  const last = Math.max(...generationsOf(state).map(({ generation }) => generation.number));
  return { projection: projection.name, number: Math.max(last + 1, firstOf(projection).number) };
}

/** The newest one beside the live one that a rebuild has made, or is making. */
export const candidateOf = (projection: Projection, { live, others }: ProjectionState): GenerationState | undefined =>
  others.findLast(
    ({ generation: g, parked }) => g.number > live.number && isCurrent(g, projection) && !parked?.diverged,
  );

/** What was live before, as long as it is kept. */
export const predecessorOf = (projection: Projection, { live, others }: ProjectionState): GenerationState | undefined =>
  others.findLast(
    ({ generation: g, parked }) => g.number < live.number && isCurrent(g, projection) && !parked?.diverged,
  );

/**
 * Whether the live one has to be replaced without anybody asking: its code is gone, or it was built from another log.
 */
export const isOutlived = (projection: Projection, { live, parked }: ProjectionState): boolean =>
  versionOf(live) < projection.version || (isCurrent(live, projection) && parked?.diverged === true);
