import { callAggregate, fold, type Fact } from '@app/domain';
import type { Contradiction } from './contradiction.js';

/** Offers for actions that are not called for, or no longer: a call can be amended after it was answered. */
export function breachesInCall(facts: readonly Fact[]): Contradiction[] {
  const { recorded, answers } = fold(callAggregate, facts);
  const called = recorded?.data.actions;
  if (!recorded || !called) return [];
  return answers.flatMap((fact): Contradiction[] => {
    const { actions = [] } = fact.type === 'OfferMade' ? fact.data : {};
    if (actions.every((id) => called.includes(id))) return [];
    const words = 'An action is offered for that the call is not for.';
    return [{ kind: 'breach', rule: 'not-called-for', match: 'definite', facts: [recorded, fact], words }];
  });
}
