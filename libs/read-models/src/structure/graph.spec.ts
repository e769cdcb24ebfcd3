import { Archive, look } from '../../../../test/support/archive.js';

describe('the structure on a day', () => {
  let archive: Archive;
  beforeEach(async () => {
    archive = await Archive.open();
  });
  afterEach(() => archive.close());

  const body = (name: string, said: object = {}) =>
    archive.body(name, { from: '2010-01-01', on: '2011-11-09', ...said });
  const on = (effectiveAt: string, more: object = {}) => archive.ask('GetStructure', {}, { effectiveAt, ...more });
  const relate = (command: string, from: string, to: string, said: object = {}, type = 'reportsTo') =>
    archive.record(
      'structure',
      command,
      { type, to: { kind: 'body', id: to } },
      { target: from, on: '2011-11-09', from: '2011-01-01', ...said },
    );
  const restructure = (id: string, command: string, said: object, around: object) =>
    archive.record('structure', command, said, { target: id, ...around });

  it('has bodies with their phases, relations and denials, and the organisations at their ends', async () => {
    const [siig, boards] = [await body('SIIG'), await body('Themed Boards')];
    const council = await archive.organisation('Council');
    await archive.organisation('Elsewhere');
    await archive.record(
      'structure',
      'SetBodyPhase',
      { axis: 'operating', phase: 'operating' },
      { target: siig, on: '2011-11-09', from: '2011-01-01' },
    );
    await relate('DenyRelation', siig, boards, {}, 'holdsToAccount');
    const supports = { type: 'supports', from: { kind: 'organisation', id: council } };
    await archive.record('structure', 'StateRelation', supports, { target: siig, on: '2011-11-09' });
    const graph = await on('2012-01-01');
    expect(graph['bodies']).toMatchObject([
      { id: siig, name: 'SIIG', status: 'in-force', phases: { operating: { value: 'operating' } } },
      { id: boards, missing: { 'phases.operating': { status: 'not-recorded' } } },
    ]);
    expect(look(graph, 'organisations.*.name')).toEqual(['Council']);
    expect(look(graph, 'relations.*.type')).toEqual(['supports']);
    expect(graph['denials']).toMatchObject([{ type: 'holdsToAccount', denied: true, evidence: [{ sources: [{}] }] }]);
    expect(look(graph, 'named.bodies')).toMatchObject({ [siig]: { name: 'SIIG' } });
  });

  it('shows what is planned as planned, from the day on which it was put forward', async () => {
    const old = await body('Old Board');
    const planned = await archive.body('New Board', { on: '2010-12-01', from: '2011-03-01', certainty: 'intention' });
    await relate('StateRelation', planned, old, { on: '2010-12-01', from: '2011-03-01', certainty: 'intention' });
    const [before, after] = [await on('2010-11-30'), await on('2012-01-01')];
    expect(look(before, 'bodies.*.id')).toEqual([old]);
    expect(look(before, 'relations')).toEqual([]);
    expect(look(after, 'bodies.*.status')).toEqual(['in-force', 'planned']);
    expect(look(after, 'relations.*.status')).toEqual(['planned']);
    expect(look(await on('2011-01-01'), 'relations.*.holds')).toEqual([false]);
  });

  it('knows no body any more that a restructure ended, nor its relations', async () => {
    const [old, other] = [await body('Old Board'), await body('Other')];
    await relate('StateRelation', old, other);
    const change = { title: 'The end', changes: [{ kind: 'dissolve', original: [old] }] };
    const id = await archive.thing('structure', 'ProposeRestructure', change, { on: '2012-01-01' });
    const proposed = await on('2012-02-01');
    expect(look(proposed, 'restructures.*.status')).toEqual(['proposed']);
    await restructure(id, 'AgreeRestructure', {}, { on: '2012-03-01' });
    expect(look(await on('2012-03-01'), 'restructures.*.status')).toEqual(['agreed']);
    const dispositions = [{ body: old, work: { is: 'not-recorded' } }];
    await restructure(id, 'ImplementRestructure', { dispositions }, { on: '2012-06-01' });
    expect(look(await on('2012-05-31'), 'bodies.*.id')).toEqual([old, other]);
    const after = await on('2012-06-01');
    expect([look(after, 'bodies.*.id'), after['relations'], after['restructures']]).toEqual([[other], [], []]);
  });

  it('still has a body whose end was stated ahead of its day, beside what is planned to follow it', async () => {
    const [old, other] = [await body('Old Board'), await body('Other')];
    const next = await archive.body('New Board', { on: '2011-12-01', certainty: 'intention' });
    await relate('StateRelation', old, other);
    const changes = [{ kind: 'replace', original: [old], resulting: [next] }];
    const said = { title: 'A new board', changes, proposalNotRecorded: true };
    const id = await archive.thing('structure', 'ProposeRestructure', said, { on: '2012-01-01' });
    const made = { agreementNotRecorded: true, dispositions: [{ body: old, work: { is: 'to', body: next } }] };
    await restructure(id, 'ImplementRestructure', made, { on: '2012-04-01', from: '2012-05' });

    const day = '2012-06-01';
    const graph = await on(day);
    expect(graph['bodies']).toMatchObject([
      { id: old, status: 'in-force', plannedEnd: { on: { edtf: '2012-05' }, restructureId: id, certainty: 'fact' } },
      { id: other, status: 'in-force' },
      { id: next, status: 'planned' },
    ]);
    expect(look(graph, 'relations.*.holds')).toEqual([true]);
    const alone = await archive.ask('GetBody', { id: old }, { effectiveAt: day });
    expect(alone).toMatchObject({ status: 'in-force', plannedEnd: { restructureId: id } });
    expect(alone).not.toHaveProperty('endedOn');
    const listed = async (status: string) =>
      look(await archive.ask('ListBodies', {}, { status, effectiveAt: day }), 'items.*.id');
    expect([await listed('in-force'), await listed('planned'), await listed('ended')]).toEqual([
      [old, other],
      [next],
      [],
    ]);
    const succession = await archive.ask('GetBodySuccession', { id: old }, { effectiveAt: day });
    expect(succession).toMatchObject({
      status: 'in-force',
      plannedEnd: { restructureId: id },
      became: [{ happened: false, status: 'planned' }],
    });
    expect(await archive.ask('GetBodySuccession', { id: next }, { effectiveAt: day })).toMatchObject({
      status: 'planned',
    });

    const implementation = (await archive.stored('structure', '')).find(({ type }) => type === 'BoardRestructured');
    const confirmation = { target: id, on: '2012-06-01', member: String(implementation?.revision) };
    await archive.record('structure', 'ReviseCertainty', { becomes: 'fact' }, confirmation);
    expect(look(await on(day), 'bodies.*.id')).toEqual([other, next]);
    expect(await archive.ask('GetBody', { id: old }, { effectiveAt: day })).toMatchObject({ status: 'ended' });
  });

  it('tells the gaps noted on its bodies, its restructures, and papers that lack a picture of it', async () => {
    const board = await body('Board');
    const gap = { about: 'relations', reason: 'declared-incomplete', words: 'Does not capture all.' };
    await archive.record('structure', 'NoteGap', gap, { target: board, on: '2011-11-09' });
    const paper = { title: 'Slides', digest: 'a'.repeat(64), lineCount: 1, parts: 1 };
    const document = await archive.thing('document', 'FileDocument', paper);
    for (const about of ['diagram of the structure', 'author']) {
      await archive.record(
        'document',
        'NoteGap',
        { about, reason: 'lost-in-copying' },
        { id: document, target: document },
      );
    }
    expect((await on('2021-01-01'))['gaps']).toMatchObject([
      { in: { kind: 'body', id: board }, about: 'relations', words: 'Does not capture all.' },
      { in: { kind: 'document', id: document }, about: 'diagram of the structure' },
    ]);
  });

  it('is as it was known, and as it was stated, at the time that is asked about', async () => {
    const [one, other] = [await body('One'), await body('Other')];
    const head = (await archive.head()).toString();
    await relate('StateRelation', one, other, { on: '2013-01-01' });
    const types = async (more: object) => look(await on('2014-01-01', more), 'relations.*.type');
    expect([await types({}), await types({ asOf: head }), await types({ statedBy: '2012-12-31' })]).toEqual([
      ['reportsTo'],
      [],
      [],
    ]);
  });

  it('carries the revision of the structure', async () => {
    await body('One');
    await body('Two');
    expect(await archive.answer('GetStructure')).toMatchObject({ ok: true, revision: 1n });
  });

  it('stays whole under an amendment that moves an end of a relation', async () => {
    const [one, wrong, right] = [await body('One'), await body('Wrong'), await body('Right')];
    await relate('StateRelation', one, wrong);
    const replacement = { data: { type: 'reportsTo', to: { kind: 'body', id: right } } };
    const amendment = { kind: 'transcription-error', replacement };
    await archive.record('structure', 'AmendFact', amendment, { target: one, member: '3' });
    const { relations } = await on('2012-01-01');
    expect(relations).toMatchObject([{ to: { id: right }, evidence: [{ amendedBy: [expect.any(String)] }] }]);
  });

  it('is cut where it is too large for one answer, and says so', async () => {
    const ids: string[] = [];
    for (let i = 0; i <= 2_000; i++) ids.push(await body(`Board ${i}`));
    const graph = await on('2012-01-01');
    expect(look(graph, 'leftOut')).toEqual([{ of: 'bodies', limit: 2_000 }]);
    expect(look(graph, 'bodies.*.id')).toEqual(ids.slice(0, 2_000));
  }, 120_000);
});
