import { Archive } from '../../../../test/support/archive.js';

const at = (id: string, on: string, more: object = {}) => ({ id, target: id, on, ...more });

describe('conflicts in a list of priorities', () => {
  let archive: Archive;
  let board: string;
  let list: string;
  let decisionId: string;
  let entries: string[];
  beforeEach(async () => {
    archive = await Archive.open();
    board = await archive.body('Board', { on: '2009-01-01' });
    const owner = { is: 'body', body: board };
    list = await archive.thing(
      'priority-list',
      'StartPriorityList',
      { title: 'Priorities', owner },
      { on: '2010-01-01' },
    );
    decisionId = await archive.thing(
      'statement',
      'RecordStatement',
      { kind: 'decision', text: 'Yes.' },
      { on: '2010-01-01' },
    );
    entries = [
      await record('EnterPriority', { is: 'priority', text: 'Safer' }, '2010-01-01'),
      await record('EnterPriority', { is: 'priority', text: 'Safer' }, '2010-01-01'),
    ];
  });
  afterEach(() => archive.close());

  const record = async (command: string, body: object, on: string, more: object = {}) =>
    (await archive.record('priority-list', command, body, at(list, on, more))).events[0]?.id ?? '';
  const adopt = (i: number, on: string) => record('AdoptPriority', { decisionId }, on, { member: entries[i] });
  const breaches = async () => {
    const { items } = await archive.ask('ListConflicts', {}, { kind: 'breach', about: list });
    return items.map(({ rule, match }) => [rule, match]);
  };

  it('are days on which there may have been more than the cap allowed', async () => {
    await record('SetPriorityCap', { max: 1 }, '2010-01-01');
    await adopt(0, '2011-01-01');
    expect(await breaches()).toEqual([]);
    await record('RetirePriority', {}, '2012', { member: entries[0] });
    await adopt(1, '2012-06-01');
    expect(await breaches()).toEqual([['priority-cap-exceeded', 'possible']]);
  });

  it('are none where one certainly went before the other came', async () => {
    await record('SetPriorityCap', { max: 1 }, '2010-01-01');
    await adopt(0, '2011-01-01');
    await record('RetirePriority', {}, '2012-05-01', { member: entries[0] });
    await adopt(1, '2012-06-01');
    expect(await breaches()).toEqual([]);
  });

  it('are steps that lead back from what was recorded later, of an earlier day', async () => {
    await record('ShortlistPriority', {}, '2012-01-01', { member: entries[0] });
    await adopt(0, '2011-01-01');
    expect(await breaches()).toEqual([['already-adopted', 'definite']]);
  });

  it('are changes of what was locked, or may have been', async () => {
    await record('WordPriority', { text: 'x' }, '2012-01-01', { member: entries[0] });
    await record('WordPriority', { text: 'y' }, '2012-01-01', { member: entries[1] });
    await record('LockPriority', { by: board }, '2011', { member: entries[0] });
    expect(await breaches()).toEqual([['priority-locked', 'definite']]);
  });

  it('are words that passed by a challenge, or may have', async () => {
    const entry = { member: entries[0] };
    await record('ChallengeWording', { text: 'Not so.' }, '2012', entry);
    await record('WordPriority', { text: 'x' }, '2012-06-01', entry);
    expect(await breaches()).toEqual([['wording-contested', 'possible']]);
    await record('ChallengeWording', { text: 'Not so.' }, '2011-01-01', entry);
    expect(await breaches()).toEqual([
      ['wording-contested', 'possible'],
      ['wording-contested', 'definite'],
    ]);
  });

  it('are adoptions whose decision is read otherwise since', async () => {
    await adopt(0, '2011-01-01');
    const amend = (data: object) =>
      archive.record(
        'statement',
        'AmendFact',
        { kind: 'reading-revised', replacement: { data } },
        at(decisionId, '2013-01-01', { member: '0' }),
      );
    await amend({ kind: 'decision', text: 'Yes.', decidedBy: [board] });
    expect(await breaches()).toEqual([]);
    await amend({ kind: 'view', text: 'Yes.' });
    expect(await breaches()).toEqual([['no-decision-cited', 'definite']]);
    const other = await archive.body('Other', { on: '2009-01-01' });
    await amend({ kind: 'decision', text: 'Yes.', decidedBy: [other] });
    expect(await breaches()).toEqual([['no-decision-cited', 'definite']]);
  });

  it('are two designations of one day, once what was only likely of them is a fact', async () => {
    const entry = { member: entries[0] };
    const basis = 'rule';
    const { events } = await archive.record('priority-list', 'DesignatePriority', { designation: 'priority', basis }, at(list, '2011-01-01', { ...entry, certainty: 'likely' })); // prettier-ignore
    await record('DesignatePriority', { designation: 'not-priority', basis }, '2011-01-01', entry);
    expect(await breaches()).toEqual([['designation-contradicted', 'possible']]);
    await record('ReviseCertainty', { becomes: 'fact' }, '2012-01-01', { member: events[0]?.revision.toString() });
    const { items } = await archive.ask('ListConflicts', {}, { kind: 'breach' });
    expect(items).toMatchObject([{ rule: 'designation-contradicted', match: 'definite' }]);
  });

  it('are exceptions whose decision is none any more', async () => {
    await record('GrantCapException', { extra: 1, decisionId }, '2011-01-01');
    const replacement = { data: { kind: 'view', text: 'Yes.' } };
    await archive.record('statement', 'AmendFact', { kind: 'reading-revised', replacement }, at(decisionId, '2013-01-01', { member: '0' })); // prettier-ignore
    const { items } = await archive.ask('ListConflicts', {}, { kind: 'breach' });
    expect(items).toMatchObject([{ rule: 'no-decision-cited', match: 'definite' }]);
  });

  it('are adoptions whose decision is only intended, as it turned out', async () => {
    await adopt(0, '2011-01-01');
    await archive.record('statement', 'ReviseCertainty', { becomes: 'intention' }, at(decisionId, '2013-01-01', { member: '0' })); // prettier-ignore
    expect(await breaches()).toEqual([['no-decision-cited', 'definite']]);
  });
});
