import { Archive, look } from '../../../../test/support/archive.js';

const at = (id: string, on: string, more: object = {}) => ({ id, target: id, on, ...more });

describe('a list of priorities', () => {
  let archive: Archive;
  let board: string;
  let list: string;
  let decision: string;
  beforeEach(async () => {
    archive = await Archive.open();
    board = await archive.body('Board', { on: '2009-01-01' });
    list = await start();
    decision = await archive.thing(
      'statement',
      'RecordStatement',
      { kind: 'decision', text: 'The Board adopts them.', decidedBy: [board] },
      { on: '2010-01-01' },
    );
  });
  afterEach(() => archive.close());

  const start = (data: object = {}) =>
    archive.thing(
      'priority-list',
      'StartPriorityList',
      { title: 'Shared priorities', owner: { is: 'body', body: board }, ...data },
      { on: '2010-01-01' },
    );
  const record = async (command: string, body: object, on: string, more: object = {}) =>
    (await archive.record('priority-list', command, body, at(list, on, more))).events[0]?.id ?? '';
  const enter = (text: string, data: object = {}) =>
    record('EnterPriority', { is: 'priority', text, ...data }, '2010-01-01');
  const adopt = (entry: string, on: string) => record('AdoptPriority', { decisionId: decision }, on, { member: entry });
  const read = (effectiveAt: string, params: object = {}) =>
    archive.ask('GetPriorityList', { id: list }, { effectiveAt, ...params });
  const entry = (member: string, effectiveAt: string) =>
    archive.ask('GetPriorityListEntry', { id: list, member }, { effectiveAt });

  it('shows its entries in order, each under its heading, with how far it had got on a day', async () => {
    const safer = await enter('Safer', { place: 2 });
    const outcome = await enter('Outcome 1', { is: 'heading', place: 1 });
    const older = await enter('Older', { heading: outcome, place: 2 });
    const richer = await enter('Richer', { heading: outcome, place: 1 });
    await record('ShortlistPriority', {}, '2011-01-01', { member: richer });
    await adopt(richer, '2012-01-01');
    await record('RetirePriority', { reason: 'Reached.' }, '2013-01-01', { member: richer });
    expect(look(await read('2011-06-01'), 'entries.*.text')).toEqual(['Outcome 1', 'Richer', 'Older', 'Safer']);
    const stages = async (day: string) => look(await read(day), 'entries.*.stage');
    expect(await stages('2010-06-01')).toEqual([undefined, 'entered', 'entered', 'entered']);
    expect(await stages('2011-06-01')).toEqual([undefined, 'shortlisted', 'entered', 'entered']);
    expect(await stages('2012-06-01')).toEqual([undefined, 'adopted', 'entered', 'entered']);
    expect(await stages('2013-06-01')).toEqual([undefined, 'retired', 'entered', 'entered']);
    expect(look(await read('2012-06-01'), 'counts')).toMatchObject({ entries: 3, adopted: 1, mayBeAdopted: 1 });
    await record('ReorderPriorities', { order: [safer, older] }, '2014-01-01');
    const reordered = await read('2014-01-01');
    expect(look(reordered, 'entries.*.id')).toEqual([safer, outcome, older, richer]);
    expect(look(reordered, 'order.by')).toBe('order');
    expect(look(await read('2013-12-31'), 'order.by')).toBe('places');
  });

  it('tells the cap, the exceptions from it and the room that they leave', async () => {
    const [safer, richer] = [await enter('Safer'), await enter('Richer')];
    await record('SetPriorityCap', { max: 1 }, '2011-01-01');
    await adopt(safer, '2012-01-01');
    await record('GrantCapException', { extra: 1, decisionId: decision }, '2013-01-01', { to: '2014-01-01' });
    const room = async (day: string) => look(await read(day), 'room');
    expect((await read('2010-06-01'))['missing']).toMatchObject({
      cap: { status: 'not-recorded' },
      'room.left': { status: 'not-recorded', reason: 'No cap is recorded for that day.' },
    });
    expect(await room('2011-06-01')).toEqual({ left: 1 });
    expect(await room('2012-06-01')).toEqual({ left: 0 });
    expect(await room('2013-06-01')).toEqual({ left: 1 });
    expect(await room('2014-01-01')).toEqual({ left: 0 });
    expect(look(await read('2013-06-01'), 'exceptions.*.extra')).toEqual([1]);
    expect(
      await archive.attempt(
        'priority-list',
        'AdoptPriority',
        { decisionId: decision },
        at(list, '2012-06-01', { member: richer }),
      ),
    ).toBeUndefined();
  });

  it('says that a cap in words leaves no room that could be told', async () => {
    await record('SetPriorityCap', { words: 'a small number' }, '2011-01-01');
    const on = await read('2011-06-01');
    expect(look(on, 'cap')).toMatchObject({ told: 'in-words', max: null, possible: [{ words: 'a small number' }] });
    expect(on['missing']).toMatchObject({
      'room.left': { status: 'cannot-be-told', reason: 'The cap is given in words only, without a figure.' },
    });
  });

  it('gives bounds of the room where a fuzzy date leaves it open', async () => {
    const safer = await enter('Safer');
    await record('SetPriorityCap', { max: 3 }, '2011-01-01');
    await adopt(safer, '2012');
    const on = await read('2012-06-01');
    expect(look(on, 'room')).toEqual({ left: null, least: 2, most: 3 });
    expect(look(on, 'entries.0.stage')).toBe('unknown');
    expect(look(on, 'entries.0.possibleStages')).toEqual(['adopted', 'entered']);
  });

  it('that was to have entries of which none is named says how many it was to have', async () => {
    list = await start({
      intended: { number: 8, words: '8 top priorities' },
      owner: { is: 'unsettled', candidates: [board] },
    });
    const on = await read('2010-06-01');
    expect(look(on, 'counts')).toMatchObject({ entries: 0, intended: 8 });
    expect(on['missing']).toMatchObject({
      entries: { status: 'not-recorded', reason: 'It was to have 8; none of them is named.' },
      owner: { status: 'cannot-be-told' },
    });
    const entries = await archive.ask('ListPriorityListEntries', { id: list }, { effectiveAt: '2010-06-01' });
    expect(look(entries, 'missing.items.reason')).toBe('It was to have 8; none of them is named.');
  });

  it('says so where there was a long list of which the contents are not on record', async () => {
    await record('NoteLonglist', { contents: 'unknown', described: 'A long list of priorities' }, '2010-09-01');
    const on = await read('2010-10-01');
    expect(look(on, 'longlists.*.described')).toEqual(['A long list of priorities']);
    expect(on['missing']).toMatchObject({ longlist: { status: 'not-recorded' } });
    expect(look(await read('2010-08-31'), 'longlists')).toEqual([]);
    expect(look(await archive.ask('ListPriorityListLonglistings', { id: list }), 'items.*.contents')).toEqual([
      'unknown',
    ]);
  });

  it('shows a contested wording: by whom, what else is asked for, who thinks what, and who is to settle it', async () => {
    const alcohol = await enter('Reduce alcohol misuse');
    const newBoard = await archive.body('New Board', { on: '2010-12-31', from: '2011-03', certainty: 'intention' });
    const challenge = await record(
      'ChallengeWording',
      {
        alternative: 'healthy life-style choices',
        views: [
          { holder: { kind: 'collective', text: 'the Health Sector', resolution: 'none' }, view: 'for-alternative' },
          {
            holder: { kind: 'collective', text: 'A majority', resolution: 'none' },
            view: 'against-alternative',
            count: null,
          },
        ],
        toBeResolvedBy: { kind: 'body', id: newBoard, text: 'new Board', resolution: 'declared' },
      },
      '2010-12-31',
      { member: alcohol },
    );
    const open = await entry(alcohol, '2011-01-01');
    expect(open).toMatchObject({ contested: true, text: 'Reduce alcohol misuse' });
    expect(look(open, 'challenges.0')).toMatchObject({
      open: true,
      alternative: 'healthy life-style choices',
      views: [{ view: 'for-alternative' }, { view: 'against-alternative', count: null }],
      toBeResolvedBy: { id: newBoard },
    });
    expect(look(open, 'named.bodies')).toHaveProperty([newBoard, 'name'], 'New Board');
    await record('ResolveWording', { challenge, outcome: 'reworded', text: 'Healthy lives' }, '2011-06-01', {
      member: alcohol,
    });
    expect(await entry(alcohol, '2011-05-31')).toMatchObject({ contested: true, text: 'Reduce alcohol misuse' });
    expect(await entry(alcohol, '2011-06-01')).toMatchObject({ contested: false, text: 'Healthy lives' });
    expect(look(await entry(alcohol, '2011-06-01'), 'challenges.0')).toMatchObject({
      open: false,
      resolutions: [{ outcome: 'reworded' }],
    });
  });

  it('shows which words were in force, and those that may have been', async () => {
    const safer = await enter('Safer');
    await record('WordPriority', { text: 'Safer streets' }, '2012', { member: safer });
    expect((await entry(safer, '2011-12-31'))['text']).toBe('Safer');
    expect((await entry(safer, '2012-12-31'))['text']).toBe('Safer streets');
    const between = await entry(safer, '2012-06-01');
    expect(between).toMatchObject({ text: null, missing: { text: { status: 'unknown' } } });
    expect(look(between, 'possibleWords.*.text')).toEqual(['Safer', 'Safer streets']);
  });

  it('shows what a higher body has locked, and until when', async () => {
    const safer = await enter('Safer');
    const cabinet = await archive.body('Cabinet', { on: '2009-01-01' });
    await record('LockPriority', { by: cabinet }, '2011-01-01', { member: safer, to: '2012-01-01' });
    expect(look(await entry(safer, '2011-06-01'), 'locks.*.by')).toEqual([cabinet]);
    expect(look(await entry(safer, '2012-01-01'), 'locks')).toEqual([]);
    expect(look(await archive.ask('ListPriorityListEntryLocks', { id: list, member: safer }), 'items.*.by')).toEqual([
      cabinet,
    ]);
    expect(look(await archive.ask('ListPriorityListLocks', { id: list }), 'items')).toEqual([]);
  });

  it('shows a designation as the record gives it, and what the record does not give as not recorded', async () => {
    const [safer, richer] = [await enter('Safer'), await enter('Richer')];
    const designation = { designation: 'cannot-be-told', basis: 'not-recoverable', rule: 'priority actions in bold' };
    await record('DesignatePriority', designation, '2011-01-01', { member: safer });
    expect(await entry(safer, '2011-06-01')).toMatchObject({
      designation: 'cannot-be-told',
      designations: [{ rule: 'priority actions in bold' }],
      missing: { designation: { status: 'cannot-be-told' } },
    });
    expect(await entry(richer, '2011-06-01')).toMatchObject({
      designation: null,
      missing: { designation: { status: 'not-recorded' } },
    });
  });

  it('has entries that are found by stage and heading', async () => {
    const outcome = await enter('Outcome', { is: 'heading' });
    const [safer, richer] = [await enter('Safer', { heading: outcome }), await enter('Richer')];
    await adopt(safer, '2012');
    await adopt(richer, '2011-01-01');
    const found = async (params: object) => {
      const answer = await archive.ask(
        'ListPriorityListEntries',
        { id: list },
        { effectiveAt: '2012-06-01', ...params },
      );
      return answer.items.map(({ id, match }) => [id, match]);
    };
    expect(await found({ stage: 'adopted' })).toEqual([
      [safer, 'possible'],
      [richer, 'definite'],
    ]);
    expect(await found({ heading: outcome })).toEqual([[safer, 'definite']]);
    expect(await found({ stage: 'retired' })).toEqual([]);
  });

  it('has members of its entries, each at an address of its own', async () => {
    const [safer, richer] = [await enter('Safer'), await enter('Richer')];
    const adoption = await adopt(safer, '2012-01-01');
    const of = (member: string) => ({ id: list, member });
    expect(look(await archive.ask('ListPriorityListAdoptions', of(safer)), 'items.*.id')).toEqual([adoption]);
    expect(look(await archive.ask('ListPriorityListAdoptions', of(richer)), 'items')).toEqual([]);
    expect((await archive.ask('GetPriorityListAdoptionsMember', { ...of(safer), sub: adoption }))['decisionId']).toBe(
      decision,
    );
    expect(await archive.answer('GetPriorityListAdoptionsMember', { ...of(richer), sub: adoption })).toMatchObject({
      problem: 'not-found',
    });
  });

  it('gives the steps of an entry in the order of their days', async () => {
    const safer = await enter('Safer');
    await adopt(safer, '2012-01-01');
    await record('LonglistPriority', {}, '2010-06-01', { member: safer });
    await record('ShortlistPriority', {}, '2011', { member: safer });
    const stages = await archive.ask('ListPriorityListEntryStages', { id: list, member: safer });
    expect(look(stages, 'items.*.stage')).toEqual(['longlisted', 'shortlisted', 'adopted']);
  });

  it('has no entry of another list, and none before it was on the list', async () => {
    const safer = await enter('Safer');
    const other = await start();
    expect(await archive.answer('GetPriorityListEntry', { id: other, member: safer })).toMatchObject({
      problem: 'not-found',
    });
    const late = await record('EnterPriority', { is: 'priority', text: 'Late' }, '2015-01-01');
    expect(
      await archive.answer('GetPriorityListEntry', { id: list, member: late }, { effectiveAt: '2014-12-31' }),
    ).toMatchObject({
      problem: 'not-in-effect',
    });
    expect(
      await archive.answer('GetPriorityListEntry', { id: list, member: late }, { statedBy: '2014-12-31' }),
    ).toMatchObject({
      problem: 'not-yet-recorded',
    });
  });

  it('is found by its body, settled or not', async () => {
    const unsettled = await start({ owner: { is: 'unsettled', candidates: [board] } });
    const other = await archive.body('Other', { on: '2009-01-01' });
    expect(look(await archive.ask('ListPriorityLists', {}, { body: board }), 'items.*.id')).toEqual([list, unsettled]);
    expect(look(await archive.ask('ListPriorityLists', {}, { body: other }), 'items')).toEqual([]);
  });

  it('answers what the priorities were on a day, over all lists', async () => {
    const safer = await enter('Safer');
    await adopt(safer, '2012-01-01');
    await record('WordPriority', { text: 'Safer streets' }, '2013-01-01', { member: safer });
    const on = (effectiveAt: string, more: object = {}) => archive.ask('ListPriorities', {}, { effectiveAt, ...more });
    expect(look(await on('2011-12-31'), 'items')).toEqual([]);
    expect(look(await on('2012-06-01'), 'items.*.text')).toEqual(['Safer']);
    expect(await on('2013-06-01')).toMatchObject({
      items: [
        { match: 'definite', text: 'Safer streets', list: { id: list, title: 'Shared priorities' }, bodies: [board] },
      ],
    });
    expect(look(await on('2011-12-31', { stage: 'entered' }), 'items.*.id')).toEqual([safer]);
    expect(look(await on('2013-06-01', { statedBy: '2012-06-01' }), 'items.*.text')).toEqual(['Safer']);
  });

  it('answers with the short list, and with what is called a priority, while nothing is adopted', async () => {
    const [safer, called] = [await enter('Safer'), await enter('Obesity'), await enter('Neither')];
    await record('ShortlistPriority', {}, '2011-01-01', { member: safer });
    await record('DesignatePriority', { designation: 'priority', basis: 'stated' }, '2011-02-01', { member: called });
    const on = async (effectiveAt: string) =>
      look(await archive.ask('ListPriorities', {}, { effectiveAt }), 'items.*.id');
    expect([await on('2010-12-31'), await on('2011-06-01')]).toEqual([[], [safer, called]]);
    await adopt(called, '2012-01-01');
    expect(await on('2012-06-01')).toEqual([called]);
  });

  it('lists what is planned to be adopted as possible only, until that is confirmed', async () => {
    const safer = await enter('Safer');
    await record('AdoptPriority', { decisionId: decision }, '2012-01-01', { member: safer, from: '2012-04-01' });
    const on = async () => (await archive.ask('ListPriorities', {}, { effectiveAt: '2012-06-01' })).items;
    expect(await on()).toMatchObject([{ match: 'possible', stage: 'entered', planned: ['adopted'] }]);
    await record('ReviseCertainty', { becomes: 'decision' }, '2012-04-01', { member: '2' });
    expect(await on()).toMatchObject([{ match: 'definite', stage: 'adopted' }]);
  });
});
