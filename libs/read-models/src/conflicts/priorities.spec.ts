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
      await record('EnterPriority', { is: 'priority' }, '2010-01-01'),
      await record('EnterPriority', { is: 'priority' }, '2010-01-01'),
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
});
