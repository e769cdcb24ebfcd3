import type { Stored } from '../ports.js';

/** All that an event is but its position, which is valid in one log only. */
const FIELDS = ['id', 'stream', 'revision', 'type', 'data', 'metadata'] as const;
export type Field = (typeof FIELDS)[number];

/** The first place where two logs part. */
export interface Difference {
  /** From 1. */
  readonly rank: number;
  /** Undefined where one log has ended. */
  readonly ours: Stored | undefined;
  readonly theirs: Stored | undefined;
  readonly fields: readonly Field[];
}

export interface Comparison {
  readonly equal: number;
  readonly ours: number;
  readonly theirs: number;
  /** Undefined: they are the same, event by event. */
  readonly difference: Difference | undefined;
}

/** In what two events differ, their positions apart. Texts are compared byte for byte, so instants are too. */
export const differing = (a: Stored, b: Stored): readonly Field[] => FIELDS.filter((field) => a[field] !== b[field]);

/** Two logs to their ends, event by event in order; the nth of one against the nth of the other. */
export async function compareLogs(
  ours: AsyncIterable<Stored>,
  theirs: AsyncIterable<Stored>,
  onProgress?: (events: number) => void,
): Promise<Comparison> {
  const [a, b] = [ours[Symbol.asyncIterator](), theirs[Symbol.asyncIterator]()];
  const counts = { ours: 0, theirs: 0 };
  let difference: Difference | undefined;
  try {
    for (let rank = 1; ; rank++) {
      const [one, other] = [await next(a), await next(b)];
      if (one) counts.ours++;
      if (other) counts.theirs++;
      if (!one && !other) break;
      difference ??= differenceAt(rank, one, other);
      if (rank % 1_000 === 0) onProgress?.(rank);
    }
  } finally {
    await a.return?.();
    await b.return?.();
  }
  return { equal: difference ? difference.rank - 1 : counts.ours, ...counts, difference };
}

function differenceAt(rank: number, ours: Stored | undefined, theirs: Stored | undefined): Difference | undefined {
  const fields = ours && theirs ? differing(ours, theirs) : [];
  return fields.length > 0 || !ours || !theirs ? { rank, ours, theirs, fields } : undefined;
}

const next = async (events: AsyncIterator<Stored>): Promise<Stored | undefined> => {
  const result = await events.next();
  return result.done ? undefined : result.value;
};

/** For whoever has to look at it; without a word of the events. */
export function differenceInWords({ rank, ours, theirs, fields }: Difference): string {
  const which = (event: Stored) => `${event.type}, revision ${event.revision} of ${event.stream}, id ${event.id}`;
  if (ours && theirs) {
    const at = `event ${rank} (here at position ${ours.position}, in the file at ${theirs.position})`;
    return `${at} differs in ${fields.join(', ')}: here ${which(ours)}; in the file ${which(theirs)}`;
  }
  if (ours) return `the file ends before event ${rank}, which is here ${which(ours)}`;
  return theirs ? `there is no event ${rank} here; in the file it is ${which(theirs)}` : '';
}
