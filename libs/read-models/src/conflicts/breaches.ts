import {
  comesAfter, holderOf, holdersAt, inForce, isWork, progressOf,
  type ActionState, type Course, type Fact, type Holding,
} from '@app/domain'; // prettier-ignore
import { actionState } from '../actions/facets.js';
import type { Contradiction } from './contradiction.js';

/**
 * Rules that hold no longer, or may not: a command is refused only where it certainly breaks one, and what is recorded
 * later, of earlier days, may break it behind its back.
 */
export function breachesIn(facts: readonly Fact[]): Contradiction[] {
  const state = actionState(facts);
  return [...closed(state), ...notOwned(state), ...headings(state)];
}

const isClosed = (change: Course) => progressOf(change) !== 'open';

/** Given to somebody, due, or closed again while it was closed already. */
function closed({ course, holdings, dues }: ActionState): Contradiction[] {
  const given: readonly Fact[] = [
    ...holdings.filter(({ type }) => type !== 'ActionReleased'),
    ...dues,
    ...course.filter(isClosed),
  ];
  return given.flatMap((fact) => {
    const before = course.filter((change) => change !== fact && !comesAfter(change, fact));
    const { possible, nothing } = inForce(before, fact.effectiveFrom);
    if (!possible.some(isClosed)) return [];
    const match = nothing === false && possible.every(isClosed) ? 'definite' : 'possible';
    return [
      {
        kind: 'breach',
        rule: 'action-closed',
        match,
        facts: [fact, ...possible.filter(isClosed)],
        words: 'It was closed when this took effect, or may have been.',
      },
    ];
  });
}

/** Taken from somebody who did not own it. */
function notOwned({ holdings }: ActionState): Contradiction[] {
  return holdings.flatMap((fact) => {
    const from = fact.type === 'ActionAssigned' ? [] : (fact.data.from ?? []);
    const before = holdings.filter((other): other is Holding => other !== fact && !comesAfter(other, fact));
    const holders = holdersAt(before, fact.effectiveFrom);
    return from.flatMap((ref): Contradiction[] => {
      const holder = holderOf(holders, ref);
      if (holder?.owns === true) return [];
      const match = holder?.owns === 'unknown' ? 'possible' : 'definite';
      return [
        {
          kind: 'breach',
          rule: 'not-an-owner',
          match,
          facts: [fact, ...(holder?.rests ?? [])],
          words: 'Somebody named as giving it up did not own it then, or may not have.',
        },
      ];
    });
  });
}

function headings({ course, kinds }: ActionState): Contradiction[] {
  return course
    .filter(({ type }) => type === 'ActionCompleted')
    .flatMap((fact): Contradiction[] => {
      const { possible } = inForce(kinds, fact.effectiveFrom);
      const idle = possible.filter(({ data }) => !isWork(data.kind));
      if (idle.length === 0) return [];
      const match = idle.length === possible.length ? 'definite' : 'possible';
      return [
        {
          kind: 'breach',
          rule: 'heading-cannot-be-completed',
          match,
          facts: [fact, ...idle],
          words: 'A heading or a blank row is no work that could be completed.',
        },
      ];
    });
}
