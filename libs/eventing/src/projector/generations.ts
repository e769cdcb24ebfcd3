import type { Generation, GenerationState, ProjectionState } from '../ports.js';
import type { Projection } from '../projection.js';

/** Room for this many rebuilds of one version of a projection. */
const BUILDS = 1_000_000;

/** A generation's number tells which version of the projection gave it its shape. */
export const firstOf = ({ name, version }: Projection): Generation => ({ projection: name, number: version * BUILDS });

export const versionOf = ({ number }: Pick<Generation, 'number'>): number => Math.floor(number / BUILDS);

/** Of all numbers that were ever given in a projection those that the next ones follow: the highest of each version. */
export function highestOf(numbers: Iterable<number>): readonly number[] {
  const highest = new Map<number, number>();
  for (const number of numbers) {
    const version = versionOf({ number });
    highest.set(version, Math.max(number, highest.get(version) ?? number));
  }
  return [...highest.values()].sort((a, b) => a - b);
}

/** Whether this program can write it: not where its code is gone, nor where it is of a newer version. */
export const isCurrent = (generation: Generation, { version }: Projection): boolean =>
  versionOf(generation) === version;

/** Of a version that this program does not have yet: another process writes it, and this one leaves it alone. */
export const isNewer = (generation: Generation, { version }: Projection): boolean => versionOf(generation) > version;

/** Which other version of the program it is of; undefined where it is of this one. */
export function otherVersionOf(generation: Generation, projection: Projection): 'newer' | 'older' | undefined {
  if (isCurrent(generation, projection)) return undefined;
  return isNewer(generation, projection) ? 'newer' : 'older';
}

/** The live one and those beside it, oldest first. */
export function generationsOf({ live, others, given: _, ...state }: ProjectionState): readonly GenerationState[] {
  const all = [...others, { generation: live, ...state }];
  return all.sort((a, b) => a.generation.number - b.generation.number);
}

/**
 * The generation that a rebuild makes. Its number was never another's, of one that is gone either: answers, caches and
 * whoever verifies know a generation by it.
 */
export function nextOf(projection: Projection, { given }: ProjectionState): Generation {
  const before = given.filter((number) => versionOf({ number }) === projection.version);
  const last = Math.max(firstOf(projection).number - 1, ...before);
  return { projection: projection.name, number: last + 1 };
}

/**
 * The newest one beside the live one that a rebuild has made, or is making; not what was rolled back from, or the next
 * rebuild would put the same fault in place again.
 */
export const candidateOf = (projection: Projection, state: ProjectionState): GenerationState | undefined =>
  newerOf(projection, state, ({ replaced }) => !replaced);

/** What was rolled back from, as long as it is kept: taken again only where somebody names it. */
export const rolledBackOf = (projection: Projection, state: ProjectionState): GenerationState | undefined =>
  newerOf(projection, state, ({ replaced }) => replaced === true);

const newerOf = (
  projection: Projection,
  { live, others }: ProjectionState,
  isSo: (one: GenerationState) => boolean,
): GenerationState | undefined =>
  others.findLast(
    (one) =>
      one.generation.number > live.number &&
      isCurrent(one.generation, projection) &&
      !one.parked?.diverged &&
      isSo(one),
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
