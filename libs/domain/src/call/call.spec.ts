import { ActionRecorded } from '../action/action.events.js';
import { FactAmended } from '../anything/anything.events.js';
import { AgendaItemRecorded, MeetingRecorded } from '../meeting/meeting.events.js';
import { amended, given, happened, idOf } from '../testing/given.js';
import { body, collective, established, words } from '../testing/parties.js';
import { callAggregate } from './call.js';
import { OfferAccepted, OfferDeclined, OfferMade, OffersCalled } from './call.events.js';

const MAP = idOf('map');
const called = happened(OffersCalled, { title: 'Offers', actions: [MAP] }, { statedOn: '2011-07-01', as: 'call' });
const health = words('the Health Sector');
const offer = { by: health, offer: 'A meeting room' };
const offered = happened(OfferMade, offer, { statedOn: '2011-08-01', as: 'offer' });
const declined = happened(OfferDeclined, { by: health }, { statedOn: '2011-08-10', as: 'declined' });
const accepted = happened(OfferAccepted, { offerId: idOf('offer') }, { statedOn: '2011-09-01', as: 'accepted' });
const call = (...past: Parameters<typeof given>[1] & object) =>
  given(callAggregate, [called, ...past])
    .and('action', MAP, [happened(ActionRecorded, { kind: 'action', text: 'Map' })])
    .and('action', idOf('other'), [happened(ActionRecorded, { kind: 'action', text: 'Other' })])
    .and('structure', '', [established('Board')]);
const on = (effectiveFrom: string) => ({ effectiveFrom });

describe('a call', () => {
  it('keeps addressees in words as words, with the deadline, the purpose and who receives offers', () => {
    const said = {
      text: 'Members are asked',
      addressees: [collective('Members')],
      deadline: [
        { text: 'by the end of August', edtf: '[..2011-08-31]', role: 'due', strictness: 'hard', basis: 'inferred' },
      ],
      receivedBy: collective('the Partnerships team'),
      purpose: 'an action plan',
      terms: 'each may decide',
    };
    given(callAggregate)
      .when('CallForOffers', said)
      .thenRecords(OffersCalled, { addressees: [collective('Members')], terms: 'each may decide' });
  });

  describe('of a meeting’s item', () => {
    const meeting = [
      happened(MeetingRecorded, {}),
      happened(AgendaItemRecorded, { place: 1, names: ['Offers'], outcome: 'taken' }, { as: 'item' }),
    ];
    const at = (item: string) => ({ title: 'x', meetingId: idOf('meeting'), agendaItemId: idOf(item) });

    it('names an item of that meeting', () => {
      given(callAggregate)
        .and('meeting', idOf('meeting'), meeting)
        .when('CallForOffers', at('item'))
        .thenRecords(OffersCalled);
    });

    it('is refused when the item is another meeting’s', () => {
      given(callAggregate)
        .and('meeting', idOf('meeting'), meeting)
        .when('CallForOffers', at('elsewhere'))
        .thenRefuses('unknown-reference', { pointers: ['/agendaItemId'] });
    });
  });
});

describe('an offer', () => {
  it('is for actions that were called for', () => {
    call()
      .when('MakeOffer', { ...offer, actions: [MAP] })
      .thenRecords(OfferMade, { actions: [MAP] });
  });

  it('is refused for an action that was not called for', () => {
    call()
      .when('MakeOffer', { ...offer, actions: [MAP, idOf('other')] })
      .thenRefuses('not-called-for', {
        evidence: ['call'],
        pointers: ['/actions/1'],
        details: { notCalledFor: [idOf('other')], calledFor: [MAP] },
      });
  });

  it('may be for any action where the call names none', () => {
    given(callAggregate, [happened(OffersCalled, { title: 'Offers' })])
      .and('action', MAP, [happened(ActionRecorded, { kind: 'action', text: 'Map' })])
      .when('MakeOffer', { ...offer, actions: [MAP] })
      .thenRecords(OfferMade);
  });

  it('is refused of a day before the call', () => {
    call()
      .when('MakeOffer', offer, on('2011-06-30'))
      .thenRefuses('offered-before-called', { evidence: ['call'] });
    call().when('MakeOffer', offer, on('2011-07-01')).thenRecords(OfferMade);
    call().when('MakeOffer', offer, on('2011')).thenRecords(OfferMade);
  });

  it('may follow another of the same party', () => {
    call(offered)
      .when('MakeOffer', { ...offer, offer: 'A minibus' })
      .thenRecords(OfferMade);
  });

  it('may be the same as that of another party', () => {
    call(offered)
      .when('MakeOffer', { ...offer, by: body('Board') })
      .thenRecords(OfferMade);
  });

  it('is refused a second time with the same words', () => {
    call(offered)
      .when('MakeOffer', { ...offer, offer: 'a meeting  room' }, on('2011-09-01'))
      .thenRefuses('already-offered', { evidence: ['offer'] });
  });

  it('may be made again after they declined', () => {
    call(offered, declined).when('MakeOffer', offer, on('2011-08-20')).thenRecords(OfferMade);
  });

  it('is refused again where they declined before both', () => {
    call(happened(OfferDeclined, { by: health }, { statedOn: '2011-07-10' }), offered)
      .when('MakeOffer', offer, on('2011-09-01'))
      .thenRefuses('already-offered', { evidence: ['offer'] });
  });

  it('may be made again where the first one was withdrawn as recorded in error', () => {
    call(offered, amended('offer', null)).when('MakeOffer', offer).thenRecords(OfferMade);
  });

  it('may be made where the same was only intended', () => {
    call(happened(OfferMade, offer, { statedOn: '2011-08-01', certainty: 'intention' }))
      .when('MakeOffer', offer, on('2011-09-01'))
      .thenRecords(OfferMade);
  });

  it('may have the words of another one, for another action', () => {
    call(offered)
      .when('MakeOffer', { ...offer, actions: [MAP] })
      .thenRecords(OfferMade);
  });

  it('may be amended to say the same', () => {
    call(offered)
      .when('AmendFact', { kind: 'reading-revised', replacement: { data: offer } }, { member: '1' })
      .thenRecords(FactAmended);
  });
});

