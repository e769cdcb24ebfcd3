import { CertaintyRevised, FactAmended } from '../anything/anything.events.js';
import { happened, idOf } from '../testing/given.js';
import { adopted, capped, deciding, entered, excepted, heading, list, retired } from '../testing/priorities.js';
import { CapExceptionGranted, PriorityAdopted, PriorityCapSet } from './priority-list.events.js';

const entries = [entered('Safer'), entered('Richer'), entered('Older')];
const adopt = (name: string, on: string) => [
  'AdoptPriority', deciding(), { member: idOf(name), statedOn: on },
] as const; // prettier-ignore
const withdraw = { kind: 'recorded-in-error', replacement: null };
/** Two places, both taken in 2012. */
const full = [...entries, capped(2, '2010-01-01'), adopted('Safer', '2012-01-01'), adopted('Richer', '2012-01-01')];

describe('the cap', () => {
  it('refuses one more than it allows, with those that are adopted', () => {
    list(...full)
      .when(...adopt('Older', '2013-01-01'))
      .thenRefuses('priority-cap-exceeded', {
        evidence: ['cap 2', 'Safer adopted', 'Richer adopted'],
        details: { on: '2013-01-01', adopted: 3, allowed: 2 },
      });
    list(...entries, capped(2, '2010-01-01'), adopted('Safer', '2012-01-01'))
      .when(...adopt('Older', '2013-01-01'))
      .thenRecords(PriorityAdopted);
  });

  it('lets one more in where an exception stands, and as many as it says', () => {
    list(...full, excepted(1, '2013-01-01'))
      .when(...adopt('Older', '2013-01-01'))
      .thenRecords(PriorityAdopted);
    list(...full, excepted(1, '2014-01-01'))
      .when(...adopt('Older', '2013-01-01'))
      .thenRefuses('priority-cap-exceeded');
  });

  it('counts no headings and nothing that is retired', () => {
    list(...full, retired('Safer', '2013-01-01'), heading('Outcome'))
      .when(...adopt('Older', '2013-01-01'))
      .thenRecords(PriorityAdopted);
  });

  it('that is given in words only refuses nothing', () => {
    const inWords = happened(PriorityCapSet, { words: 'a small number' }, { statedOn: '2012-06-01' });
    list(...full, inWords)
      .when(...adopt('Older', '2013-01-01'))
      .thenRecords(PriorityAdopted);
  });

  it('holds on later days too: an adoption of an earlier day is refused for what it leads to', () => {
    list(...full)
      .when(...adopt('Older', '2011-01-01'))
      .thenRefuses('priority-cap-exceeded', { details: { on: '2012-01-01' } });
    list(...full, retired('Safer', '2012-01-01'))
      .when(...adopt('Older', '2011-01-01'))
      .thenRecords(PriorityAdopted);
  });

  it('cannot be set lower than what is adopted on some later day', () => {
    const lower = (max: number) => list(...full).when('SetPriorityCap', { max }, { statedOn: '2011-01-01' });
    lower(1).thenRefuses('priority-cap-exceeded', {
      evidence: ['Safer adopted', 'Richer adopted'],
      details: { on: '2012-01-01', adopted: 2, allowed: 1 },
    });
    lower(2).thenRecords(PriorityCapSet, { max: 2 });
  });

  it('may be set lower for days before those on which more are adopted', () => {
    list(...full)
      .when('SetPriorityCap', { max: 1 }, { statedOn: '2009-06-01' })
      .thenRecords(PriorityCapSet);
  });

  it('holds through an amendment that brings an adoption forward', () => {
    const past = [...full, retired('Safer', '2013-01-01'), adopted('Older', '2013-06-01')];
    const amend = (effectiveFrom: string) =>
      list(...past).when(
        'AmendFact',
        { kind: 'transcription-error', replacement: { data: { decisionId: idOf('decision') }, effectiveFrom } },
        { member: String(past.length) },
      );
    amend('2012-06-01').thenRefuses('priority-cap-exceeded');
    amend('2013-02-01').thenRecords(FactAmended);
  });

  it('holds through the withdrawal of a retirement', () => {
    const past = [...full, retired('Safer', '2013-01-01')];
    const last = String(past.length);
    list(...past, adopted('Older', '2013-06-01'))
      .when('AmendFact', withdraw, { member: last })
      .thenRefuses('priority-cap-exceeded');
    list(...past)
      .when('AmendFact', withdraw, { member: last })
      .thenRecords(FactAmended);
  });

  it('holds where an exception is to end sooner', () => {
    const past = [...full, excepted(1, '2013-01-01'), adopted('Older', '2013-06-01')];
    const until = (effectiveTo: string, ...more: Parameters<typeof list>) =>
      list(...past, ...more).when(
        'AmendFact',
        { kind: 'reading-revised', replacement: { data: { extra: 1, decisionId: idOf('decision') }, effectiveTo } },
        { member: String(full.length + 1) },
      );
    until('2015-01-01').thenRefuses('priority-cap-exceeded', { details: { on: '2015-01-01' } });
    until('2015-01-01', retired('Safer', '2014-12-31')).thenRecords(FactAmended);
  });

  it('holds through the confirmation of what was only likely', () => {
    const likely = adopted('Older', '2013-01-01', { certainty: 'likely' });
    const revise = (...more: Parameters<typeof list>) =>
      list(...full, ...more, likely).when(
        'ReviseCertainty',
        { becomes: 'fact' },
        { member: String(full.length + more.length + 1) },
      );
    revise().thenRefuses('priority-cap-exceeded');
    revise(retired('Safer', '2013-01-01')).thenRecords(CertaintyRevised);
  });

  it('counts what is decided ahead of its day, of the past or of the future', () => {
    const ahead = (on: string, ...past: Parameters<typeof list>) =>
      list(...full, ...past).when('AdoptPriority', deciding(), {
        member: idOf('Older'),
        statedOn: '2013-05-01',
        effectiveFrom: on,
      });
    ahead('2013-06-01').thenRefuses('priority-cap-exceeded', { details: { on: '2013-06-01', adopted: 3, allowed: 2 } });
    ahead('2027-01-01').thenRefuses('priority-cap-exceeded', { details: { on: '2027-01-01' } });
    ahead('2013-06-01', retired('Safer', '2013-05-01', { effectiveFrom: '2013-06-01' })).thenRecords(PriorityAdopted);
    ahead('2013-06-01', excepted(1, '2013-05-01', { effectiveFrom: '2013-06-01' })).thenRecords(PriorityAdopted);
    ahead('2013-06-01', capped(3, '2013-05-01', { effectiveFrom: '2013-06-01' })).thenRecords(PriorityAdopted);
  });

  it('has no room for another beside one that is decided for later', () => {
    const decided = adopted('Richer', '2012-05-01', { effectiveFrom: '2012-06-01' });
    const past = [...entries, capped(1, '2010-01-01'), decided];
    list(...past)
      .when(...adopt('Older', '2012-07-01'))
      .thenRefuses('priority-cap-exceeded', { evidence: ['cap 1', 'Richer adopted'] });
    list(...past, retired('Richer', '2012-07-01'))
      .when(...adopt('Older', '2012-07-01'))
      .thenRecords(PriorityAdopted);
  });

  it('refuses nothing that is only intended, likely or possible', () => {
    for (const certainty of ['intention', 'likely', 'possible'] as const) {
      list(...full)
        .when('AdoptPriority', deciding(), { member: idOf('Older'), effectiveFrom: '2013-06-01', certainty })
        .thenRecords(PriorityAdopted);
    }
  });

  it('refuses only what is certain: a fuzzy retirement leaves it open', () => {
    list(...full, retired('Safer', '2013'))
      .when(...adopt('Older', '2013-06-01'))
      .thenRecords(PriorityAdopted);
    list(...full, retired('Safer', '2014'))
      .when(...adopt('Older', '2013-06-01'))
      .thenRefuses('priority-cap-exceeded');
  });

  it('is not made worse by what has nothing to do with it', () => {
    const over = [...full, adopted('Older', '2013-01-01')];
    expect(list(...over).when('NoteLonglist', { contents: 'unknown' }).decision.ok).toBe(true);
    expect(
      list(...over).when('RetirePriority', {}, { member: idOf('Safer'), statedOn: '2014-01-01' }).decision.ok,
    ).toBe(true);
  });
});

describe('an exception from the cap', () => {
  it('rests on a decision of the owning body', () => {
    list().when('GrantCapException', { extra: 1 }).thenRefuses('no-decision-cited');
    list()
      .when('GrantCapException', { extra: 1, ...deciding('of the Cabinet') })
      .thenRefuses('no-decision-cited');
    list()
      .when('GrantCapException', { extra: 1, ...deciding() })
      .thenRecords(CapExceptionGranted, { extra: 1 });
  });
});

describe('a cap', () => {
  it('cites a decision where it cites anything', () => {
    list()
      .when('SetPriorityCap', { max: 3, ...deciding('view') })
      .thenRefuses('no-decision-cited');
    list()
      .when('SetPriorityCap', { max: 3, ...deciding() })
      .thenRecords(PriorityCapSet, { max: 3 });
  });
});
