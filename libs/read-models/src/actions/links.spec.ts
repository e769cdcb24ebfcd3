import { Archive, look } from '../../../../test/support/archive.js';

const DAY = '2011-09-01';

describe('the links of an action', () => {
  let archive: Archive;
  let id: string;
  beforeEach(async () => {
    archive = await Archive.open();
    id = await action('Map');
  });
  afterEach(() => archive.close());

  const action = (title: string, more: object = {}) =>
    archive.thing('action', 'RecordAction', { kind: 'action', title, ...more }, { on: DAY });
  const link = (from: string, to: object, more: object = {}) =>
    archive.record(
      'action',
      'LinkAction',
      { link: 'concerns', to, basis: 'stated' },
      { id: from, target: from, on: DAY, ...more },
    );

  it('show the words of what they lead to: an action, a statement, an option of a vote, a priority', async () => {
    const statement = await archive.thing('statement', 'RecordStatement', { kind: 'aim', text: 'Aim' }, { on: DAY });
    const voteId = await archive.thing('vote', 'OpenVote', { method: 'by hand' }, { on: DAY });
    const option = await archive.record(
      'vote',
      'AddVoteOption',
      { text: 'Estates' },
      { id: voteId, target: voteId, on: DAY },
    );
    const board = await archive.body('Board', { on: DAY });
    const owner = { is: 'body', body: board };
    const listId = await archive.thing('priority-list', 'StartPriorityList', { title: 'P', owner }, { on: DAY });
    const priority = await archive.record(
      'priority-list',
      'EnterPriority',
      { is: 'priority', text: 'Alcohol' },
      { id: listId, target: listId, on: DAY },
    );
    await link(id, { kind: 'action', id: await action('Other') });
    await link(id, { kind: 'statement', id: statement });
    await link(id, { kind: 'vote-option', voteId, id: option.events[0]?.id });
    await link(id, { kind: 'priority', listId, id: priority.events[0]?.id });
    const read = await archive.ask('GetAction', { id });
    expect(look(read, 'links.*.shows')).toEqual([
      { kind: 'action', title: 'Other' },
      { kind: 'aim', text: 'Aim' },
      { text: 'Estates' },
      { is: 'priority', text: 'Alcohol' },
    ]);
  });

  it('show nothing of what was withdrawn', async () => {
    const other = await action('Other');
    await link(id, { kind: 'action', id: other });
    await archive.record(
      'action',
      'AmendFact',
      { kind: 'recorded-in-error', replacement: null },
      { id: other, target: other, member: '0' },
    );
    expect(look(await archive.ask('GetAction', { id }), 'links.*.shows')).toEqual([null]);
  });

  it('are shown at both ends, with links to it apart from its own', async () => {
    const other = await action('Other', { parent: id });
    await link(other, { kind: 'action', id });
    const [here, there] = [await archive.ask('GetAction', { id }), await archive.ask('GetAction', { id: other })];
    expect(look(here, 'links')).toEqual([]);
    expect(look(here, 'linkedFrom.*.as')).toEqual(['parent', 'concerns']);
    expect(look(here, 'linkedFrom.*.shows.title')).toEqual(['Other', 'Other']);
    expect(look(there, 'links.*.to.id')).toEqual([id]);
    expect(look(there, 'linkedFrom')).toEqual([]);
  });

  it('are those of the day', async () => {
    const other = await action('Other');
    await link(other, { kind: 'action', id }, { from: '2012-01-01' });
    const count = async (at: string, of: string, end: string) =>
      (look(await archive.ask('GetAction', { id: of }, { effectiveAt: at }), end) as unknown[]).length;
    expect([await count('2011-12-31', other, 'links'), await count('2012-01-01', other, 'links')]).toEqual([0, 1]);
    expect([await count('2011-12-31', id, 'linkedFrom'), await count('2012-01-01', id, 'linkedFrom')]).toEqual([0, 1]);
  });
});

