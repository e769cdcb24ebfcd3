import { happened, idOf } from '../testing/given.js';
import { body, collective } from '../testing/parties.js';
import { adopted, deciding, entered, heading, list, retired } from '../testing/priorities.js';
import { PriorityWorded, WordingChallenged, WordingResolved } from './priority-list.events.js';

const alcohol = { member: idOf('Alcohol') };
const on = (day: string) => ({ ...alcohol, statedOn: day });
const challenged = (day: string, around: object = {}) =>
  happened(WordingChallenged, { entryId: idOf('Alcohol') }, { statedOn: day, as: 'challenge', ...around });
const resolved = (day: string, data: object = { outcome: 'kept' }, around: object = {}) =>
  happened(
    WordingResolved,
    { entryId: idOf('Alcohol'), challenge: idOf('challenge'), ...data },
    { statedOn: day, as: 'resolution', ...around },
  );
const contested = [entered('Alcohol'), entered('Ageing'), challenged('2010-12-31')];
const resolve = (body_: object, around: object = on('2011-03-01'), past = contested) =>
  list(...past).when('ResolveWording', { challenge: idOf('challenge'), ...body_ }, around);

describe('the wording of an entry', () => {
  it('may be changed, of a heading too', () => {
    list(entered('Alcohol'))
      .when('WordPriority', { text: 'Alcohol misuse' }, alcohol)
      .thenRecords(PriorityWorded, { text: 'Alcohol misuse' });
    list(heading('Outcome'))
      .when('WordPriority', { text: 'Outcome 1' }, { member: idOf('Outcome') })
      .thenRecords(PriorityWorded);
  });

  it('is that of an entry of this list', () => {
    list().when('WordPriority', { text: 'x' }, alcohol).thenRefuses('not-found');
    list().when('ChallengeWording', { text: 'Not so.' }, alcohol).thenRefuses('not-found');
    list(entered('Alcohol')).when('ChallengeWording', { text: 'Not so.' }, alcohol).thenRecords(WordingChallenged);
  });

  it('is not changed while it is contested, except by settling that', () => {
    const word = (past: Parameters<typeof list>, day: string) =>
      list(...past).when('WordPriority', { text: 'x' }, on(day));
    word(contested, '2011-01-01').thenRefuses('wording-contested', { evidence: ['challenge'] });
    word([...contested, resolved('2011-02-01')], '2011-03-01').thenRecords(PriorityWorded);
    word(contested, '2010-12-30').thenRecords(PriorityWorded);
  });

  it('is neither changed nor challenged once the entry is retired', () => {
    const past = [entered('Alcohol'), adopted('Alcohol', '2011-01-01'), retired('Alcohol', '2012-01-01')];
    const word = (day: string, ...more: typeof past) =>
      list(...past, ...more).when('WordPriority', { text: 'x' }, on(day));
    const challenge = (day: string) => list(...past).when('ChallengeWording', { text: 'Not so.' }, on(day));
    word('2012-06-01').thenRefuses('entry-not-on-list', { evidence: ['Alcohol retired'] });
    challenge('2012-06-01').thenRefuses('entry-not-on-list', { evidence: ['Alcohol retired'] });
    word('2011-12-31').thenRecords(PriorityWorded);
    challenge('2011-12-31').thenRecords(WordingChallenged);
    word('2012-06-01', adopted('Alcohol', '2012-05-01', { as: 'again' })).thenRecords(PriorityWorded);
  });

  it('may be changed where the entry only may be retired', () => {
    list(entered('Alcohol'), retired('Alcohol', '2012'))
      .when('WordPriority', { text: 'x' }, on('2012-06-01'))
      .thenRecords(PriorityWorded);
  });

  it('may be changed where it only may be contested', () => {
    list(entered('Alcohol'), challenged('2010-12'))
      .when('WordPriority', { text: 'x' }, on('2010-12-15'))
      .thenRecords(PriorityWorded);
  });

  it('is challenged with an alternative, views with and without figures, and who is to settle it', () => {
    const challenge = {
      alternative: 'healthy life-style choices',
      views: [{ holder: collective('A majority of partners'), view: 'against-alternative', count: null }],
      toBeResolvedBy: body('Board'),
    };
    list(entered('Alcohol')).when('ChallengeWording', challenge, alcohol).thenRecords(WordingChallenged, challenge);
  });
});

describe('a challenge', () => {
  it('says something: in its own words, by another wording, or by who holds which view', () => {
    const challenge = (said: object) => list(entered('Alcohol')).when('ChallengeWording', said, alcohol);
    for (const said of [{}, { views: [] }, { toBeResolvedBy: body('Board') }]) {
      challenge(said).thenRefuses('challenge-untold', { pointers: ['/text', '/alternative', '/views'] });
    }
    const views = [{ holder: collective('Some'), view: 'other' }];
    for (const said of [{ text: 'Not so.' }, { alternative: 'Alcohol misuse' }, { views }]) {
      challenge(said).thenRecords(WordingChallenged, said);
    }
  });
});

describe('settling a challenge', () => {
  it('names a challenge of this entry', () => {
    resolve({ challenge: idOf('other'), outcome: 'kept' }).thenRefuses('unknown-reference', {
      pointers: ['/challenge'],
    });
    resolve({ outcome: 'kept' }, { member: idOf('Ageing'), statedOn: '2011-03-01' }).thenRefuses('unknown-reference');
    resolve({ outcome: 'kept' }).thenRecords(WordingResolved);
  });

  it('gives the new words where there are new words, and only there', () => {
    resolve({ outcome: 'reworded' }).thenRefuses('new-words-required', { pointers: ['/text'] });
    resolve({ outcome: 'kept', text: 'x' }).thenRefuses('new-words-unwanted', { pointers: ['/text'] });
    resolve({ outcome: 'reworded', text: 'x' }).thenRecords(WordingResolved, { text: 'x' });
  });

  it('happens once', () => {
    resolve({ outcome: 'kept' }, on('2011-04-01'), [...contested, resolved('2011-03-01')]).thenRefuses(
      'challenge-already-resolved',
      { evidence: ['resolution'] },
    );
    resolve({ outcome: 'kept' }, on('2011-04-01'), [
      ...contested,
      resolved('2011-03-01', undefined, { certainty: 'likely' }),
    ]).thenRecords(WordingResolved);
  });

  it('comes after the challenge', () => {
    resolve({ outcome: 'kept' }, on('2010-12-30')).thenRefuses('resolved-before-challenged');
    resolve({ outcome: 'kept' }, on('2010-12-31')).thenRecords(WordingResolved);
  });

  it('cites a decision where it cites anything', () => {
    resolve({ outcome: 'kept', ...deciding('view') }).thenRefuses('no-decision-cited');
    resolve({ outcome: 'kept', ...deciding() }).thenRecords(WordingResolved);
  });
});
