import {
  candidateOf, isNewer, predecessorOf, rolledBackOf,
  type GenerationState, type Position, type Projection, type ProjectionState,
} from '@app/eventing'; // prettier-ignore

/** Of a generation beside the live one. */
export const ROLES = ['building', 'rolled-back', 'previous', 'left-behind'] as const;
export type Role = (typeof ROLES)[number];

/** How one generation of a read model stands. */
export interface GenerationStanding {
  readonly generation: number;
  readonly position: string;
  /** Age in seconds of the oldest event that it has not applied; 0 where it has applied all; null where that cannot be told. */
  readonly lag: number | null;
  /** Its position as a part of the last one in the log: from 0 to 1. */
  readonly share: number;
  readonly parked?: {
    readonly position: string;
    readonly eventId: string;
    readonly error: string;
    readonly attempts: number;
    readonly diverged?: true;
  };
  readonly skips: readonly { readonly position: string; readonly eventId: string; readonly reason: string }[];
  /** Of the lease to write it; null: nobody. */
  readonly holder: string | null;
}

/** How a read model stands: the live generation, and those beside it. */
export interface Standing extends GenerationStanding {
  readonly name: string;
  /** Oldest first. */
  readonly others: readonly (GenerationStanding & { readonly role: Role })[];
  /** The live one is of a newer version than this program, which may misread it. */
  readonly newer?: true;
}

/** `projection`: undefined for what follows the log without being a read model. */
export async function standingOf(
  name: string,
  projection: Projection | undefined,
  all: ProjectionState,
  head: Position,
  lagAt: (position: Position) => Promise<number | null>,
): Promise<Standing> {
  const { live, others, ...state } = all;
  const candidate = projection && candidateOf(projection, all);
  const rolledBack = projection && rolledBackOf(projection, all);
  const predecessor = projection && predecessorOf(projection, all);
  // Of another log: it is nowhere in this one, and the log cannot be read from there.
  const lagOf = async ({ parked, checkpoint }: GenerationState) =>
    parked?.diverged ? null : lagAt(checkpoint.position);
  const of = async (one: GenerationState) => standingOfOne(one, head, await lagOf(one));
  const roleOf = (one: GenerationState): Role => {
    if (one === candidate) return 'building';
    if (one === rolledBack) return 'rolled-back';
    return one === predecessor ? 'previous' : 'left-behind';
  };
  return {
    name,
    ...(await of({ generation: live, ...state })),
    ...(projection && isNewer(live, projection) && { newer: true }),
    others: await Promise.all(others.map(async (other) => ({ ...(await of(other)), role: roleOf(other) }))),
  };
}

const standingOfOne = (
  { generation, checkpoint, parked, skips, lease }: GenerationState,
  head: Position,
  lag: number | null,
): GenerationStanding => ({
  generation: generation.number,
  position: checkpoint.position.toString(),
  lag,
  share: checkpoint.position >= head ? 1 : Number(checkpoint.position) / Number(head),
  ...(parked && {
    parked: {
      position: parked.at.toString(),
      eventId: parked.eventId,
      error: parked.error,
      attempts: parked.attempts,
      ...(parked.diverged && { diverged: parked.diverged }),
    },
  }),
  skips: skips.map(({ at, eventId, reason }) => ({ position: at.toString(), eventId, reason })),
  holder: lease.holder,
});
