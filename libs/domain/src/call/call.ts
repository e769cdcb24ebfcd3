import { accept, commandType, record, type Aggregate } from '../decider.js';
import type { Fact } from '../facts.js';
import {
  AcceptancePayload, OfferAccepted, OfferDeclined, OfferMade, OffersCalled, callEvents,
} from './call.events.js'; // prettier-ignore

export interface CallState {
  /** In the order of the log. */
  readonly facts: readonly Fact[];
}

const callForOffers = commandType({
  name: 'CallForOffers',
  records: OffersCalled,
  roles: ['secretary', 'chair'],
  body: OffersCalled.data,
  creates: true,
  decide: (_state: CallState, command) => accept(record(OffersCalled, command, command.body)),
});

const makeOffer = commandType({
  name: 'MakeOffer',
  records: OfferMade,
  roles: ['member', 'secretary'],
  body: OfferMade.data,
  decide: (_state: CallState, command) => accept(record(OfferMade, command, command.body)),
});

const declineOffer = commandType({
  name: 'DeclineToOffer',
  records: OfferDeclined,
  roles: ['member', 'secretary'],
  body: OfferDeclined.data,
  decide: (_state: CallState, command) => accept(record(OfferDeclined, command, command.body)),
});

const acceptOffer = commandType({
  name: 'AcceptOffer',
  records: OfferAccepted,
  roles: ['secretary', 'chair'],
  body: AcceptancePayload,
  decide: (_state: CallState, command) =>
    accept(record(OfferAccepted, command, { offerId: command.member as string, ...command.body })),
});

export const callAggregate: Aggregate<CallState> = {
  kind: 'call',
  events: callEvents,
  initial: { facts: [] },
  evolve: (state, fact) => ({ facts: [...state.facts, fact] }),
  commands: [callForOffers, makeOffer, declineOffer, acceptOffer],
};
