import { foundBy, hasBegun, inForce, isFirm, isPlan, type InForce } from '../in-force.js';
import { isOnOrBefore, not3, onDay, or3, type Bounds, type Day, type Ternary } from '../time/index.js';
import {
  ofEntry,
  type Challenge,
  type PriorityListState,
  type Wording,
  type WordingResolution,
} from './priority-list.state.js';

/** The fact that gives the entry its words on a day, or those that may. Words are told apart by their facts. */
export const wordingOn = ({ wordings }: PriorityListState, entryId: string, day: Day): InForce<Wording> =>
  inForce(
    ofEntry(wordings, entryId).filter((wording) => !isPlan(wording)),
    onDay(day),
  );

export interface Contest {
  readonly challenge: Challenge;
  readonly open: Ternary;
  /** What has settled it by then, or may have. */
  readonly resolutions: readonly WordingResolution[];
}

/** The challenges of an entry's wording that were made by a day, or may have been, and whether they stand open. */
export function contestsOn(state: PriorityListState, entryId: string, day: Day): Contest[] {
  return ofEntry(state.challenges, entryId).flatMap((challenge) => {
    const begun = hasBegun(challenge, onDay(day));
    if (begun === false) return [];
    const made = isPlan(challenge) ? 'unknown' : begun;
    const settling = resolutionsOf(state, challenge).filter(
      (fact) => !isPlan(fact) && hasBegun(fact, onDay(day)) !== false,
    );
    const settled = or3(...settling.map((fact) => hasBegun(fact, onDay(day))));
    const open = settled === true ? false : made === 'unknown' ? 'unknown' : not3(settled);
    return [{ challenge, open, resolutions: settling }];
  });
}

const resolutionsOf = ({ resolutions }: PriorityListState, { recorded }: Challenge): WordingResolution[] =>
  resolutions.filter(({ data }) => data.challenge === recorded.id);

/** Challenges that certainly stand open on every day that the command's date may be. */
export function contestedOn(
  state: PriorityListState,
  entryId: string,
  command: Parameters<typeof foundBy>[1] & { readonly effectiveFrom: Bounds },
): Challenge[] {
  return foundBy(ofEntry(state.challenges, entryId), command).filter(
    (challenge) =>
      isFirm(challenge) &&
      isOnOrBefore(challenge.effectiveFrom, command.effectiveFrom) === true &&
      resolutionsOf(state, challenge).every((settling) => hasBegun(settling, command.effectiveFrom) === false),
  );
}
