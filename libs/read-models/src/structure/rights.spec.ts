import { Archive, look } from '../../../../test/support/archive.js';

const ON = '2007-03-12';
const words = (text: string) => ({ kind: 'unresolved', text, resolution: 'none' });

describe('contacts, rights and identities', () => {
  let archive: Archive;
  let board: string;
  let group: string;
  beforeEach(async () => {
    archive = await Archive.open();
    board = await archive.body('Board', { on: ON });
    group = await archive.body('Group', { on: ON });
  });
  afterEach(() => archive.close());

  const about = (target: string) => ({ target, on: ON });
  const right = (target: string, kind: string, what = 'the priorities', more: object = {}) =>
    archive.thing('structure', 'StateDecisionRight', { right: kind, what, ...more }, about(target));
  const identify = (target: string, body: object) =>
    archive.thing('structure', 'IdentifyBody', { basis: 'stated', ...body }, about(target));
  const end = (id: string, kind = 'body') => ({ kind, id });
  const conflicts = async (params: object) => (await archive.ask('ListConflicts', {}, params)).items;

  it('a contact stands with the body that it is for, with its alternatives', async () => {
    const contacts = [words('A. Ahmed'), { ...end(group), text: 'the Group', resolution: 'declared' }];
    await archive.record('structure', 'SetBodyContact', { contacts, joined: 'or', area: 'Lichfield' }, about(board));
    const points = await archive.ask('ListBodyContactPoints', { id: board });
    expect(look(points, 'items.*.contacts.*.text')).toEqual([['A. Ahmed', 'the Group']]);
    expect(look(points, 'items.*.joined')).toEqual(['or']);
    const named = await archive.ask('ListBodyContactPoints', { id: group });
    expect(look(named, 'missing.items.reason')).toBe('The record names no contact.');
  });

  it('an organisation has contacts and identifiers of its own', async () => {
    const trust = await archive.organisation('Trust');
    await archive.record('structure', 'SetOrganisationContact', { contacts: [words('B. Hill')] }, about(trust));
    const outside = { scheme: 'company number', id: '01234567' };
    const identity = { outside, verdict: 'same', basis: 'stated' };
    await archive.record('structure', 'IdentifyOrganisation', identity, about(trust));
    expect(look(await archive.ask('ListOrganisationContactPoints', { id: trust }), 'page.total')).toBe(1);
    expect(look(await archive.ask('ListOrganisationIdentities', { id: trust }), 'items.*.outside')).toEqual([outside]);
    expect(look(await archive.ask('GetOrganisation', { id: trust }), 'comparedWith')).toEqual([]);
  });

  it('a right stands with the body that has it, not with the one that it helps', async () => {
    const helps = await right(group, 'helps', 'to decide the priorities', { beside: board });
    expect(look(await archive.ask('ListBodyDecisionRights', { id: group }), 'items.*.id')).toEqual([helps]);
    expect((await archive.ask('ListBodyDecisionRights', { id: board })).items).toEqual([]);
  });

  it('rights of all bodies stand side by side, and say which other bodies have the same', async () => {
    const [one, two] = [await right(board, 'decides'), await right(group, 'decides')];
    const three = await right(group, 'helps');
    const list = await archive.ask('ListDecisionRights');
    expect(look(list, 'items.*.id')).toEqual([one, two, three]);
    expect(look(list, 'items.*.contested')).toEqual([
      [{ bodyId: group, statement: two }],
      [{ bodyId: board, statement: one }],
      [],
    ]);
    expect(Object.keys(look(list, 'named.bodies') as object).sort()).toEqual([board, group].sort());
    const ids = async (params: object) => look(await archive.ask('ListDecisionRights', {}, params), 'items.*.id');
    expect(await ids({ right: 'helps' })).toEqual([three]);
    expect(await ids({ body: board })).toEqual([one]);
    expect(look(await archive.ask('ListDecisionRights', {}, { body: board }), 'items.0.contested')).toHaveLength(1);
    expect(await ids({ right: 'finalises' })).toEqual([]);
  });

  it('rights of all bodies keep their order, though one of them names another body only since it was amended', async () => {
    const stated = { right: 'helps', what: 'the priorities' };
    const { id: one, events } = await archive.record('structure', 'StateDecisionRight', stated, about(board));
    const two = await right(group, 'helps');
    await archive.record(
      'structure',
      'AmendFact',
      { kind: 'transcription-error', replacement: { data: { ...stated, beside: group } } },
      { target: board, member: String((events[0] as { revision: bigint }).revision) },
    );
    const list = await archive.ask('ListDecisionRights');
    expect(look(list, 'items.*.id')).toEqual([one, two]);
    expect(look(list, 'items.*.beside')).toEqual([group, undefined]);
  });

  it('rights on matters of their own contest nobody, and those on one matter do', async () => {
    const one = await right(board, 'decides', 'the priorities', { matter: 'priorities' });
    const two = await right(group, 'decides', 'the agreed objectives', { matter: 'objectives' });
    const contested = async () => look(await archive.ask('ListDecisionRights'), 'items.*.contested');
    expect([await contested(), await conflicts({ kind: 'decision-right' })]).toEqual([[[], []], []]);
    const three = await right(group, 'decides', 'top priorities', { matter: 'Priorities' });
    expect(await contested()).toEqual([[{ bodyId: group, statement: three }], [], [{ bodyId: board, statement: one }]]);
    expect(await conflicts({ kind: 'decision-right' })).toHaveLength(1);
    expect(two).not.toBe(three);
  });

  it('rights that only one body can have are a possible conflict where several are said to have them', async () => {
    const of = { kind: 'decision-right' };
    await right(board, 'decides');
    await right(group, 'helps');
    expect(await conflicts(of)).toEqual([]);
    await right(group, 'decides');
    expect(await conflicts(of)).toMatchObject([{ about: { id: board }, match: 'possible', evidence: [{}, {}] }]);
    expect(await conflicts({ ...of, about: group })).toMatchObject([{ about: { id: group } }]);
  });

  it('an identity that is open is shown at both entries, and is a possible conflict, once', async () => {
    const again = await archive.thing(
      'structure',
      'EstablishBody',
      { name: 'Board', kind: 'board', maybeSameAs: [board] },
      { on: '2008-01-01' },
    );
    const compared = async (id: string) => look(await archive.ask('GetBody', { id }), 'comparedWith');
    expect(await compared(again)).toMatchObject([{ other: end(board), verdict: 'open', evidence: [{}] }]);
    expect(await compared(board)).toMatchObject([{ other: end(again), verdict: 'open' }]);
    const open = await conflicts({ kind: 'identity' });
    expect(open).toMatchObject([{ about: { id: again }, match: 'possible', other: board }]);
    expect(await conflicts({ kind: 'identity', about: board })).toMatchObject([{ about: { id: board }, other: again }]);
  });

  it('an identity that is settled is no conflict any more, unless it is settled in both ways', async () => {
    await identify(board, { other: end(group), verdict: 'open' });
    await identify(group, { other: end(board), verdict: 'different' });
    expect(look(await archive.ask('GetBody', { id: board }), 'comparedWith.*.verdict')).toEqual(['different']);
    expect(look(await archive.ask('ListBodyIdentities', { id: board }), 'items.*.verdict')).toEqual([
      'open',
      'different',
    ]);
    expect(await conflicts({ kind: 'identity' })).toEqual([]);
    await identify(board, { other: end(group), verdict: 'same' });
    expect(await conflicts({ kind: 'identity' })).toMatchObject([{ match: 'definite', evidence: [{}, {}] }]);
  });
});

describe('rules about seats', () => {
  it('that are broken behind the back of a command are listed as breaches', async () => {
    const archive = await Archive.open();
    const board = await archive.body('Board', { on: ON });
    const trust = await archive.organisation('Trust');
    const holder = { kind: 'organisation', id: trust, text: 'Trust', resolution: 'declared' };
    const member = await archive.thing('structure', 'CreateSeat', { described: 'Health' }, { target: board, on: ON });
    const fill = (on: string, more: object = {}) =>
      archive.record('structure', 'FillSeat', { holder }, { target: board, member, on, from: on, ...more });
    const breaches = async () => (await archive.ask('ListConflicts', {}, { kind: 'breach' })).items;
    const first = await fill('2008-01-01', { to: '2009' });
    expect(await breaches()).toEqual([]);
    await fill('2009-06-01');
    expect(await breaches()).toMatchObject([{ rule: 'holds-seat-already', match: 'possible', about: { id: board } }]);
    await archive.record('structure', 'VacateSeat', {}, { target: board, member, sub: first.id, on: '2009-07-01' });
    expect(await breaches()).toMatchObject([
      { rule: 'holds-seat-already' },
      { rule: 'does-not-hold-seat', match: 'possible' },
    ]);
    await archive.close();
  });
});
