import { Archive, look } from '../../../../test/support/archive.js';

describe('a body', () => {
  let archive: Archive;
  let board: string;
  beforeEach(async () => {
    archive = await Archive.open();
    board = await archive.body('Board', { on: '2011-01-01' });
  });
  afterEach(() => archive.close());

  const say = (command: string, body: object, on: string, more: object = {}) =>
    archive.record('structure', command, body, { target: board, on, ...more });
  const on = (effectiveAt: string) => archive.ask('GetBody', { id: board }, { effectiveAt });
  const end = (id: string) => ({ kind: 'body', id });

  it('has the mandate, area and frequency of the day, each replaced by itself alone', async () => {
    await say('MandateBody', { mandate: 'To advise', area: 'The county' }, '2011-01-01');
    await say('MandateBody', { mandate: 'To decide' }, '2012-01-01', { from: '2012-01-01' });
    await say('SetMeetingFrequency', { frequency: 'twice a year', timesAYear: 2 }, '2011-01-01');
    expect(await on('2011-06-01')).toMatchObject({ mandate: 'To advise', area: 'The county', timesAYear: 2 });
    expect(await on('2012-06-01')).toMatchObject({ mandate: 'To decide', area: 'The county', planned: [] });
    expect(look(await archive.ask('ListBodyMandates', { id: board }), 'items.*.mandate')).toEqual([
      'To advise',
      'To decide',
    ]);
    expect(look(await archive.ask('ListBodyFrequencies', { id: board }), 'items.*.frequency')).toEqual([
      'twice a year',
    ]);
  });

  it('says why it has none of them, in the words of a gap where one is noted', async () => {
    await say('NoteGap', { about: 'frequency', reason: 'not-in-the-record', words: 'Nobody says.' }, '2011-01-01');
    expect((await on('2012-01-01'))['missing']).toMatchObject({
      mandate: { status: 'not-recorded', reason: 'The record does not say what it is for.' },
      frequency: { status: 'not-recorded', reason: 'Nobody says.' },
      'phases.legal': { status: 'not-recorded' },
    });
  });

  it('leaves open what it is for between two papers, and says what is only planned', async () => {
    await say('MandateBody', { mandate: 'To advise' }, '2011-01-01');
    await say('MandateBody', { mandate: 'To decide' }, '2013-01-01');
    await say('MandateBody', { area: 'The city' }, '2013-01-01', { certainty: 'intention' });
    const between = await on('2012-01-01');
    expect([between['mandate'], look(between, 'missing.mandate.status')]).toEqual([undefined, 'unknown']);
    expect(await on('2014-01-01')).toMatchObject({ mandate: 'To decide', area: 'The city', planned: ['area'] });
  });

  it('is in a phase of either axis, and not any more as planned', async () => {
    await say('SetBodyPhase', { axis: 'operating', phase: 'shadow' }, '2011-11-09', { to: '2012-04' });
    const plan = { from: '2013-04', certainty: 'intention' };
    await say('SetBodyPhase', { axis: 'legal', phase: 'statutory' }, '2011-11-09', plan);
    expect(look(await on('2012-03-01'), 'phases.operating')).toMatchObject({ value: 'shadow', status: 'in-force' });
    expect((await on('2012-06-01'))['phases']).toMatchObject({
      operating: { value: 'unknown', excluded: ['shadow'], status: 'planned', evidence: [{ type: 'BodyPhaseSet' }] },
      legal: { value: 'unknown', excluded: ['statutory'], status: 'planned' },
    });
    expect(look(await on('2013-05-01'), 'phases.legal')).toMatchObject({ value: 'statutory', status: 'planned' });
    const phases = await archive.ask('ListBodyPhases', { id: board }, { axis: 'legal' });
    expect(look(phases, 'items.*.phase')).toEqual(['statutory']);
  });

  it('shows relations from it and to it, and what is denied, on the day', async () => {
    const other = await archive.body('Other', { on: '2011-01-01' });
    const council = await archive.organisation('Council', { on: '2011-01-01' });
    await say('StateRelation', { type: 'reportsTo', to: end(other), scope: 'money' }, '2011-01-01');
    await say('StateRelation', { type: 'supports', from: { kind: 'organisation', id: council } }, '2011-01-01');
    await say('DenyRelation', { type: 'holdsToAccount', from: end(other) }, '2011-01-01');
    const told = [
      ['reportsTo', false],
      ['supports', false],
      ['holdsToAccount', true],
    ];
    const relations = look(await on('2012-01-01'), 'relations') as { type: string; denied: boolean }[];
    expect(relations.map(({ type, denied }) => [type, denied])).toEqual(told);
    const listed = async (id: string) => look(await archive.ask('ListBodyRelations', { id }), 'items.*.type');
    expect([await listed(board), await listed(other)]).toEqual([['reportsTo', 'supports'], ['reportsTo']]);
    const denials = await archive.ask('ListBodyRelationsDenials', { id: other });
    expect(denials.items).toMatchObject([{ type: 'holdsToAccount', denied: true, holds: true }]);
    expect(look(await archive.ask('ListBodyRelations', { id: board }, { type: 'supports' }), 'items.*.type')).toEqual([
      'supports',
    ]);
  });

  it('loses a relation on the day of its end, and keeps it where that is only planned', async () => {
    const other = await archive.body('Other', { on: '2011-01-01' });
    const { id } = await say('StateRelation', { type: 'reportsTo', to: end(other) }, '2011-01-01');
    await say('EndRelation', {}, '2011-02-01', { member: id, from: '2013-01-01', certainty: 'intention' });
    expect(look(await on('2014-01-01'), 'relations.*.endings.*.status')).toEqual([['planned']]);
    await say('EndRelation', {}, '2012-06-01', { member: id });
    expect(look(await on('2012-05-31'), 'relations.*.holds')).toEqual([true]);
    expect(look(await on('2012-06-01'), 'relations')).toEqual([]);
    const endings = await archive.ask('ListBodyEndings', { id: board, member: id });
    expect(look(endings, 'items.*.certainty')).toEqual(['intention', 'fact']);
    expect(
      look(await archive.ask('ListBodyRelations', { id: board }, { effectiveAt: '2014-01-01' }), 'items.*.holds'),
    ).toEqual([false]);
  });

  it('has no relation to a body that has ended, as the structure of that day has none, and may have had one', async () => {
    const [parent, peer] = [await archive.body('Parent', { on: '2011-01-01' }), await archive.body('Peer')];
    await say('StateRelation', { type: 'subOrganizationOf', to: end(parent) }, '2011-01-01');
    await say('DenyRelation', { type: 'reportsTo', to: end(parent) }, '2011-01-01');
    await say('StateRelation', { type: 'linksWith', to: end(peer) }, '2011-01-01');
    const dissolved = { title: 'The end', changes: [{ kind: 'dissolve', original: [parent] }] };
    const id = await archive.thing('structure', 'ProposeRestructure', dissolved, { on: '2012-01-01' });
    const made = { agreementNotRecorded: true, dispositions: [{ body: parent, work: { is: 'not-recorded' } }] };
    const around = { target: id, on: '2012-12-31', from: '2012-12' };
    await archive.record('structure', 'ImplementRestructure', made, around);
    const told = async (effectiveAt: string) => {
      const graph = await archive.ask('GetStructure', {}, { effectiveAt });
      const inGraph = [...(graph['relations'] as object[]), ...(graph['denials'] as object[])];
      const relations = (await on(effectiveAt))['relations'] as { type: string; holds: unknown }[];
      expect(new Set(relations)).toEqual(new Set(inGraph));
      const { items } = await archive.ask('ListBodies', {}, { effectiveAt, name: 'Board' });
      expect(look(items, '0.relations')).toEqual(relations);
      return relations.map(({ type, holds }) => [type, holds]);
    };
    const all = ['subOrganizationOf', 'reportsTo', 'linksWith'];
    expect(await told('2012-11-30')).toEqual(all.map((type) => [type, true]));
    expect(await told('2012-12-15')).toEqual([
      ['subOrganizationOf', 'unknown'],
      ['reportsTo', 'unknown'],
      ['linksWith', true],
    ]);
    expect(await told('2013-01-01')).toEqual([['linksWith', true]]);
    const members = await archive.ask('ListBodyRelations', { id: board }, { effectiveAt: '2013-01-01' });
    expect(look(members, 'items.*.holds')).toEqual([false, true]);
    expect((await archive.ask('GetBody', { id: parent }, { effectiveAt: '2013-01-01' }))['relations']).toEqual([]);
  });

  it('may have lost a relation on the day for which a paper announced its end', async () => {
    const other = await archive.body('Other', { on: '2011-01-01' });
    const { id } = await say('StateRelation', { type: 'reportsTo', to: end(other) }, '2011-01-01');
    await say('EndRelation', {}, '2011-02-01', { member: id, from: '2013-01-01' });
    expect(look(await on('2012-12-31'), 'relations.*.holds')).toEqual([true]);
    expect((await on('2013-01-01'))['relations']).toMatchObject([
      { holds: 'unknown', endings: [{ status: 'planned' }] },
    ]);
  });

  it('that is a class names those of it', async () => {
    const [boards, housing] = [
      await archive.thing('structure', 'EstablishBody', { name: 'Boards', kind: 'class' }),
      await archive.thing('structure', 'EstablishBody', { name: 'Other', kind: 'board' }),
    ];
    const one = await archive.thing('structure', 'EstablishBody', { name: 'Housing', kind: 'board', memberOf: boards });
    expect((await archive.ask('GetBody', { id: boards }))['members']).toEqual([one]);
    expect((await archive.ask('GetBody', { id: housing }))['members']).toBeUndefined();
  });

  it('is found by kind, status and phase', async () => {
    const shadow = await archive.thing(
      'structure',
      'EstablishBody',
      { name: 'Shadow Board', kind: 'board' },
      { certainty: 'possible' },
    );
    await archive.record('structure', 'SetBodyPhase', { axis: 'operating', phase: 'shadow' }, { target: board });
    const found = async (params: object) => look(await archive.ask('ListBodies', {}, params), 'items.*.id');
    expect(await found({ phase: 'shadow,statutory' })).toEqual([board]);
    expect(await found({ status: 'planned' })).toEqual([shadow]);
    expect(await found({ kind: 'group' })).toEqual([board]);
    expect(await found({})).toEqual([board, shadow]);
  });

  it('has every event that names it in its history, before an amendment and after it', async () => {
    const [wrong, right] = [await archive.body('Wrong'), await archive.body('Right')];
    await say('StateRelation', { type: 'reportsTo', to: end(wrong) }, '2020-01-01');
    const replacement = { data: { type: 'reportsTo', to: end(right) } };
    await archive.record(
      'structure',
      'AmendFact',
      { kind: 'transcription-error', replacement },
      { target: board, member: '3' },
    );
    const types = async (id: string) => look(await archive.ask('GetBodyHistory', { id }), 'items.*.type');
    const named = ['BodyEstablished', 'RelationStated', 'FactAmended'];
    expect(await Promise.all([board, wrong, right].map(types))).toEqual([named, named, named]);
    const history = await archive.ask('GetBodyHistory', { id: right });
    expect(look(history, 'items.1.data.to.id')).toBe(wrong);
    expect(look(history, 'items.2.amends.before.data.to.id')).toBe(wrong);
    expect(look(history, 'items.2.amends.after.data.to.id')).toBe(right);
    const relations = async (id: string) => look(await archive.ask('ListBodyRelations', { id }), 'items.*.to.id');
    expect(await Promise.all([board, wrong, right].map(relations))).toEqual([[right], [], [right]]);
  });

  it('shows no relation that an amendment gave it once that amendment is withdrawn', async () => {
    const [wrong, right] = [await archive.body('Wrong'), await archive.body('Right')];
    await say('StateRelation', { type: 'reportsTo', to: end(wrong) }, '2020-01-01');
    const amend = (member: string, replacement: object | null) =>
      archive.record('structure', 'AmendFact', { kind: 'transcription-error', replacement }, { target: board, member });
    await amend('3', { data: { type: 'reportsTo', to: end(right) } });
    await amend('4', null);
    const relations = async (id: string) => look(await archive.ask('ListBodyRelations', { id }), 'items.*.to.id');
    expect(await Promise.all([board, wrong, right].map(relations))).toEqual([[wrong], [wrong], []]);
  });

  it('is itself at every date, though another that names it was stated earlier', async () => {
    const earlier = { name: 'Board', kind: 'board', distinctFrom: [board] };
    await archive.thing('structure', 'EstablishBody', earlier, { on: '2010-01-01' });
    const answer = await archive.answer('GetBody', { id: board }, { statedBy: '2010-06-01' });
    expect(answer).toEqual({ ok: false, problem: 'not-yet-recorded' });
  });
});
