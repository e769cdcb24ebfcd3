import { Archive, look, type Read } from '../../../../test/support/archive.js';

const DAY = '2019-07-03';

describe('the list of actions', () => {
  let archive: Archive;
  let people: Record<'adrian' | 'susan' | 'danny', string>;
  let group: string;
  let meeting: string;
  const ids: Record<string, string> = {};

  const person = (who: keyof typeof people, text: string = who) => ({
    kind: 'person',
    id: people[who],
    text,
    resolution: 'declared',
  });
  const body = () => ({ kind: 'body', id: group, text: 'LSG', resolution: 'declared' });
  const on = (name: string) => ({ id: ids[name] as string, target: ids[name] as string, on: DAY });

  async function row(name: string, more: object = {}): Promise<void> {
    ids[name] = await archive.thing(
      'action',
      'RecordAction',
      { kind: 'action', text: name, meetingId: meeting, ...more },
      { on: DAY },
    );
  }

  beforeAll(async () => {
    archive = await Archive.open();
    const introduce = (name: string) => archive.thing('person', 'IntroducePerson', { name }, { on: DAY });
    people = {
      adrian: await introduce('Adrian Scarrott'),
      susan: await introduce('Susan Barnes'),
      danny: await introduce('Danny Flynn'),
    };
    group = await archive.body('Leaders Steering Group', { on: DAY });
    meeting = await archive.thing('meeting', 'RecordMeeting', { date: DAY, bodies: [group] }, { on: DAY });
    await row('working group');
    await archive.record('action', 'AssignAction', { owners: [person('adrian')] }, on('working group'));
    await row('draft approach');
    await archive.record('action', 'AssignAction', { owners: [person('adrian'), body()] }, on('draft approach'));
    await row('leaders');
    await archive.record('action', 'AssignAction', { owners: [body()] }, on('leaders'));
    await row('questionnaire');
    await archive.record('action', 'AssignAction', { owners: [person('susan')], performers: [{ kind: 'collective', text: 'all', resolution: 'none' }, person('danny')] }, on('questionnaire')); // prettier-ignore
    await row('route map');
    await archive.record('action', 'AssignAction', { owners: [person('danny')] }, on('route map'));
    const horizon = {
      text: '12 Month Route map',
      duration: 'P12M',
      role: 'horizon',
      strictness: 'hard',
      basis: 'stated',
    };
    await archive.record('action', 'SetActionDue', { due: [horizon] }, on('route map'));
    await row('outcomes', { kind: 'heading' });
    await row('blank', { kind: 'blank', text: undefined });
    await row('nobody', { parent: ids['outcomes'] });
    await row('by March');
    const due = { text: 'by March 2011', edtf: '2011-03', role: 'due', strictness: 'hard', basis: 'stated' };
    await archive.record('action', 'SetActionDue', { due: [due] }, on('by March'));
  });
  afterAll(() => archive.close());

  const nameOf = (id: unknown) => Object.entries(ids).find(([, known]) => known === id)?.[0];
  const names = (read: Read) => read.items.map(({ id }) => nameOf(id));
  const listed = async (params: object) => names(await archive.ask('ListActions', {}, params));

  it('holds what a party owns, alone and jointly', async () => {
    expect(await listed({ owner: group })).toEqual(['draft approach', 'leaders']);
    expect(await listed({ owner: group, joint: 'true' })).toEqual(['draft approach']);
    expect(await listed({ owner: group, joint: 'false' })).toEqual(['leaders']);
    expect(await listed({ ownerKind: 'body' })).toEqual(['draft approach', 'leaders']);
  });

  it('holds what a party does without owning it', async () => {
    expect(await listed({ performer: people.danny })).toEqual(['questionnaire']);
    expect(await listed({ owner: people.danny })).toEqual(['route map']);
  });

  it('holds rows without an owner apart from work without one', async () => {
    expect(await listed({ owner: 'none' })).toEqual(['outcomes', 'blank', 'nobody', 'by March']);
    expect(await listed({ unowned: 'true' })).toEqual(['nobody', 'by March']);
  });

  it('holds rows of a kind, under a parent, of a meeting, and of the body that convened it', async () => {
    expect(await listed({ kind: 'heading,blank' })).toEqual(['outcomes', 'blank']);
    expect(await listed({ parent: ids['outcomes'] })).toEqual(['nobody']);
    const total = async (params: object) => look(await archive.ask('ListActions', {}, params), 'page.total');
    expect([await total({ meeting }), await total({ body: group }), await total({ body: people.adrian })]).toEqual([
      9, 9, 0,
    ]);
  });

  it('holds what is certainly due between two days apart from what is possibly due', async () => {
    const between = (from: string, to: string, match?: string) =>
      listed({ 'due.from': from, 'due.to': to, ...(match && { match }) });
    expect(await between('2011-01-01', '2011-03-31', 'definite')).toEqual(['by March']);
    expect(await between('2011-03-15', '2011-06-30', 'definite')).toEqual([]);
    expect(await between('2011-03-15', '2011-06-30')).toEqual(['by March']);
    expect(await between('2011-04-01', '2011-06-30')).toEqual([]);
    expect(await listed({ 'due.from': '2011-03-31' })).toEqual(['by March']);
    expect(await listed({ 'due.to': '2011-02-28' })).toEqual([]);
  });

  it('says what is missing, and does not take a horizon for a deadline', async () => {
    const read = await archive.ask('ListActions', {}, { owner: people.danny });
    expect(look(read, 'items.0.due')).toMatchObject([{ text: '12 Month Route map', role: 'horizon' }]);
    expect(look(read, 'items.0.missing.due')).toMatchObject({
      status: 'not-recorded',
      reason: expect.stringContaining('horizon'),
    });
  });

  it('names no lead where none is marked among joint owners', async () => {
    const read = await archive.ask('GetAction', { id: ids['draft approach'] as string });
    expect(read['ownership']).toMatchObject({ answer: 'owned', joint: true, leads: 0 });
    expect(look(read, 'missing.lead.status')).toBe('not-recorded');
  });

  it('takes the reason of what is missing from the gap that was noted', async () => {
    const gap = { about: 'owners', reason: 'lost-in-copying', words: 'The column is cut off.' };
    await archive.record('action', 'NoteGap', gap, { ...on('nobody') });
    const read = await archive.ask('GetOwnership', { id: ids['nobody'] as string });
    expect(look(read, 'missing.owners')).toMatchObject({ status: 'cannot-be-told', reason: 'The column is cut off.' });
  });

  it('shows people once per page, by their name on the day', async () => {
    const { people: shown } = await archive.ask('ListActions', {}, { meeting });
    expect(shown).toEqual({
      [people.adrian]: { name: 'Adrian Scarrott' },
      [people.susan]: { name: 'Susan Barnes' },
      [people.danny]: { name: 'Danny Flynn' },
    });
  });

  it('goes on where the page ended, on the state of the first page, whatever is recorded in between', async () => {
    const first = await archive.ask('ListActions', {}, { owner: 'none', limit: '2' });
    await row('a late one');
    const second = await archive.ask(
      'ListActions',
      {},
      { owner: 'none', limit: '2', cursor: look(first, 'page.next') },
    );
    expect([...names(first), ...names(second)]).toEqual(['outcomes', 'blank', 'nobody', 'by March']);
    expect([look(first, 'page.total'), look(second, 'page.next')]).toEqual([null, null]);
    expect(await listed({ owner: 'none', limit: '5' })).toContain('a late one');
  });

  it('refuses the cursor of a list with other filters', async () => {
    const first = await archive.ask('ListActions', {}, { owner: 'none', limit: '2' });
    const answer = await archive.answer(
      'ListActions',
      {},
      { unowned: 'true', limit: '2', cursor: look(first, 'page.next') },
    );
    expect(answer).toEqual({ ok: false, problem: 'cursor-unfit' });
  });

  it('shows an assignment as a member of its action', async () => {
    const read = await archive.ask('ListActionAssignments', { id: ids['leaders'] as string });
    const member = look(read, 'items.0.id') as string;
    const one = await archive.ask('GetActionAssignmentsMember', {
      id: ids['leaders'] as string,
      member,
    });
    expect(one).toMatchObject({ id: member, owners: [{ text: 'LSG' }], inEffect: true });
  });
});

