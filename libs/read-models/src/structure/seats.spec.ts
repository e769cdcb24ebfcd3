import { Archive, look } from '../../../../test/support/archive.js';

const ON = '2010-12-31';

describe('the seats of a body', () => {
  let archive: Archive;
  let board: string;
  beforeEach(async () => {
    archive = await Archive.open();
    board = await archive.body('Strategic Board', { on: ON });
  });
  afterEach(() => archive.close());

  const seat = (described: string, more: object = {}, said: object = {}) =>
    archive.thing('structure', 'CreateSeat', { described, ...more }, { target: board, on: ON, ...said });
  const person = async (name: string) => {
    const id = await archive.thing('person', 'IntroducePerson', { name });
    return { kind: 'person', id, text: name, resolution: 'declared' };
  };
  const fill = (member: string, holder: object, on: string, more: object = {}) =>
    archive.thing('structure', 'FillSeat', { holder, ...more }, { target: board, member, on, from: on });
  const seats = (params: object = {}) => archive.ask('ListBodySeats', { id: board }, params);

  it('are listed with who holds each on a day, and why nobody does', async () => {
    const ann = await person('Ann Lee');
    const filled = await seat('Business');
    await fill(filled, ann, '2011-03-01', { role: 'Responsible' });
    await seat('Health', { candidates: [{ text: 'possibly the new Trust' }] });
    await seat('Police', { posts: { taken: 'all', of: [{ text: 'Chair' }, { text: 'CX' }] } });
    await seat('Fire', { exOfficio: true });
    await seat('Skills');
    const list = await seats({ effectiveAt: '2011-03-01' });
    expect(look(list, 'items.*.occupancy')).toEqual(['held', ...Array<string>(4).fill('not-recorded')]);
    expect(look(list, 'items.*.holders.*.party.text')).toEqual([['Ann Lee'], [], [], [], []]);
    expect(look(list, 'items.*.missing.holders.status')).toEqual([
      undefined,
      'cannot-be-told',
      'not-recorded',
      'not-recorded',
      'not-recorded',
    ]);
    expect(look(list, 'people')).toMatchObject({ [ann.id]: { name: 'Ann Lee' } });
    expect(look(await seats({ effectiveAt: '2011-02-28' }), 'items.0.occupancy')).toBe('not-recorded');
  });

  it('are filtered by category and by whether anybody holds them', async () => {
    const core = await seat('Business', { category: 'core' });
    await seat('Observer', { category: 'co-opted', empty: true });
    await fill(core, await person('Ann Lee'), '2011-03-01');
    expect(look(await seats({ category: 'core' }), 'page.total')).toBe(1);
    expect(look(await seats({ occupancy: 'vacant' }), 'items.*.described')).toEqual(['Observer']);
    const none = await seats({ category: 'associate' });
    expect(look(none, 'missing.items.reason')).toBe('No seat of the body meets these filters on that day.');
  });

  it('are not those of another body that names this one', async () => {
    const other = await archive.body('Other Board', { on: ON });
    const represents = [{ kind: 'body', id: board, text: 'Strategic Board', resolution: 'declared' }];
    const of = await archive.thing(
      'structure',
      'CreateSeat',
      { described: 'Link', represents },
      { target: other, on: ON },
    );
    expect((await seats()).items).toEqual([]);
    expect(look(await archive.ask('ListBodySeats', { id: other }), 'items.*.id')).toEqual([of]);
    expect((await archive.ask('ListSeats', {}, { body: board })).items).toEqual([]);
    expect(await archive.answer('GetBodySeatsMember', { id: board, member: of })).toMatchObject({ ok: false });
  });

  it('say why there are none, in the words of the gap that was noted', async () => {
    await archive.record(
      'structure',
      'NoteGap',
      { about: 'seats', reason: 'declared-incomplete', words: 'to be developed according to need' },
      { target: board, on: ON },
    );
    expect(look(await seats(), 'missing.items.reason')).toBe('to be developed according to need');
  });

  it('say of each why nobody is known to hold it, in the words of the gap that was noted in it', async () => {
    const empty = await seat('Voluntary sector');
    const gap = { about: 'holders', reason: 'not-in-the-record', words: 'nobody named yet', member: empty };
    await archive.record('structure', 'NoteGap', gap, { target: board, on: ON });
    expect(look(await seats(), 'items.0.missing.holders.reason')).toBe('nobody named yet');
    const one = await archive.ask('GetBodySeatsMember', { id: board, member: empty });
    expect(look(one, 'missing.holders.reason')).toBe('nobody named yet');
    expect(look(await archive.ask('ListSeats'), 'items.0.missing.holders.reason')).toBe('nobody named yet');
    expect(look(await archive.ask('ListBodyGaps', { id: board }), 'items.*.member')).toEqual([empty]);
    expect(look(await archive.ask('ListGaps'), 'items.*.in')).toEqual([{ kind: 'seat', id: empty }]);
  });

  it('show the term for a role with its meaning in the vocabulary of that day', async () => {
    const filled = await seat('Business');
    const holding = await fill(filled, await person('Ann Lee'), '2011-03-01', { role: 'I' });
    const role = async (effectiveAt: string) => {
      const [found] = (await seats({ effectiveAt })).items;
      return look(found, 'holders.0') as Record<string, unknown>;
    };
    expect(await role('2011-03-01')).toMatchObject({ role: 'I', missing: { meaning: { status: 'not-recorded' } } });
    await archive.record(
      'partnership',
      'SetVocabulary',
      { name: 'roles', terms: [{ term: 'I', meaning: 'Influential' }, { term: 'D' }] },
      { on: '2011-06-01', from: '2011-06-01' },
    );
    expect(await role('2011-05-31')).not.toHaveProperty('meaning');
    expect(await role('2011-06-01')).toMatchObject({ role: 'I', meaning: 'Influential', missing: {} });
    const member = await archive.ask('GetBodyHoldersMember', { id: board, member: filled, sub: holding });
    expect(member).toMatchObject({ role: 'I', meaning: 'Influential' });
  });

  it('show a term as recorded, though the vocabulary of the day has it without a meaning, or not at all', async () => {
    const terms = { name: 'roles', terms: [{ term: 'D' }] };
    await archive.record('partnership', 'SetVocabulary', terms, { on: ON, from: ON });
    const filled = await seat('Business');
    await fill(filled, await person('Ann Lee'), '2011-03-01', { role: 'D' });
    await fill(filled, await person('Bob Hill'), '2011-03-01', { role: 'Chair' });
    const [found] = (await seats({ effectiveAt: '2011-03-01' })).items;
    expect(look(found, 'holders.*.role')).toEqual(['D', 'Chair']);
    expect(look(found, 'holders.*.missing.meaning.reason')).toEqual([
      'The partnership\'s vocabulary "roles" of that day has the term without a meaning.',
      'The partnership\'s vocabulary "roles" of that day has no such term.',
    ]);
  });

  it('keep the story of their holders, each with who left', async () => {
    const filled = await seat('Business');
    const first = await fill(filled, await person('Ann Lee'), '2011-03-01');
    const under = { target: board, member: filled, sub: first };
    const left = await archive.thing('structure', 'VacateSeat', { reason: 'retired' }, { ...under, on: '2012-03-01' });
    await fill(filled, await person('Bob Hill'), '2012-03-01');
    const holders = await archive.ask('ListBodyHolders', { id: board, member: filled }, { effectiveAt: '2012-03-01' });
    expect(look(holders, 'items.*.holds')).toEqual([false, true]);
    expect(look(holders, 'items.*.ended')).toEqual([true, false]);
    expect(look(holders, 'items.0.vacancies.*.reason')).toEqual(['retired']);
    const place = { id: board, member: filled, sub: first };
    expect(look(await archive.ask('ListBodyVacancies', place), 'items.*.id')).toEqual([left]);
    expect(await archive.ask('GetBodyVacanciesMember', { ...place, leaf: left })).toMatchObject({ reason: 'retired' });
    const held = (await seats({ effectiveAt: '2012-03-01' })).items[0];
    expect(look(held, 'holders.*.party.text')).toEqual(['Bob Hill']);
  });

  it('have no holders where there is no such seat, and none of another seat', async () => {
    const [one, two] = [await seat('Business'), await seat('Skills')];
    const holding = await fill(one, await person('Ann Lee'), '2011-03-01');
    const problem = async (name: string, target: object) => {
      const answer = await archive.answer(name, { id: board, ...target });
      return answer.ok ? 'found' : answer.problem;
    };
    expect(await problem('ListBodyHolders', { member: holding })).toBe('not-found');
    expect(await problem('GetBodyHoldersMember', { member: two, sub: holding })).toBe('not-found');
    expect(await problem('ListBodyVacancies', { member: two, sub: holding })).toBe('not-found');
    expect(await problem('ListBodyVacancies', { member: one, sub: holding })).toBe('found');
    expect(look(await archive.ask('ListBodyHolders', { id: board, member: two }), 'missing.items.status')).toBe(
      'not-recorded',
    );
  });

  it('are on record from the position on at which they were recorded', async () => {
    const asOf = (await archive.head()).toString();
    const filled = await seat('Business');
    expect((await seats({ asOf })).items).toEqual([]);
    const answer = await archive.answer('ListBodyHolders', { id: board, member: filled }, { asOf });
    expect(answer).toEqual({ ok: false, problem: 'not-yet-recorded' });
  });
});

