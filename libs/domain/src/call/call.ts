import { accept, commandType, record, refuse, type Aggregate, type Command, type Decision } from '../decider.js';
import type { EventOf } from '../event.js';
import type { Fact } from '../facts.js';
import { foldName } from '../folding.js';
import { foundBy, inForce, isFirm, isStatedFlatly, mayLieBetween, only, placeOf } from '../in-force.js';
import { refuseForeignItem } from '../meeting/members.js';
import { partyKey } from '../party.js';
import { isBefore } from '../time/index.js';
import {
  AcceptancePayload, OfferAccepted, OfferDeclined, OfferMade, OffersCalled, callEvents,
  type CallEvent,
} from './call.events.js'; // prettier-ignore

export type OfferFact = Fact<EventOf<typeof OfferMade>>;
export type AnswerFact = Fact<EventOf<typeof OfferMade | typeof OfferDeclined>>;

/** A call and what came of it; each list is in the order of the log. Nothing in it assigns anybody to anything. */
export interface CallState {
  readonly recorded?: Fact<EventOf<typeof OffersCalled>>;
  /** Offers made and declined: of one answerer the last holds. */
  readonly answers: readonly AnswerFact[];
  readonly acceptances: readonly Fact<EventOf<typeof OfferAccepted>>[];
}

type Offer = EventOf<typeof OfferMade>['data'];

const callForOffers = commandType({
  name: 'CallForOffers',
  records: OffersCalled,
  roles: ['secretary', 'chair'],
  body: OffersCalled.data,
  creates: true,
  decide: (_state: CallState, command, refs) =>
    refuseForeignItem(command.body, refs) ?? accept(record(OffersCalled, command, command.body)),
});

const makeOffer = commandType({
  name: 'MakeOffer',
  records: OfferMade,
  roles: ['member', 'secretary'],
  body: OfferMade.data,
  decide: (state: CallState, command) =>
    refuseNotCalledFor(state, command.body) ??
    refuseBeforeCalled(state, command) ??
    refuseOfferedTwice(state, command) ??
    accept(record(OfferMade, command, command.body)),
});

/** A call that names no actions is for whatever anybody can offer. */
function refuseNotCalledFor({ recorded }: CallState, { actions = [] }: Offer): Decision | undefined {
  const called = recorded?.data.actions;
  const others = called ? actions.filter((id) => !called.includes(id)) : [];
  if (!recorded || others.length === 0) return undefined;
  return refuse('not-called-for', 'The call is not for every action that the offer names.', {
    pointers: others.map((id) => `/actions/${actions.indexOf(id)}`),
    details: { notCalledFor: others, calledFor: called },
    evidence: [recorded],
  });
}

function refuseBeforeCalled({ recorded }: CallState, command: Command): Decision | undefined {
  if (!recorded || !isEarlier(command, recorded)) return undefined;
  const message = `It answers a call that was made (${recorded.effectiveFrom.edtf}) only later.`;
  return refuse('offered-before-called', message, { evidence: [recorded] });
}

/** Certainly before what is itself said without reserve. */
const isEarlier = ({ effectiveFrom }: Command, than: Fact): boolean =>
  isStatedFlatly(than) && isBefore(effectiveFrom, than.effectiveFrom) === true;

/** The same offer of the same party, with no word of theirs to the contrary that may lie in between. */
function refuseOfferedTwice({ answers }: CallState, command: Command<Offer>): Decision | undefined {
  const own = answers.filter(({ data }) => partyKey(data.by) === partyKey(command.body.by));
  const declined = own.filter(({ type }) => type === 'OfferDeclined');
  const place = placeOf(command);
  const earlier = own.find(
    (fact) =>
      fact.type === 'OfferMade' &&
      isFirm(fact) &&
      isSameOffer(fact.data, command.body) &&
      declined.every((decline) => !mayLieBetween(decline, fact, place)),
  );
  return earlier && refuse('already-offered', 'They have offered just that already.', { evidence: [earlier] });
}

const isSameOffer = (a: Offer, b: Offer): boolean =>
  foldName(a.offer ?? '') === foldName(b.offer ?? '') &&
  [...new Set(a.actions)].sort().join() === [...new Set(b.actions)].sort().join();

const declineToOffer = commandType({
  name: 'DeclineToOffer',
  records: OfferDeclined,
  roles: ['member', 'secretary'],
  body: OfferDeclined.data,
  decide: (state: CallState, command) => {
    const own = state.answers.filter(({ data }) => partyKey(data.by) === partyKey(command.body.by));
    const last = only(inForce(foundBy(own, command), command.effectiveFrom, isFirm));
    return last?.type === 'OfferDeclined'
      ? refuse('already-declined', 'They have declined already, and offered nothing since.', { evidence: [last] })
      : accept(record(OfferDeclined, command, command.body));
  },
});

/** `command.member` is the offer. */
const acceptOffer = commandType({
  name: 'AcceptOffer',
  records: OfferAccepted,
  roles: ['secretary', 'chair'],
  body: AcceptancePayload,
  decide: ({ answers, acceptances }: CallState, command) => {
    const offer = answers.find(({ type, recorded }) => type === 'OfferMade' && recorded.id === command.member);
    if (!offer) return refuse('not-found', `There is no offer ${command.member} in answer to this call.`);
    if (isEarlier(command, offer)) {
      const message = `It was offered (${offer.effectiveFrom.edtf}) only later.`;
      return refuse('accepted-before-offered', message, { evidence: [offer] });
    }
    const earlier = acceptances.find((fact) => isFirm(fact) && fact.data.offerId === offer.recorded.id);
    return earlier
      ? refuse('already-accepted', 'The offer is accepted already.', { evidence: [earlier] })
      : accept(record(OfferAccepted, command, { offerId: offer.recorded.id, ...command.body }));
  },
});

function evolve(state: CallState, said: Fact): CallState {
  const fact = said as Fact<CallEvent>;
  switch (fact.type) {
    case 'OffersCalled':
      return { ...state, recorded: fact };
    case 'OfferMade':
    case 'OfferDeclined':
      return { ...state, answers: [...state.answers, fact] };
    case 'OfferAccepted':
      return { ...state, acceptances: [...state.acceptances, fact] };
    default: {
      const never: never = fact;
      return never;
    }
  }
}

export const callAggregate: Aggregate<CallState> = {
  kind: 'call',
  events: callEvents,
  initial: { answers: [], acceptances: [] },
  evolve,
  commands: [callForOffers, makeOffer, declineToOffer, acceptOffer],
};