describe('the list of actions on another day', () => {
  let archive: Archive;
  let id: string;
  const owners = [{ kind: 'collective', text: 'All', resolution: 'none' }];
  const at = (on: string, more: object = {}) => ({ id, target: id, on, ...more });
  const holds = async (params: object) => (await archive.ask('ListActions', {}, params)).items.length > 0;
  beforeEach(async () => {
    archive = await Archive.open();
    id = await archive.thing('action', 'RecordAction', { kind: 'action', text: 'Plan' }, { on: '2019-01-10' });
  });
  afterEach(() => archive.close());

  it('holds work as unowned until it is assigned, and again from its release on', async () => {
    await archive.record('action', 'AssignAction', { owners }, at('2019-02-01'));
    await archive.record('action', 'ReleaseAction', {}, at('2019-03-01'));
    const unowned = (effectiveAt: string) => holds({ unowned: 'true', effectiveAt });
    expect([await unowned('2019-01-31'), await unowned('2019-02-01'), await unowned('2019-03-01')]).toEqual([
      true,
      false,
      true,
    ]);
  });

  it('holds what is completed for as long as its reopening is only intended', async () => {
    await archive.record('action', 'CompleteAction', {}, at('2019-02-01'));
    await archive.record('action', 'ReopenAction', {}, at('2019-03-01', { certainty: 'intention' }));
    expect(await holds({ status: 'completed', effectiveAt: '2019-04-01' })).toBe(true);
    expect(await holds({ status: 'completed', effectiveAt: '2019-01-31' })).toBe(false);
  });
});

