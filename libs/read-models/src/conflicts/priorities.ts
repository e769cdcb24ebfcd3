import {
  certainStage, comesAfter, counting, excess, hasBegun, holdsOn, inForce, isFirm, isOneDay, mayExceed, or3, stageOf, stagesOf, turningDays,
  type CapCount, type EventOf, type Fact, type PriorityListState, type PriorityStage, type PriorityWorded,
} from '@app/domain'; // prettier-ignore
import { priorityListState } from '../priorities/entry-view.js';
import { breach, type Contradiction } from './contradiction.js';

/**
 * Rules of a list of priorities that do not hold, or may not: a command is refused only where it certainly breaks one,
 * and what is recorded later, of earlier days, may break it behind its back.
 */
export function breachesOfPriorities(facts: readonly Fact[]): Contradiction[] {
  const list = priorityListState(facts);
  return [...overTheCap(list), ...outOfOrder(list), ...underLock(list), ...contested(list), ...contrary(list)];
}

/** One for each run of days on which there were more than there might be, or may have been. */
function overTheCap(list: PriorityListState): Contradiction[] {
  const runs: CapCount[][] = [];
  const countOn = counting(list);
  let isOpen = false;
  for (const day of turningDays(list)) {
    const count = countOn(day);
    const isOver = mayExceed(count);
    if (isOver && isOpen) runs.at(-1)?.push(count);
    else if (isOver) runs.push([count]);
    isOpen = isOver;
  }
  return runs.map((run) =>
    breach(
      'priority-cap-exceeded',
      run.some((count) => excess(count) > 0) ? 'definite' : 'possible',
      run.flatMap(({ caps, exceptions, mayBeAdopted }) => [...caps, ...exceptions, ...mayBeAdopted]),
      `From ${run[0]?.day} there were more priorities than the cap allowed, or may have been.`,
    ),
  );
}

const ORDER: readonly PriorityStage[] = ['longlisted', 'shortlisted', 'adopted'];

/** A step that leads back from one that came before it, without a retirement in between. */
function outOfOrder(list: PriorityListState): Contradiction[] {
  return list.stages.flatMap((step) => {
    const earlier = stagesOf(list, step.data.entryId).filter((other) => other !== step && !comesAfter(other, step));
    const { possible } = inForce(earlier, step.effectiveFrom);
    const rank = ORDER.indexOf(stageOf(step));
    const further = possible.filter((other) => rank >= 0 && ORDER.indexOf(stageOf(other)) > rank);
    const [first] = further;
    if (!first) return [];
    const match = certainStage(earlier, step.effectiveFrom)?.includes(first) ? 'definite' : 'possible';
    const words = 'The entry had come further when this took effect, or may have.';
    return [breach(`already-${stageOf(first)}`, match, [step, ...further], words)];
  });
}

/** Changed while it was locked, or may have been, without a decision being cited. */
function underLock(list: PriorityListState): Contradiction[] {
  const changes: readonly Fact[] = [
    ...list.stages.filter(({ type }) => type === 'PriorityAdopted' || type === 'PriorityRetired'),
    ...list.wordings.filter(({ type }) => type !== 'PriorityEntered'),
    ...list.caps,
  ];
  return changes.flatMap((change) => {
    const { entryId, decisionId } = change.data as { readonly entryId?: string; readonly decisionId?: string };
    if (decisionId !== undefined) return [];
    const locks = list.locks.filter((lock) => (lock.data.entryId ?? entryId) === entryId && !comesAfter(lock, change));
    return locks.flatMap((lock) => {
      const holds = holdsOn({ from: lock.effectiveFrom, to: lock.effectiveTo }, change.effectiveFrom);
      if (holds === false) return [];
      const match = holds === true && isFirm(lock) && isFirm(change) ? 'definite' : 'possible';
      return [
        breach('priority-locked', match, [change, lock], 'It was changed while it was locked, or may have been.'),
      ];
    });
  });
}

/** Reworded past a challenge that stood open, or may have. */
function contested({ wordings, challenges, resolutions }: PriorityListState): Contradiction[] {
  const rewordings = wordings.filter(({ type }) => type === 'PriorityWorded') as readonly Rewording[];
  return rewordings.flatMap((wording) =>
    challenges.flatMap((challenge) => {
      if (challenge.data.entryId !== wording.data.entryId || comesAfter(challenge, wording)) return [];
      const made = hasBegun(challenge, wording.effectiveFrom);
      const settled = or3(
        ...resolutions
          .filter(({ data }) => data.challenge === challenge.recorded.id)
          .map((resolution) => hasBegun(resolution, wording.effectiveFrom)),
      );
      if (made === false || settled === true) return [];
      const match =
        made === true && settled === false && isFirm(challenge) && isFirm(wording) ? 'definite' : 'possible';
      return [
        breach(
          'wording-contested',
          match,
          [wording, challenge],
          'It was reworded while it was contested, or may have been.',
        ),
      ];
    }),
  );
}

/** Designated in two ways on one day. */
const contrary = ({ designations }: PriorityListState): Contradiction[] =>
  designations.flatMap((one, i) =>
    designations
      .slice(i + 1)
      .filter(
        (other) =>
          one.data.entryId === other.data.entryId &&
          one.data.designation !== other.data.designation &&
          isOneDay(one.effectiveFrom, other.effectiveFrom),
      )
      .map((other) =>
        breach(
          'designation-contradicted',
          isFirm(one) && isFirm(other) ? 'definite' : 'possible',
          [one, other],
          'One entry is designated in two ways at once, or may be.',
        ),
      ),
  );

type Rewording = Fact<EventOf<typeof PriorityWorded>>;
