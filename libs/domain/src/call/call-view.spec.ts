import { fold } from '../decider.js';
import { factsFrom, happened, idOf, type Happened } from '../testing/given.js';
import { body, collective, person } from '../testing/parties.js';
import { Day } from '../time/index.js';
import { callAggregate } from './call.js';
import { callAt, type CallView } from './call-view.js';
import { OfferDeclined, OfferMade, OffersCalled } from './call.events.js';

const addressees = [person('Ann'), body('Board'), collective('Members')];
const called = happened(OffersCalled, { title: 'Offers', addressees }, { statedOn: '2011-07-01' });
const offered = (statedOn: string, around: Happened['around'] = {}) =>
  happened(OfferMade, { by: person('Ann') }, { statedOn, as: `offered ${statedOn}`, ...around });
const declined = (statedOn: string) => happened(OfferDeclined, { by: person('Ann') }, { statedOn });

const on = (day: string, ...past: Happened[]) =>
  callAt(fold(callAggregate, factsFrom('call', [called, ...past])), Day.parse(day)) as CallView;
const answered = (view: CallView) => view.addressees.map((one) => one.answered);

it('nobody named has answered before anybody did; of words for several it cannot be told', () => {
  expect(answered(on('2011-07-31', offered('2011-08-01')))).toEqual([false, false, 'cannot-be-told']);
});

it('whoever offered or declined has answered', () => {
  expect(answered(on('2011-08-31', offered('2011-08-01')))).toEqual([true, false, 'cannot-be-told']);
  expect(answered(on('2011-08-31', declined('2011-08-01')))).toEqual([true, false, 'cannot-be-told']);
});

it('it is unknown on a day on which an answer may have come', () => {
  expect(answered(on('2011-08-15', offered('2011-08')))).toEqual(['unknown', false, 'cannot-be-told']);
});

it('the last word holds, whichever it is', () => {
  const says = (...past: Happened[]) => on('2011-12-01', ...past).answerers.map((one) => one.says.value);
  expect(says(offered('2011-08-01'), declined('2011-09-01'))).toEqual(['declined']);
  expect(says(declined('2011-09-01'), offered('2011-10-01'))).toEqual(['offered']);
});

it('of two words of which either may be the last it cannot be told which holds', () => {
  const [one] = on('2011-12-01', offered('2011-09'), declined('2011-09-10')).answerers;
  expect([one?.says.value, one?.says.possible]).toEqual(['unknown', ['offered', 'declined']]);
});

it('an answer in words is one of its own, and answers for nobody who is named', () => {
  const words = happened(OfferMade, { by: collective('Members') }, { statedOn: '2011-08-01', as: 'words' });
  const again = happened(OfferMade, { by: collective('Members') }, { statedOn: '2011-08-02', as: 'again' });
  const view = on('2011-12-01', words, again);
  expect(view.answerers.map(({ answers }) => answers.map(({ recorded }) => recorded.id))).toEqual([
    [idOf('words')],
    [idOf('again')],
  ]);
  expect(answered(view)).toEqual([false, false, 'cannot-be-told']);
});

it('is not there without the event that made it', () => {
  expect(callAt(fold(callAggregate, []), Day.parse('2011-12-01'))).toBeUndefined();
});