describe('the seats of all bodies', () => {
  it('are found by body, by holder and by whether anybody holds them', async () => {
    const archive = await Archive.open();
    const [one, two] = [await archive.body('One', { on: ON }), await archive.body('Two', { on: ON })];
    const trust = await archive.organisation('Trust');
    const holder = { kind: 'organisation', id: trust, text: 'the Trust', resolution: 'declared' };
    const seat = (target: string, described: string) =>
      archive.thing('structure', 'CreateSeat', { described }, { target, on: ON });
    const health = await seat(one, 'Health');
    const skills = await seat(two, 'Skills');
    await archive.record('structure', 'CreateSeat', { described: 'Past' }, { target: two, on: ON, to: '2011-01-01' });
    await archive.record('structure', 'FillSeat', { holder }, { target: one, member: health, on: '2011-01-01' });
    const ids = async (params: object) => look(await archive.ask('ListSeats', {}, params), 'items.*.id');
    const deputy = [{ kind: 'seat', id: health, text: 'Health', resolution: 'declared' }];
    const stands = { described: 'Deputy', represents: deputy };
    const third = await archive.thing('structure', 'CreateSeat', stands, { target: two, on: '2012-01-01' });
    expect(await ids({})).toEqual([health, skills, third]);
    expect(await ids({ body: two })).toEqual([skills, third]);
    expect(await ids({ holder: trust })).toEqual([health]);
    expect(await ids({ occupancy: 'not-recorded' })).toEqual([skills, third]);
    expect(await ids({ limit: '1' })).toEqual([health]);
    await archive.close();
  });
});

