import { Archive, look } from '../../../../test/support/archive.js';

const at = (id: string, on: string, more: object = {}) => ({ id, target: id, on, ...more });

describe('the provenance of a priority', () => {
  let archive: Archive;
  let board: string;
  beforeEach(async () => {
    archive = await Archive.open();
    board = await archive.body('Board', { on: '2009-01-01' });
  });
  afterEach(() => archive.close());

  const started = (title: string) =>
    archive.thing(
      'priority-list',
      'StartPriorityList',
      { title, owner: { is: 'body', body: board } },
      { on: '2010-01-01' },
    );
  const said = (text: string, on: string) =>
    archive.thing('statement', 'RecordStatement', { kind: 'decision', text, decidedBy: [board] }, { on });
  const member = async (list: string, command: string, body: object, on: string, more: object = {}) =>
    (await archive.record('priority-list', command, body, at(list, on, more))).events[0]?.id ?? '';

  it('leads from the vote and the long list to what it is on the day, with decisions and consultations', async () => {
    const vote = await archive.thing('vote', 'OpenVote', { method: 'Dots' }, { on: '2010-02-01' });
    const option = async (text: string, votes: number | null) => {
      const { events } = await archive.record('vote', 'AddVoteOption', { text }, at(vote, '2010-02-01'));
      const id = events[0]?.id ?? '';
      return {
        id,
        count: () => archive.record('vote', 'RecordVoteCount', { optionId: id, votes }, at(vote, '2010-02-02')),
      };
    };
    const [safer, richer, older] = [await option('Safer', 6), await option('Richer', 6), await option('Older', null)];
    for (const { count } of [safer, richer, older]) await count();
    const list = await started('Priorities');
    const from = [{ kind: 'vote-option', voteId: vote, id: safer.id }];
    const entry = await member(list, 'EnterPriority', { is: 'priority', text: 'Safer', from }, '2010-03-01');
    const other = await member(list, 'EnterPriority', { is: 'priority', text: 'Other' }, '2010-03-01');
    await member(list, 'NoteLonglist', { contents: 'partial' }, '2010-03-02');
    await member(list, 'LonglistPriority', {}, '2010-03-03', { member: entry });
    await member(list, 'RecordConsultation', { described: 'The Hundred event' }, '2010-04-01');
    await member(list, 'ShortlistPriority', {}, '2010-05-01', { member: entry });
    const decision = await said('Adopt it.', '2010-06-01');
    await member(list, 'AdoptPriority', { decisionId: decision }, '2010-06-01', { member: entry });
    await member(list, 'WordPriority', { text: 'Not this one' }, '2010-06-02', { member: other });
    const challenge = await member(list, 'ChallengeWording', { text: 'Not so.' }, '2010-07-01', { member: entry });
    await member(list, 'ResolveWording', { challenge, outcome: 'kept' }, '2010-08-01', { member: entry });
    await member(list, 'RetirePriority', {}, '2011-01-01', { member: entry });
    const ask = (effectiveAt: string) =>
      archive.ask('GetPriorityListEntryProvenance', { id: list, member: entry }, { effectiveAt });
    expect(look(await ask('2012-01-01'), 'steps.*.step')).toEqual([
      'vote-opened', 'option-added', 'voted', 'entered', 'longlist-known', 'longlisted', 'consulted', 'shortlisted', 'decision',
      'adopted', 'challenged', 'resolved', 'retired',
    ]); // prettier-ignore
    const before = await ask('2010-06-30');
    expect(look(before, 'steps.*.step')).not.toContain('challenged');
    expect(look(before, 'votes')).toMatchObject([{ vote, text: 'Safer', votes: 6, rank: 1, tied: [richer.id] }]);
    expect((look(before, 'steps') as { step: string }[]).find(({ step }) => step === 'decision')).toMatchObject({
      text: 'Adopt it.',
      decidedBy: [board],
      evidence: [{ type: 'StatementRecorded' }],
    });
  });

  it('follows an entry through the lists that it comes from, in a circle too', async () => {
    const [old, middle, now] = [await started('Old'), await started('Middle'), await started('Now')];
    const enter = (list: string, text: string, from: object[], on: string) =>
      member(list, 'EnterPriority', { is: 'priority', text, from }, on);
    const action = await archive.thing(
      'action',
      'RecordAction',
      { kind: 'action', text: 'Plan' },
      { on: '2010-01-10' },
    );
    const first = await enter(old, 'First', [{ kind: 'action', id: action }], '2010-02-01');
    const second = await enter(middle, 'Second', [{ kind: 'priority', listId: old, id: first }], '2011-02-01');
    const third = await enter(now, 'Third', [{ kind: 'priority', listId: middle, id: second }], '2012-02-01');
    const back = {
      is: 'priority',
      text: 'First',
      from: [
        { kind: 'priority', listId: now, id: third },
        { kind: 'action', id: action },
      ],
    };
    await archive.record(
      'priority-list',
      'AmendFact',
      { kind: 'reading-revised', replacement: { data: back } },
      at(old, '2013-01-01', { member: '1' }),
    );
    const read = await archive.ask(
      'GetPriorityListEntryProvenance',
      { id: now, member: third },
      { effectiveAt: '2013-06-01' },
    );
    expect(look(read, 'steps.*.step')).toEqual(['origin', 'entered', 'entered', 'entered']);
    expect(look(read, 'steps.*.text')).toEqual(['Plan', 'First', 'Second', 'Third']);
    expect(look(read, 'steps.*.of.list')).toEqual([old, old, middle, now]);
  });

  it('says that no vote is recorded where there is none', async () => {
    const list = await started('Priorities');
    const entry = await member(list, 'EnterPriority', { is: 'priority', text: 'Safer' }, '2010-03-01');
    const read = await archive.ask('GetPriorityListEntryProvenance', { id: list, member: entry });
    expect(look(read, 'missing.votes')).toMatchObject({ status: 'not-recorded' });
  });
});
