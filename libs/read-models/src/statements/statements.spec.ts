import { Archive, look } from '../../../../test/support/archive.js';

const DAY = '2010-11-18';

describe('statements', () => {
  let archive: Archive;
  let board: string;
  let health: string;
  let meeting: string;
  const ids: Record<string, string> = {};

  const says = async (name: string, body: object, said: object = {}) =>
    (ids[name] = await archive.thing('statement', 'RecordStatement', { text: name, ...body }, { on: DAY, ...said }));
  const texts = async (params: object) => look(await archive.ask('ListStatements', {}, params), 'items.*.text');

  beforeAll(async () => {
    archive = await Archive.open();
    board = await archive.body('Strategic Board', { on: DAY });
    health = await archive.organisation('Health Trust', { on: DAY });
    meeting = await archive.thing('meeting', 'RecordMeeting', { date: DAY, bodies: [board] }, { on: DAY });
    const trust = { kind: 'organisation', id: health, text: 'the Trust', resolution: 'declared' };
    await says('alcohol', { kind: 'view', heldBy: [trust], about: [{ kind: 'body', id: board }], meetingId: meeting });
    await says('implement', { kind: 'decision', decidedBy: [board], meetingId: meeting });
    await says('later', { kind: 'aim' }, { from: '2011-03' });
    await says('perhaps', { kind: 'aim' }, { certainty: 'possible' });
  });
  afterAll(() => archive.close());

  it.each([
    ['kind', () => ({ kind: 'view,decision' }), ['alcohol', 'implement']],
    ['topic', () => ({ about: board }), ['alcohol']],
    ['who holds it', () => ({ by: health }), ['alcohol']],
    ['who decided it', () => ({ by: board }), ['implement']],
    ['meeting', () => ({ meeting }), ['alcohol', 'implement']],
    ['the body whose meeting it was', () => ({ body: board, kind: 'view' }), ['alcohol']],
    ['certainty', () => ({ certainty: 'possible' }), ['perhaps']],
  ])('are found by %s', async (_, params, found) => {
    expect(await texts({ effectiveAt: '2010-12-01', ...params() })).toEqual(found);
  });

  it('are possible on a day inside a fuzzy start, and not there before it', async () => {
    const aims = async (effectiveAt: string) =>
      look(await archive.ask('ListStatements', {}, { kind: 'aim', effectiveAt }), 'items.*.match');
    expect([await aims('2011-02-28'), await aims('2011-03-15'), await aims('2011-04-01')]).toEqual([
      ['definite'],
      ['possible', 'definite'],
      ['definite', 'definite'],
    ]);
  });

  it('are planned where the record calls them possible only', async () => {
    expect((await archive.ask('GetStatement', { id: ids['perhaps'] as string }))['status']).toBe('planned');
  });

  it('say what the record does not tell of them', async () => {
    const view = await archive.ask('GetStatement', { id: ids['later'] as string }, { effectiveAt: '2012-01-01' });
    expect(view['missing']).toEqual({
      heldBy: { status: 'not-recorded', reason: 'The record does not say who says or holds it.' },
      meetingId: { status: 'not-recorded', reason: 'No meeting is recorded for it.' },
    });
    const decision = await archive.ask('GetStatement', { id: ids['implement'] as string });
    expect(decision['missing']).toEqual({});
  });

  it('give the reason that was noted for a gap', async () => {
    const id = ids['later'] as string;
    const noted = { about: 'heldBy', reason: 'lost-in-copying', words: 'The column is cut off.' };
    await archive.record('statement', 'NoteGap', noted, { id, target: id });
    const view = await archive.ask('GetStatement', { id });
    expect(look(view, 'missing.heldBy')).toMatchObject({ status: 'cannot-be-told', reason: 'The column is cut off.' });
    expect(look(await archive.ask('ListStatementGaps', { id }), 'items.*.about')).toEqual(['heldBy']);
    expect(look(await archive.ask('ListGaps', {}, { about: id }), 'items.*.in')).toEqual([{ kind: 'statement', id }]);
  });

  it('go by other names, from their day on', async () => {
    const id = ids['alcohol'] as string;
    await archive.record(
      'statement',
      'NameStatement',
      { name: 'The health view' },
      { id, target: id, from: '2012-01-01' },
    );
    const names = async (effectiveAt: string) =>
      look(await archive.ask('GetStatement', { id }, { effectiveAt }), 'names.*.name');
    expect([await names('2011-12-31'), await names('2012-01-01')]).toEqual([[], ['The health view']]);
    expect(look(await archive.ask('ListStatementNames', { id }), 'items.*.name')).toEqual(['The health view']);
  });

  it('show what points to them, and how', async () => {
    const id = ids['implement'] as string;
    const action = await archive.thing('action', 'RecordAction', { kind: 'action', title: 'Do it' }, { on: DAY });
    const link = { link: 'concerns', to: { kind: 'statement', id }, basis: 'stated' };
    await archive.record('action', 'LinkAction', link, { id: action, target: action, on: DAY });
    await says('of it', { kind: 'view', about: [{ kind: 'statement', id }] });
    const view = await archive.ask('GetStatement', { id });
    expect(look(view, 'linkedFrom.*.in')).toEqual([
      { kind: 'action', id: action },
      { kind: 'statement', id: ids['of it'] },
    ]);
    expect(look(view, 'linkedFrom.*.as')).toEqual(['concerns', 'about']);
    expect(look(view, 'linkedFrom.0.shows')).toEqual({ kind: 'action', title: 'Do it' });
  });

  it('have a history, of what was withdrawn too', async () => {
    const id = await says('wrong', { kind: 'view' });
    await archive.record(
      'statement',
      'AmendFact',
      { kind: 'recorded-in-error', replacement: null },
      { id, target: id, member: '0' },
    );
    expect(await archive.answer('GetStatement', { id })).toEqual({ ok: false, problem: 'not-found' });
    expect(look(await archive.ask('GetStatementHistory', { id }), 'items.*.type')).toEqual([
      'StatementRecorded',
      'FactAmended',
    ]);
  });
});