describe('the seats of a person', () => {
  let archive: Archive;
  beforeEach(async () => {
    archive = await Archive.open();
  });
  afterEach(() => archive.close());

  it('are shown with the person, held and ended, with the name of the body', async () => {
    const board = await archive.body('Board', { on: ON });
    const ann = await archive.thing('person', 'IntroducePerson', { name: 'Ann Lee' });
    const bob = await archive.thing('person', 'IntroducePerson', { name: 'Bob Hill' });
    const holder = (id: string, text: string) => ({ kind: 'person', id, text, resolution: 'declared' });
    const member = await archive.thing('structure', 'CreateSeat', { described: 'Skills' }, { target: board, on: ON });
    const { id: sub, events } = await archive.record(
      'structure',
      'FillSeat',
      { holder: holder(ann, 'Ann Lee'), role: 'Chair' },
      { target: board, member, on: '2011-01-01' },
    );
    await archive.record('structure', 'VacateSeat', {}, { target: board, member, sub, on: '2012-01-01' });
    const of = async (id: string, effectiveAt: string) => archive.ask('GetPerson', { id }, { effectiveAt });

    const held = await of(ann, '2011-06-01');
    expect(held['seats']).toMatchObject([
      { holding: sub, bodyId: board, seatId: member, described: 'Skills', role: 'Chair', holds: true, ended: false },
    ]);
    expect(look(held, 'named.bodies')).toMatchObject({ [board]: { name: 'Board' } });
    expect(look(await of(ann, '2012-01-01'), 'seats.*.ended')).toEqual([true]);
    expect(look(await of(bob, '2011-06-01'), 'seats')).toEqual([]);

    const replacement = { data: { holder: holder(bob, 'Bob Hill'), role: 'Chair' } };
    await archive.record(
      'structure',
      'AmendFact',
      { kind: 'transcription-error', replacement },
      { target: board, member: (events[0] as { revision: bigint }).revision.toString() },
    );
    expect(look(await of(ann, '2011-06-01'), 'seats')).toEqual([]);
    expect(look(await of(bob, '2012-01-01'), 'seats.*.ended')).toEqual([true]);
  });
});
