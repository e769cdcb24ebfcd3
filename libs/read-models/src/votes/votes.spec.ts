import { Archive, look } from '../../../../test/support/archive.js';

const DAY = '2011-07-12';
const RULE = 'The actions in bold type are the ones that gained the most votes.';

describe('a vote', () => {
  let archive: Archive;
  let vote: string;
  let meeting: string;
  let board: string;
  let options: Record<string, string>;

  const said = (line: number, on = DAY) => ({ id: vote, target: vote, on, sources: [{ words: `line ${line}` }] });
  const record = (command: string, body: object, line: number, on?: string) =>
    archive.record('vote', command, body, said(line, on));
  const idOf = async (receipt: ReturnType<typeof record>) => (await receipt).events[0]?.id as string;

  beforeAll(async () => {
    archive = await Archive.open();
    board = await archive.body('Strong Communities Board', { on: DAY });
    meeting = await archive.thing('meeting', 'RecordMeeting', { date: DAY, bodies: [board] }, { on: DAY });
    const method = 'Members then voted for the ones which they felt were most important';
    vote = await archive.thing('vote', 'OpenVote', { method, meetingId: meeting, bodies: [board] }, { on: DAY });
    const option = (text: string, category: string, place: number, below: string[] = []) =>
      idOf(record('AddVoteOption', { text, category, place, subItems: below.map((words) => ({ text: words })) }, place)); // prettier-ignore
    options = {
      strategy: await option('Third Sector Strategy', 'Voluntary', 2, ['Infrastructure Body in place']),
      mapping: await option('Map provision', 'Voluntary', 3),
      money: await option('Get more money in', 'Voluntary', 4),
      assessments: await option('Needs assessments', 'Agencies', 1),
    };
    await record('RecordVoteCount', { optionId: options.assessments, votes: 8 }, 11);
    await record('RecordVoteCount', { optionId: options.strategy, votes: 6 }, 12);
    await record('RecordVoteCount', { optionId: options.mapping, votes: 5 }, 13);
    await record('RecordVoteCount', { optionId: options.money, votes: null }, 14);
    const lost = { designation: 'cannot-be-told', basis: 'not-recoverable', rule: RULE };
    await record('DesignateVoteOption', lost, 20);
    await record('CorrectVote', { optionId: options.mapping, votes: 6, reason: 'miscounted' }, 30, '2011-09-01');
    await record('CloseVote', {}, 31, '2011-09-02');
  });
  afterAll(() => archive.close());

  const read = (params: object = {}) => archive.ask('GetVote', { id: vote }, params);

  it('shows its options by their places, with counts, ranks and ties, and blanks apart', async () => {
    const answer = await read();
    expect(look(answer, 'options.*.text')).toEqual([
      'Needs assessments',
      'Third Sector Strategy',
      'Map provision',
      'Get more money in',
    ]);
    expect(look(answer, 'options.*.votes')).toEqual([8, 6, 6, null]);
    expect(look(answer, 'options.*.recorded')).toEqual([true, true, true, false]);
    expect(look(answer, 'options.*.rank')).toEqual([1, 2, 2, null]);
    expect(look(answer, 'options.*.tied')).toEqual([[], [options.mapping], [options.strategy], []]);
    expect(look(answer, 'options.3.missing.votes')).toMatchObject({
      status: 'not-recorded',
      reason: 'The paper leaves the count blank, which is not zero.',
    });
  });

  it('adds up what is recorded, by category and in all', async () => {
    const answer = await read();
    expect(answer).toMatchObject({
      kind: 'counts',
      total: { votes: 20, options: 4, notRecorded: 1, unknown: 0 },
      categories: [
        { category: 'Agencies', votes: 8, notRecorded: 0 },
        { category: 'Voluntary', votes: 12, notRecorded: 1 },
      ],
    });
  });

  it('counts what stands below an option with it', async () => {
    expect(look(await read(), 'options.1.subItems')).toEqual([{ text: 'Infrastructure Body in place' }]);
  });

  it('answers a designation as the record does, with the rule quoted, and none by counts', async () => {
    const answer = await read();
    expect(look(answer, 'options.*.designation.value')).toEqual(Array(4).fill('cannot-be-told'));
    expect(look(answer, 'options.0.designation.grounds.0')).toMatchObject({ basis: 'not-recoverable', rule: RULE });
    expect(look(answer, 'options.0.missing.designation')).toMatchObject({ status: 'cannot-be-told', reason: RULE });
  });

  it('cites the line of every count', async () => {
    const lines = look(await read(), 'options.*.evidence.*.sources.0.words') as string[][];
    expect(lines.map(([, counted]) => counted)).toEqual(['line 11', 'line 12', 'line 30', 'line 14']);
    expect(look(await read(), 'options.2.superseded')).toHaveLength(1);
  });

  it('stands uncorrected and open on an earlier day, and as then stated', async () => {
    for (const params of [{ effectiveAt: '2011-08-01' }, { statedBy: '2011-08-01' }]) {
      const then = await read(params);
      expect([look(then, 'options.*.votes'), then['closed']]).toEqual([[8, 6, 5, null], false]);
    }
    expect((await read())['closed']).toBe(true);
  });

  it('stands without votes as it was known before they were recorded', async () => {
    const receipt = await archive.stored('vote', vote);
    const asOf = String(receipt[4]?.position);
    const then = await read({ asOf });
    expect([look(then, 'options.*.votes'), then['kind']]).toEqual([[null, null, null, null], 'none']);
    expect(look(then, 'options.0.missing.votes.reason')).toBe('Neither a count nor a ballot is on record for it.');
    expect(look(then, 'options.0.designation')).toBeNull();
    expect(look(then, 'options.0.missing.designation.status')).toBe('not-recorded');
  });

  it('answers at every position as read models do that were fed no further', async () => {
    const events = await archive.stored('vote', vote);
    for (const { position } of events) {
      const then = await archive.answer('GetVote', { id: vote }, { asOf: position.toString() });
      const only = await archive.asOnlyFed(position);
      const told = async (answer: typeof then) => ({
        ...((await archive.open(answer)) as object),
        temporal: undefined,
      });
      expect(await told(then)).toEqual(await told(await only('GetVote', { id: vote }, {})));
    }
  });

  it('says what the record does not: how many votes each had, and who voted for what', async () => {
    expect(look(await read(), 'missing')).toMatchObject({
      votesEach: { status: 'not-recorded' },
      electorate: { status: 'not-recorded' },
      voters: { status: 'not-recorded' },
    });
    const gap = { about: 'votesEach', reason: 'cannot-be-told', words: 'The line is smudged.' };
    await record('NoteGap', gap, 9);
    expect(look(await read(), 'missing.votesEach')).toMatchObject({ status: 'cannot-be-told', reason: gap.words });
  });

  it('is found by its meeting and its body', async () => {
    const other = await archive.thing('vote', 'OpenVote', { method: 'a show of hands' }, { on: DAY });
    const found = async (params: object) => look(await archive.ask('ListVotes', {}, params), 'items.*.id');
    expect(await found({})).toEqual([vote, other]);
    expect(await found({ meeting })).toEqual([vote]);
    expect(await found({ body: board })).toEqual([vote]);
    expect(await found({ meeting: board })).toEqual([]);
    expect(await found({ effectiveAt: '2011-07-11' })).toEqual([]);
  });

  it('lists what was recorded of it, each collection its own', async () => {
    const list = async (name: string, params: object = {}) => (await archive.ask(name, { id: vote }, params)).items;
    expect((await list('ListVoteOptions')).map(({ place }) => place)).toEqual([1, 2, 3, 4]);
    expect((await list('ListVoteCounts')).map(({ votes }) => votes)).toEqual([8, 6, 5, null]);
    expect((await list('ListVoteCounts', { option: options.money })).map(({ votes }) => votes)).toEqual([null]);
    expect(await list('ListVoteBallots')).toEqual([]);
    expect((await list('ListVoteCorrections')).map(({ votes }) => votes)).toEqual([6]);
    expect((await list('ListVoteDesignations')).map(({ rule }) => rule)).toEqual([RULE]);
    expect(await list('ListVoteClosures')).toHaveLength(1);
  });

  it('lists the options with what each got on the day', async () => {
    const listed = async (params: object) => (await archive.ask('ListVoteOptions', { id: vote }, params)).items;
    const now = await listed({});
    expect(now.map(({ votes, rank }) => [votes, rank])).toEqual([
      [8, 1],
      [6, 2],
      [6, 2],
      [null, null],
    ]);
    expect(look(now, '2.evidence.*.type')).toEqual(['VoteOptionAdded', 'VoteCorrected', 'VoteOptionDesignated']);
    const member = options.mapping as string;
    expect(await archive.ask('GetVoteOptionsMember', { id: vote, member })).toMatchObject({ votes: 6, rank: 2 });
    const then = await listed({ effectiveAt: '2011-08-01' });
    expect(then.map(({ votes }) => votes)).toEqual([8, 6, 5, null]);
  });

  it('gives a count under counts and nowhere else', async () => {
    const { items } = await archive.ask('ListVoteCounts', { id: vote });
    const member = items[0]?.['id'] as string;
    expect(await archive.ask('GetVoteCountsMember', { id: vote, member })).toMatchObject({ votes: 8 });
    expect(await archive.answer('GetVoteBallotsMember', { id: vote, member })).toMatchObject({ problem: 'not-found' });
  });
});

