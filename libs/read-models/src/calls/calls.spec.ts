import { Archive, look } from '../../../../test/support/archive.js';

const DAY = '2011-07-01';

describe('a call for offers', () => {
  let archive: Archive;
  let id: string;
  let ann: string;
  let board: string;
  beforeEach(async () => {
    archive = await Archive.open();
    ann = await archive.thing('person', 'IntroducePerson', { name: 'Ann Lee' }, { on: DAY });
    board = await archive.body('Board', { on: DAY });
    const deadline = [
      { text: 'by the end of August', edtf: '[..2011-08-31]', role: 'due', strictness: 'hard', basis: 'inferred' },
    ];
    const addressees = [person(), body(), members];
    id = await archive.thing('call', 'CallForOffers', { title: 'Offers', addressees, deadline }, { on: DAY });
  });
  afterEach(() => archive.close());

  const person = () => ({ kind: 'person', id: ann, text: 'Ann', resolution: 'declared' });
  const body = () => ({ kind: 'body', id: board, text: 'the Board', resolution: 'declared' });
  const members = { kind: 'collective', text: 'Members', resolution: 'none' };
  const say = (command: string, said: object, on: string, more: object = {}) =>
    archive.record('call', command, said, { id, target: id, on, ...more });
  const on = (effectiveAt: string) => archive.ask('GetCall', { id }, { effectiveAt });

  it('tells who has not answered on a day, and of words for several that it cannot be told', async () => {
    await say('MakeOffer', { by: person(), offer: 'A room' }, '2011-08-01');
    const [before, after] = [await on('2011-07-31'), await on('2011-08-01')];
    expect(look(before, 'asked.*.answered')).toEqual([false, false, 'cannot-be-told']);
    expect(look(before, 'missing.answered')).toEqual({
      status: 'not-recorded',
      reason: 'No answer is recorded by that day.',
    });
    expect(look(after, 'asked.*.answered')).toEqual([true, false, 'cannot-be-told']);
    expect(look(after, 'notAnswered.*.id')).toEqual([board]);
    expect(look(after, 'missing.notAnswered')).toEqual({
      status: 'cannot-be-told',
      reason: 'It asks several in words, and the record does not say who they are.',
    });
    expect(look(after, 'deadline.0.text')).toBe('by the end of August');
  });

  it('goes by the last word of whoever answered', async () => {
    await say('MakeOffer', { by: person(), offer: 'A room' }, '2011-08-01');
    await say('DeclineToOffer', { by: person() }, '2011-08-10');
    const says = async (day: string) => look(await on(day), 'answered.*.says');
    expect([await says('2011-08-09'), await says('2011-08-10')]).toEqual([['offered'], ['declined']]);
  });

  it('shows its offers with what was accepted of them', async () => {
    const { events } = await say('MakeOffer', { by: person(), offer: 'A room' }, '2011-08-01');
    await say('MakeOffer', { by: person(), offer: 'A bus' }, '2011-08-01');
    const offer = events[0]?.id as string;
    await say('AcceptOffer', { terms: 'on Mondays' }, '2011-09-01', { member: offer });
    const view = await on('2011-09-02');
    expect(look(view, 'offers.*.offer')).toEqual(['A room', 'A bus']);
    expect(look(view, 'offers.*.acceptances.*.terms')).toEqual([['on Mondays'], []]);
    const acceptances = await archive.ask('ListCallAcceptances', { id, member: offer });
    expect(look(acceptances, 'items.*.terms')).toEqual(['on Mondays']);
  });

  it('lists all answers, made and declined', async () => {
    await say('MakeOffer', { by: person(), offer: 'A room' }, '2011-08-01');
    const { events } = await say('DeclineToOffer', { by: body(), reason: 'no room' }, '2011-08-10');
    expect(look(await archive.ask('ListCallResponses', { id }), 'items.*.says')).toEqual(['offered', 'declined']);
    expect(look(await archive.ask('ListCallOffers', { id }), 'items.*.offer')).toEqual(['A room']);
    const member = events[0]?.id as string;
    expect((await archive.ask('GetCallResponsesMember', { id, member }))['reason']).toBe('no room');
  });

  it('says why it has no answers', async () => {
    expect((await archive.ask('ListCallResponses', { id }))['missing']).toEqual({
      items: { status: 'not-recorded', reason: 'No answer is recorded.' },
    });
  });

  it('is found by what it is for, and by its meeting', async () => {
    const action = await archive.thing('action', 'RecordAction', { kind: 'action', text: 'Map' }, { on: DAY });
    const other = await archive.thing('call', 'CallForOffers', { title: 'Map', actions: [action] }, { on: DAY });
    const found = async (params: object) => look(await archive.ask('ListCalls', {}, params), 'items.*.id');
    expect([await found({}), await found({ action })]).toEqual([[id, other], [other]]);
    expect(await found({ meeting: board })).toEqual([]);
    expect(look(await archive.ask('GetAction', { id: action }), 'linkedFrom.*.as')).toEqual(['actions']);
  });

  it('that is amended may leave offers behind that it is not for', async () => {
    const action = await archive.thing('action', 'RecordAction', { kind: 'action', text: 'Map' }, { on: DAY });
    await say('MakeOffer', { by: person(), actions: [action] }, '2011-08-01');
    expect((await archive.ask('ListConflicts', {}, { about: id })).items).toEqual([]);
    const other = await archive.thing('action', 'RecordAction', { kind: 'action', text: 'Ask' }, { on: DAY });
    const replacement = { data: { title: 'Offers', actions: [other] } };
    await archive.record(
      'call',
      'AmendFact',
      { kind: 'reading-revised', replacement },
      { id, target: id, member: '0', on: DAY },
    );
    expect((await archive.ask('ListConflicts', {}, { about: id })).items).toMatchObject([
      { kind: 'breach', rule: 'not-called-for', about: { kind: 'call', id } },
    ]);
    expect((await archive.ask('ListConflicts')).items).toHaveLength(1);
  });

  it('that is amended, or an offer that is, may come to be later than what answers it', async () => {
    const offer = (await say('MakeOffer', { by: person() }, '2011-08-01')).events[0];
    await archive.record('call', 'AcceptOffer', {}, { id, target: id, member: offer?.id, on: '2011-08-10' });
    const move = (member: string, data: object, effectiveFrom: string) =>
      archive.record(
        'call',
        'AmendFact',
        { kind: 'transcription-error', replacement: { data, effectiveFrom } },
        { id, target: id, member, on: DAY },
      );
    const breaches = async () =>
      (await archive.ask('ListConflicts', {}, { about: id })).items.map((item) => look(item, 'rule'));
    expect(await breaches()).toEqual([]);
    await move(String(offer?.revision), { by: person() }, '2011-08-20');
    expect(await breaches()).toEqual(['accepted-before-offered']);
    await move('0', { title: 'Offers' }, '2011-09-01');
    expect(await breaches()).toEqual(['offered-before-called', 'accepted-before-offered']);
  });

  it('says why it has no offers and names no actions, in the words of the gaps noted', async () => {
    const missing = async () => (await on('2011-12-01'))['missing'];
    expect(await missing()).toMatchObject({
      offers: { status: 'not-recorded', reason: 'No offer is recorded by that day.' },
      actions: { status: 'not-recorded', reason: 'The record does not name the actions that it is for.' },
    });
    const gap = (about: string, reason: string, words: string) => say('NoteGap', { about, reason, words }, DAY);
    await gap('offers', 'not-in-the-record', 'The record ends before that.');
    await gap('actions', 'lost-in-copying', 'They were in bold.');
    expect(await missing()).toMatchObject({
      offers: { status: 'not-recorded', reason: 'The record ends before that.' },
      actions: { status: 'cannot-be-told', reason: 'They were in bold.' },
    });
    await say('MakeOffer', { by: person(), offer: 'A room' }, '2011-08-01');
    expect(await missing()).not.toHaveProperty('offers');
  });

  it('says what the record does not tell', async () => {
    const other = await archive.thing('call', 'CallForOffers', { text: 'Offers, please' }, { on: DAY });
    const { missing } = await archive.ask('GetCall', { id: other });
    expect(missing).toMatchObject({
      deadline: { status: 'not-recorded', reason: 'No deadline is recorded.' },
      notAnswered: { status: 'not-recorded', reason: 'The record does not say whom it asks.' },
    });
  });
});