describe('issues', () => {
  let archive: Archive;
  let id: string;
  beforeEach(async () => {
    archive = await Archive.open();
    id = await archive.thing('action', 'RecordAction', { kind: 'issue', text: 'The sanction' }, { on: DAY });
  });
  afterEach(() => archive.close());

  const say = (command: string, body: object, on: string) => archive.record('action', command, body, { id, target: id, on }); // prettier-ignore
  const on = (effectiveAt: string) => archive.ask('ListIssues', {}, { effectiveAt });

  it('of which nothing more is recorded say so', async () => {
    expect((await on('2012-01-01')).items).toMatchObject([
      {
        id,
        match: 'definite',
        status: 'open',
        progress: [],
        escalations: [],
        missing: { since: { status: 'not-recorded', reason: 'Nothing is recorded of what became of it.' } },
      },
    ]);
  });

  it('show progress and escalations from their day on, with evidence', async () => {
    await say('ReportActionProgress', { report: 'Looked into' }, '2011-10-01');
    await say('EscalateAction', { to: { kind: 'collective', text: 'the Board', resolution: 'none' } }, '2011-11-01');
    const [then, later] = [await on('2011-10-15'), await on('2011-11-15')];
    expect(look(then, 'items.0.progress.*.report')).toEqual(['Looked into']);
    expect(look(then, 'items.0.escalations')).toEqual([]);
    expect(look(later, 'items.0.escalations.*.to.text')).toEqual(['the Board']);
    expect(look(later, 'items.0.escalations.0.evidence.*.type')).toEqual(['ActionEscalated']);
    expect(look(later, 'items.0.missing.since')).toBeUndefined();
  });

  it('show the actions that concern them and what was said about them, in the order of the log', async () => {
    const about = { kind: 'decision', text: 'Decided', about: [{ kind: 'action', id }] };
    await archive.thing('statement', 'RecordStatement', about, { on: DAY });
    const action = await archive.thing('action', 'RecordAction', { kind: 'action', text: 'Check' }, { on: DAY });
    const link = { link: 'concerns', to: { kind: 'action', id }, basis: 'stated' };
    await archive.record('action', 'LinkAction', link, { id: action, target: action, on: DAY });
    const read = await on('2012-01-01');
    expect(look(read, 'items.0.linkedFrom.*.as')).toEqual(['about', 'concerns']);
    expect(look(read, 'items.0.linkedFrom.*.shows.text')).toEqual(['Decided', 'Check']);
    expect(look(read, 'items.0.missing.since')).toBeUndefined();
  });

  it('say so too where all that is recorded is what they are about', async () => {
    const statement = await archive.thing('statement', 'RecordStatement', { kind: 'aim', text: 'Aim' }, { on: DAY });
    await say('LinkAction', { link: 'concerns', to: { kind: 'statement', id: statement }, basis: 'stated' }, DAY);
    const read = await on('2012-01-01');
    expect(look(read, 'items.0.links.*.shows.text')).toEqual(['Aim']);
    expect(look(read, 'items.0.missing.since.status')).toBe('not-recorded');
  });

  it('that are closed need nothing more', async () => {
    await say('CompleteAction', {}, '2011-12-01');
    const read = await on('2012-01-01');
    expect([look(read, 'items.0.status'), look(read, 'items.0.missing.since')]).toEqual(['completed', undefined]);
  });

  it('are those of the day: not what is no issue any longer, or not yet', async () => {
    await say('ReclassifyAction', { kind: 'action' }, '2012-01-01');
    const ids = async (day: string) => look(await on(day), 'items.*.id');
    expect([await ids('2011-08-31'), await ids('2011-12-31'), await ids('2012-01-01')]).toEqual([[], [id], []]);
    expect((await on('2012-01-01'))['missing']).toEqual({
      items: { status: 'not-recorded', reason: 'No issue is on record on that day.' },
    });
  });
});