describe('declining', () => {
  it('needs no reason', () => {
    call().when('DeclineToOffer', { by: health }).thenRecords(OfferDeclined);
  });

  it('may follow on an offer', () => {
    call(offered).when('DeclineToOffer', { by: health }, on('2011-09-01')).thenRecords(OfferDeclined);
  });

  it('is refused twice with no offer in between', () => {
    call(declined)
      .when('DeclineToOffer', { by: health, reason: 'no room' }, on('2011-09-01'))
      .thenRefuses('already-declined', { evidence: ['declined'] });
  });

  it('is recorded again after an offer in between', () => {
    call(declined, happened(OfferMade, offer, { statedOn: '2011-08-20' }))
      .when('DeclineToOffer', { by: health }, on('2011-09-01'))
      .thenRecords(OfferDeclined);
  });

  it('may be amended where they declined again on the same day, after an offer', () => {
    const again = (type: typeof OfferMade | typeof OfferDeclined) =>
      happened(type, { by: health }, { statedOn: '2011-08-10', as: type.type });
    const reason = { kind: 'reading-revised', replacement: { data: { by: health, reason: 'no room' } } };
    call(declined, again(OfferMade), again(OfferDeclined))
      .when('AmendFact', reason, { member: '1' })
      .thenRecords(FactAmended);
  });

  it('of one party says nothing of another', () => {
    call(declined)
      .when('DeclineToOffer', { by: body('Board') }, on('2011-09-01'))
      .thenRecords(OfferDeclined);
  });
});

describe('an acceptance', () => {
  it('is of an offer in answer to the call, and assigns nobody', () => {
    const { decision } = call(offered).when('AcceptOffer', {}, { member: idOf('offer') });
    expect(decision).toMatchObject({ ok: true, events: [{ type: 'OfferAccepted', data: { offerId: idOf('offer') } }] });
  });

  it('is refused of an offer that is not on record here', () => {
    call(offered)
      .when('AcceptOffer', {}, { member: idOf('elsewhere') })
      .thenRefuses('not-found');
  });

  it('is refused of a day before the offer', () => {
    const accept = (day: string) => call(offered).when('AcceptOffer', {}, { member: idOf('offer'), ...on(day) });
    accept('2011-07-31').thenRefuses('accepted-before-offered', { evidence: ['offer'] });
    accept('2011-08-01').thenRecords(OfferAccepted);
    accept('2011').thenRecords(OfferAccepted);
  });

  it('is refused of what is no offer', () => {
    call(declined)
      .when('AcceptOffer', {}, { member: idOf('declined') })
      .thenRefuses('not-found');
  });

  it('is refused twice', () => {
    call(offered, accepted)
      .when('AcceptOffer', {}, { member: idOf('offer') })
      .thenRefuses('already-accepted', { evidence: ['accepted'] });
  });

  it('is recorded after one that was only likely', () => {
    const likely = happened(OfferAccepted, { offerId: idOf('offer') }, { statedOn: '2011-09-01', certainty: 'likely' });
    call(offered, likely)
      .when('AcceptOffer', {}, { member: idOf('offer') })
      .thenRecords(OfferAccepted);
  });

  it('is recorded again after the first was withdrawn as recorded in error', () => {
    call(offered, accepted, amended('accepted', null))
      .when('AcceptOffer', {}, { member: idOf('offer') })
      .thenRecords(OfferAccepted);
  });
});