describe('a list of statements', () => {
  let archive: Archive;
  beforeEach(async () => {
    archive = await Archive.open();
  });
  afterEach(() => archive.close());

  const list = (body: object) => archive.thing('statement-list', 'RecordStatementList', body, { on: DAY });
  const entry = (text: string, body: object, said: object = {}) =>
    archive.thing('statement', 'RecordStatement', { kind: 'theme', text, ...body }, { on: DAY, ...said });

  it('has its entries in the order of their places, those under another behind it, those without a place last', async () => {
    const listId = await list({ title: 'Themes', contents: 'complete' });
    await entry('unplaced', { listId });
    await entry('ten', { listId, place: 10 });
    const two = await entry('two', { listId, place: 2 });
    await entry('two b', { listId, place: 2, parent: two });
    await entry('two a', { listId, place: 1, parent: two });
    const read = await archive.ask('GetStatementList', { id: listId });
    expect(look(read, 'entries.*.text')).toEqual(['two', 'two a', 'two b', 'ten', 'unplaced']);
    expect(look(read, 'missing.entries')).toBeUndefined();
    const listed = await archive.ask('ListStatements', {}, { list: listId });
    expect(look(listed, 'items.*.text')).toEqual(['two a', 'two', 'two b', 'ten', 'unplaced']);
  });

  it('has only the entries of the day, and none that was withdrawn or moved to another list', async () => {
    const [listId, other] = [await list({ contents: 'complete' }), await list({ contents: 'complete' })];
    const wrong = await entry('wrong', { listId });
    const moved = await entry('moved', { listId });
    await entry('later', { listId }, { from: '2012-01-01' });
    const amend = (id: string, replacement: object | null) =>
      archive.record(
        'statement',
        'AmendFact',
        { kind: 'transcription-error', replacement },
        { id, target: id, member: '0' },
      );
    await amend(wrong, null);
    await amend(moved, { data: { kind: 'theme', text: 'moved', listId: other } });
    const texts = async (id: string, effectiveAt: string) =>
      look(await archive.ask('GetStatementList', { id }, { effectiveAt }), 'entries.*.text');
    expect(await texts(listId, '2011-01-01')).toEqual([]);
    expect(await texts(listId, '2012-01-01')).toEqual(['later']);
    expect(await texts(other, '2012-01-01')).toEqual(['moved']);
  });

  it('has the entries that had been stated by then, each in the list in which it was stated to be', async () => {
    const [listId, other] = [await list({ contents: 'complete' }), await list({ contents: 'complete' })];
    const amended = async (text: string, replacement: object | null) => {
      const id = await entry(text, { listId });
      const body = { kind: 'transcription-error', replacement };
      await archive.record('statement', 'AmendFact', body, { id, target: id, member: '0', on: '2015-01-01' });
    };
    await amended('moved', { data: { kind: 'theme', text: 'moved', listId: other } });
    await amended('wrong', null);
    const texts = async (id: string, statedBy: string) =>
      look(await archive.ask('GetStatementList', { id }, { statedBy }), 'entries.*.text');
    expect([await texts(listId, '2012-01-01'), await texts(other, '2012-01-01')]).toEqual([['moved', 'wrong'], []]);
    expect([await texts(listId, '2016-01-01'), await texts(other, '2016-01-01')]).toEqual([[], ['moved']]);
  });

  it('has the entries that were recorded by then', async () => {
    const listId = await list({ contents: 'complete' });
    const id = await entry('one', { listId, place: 1 });
    const asOf = (await archive.head()).toString();
    await entry('two', { listId, place: 2 });
    const moved = { kind: 'reading-revised', replacement: { data: { kind: 'theme', text: 'one' } } };
    await archive.record('statement', 'AmendFact', moved, { id, target: id, member: '0' });
    const texts = async (params: object) =>
      look(await archive.ask('GetStatementList', { id: listId }, params), 'entries.*.text');
    expect([await texts({ asOf }), await texts({})]).toEqual([['one'], ['two']]);
  });

  it.each([
    ['complete', 'No entry of it is recorded here.'],
    ['partial', 'No entry of it is recorded; the list itself is on record only in part.'],
    ['unknown', 'It is on record that there was such a list; what stood on it is not.'],
  ])('whose contents are %s says why it has no entries', async (contents, reason) => {
    const id = await list({ contents, intended: { words: '8 top priorities', number: 8 } });
    const read = await archive.ask('GetStatementList', { id });
    expect([read['contents'], look(read, 'intended.number')]).toEqual([contents, 8]);
    expect(look(read, 'missing.entries')).toEqual({ status: 'not-recorded', reason });
  });

  it('whose contents are partial may have had other entries', async () => {
    const listId = await list({ contents: 'partial' });
    await entry('one', { listId });
    expect(look(await archive.ask('GetStatementList', { id: listId }), 'missing.entries')).toMatchObject({
      status: 'not-recorded',
    });
  });

  it('keeps the cells of its rows, empty ones too', async () => {
    const listId = await list({ contents: 'complete' });
    const cells = [
      { heading: 'Connection', text: 'Transport' },
      { heading: 'Link', text: null },
    ];
    await archive.thing('statement', 'RecordStatement', { kind: 'idea', cells, listId, place: 1 }, { on: DAY });
    const read = await archive.ask('GetStatementList', { id: listId });
    expect(look(read, 'entries.0.cells')).toEqual(cells);
    expect(look(read, 'entries.0.missing.text')).toBeUndefined();
  });

  it('is found by its kind, by whose it is, and by how much of it is on record', async () => {
    const board = await archive.body('Board');
    const [themes, lost] = [
      await list({ contents: 'complete', kind: 'theme', bodies: [board] }),
      await list({ contents: 'unknown' }),
    ];
    const found = async (params: object) => look(await archive.ask('ListStatementLists', {}, params), 'items.*.id');
    expect(await found({})).toEqual([themes, lost]);
    expect(await found({ kind: 'theme' })).toEqual([themes]);
    expect(await found({ body: board })).toEqual([themes]);
    expect(await found({ contents: 'unknown' })).toEqual([lost]);
  });
});

