import { holdsOn, type EventDate, type Fact, type Recorded, periodOf } from '@app/domain';
import { NOT_FOUND, type NotThere } from './answer.js';
import type { Reading } from './reading.js';
import type { Known, Seen } from './things.js';

export interface There extends Seen {
  readonly known: Known;
  /** The fact that began it. */
  readonly first: Fact;
}

/**
 * The thing as the answer may see it, or why it may not. `inTime: false` for what is on record rather than in effect:
 * a paper, a partnership.
 */
export function existing(
  reading: Reading,
  known: Known | undefined,
  inTime: boolean,
  begins: (event: Pick<Recorded, 'type'>) => boolean,
  { withdrawnToo = false } = {},
): There | NotThere {
  // A document may hold what others say of a thing that is not there.
  const isOnRecord = (event: Recorded) => event.position <= reading.ask.position && begins(event);
  // It may also hold others of its kind that name this one, all of them recorded later.
  const begun = known?.events.find(isOnRecord);
  if (!known || !begun) return NOT_FOUND;
  const seen = reading.see(known);
  const first = seen.facts.find(({ recorded }) => recorded.id === begun.id);
  if (!first) return { ok: false, problem: 'not-yet-recorded' };
  if (first.withdrawn && !withdrawnToo) return NOT_FOUND;
  return (inTime && notInEffect(first, reading)) || { ...seen, known, first };
}

function notInEffect(first: Fact, { ask }: Reading): NotThere | undefined {
  if (holdsOn(periodOf(first), ask.effectiveAt) !== false) return undefined;
  const { effectiveFrom, effectiveTo } = first;
  return {
    ok: false,
    problem: 'not-in-effect',
    existsFrom: wordless(effectiveFrom),
    ...(effectiveTo && { existsTo: wordless(effectiveTo) }),
  };
}

/** The words of a date are sealed, and a problem is not opened. */
const wordless = ({ edtf, earliest, latest }: EventDate): EventDate => ({ edtf, earliest, latest });
