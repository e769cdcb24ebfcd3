import type { EventOf } from '../event.js';
import { hasBegun, inForce, tell, type Told } from '../in-force.js';
import { groupBy } from '../meeting/presence.js';
import { partyKey, type Party } from '../party.js';
import { holdsOn, onDay, or3, type Day, type Ternary } from '../time/index.js';
import type { AnswerFact, CallState } from './call.js';
import type { OffersCalled } from './call.events.js';

/** What one answerer said. Words that nobody has read are an answerer of their own each time. */
export interface Answerer {
  readonly party: Party;
  /** The last word on the day. */
  readonly says: Told<'offered' | 'declined'>;
  /** Everything they said by then, or may have. */
  readonly answers: readonly AnswerFact[];
}

/** Whether one of those asked had answered by the day; not to be told of words that name nobody in particular. */
export interface Addressee {
  readonly party: Party;
  readonly answered: Ternary | 'cannot-be-told';
}

export interface CallView {
  readonly exists: Ternary;
  readonly call: EventOf<typeof OffersCalled>['data'];
  readonly recorded: NonNullable<CallState['recorded']>;
  readonly answerers: readonly Answerer[];
  readonly addressees: readonly Addressee[];
}

/** Undefined where the call is not among the facts: withdrawn, or not yet recorded or stated. Needs no word opened. */
export function callAt({ recorded, answers }: CallState, day: Day): CallView | undefined {
  if (!recorded) return undefined;
  const begun = answers.filter((answer) => hasBegun(answer, onDay(day)) !== false);
  return {
    exists: holdsOn({ from: recorded.effectiveFrom, to: recorded.effectiveTo }, day),
    call: recorded.data,
    recorded,
    answerers: [...groupBy(begun, answererOf).values()].map((own) => answererIn(own, day)),
    addressees: (recorded.data.addressees ?? []).map((party) => ({ party, answered: hasAnswered(party, begun, day) })),
  };
}

const answererOf = ({ data: { by }, recorded }: AnswerFact): string => ('id' in by ? partyKey(by) : recorded.id);

function answererIn(own: readonly AnswerFact[], day: Day): Answerer {
  const [first] = own as readonly [AnswerFact];
  return {
    party: first.data.by,
    says: tell(inForce(own, onDay(day)), ({ type }) => (type === 'OfferMade' ? 'offered' : 'declined')),
    answers: own,
  };
}

function hasAnswered(party: Party, begun: readonly AnswerFact[], day: Day): Addressee['answered'] {
  if (!('id' in party)) return 'cannot-be-told';
  const own = begun.filter((answer) => answererOf(answer) === partyKey(party));
  return or3(...own.map((answer) => hasBegun(answer, onDay(day))));
}