describe('an action at another time', () => {
  let archive: Archive;
  let owner: object;
  beforeEach(async () => {
    archive = await Archive.open();
    owner = {
      kind: 'person',
      id: await archive.thing('person', 'IntroducePerson', { name: 'Ann Lee' }),
      text: 'Ann Lee',
      resolution: 'declared',
    };
  });
  afterEach(() => archive.close());

  it('is owned from the day that the assignment took effect', async () => {
    const id = await archive.thing('action', 'RecordAction', { kind: 'action', text: 'Plan' }, { on: '2019-01-10' });
    await archive.record('action', 'AssignAction', { owners: [owner] }, { id, target: id, on: '2019-02-01' });
    const answer = async (effectiveAt: string) =>
      (await archive.ask('GetOwnership', { id }, { effectiveAt }))['answer'];
    expect([await answer('2019-01-31'), await answer('2019-02-01')]).toEqual(['unowned', 'owned']);
  });

  it('is not in effect before it was agreed on, and says from when it is', async () => {
    const id = await archive.thing('action', 'RecordAction', { kind: 'action', text: 'Plan' }, { on: '2019-01-10' });
    const answer = await archive.answer('GetAction', { id }, { effectiveAt: '2019-01-09' });
    expect(answer).toMatchObject({ ok: false, problem: 'not-in-effect', existsFrom: { edtf: '2019-01-10' } });
  });

  it('is answered as of a position, an instant and a day as it was recorded by then', async () => {
    archive.office.ambient.at = new Date('2020-01-15T12:00:00.000Z');
    const id = await archive.thing('action', 'RecordAction', { kind: 'action', text: 'Plan' }, { on: '2019-01-10' });
    const before = (await archive.head()).toString();
    archive.office.ambient.at = new Date('2020-01-16T12:00:00.000Z');
    await archive.record('action', 'AssignAction', { owners: [owner] }, { id, target: id, on: '2019-01-10' });
    const answer = async (asOf?: string) =>
      (await archive.ask('GetOwnership', { id }, asOf === undefined ? {} : { asOf }))['answer'];
    expect(await answer()).toBe('owned');
    for (const asOf of [before, '2020-01-15', '2020-01-16T11:59:59.999Z']) expect(await answer(asOf)).toBe('unowned');
    for (const asOf of ['2020-01-16', '2020-01-16T12:00:00Z']) expect(await answer(asOf)).toBe('owned');
    const then = await archive.ask('GetOwnership', { id }, { asOf: '2020-01-15' });
    expect(then['temporal']).toMatchObject({ asOf: before, statedBy: null });
  });

  it('was not recorded yet before it was', async () => {
    const before = (await archive.head()).toString();
    const id = await archive.thing('action', 'RecordAction', { kind: 'action', text: 'Plan' }, { on: '2019-01-10' });
    expect(await archive.answer('GetAction', { id }, { asOf: before })).toEqual({
      ok: false,
      problem: 'not-yet-recorded',
    });
    expect(await archive.answer('GetAction', { id: 'ffffffff-ffff-4fff-8fff-ffffffffffff' })).toEqual({
      ok: false,
      problem: 'not-found',
    });
  });

  it('is answered by what had been stated by a day, and names what only may have been', async () => {
    const id = await archive.thing('action', 'RecordAction', { kind: 'action', text: 'Plan' }, { on: '2019-01-10' });
    const receipt = await archive.record(
      'action',
      'AssignAction',
      { owners: [owner] },
      { id, target: id, on: '2019-02', from: '2019-01-10' },
    );
    const read = (statedBy: string) => archive.ask('GetOwnership', { id }, { statedBy });
    expect(look(await read('2019-01-31'), 'temporal.uncertain')).toEqual([]);
    const within = await read('2019-02-10');
    expect(within['answer']).toBe('unowned');
    const history = await archive.ask('GetActionHistory', { id });
    const assigned = history.items.find((item) => item['id'] === receipt.events[0]?.id);
    expect(look(within, 'temporal.uncertain')).toEqual([assigned?.['event']]);
    expect((await read('2019-02-28'))['answer']).toBe('owned');
  });

  it('cannot be asked as of a position that is not there yet', async () => {
    const answer = await archive.answer('ListActions', {}, { asOf: '999999' });
    expect(answer).toMatchObject({ ok: false, problem: 'position-ahead', position: 999999n });
  });
});
