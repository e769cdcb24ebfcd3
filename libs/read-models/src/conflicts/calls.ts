import { callAggregate, fold, isBefore, isStatedFlatly, type CallState, type Fact } from '@app/domain';
import { breach, type Contradiction } from './contradiction.js';

/** What an answer to a call may not be, and has come to be: a call, or an offer, can be amended after it was answered. */
export function breachesInCall(facts: readonly Fact[]): Contradiction[] {
  const call = fold(callAggregate, facts);
  return [...notCalledFor(call), ...tooEarly(call)];
}

/** Offers for actions that are not called for, or no longer. */
function notCalledFor({ recorded, answers }: CallState): Contradiction[] {
  const called = recorded?.data.actions;
  if (!recorded || !called) return [];
  return answers.flatMap((fact) => {
    const { actions = [] } = fact.type === 'OfferMade' ? fact.data : {};
    if (actions.every((id) => called.includes(id))) return [];
    return [
      breach('not-called-for', 'definite', [recorded, fact], 'An action is offered for that the call is not for.'),
    ];
  });
}

/** Offers of a day before the call that they answer, and acceptances of a day before the offer. */
function tooEarly({ recorded, answers, acceptances }: CallState): Contradiction[] {
  const offers = answers.filter(({ type }) => type === 'OfferMade');
  const offerOf = ({ data }: CallState['acceptances'][number]) =>
    offers.filter((offer) => offer.recorded.id === data.offerId);
  return [
    ...offers
      .filter((offer) => recorded && isEarlier(offer, recorded))
      .map((offer) =>
        breach(
          'offered-before-called',
          'definite',
          [recorded as Fact, offer],
          'It was offered before the call was made.',
        ),
      ),
    ...acceptances.flatMap((acceptance) =>
      offerOf(acceptance)
        .filter((offer) => isEarlier(acceptance, offer))
        .map((offer) =>
          breach('accepted-before-offered', 'definite', [offer, acceptance], 'It was accepted before it was offered.'),
        ),
    ),
  ];
}

const isEarlier = (fact: Fact, than: Fact): boolean =>
  isStatedFlatly(than) && isBefore(fact.effectiveFrom, than.effectiveFrom) === true;