describe('what was consulted on', () => {
  it('says with whom, and where no result is recorded, that it is not', async () => {
    const archive = await Archive.open();
    const id = await archive.thing('statement', 'RecordStatement', { kind: 'aim', text: 'x' }, { on: DAY });
    const conference = { at: { kind: 'words', text: 'the annual conference' }, described: 'tested with partners' };
    await archive.record('statement', 'RecordConsultation', conference, { id, target: id, on: DAY });
    await archive.record('statement', 'RecordConsultation', { result: 'broad support' }, { id, target: id, on: DAY });
    const read = await archive.ask('ListStatementConsultations', { id });
    expect(look(read, 'items.*.missing')).toEqual([
      { result: { status: 'not-recorded', reason: 'What came of it is not recorded.' } },
      {},
    ]);
    expect(look(read, 'items.0.at')).toEqual(conference.at);
    await archive.close();
  });

  it('in the structure is the body in the path, not one that was asked', async () => {
    const archive = await Archive.open();
    const [board, forum] = [await archive.body('Board'), await archive.body('Forum')];
    const asked = { with: [{ kind: 'body', id: forum, text: 'the Forum', resolution: 'declared' }] };
    await archive.record('structure', 'RecordConsultation', asked, { target: board });
    const count = async (id: string) => (await archive.ask('ListBodyConsultations', { id })).items.length;
    expect([await count(board), await count(forum)]).toEqual([1, 0]);
    await archive.close();
  });
});
