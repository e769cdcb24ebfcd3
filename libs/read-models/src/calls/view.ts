import { z } from 'zod';
import {
  callAggregate, callAt, fold, OfferAccepted, OfferMade, OffersCalled, Party,
  type Addressee, type AnswerFact, type Answerer, type CallState, type CallView as Domain, type Fact,
} from '@app/domain'; // prettier-ignore
import { eventAddress } from '../query/event-address.js';
import { factSchema, factView, shapeOf, standing, standingView } from '../query/fact-view.js';
import type { Item } from '../query/in-memory.js';
import { gapsOf, missing, MissingFields, type Missing } from '../query/missing.js';
import type { Shown } from '../query/shown.js';

const Says = z.enum(['offered', 'declined']);
const InThirds = z.union([z.boolean(), z.literal('unknown')]);

const AnswererView = z
  .strictObject({
    party: Party,
    says: z.union([Says, z.literal('unknown')]).describe('The last word on that day.'),
    possible: z.array(Says).optional(),
    events: z.array(z.string()).describe('Addresses of all that they said.'),
  })
  .meta({ id: 'CallAnswerer' });

const AddresseeView = z
  .strictObject({
    party: Party,
    answered: z
      .union([InThirds, z.literal('cannot-be-told')])
      .describe('cannot-be-told: words for several, or words that nobody has read.'),
  })
  .meta({ id: 'CallAddressee' });

const OfferView = factSchema(OfferMade, 'CallOffer', {
  acceptances: z.array(factSchema(OfferAccepted, 'CallOfferAcceptance')),
});

export const CallView = z
  .looseObject({
    id: z.uuid(),
    ...shapeOf(OffersCalled),
    asked: z.array(AddresseeView).describe('Whom it addresses, and whether each had answered by that day.'),
    notAnswered: z.array(Party).describe('Those named who had certainly not answered by that day.'),
    answered: z.array(AnswererView).describe('Who answered, asked or not, and how.'),
    offers: z.array(OfferView),
    ...standing,
    missing: MissingFields,
  })
  .meta({ id: 'CallView' });

export const callState = (facts: readonly Fact[]): CallState => fold(callAggregate, facts);

/** A call on a day, with who answered. The caller knows that it is there. */
export function callView(facts: readonly Fact[], id: string, shown: Shown): Item {
  const { reading, witness } = shown;
  const state = callState(facts);
  const on = callAt(state, reading.ask.effectiveAt) as Domain;
  const { recorded, call, answerers, addressees } = on;
  const answers = answerers.flatMap((one) => one.answers);
  const cites = [recorded, ...answers, ...state.acceptances];
  const view = {
    id,
    ...call,
    asked: addressees,
    notAnswered: addressees.filter(({ answered }) => answered === false).map(({ party }) => party),
    answered: answerers.map(answererView),
    offers: offersIn(answers, state, shown),
    ...standingView(recorded, reading.ask, witness),
    missing: missingIn(on, facts, shown),
  };
  return { view, cites };
}

const answererView = ({ party, says, answers }: Answerer) => ({
  party,
  says: says.value,
  ...(says.value === 'unknown' && { possible: says.possible }),
  events: answers.map(({ recorded }) => eventAddress(recorded)),
});

function offersIn(answers: readonly AnswerFact[], { acceptances }: CallState, { reading: { ask }, witness }: Shown) {
  return answers
    .filter(({ type }) => type === 'OfferMade')
    .map((offer) => {
      const own = acceptances.filter(({ data }) => data.offerId === offer.recorded.id);
      return {
        ...factView(offer, ask, witness),
        acceptances: own.map((acceptance) => factView(acceptance, ask, witness)),
      };
    });
}

function missingIn(on: Domain, facts: readonly Fact[], { reading }: Shown): Record<string, Missing> {
  const gaps = gapsOf(facts, reading.ask);
  const { text, deadline, receivedBy, purpose, actions } = on.call;
  const isOffered = on.answerers.some(({ answers }) => answers.some(({ type }) => type === 'OfferMade'));
  const wanting: Record<string, Missing | string> = {
    ...(text === undefined && { text: 'Its words are not on record.' }),
    ...(deadline === undefined && { deadline: 'No deadline is recorded.' }),
    ...(receivedBy === undefined && { receivedBy: 'The record does not say to whom offers go.' }),
    ...(purpose === undefined && { purpose: 'The record does not say what the offers are for.' }),
    ...(actions === undefined && { actions: 'The record does not name the actions that it is for.' }),
    ...(!isOffered && { offers: 'No offer is recorded by that day.' }),
    ...whoAnswered(on),
  };
  return Object.fromEntries(Object.entries(wanting).map(([field, why]) => [field, missing(gaps, field, why)]));
}

function whoAnswered({ addressees, answerers }: Domain): Record<string, Missing | string> {
  const open = (one: Addressee) => one.answered === 'cannot-be-told';
  return {
    ...(answerers.length === 0 && { answered: 'No answer is recorded by that day.' }),
    ...(addressees.length === 0 && { notAnswered: 'The record does not say whom it asks.' }),
    ...(addressees.some(open) && {
      notAnswered: {
        status: 'cannot-be-told',
        reason: 'It asks several in words, and the record does not say who they are.',
      } as const,
    }),
  };
}