describe('a vote by ballots', () => {
  it('adds up the last word of each voter, and keeps the trace of the one before', async () => {
    const archive = await Archive.open();
    const person = await archive.thing('person', 'IntroducePerson', { name: 'Ann Lee' }, { on: DAY });
    const vote = await archive.thing('vote', 'OpenVote', { method: 'ballots', votesEach: 3 }, { on: DAY });
    const record = (command: string, body: object, on: string) =>
      archive.record('vote', command, body, { id: vote, target: vote, on });
    const added = await record('AddVoteOption', { text: 'A' }, DAY);
    await record('AddVoteOption', { text: 'B' }, '2011-07-13');
    const optionId = added.events[0]?.id;
    const voter = { kind: 'person', id: person, text: 'Ann', resolution: 'declared' };
    await record('CastBallot', { optionId, voter, votes: 3 }, DAY);
    await record('CastBallot', { optionId, voter, votes: 2 }, '2011-07-20');
    const read = await archive.ask('GetVote', { id: vote });
    expect(look(read, 'options.0')).toMatchObject({ votes: 2, rank: 1, recorded: true });
    expect(look(read, 'options.0.superseded')).toHaveLength(1);
    expect(read['kind']).toBe('ballots');
    const early = await archive.ask('ListVoteOptions', { id: vote }, { effectiveAt: DAY });
    expect(look(early, 'items.*.votes')).toEqual([3, null]);
    expect(look(early, 'items.1.missing.votes.reason')).toBe('It was no option yet on that day.');
    const ballots = await archive.ask('ListVoteBallots', { id: vote });
    expect(look(ballots, 'items.*.votes')).toEqual([3, 2]);
    expect(look(ballots, `people.${person}.name`)).toBe('Ann Lee');
    await archive.close();
  });
});

describe('a vote with counts and ballots', () => {
  it('adds up neither, and says so', async () => {
    const archive = await Archive.open();
    const person = await archive.thing('person', 'IntroducePerson', { name: 'Ann Lee' }, { on: DAY });
    const vote = await archive.thing('vote', 'OpenVote', { method: 'ballots' }, { on: DAY });
    const record = (command: string, body: object, more: object = {}) =>
      archive.record('vote', command, body, { id: vote, target: vote, on: DAY, ...more });
    const optionId = (await record('AddVoteOption', { text: 'A' })).events[0]?.id;
    await record('RecordVoteCount', { optionId, votes: 6 }, { certainty: 'disputed' });
    const voter = { kind: 'person', id: person, text: 'Ann', resolution: 'declared' };
    await record('CastBallot', { optionId, voter, votes: 3 });
    const read = await archive.ask('GetVote', { id: vote });
    expect(look(read, 'options.0')).toMatchObject({
      votes: null,
      recorded: 'unknown',
      possibleVotes: [6, 3],
      rank: null,
    });
    expect(look(read, 'options.0.missing.votes.reason')).toBe('A count and ballots say different things.');
    expect(read).toMatchObject({ kind: 'both', total: { votes: null, unknown: 1 } });
    await archive.close();
  });
});

describe('conflicts', () => {
  it('name the vote in whose record they lie', async () => {
    const archive = await Archive.open();
    const vote = await archive.thing('vote', 'OpenVote', { method: 'a show of hands' }, { on: DAY });
    const record = (command: string, body: object, more: object = {}) =>
      archive.record('vote', command, body, { id: vote, target: vote, on: DAY, ...more });
    const optionId = (await record('AddVoteOption', { text: 'A' })).events[0]?.id;
    await record('RecordVoteCount', { optionId, votes: 6 });
    const kinds = async () => look(await archive.ask('ListConflicts', {}, { about: vote }), 'items.*.rule');
    expect(await kinds()).toEqual([]);
    await record('DisputeFact', { statement: 'It was 7.' }, { member: '2' });
    await record('RecordVoteCount', { optionId, votes: 7 });
    const read = await archive.ask('ListConflicts', {}, { about: vote, kind: 'breach' });
    expect(look(read, 'items.*.rule')).toEqual(['already-counted']);
    expect(look(read, 'items.0.about')).toEqual({ kind: 'vote', id: vote });
    await archive.close();
  });
});
