import { asked, type Asked } from './support/record.js';

const P = 'trafford';
let record: Asked;
beforeAll(async () => {
  record = await asked('004-trafford.yaml');
}, 60_000);
afterAll(() => record.stop());

const action = (title: string) => record.one(P, '/actions?limit=200', (item) => item.title === title);

const vote = () => record.one(P, '/votes', () => true);
const optionsOf = async (test: (option: any) => boolean) => (await vote()).options.filter(test);

it('004 question 1: how many votes did the asset (estate) mapping action get?', async () => {
  const [option] = await optionsOf(({ title }) => title === 'Complete the asset (estate) mapping');
  expect([option.votes, option.category]).toEqual([7, 'Working with residents']);
  expect(record.lines(option.evidence)).toEqual(['004:56', '004:88', '004:93', '004:94', '004:149']);
  const counts = await record.ask(P, `/votes/${(await vote()).id}/counts?option=${option.id}`);
  expect(counts.items.map(({ votes, evidence }: any) => [votes, ...record.lines(evidence)])).toEqual([[7, '004:94']]);
});

it('004 question 2: which action got most votes overall?', async () => {
  const first = await optionsOf(({ rank }) => rank === 1);
  expect(first.map(({ title, votes, tied }: any) => [title, votes, tied])).toEqual([
    ['Rationalize our approach to community needs assessments', 8, []],
  ]);
  expect(record.lines(first[0].evidence)).toEqual(expect.arrayContaining(['004:62', '004:65']));
});

it('004 question 3: which actions tie on 6?', async () => {
  const tied = await optionsOf(({ votes }) => votes === 6);
  expect(tied.map(({ title, rank }: any) => [title, rank])).toEqual([
    ['Agree Trafford response to Community Budgets', 3],
    ['Complete and implement Trafford Third Sector Strategy', 3],
    ['Map voluntary sector provision', 3],
  ]);
  const ids = tied.map(({ id }: any) => id);
  for (const option of tied) expect([...option.tied, option.id].sort()).toEqual([...ids].sort());
  const [next] = await optionsOf(({ rank }) => rank === 6);
  expect([next.title, next.votes]).toEqual([
    'Strong Communities Board to scrutinise strategic plans of all partners',
    5,
  ]);
  expect(tied.map(({ evidence }: any) => record.lines(evidence))).toEqual([
    expect.arrayContaining(['004:67', '004:71']),
    expect.arrayContaining(['004:122', '004:127']),
    expect.arrayContaining(['004:129', '004:132']),
  ]);
});

it('004 question 4: which actions have no vote recorded, and is that zero?', async () => {
  const blank = await optionsOf(({ recorded }) => recorded === false);
  expect(blank.map(({ title, votes, rank, missing }: any) => [title, votes, rank, missing.votes.status])).toEqual([
    ['Get more money in', null, null, 'not-recorded'],
    ['Create a strong link with Trafford Economic Alliance', null, null, 'not-recorded'],
    ['Re-engagement with disabled community', null, null, 'not-recorded'],
  ]);
  expect(blank[0].missing.votes.reason).toBe('The paper leaves the count blank, which is not zero.');
  expect(blank.map(({ evidence }: any) => record.lines(evidence))).toEqual([
    expect.arrayContaining(['004:139', '004:140']),
    expect.arrayContaining(['004:142', '004:143']),
    expect.arrayContaining(['004:145', '004:146']),
  ]);
});

it('004 question 5: how many votes per category and in all?', async () => {
  const { categories, total, options } = await vote();
  expect(
    categories.map(({ category, votes, options: of, notRecorded }: any) => [category, votes, of, notRecorded]),
  ).toEqual([
    ['Working with partners', 22, 6, 0],
    ['Working with residents', 15, 5, 0],
    ['Working with the voluntary sector', 13, 6, 3],
  ]);
  expect(total).toMatchObject({ votes: 50, options: 17, notRecorded: 3 });
  const counted = record.lines(options.flatMap(({ evidence }: any) => evidence));
  expect(counted).toEqual(
    expect.arrayContaining(
      [65, 71, 76, 79, 82, 85, 94, 105, 108, 111, 114, 127, 132, 137, 140, 143, 146].map((line) => `004:${line}`),
    ),
  );
});

it('004 question 6: who owns "Complete and implement Trafford Third Sector Strategy"?', async () => {
  const { id, evidence } = await action('Complete and implement Trafford Third Sector Strategy');
  const answer = await record.ask(P, `/actions/${id}/ownership`);
  expect([answer.answer, answer.owners]).toEqual(['unowned', []]);
  expect(answer.missing.owners).toMatchObject({ status: 'not-recorded' });
  expect(record.lines(evidence)).toEqual(['004:55-56', '004:122']);
});

it('004 question 7: which actions were priority (bold)?', async () => {
  const { options } = await vote();
  expect(new Set(options.map(({ designation }: any) => designation.value))).toEqual(new Set(['cannot-be-told']));
  expect(options[0].missing.designation).toMatchObject({
    status: 'cannot-be-told',
    reason: 'The actions in bold type are the ones that gained the most votes',
  });
  const designations = await record.ask(P, `/votes/${(await vote()).id}/designations`);
  expect(designations.items.map(({ basis, evidence }: any) => [basis, ...record.lines(evidence)])).toEqual([
    ['not-recoverable', '004:56', '004:149'],
  ]);
});

it('004 question 8: what are the sub-actions of "who is the gang behind each one of us"?', async () => {
  const { id } = await action('Map out who is the gang behind each one of us');
  const { items } = await record.ask(P, `/actions?parent=${id}`);
  expect(items.map((item: any) => [item.title, record.lines(item.evidence), item.ownership.answer])).toEqual([
    ['Who is missing?', ['004:98'], 'unowned'],
    ['Who is getting the message more than once or differently?', ['004:100'], 'unowned'],
    ['Link to the neighbourhood engagement strategy review', ['004:102'], 'unowned'],
    ['Draw in local schools', ['004:104'], 'unowned'],
  ]);
});

it('004 question 9: by when and to whom do offers go, and what for?', async () => {
  const { id } = await record.one(P, '/calls', () => true);
  const call = await record.ask(P, `/calls/${id}`);
  expect([call.missing.offers.reason, call.missing.actions]).toMatchObject([
    'The record ends before offers were due',
    { status: 'cannot-be-told', reason: 'The priority actions were in bold, which the text has not kept' },
  ]);
  expect(call.deadline).toMatchObject([{ text: 'by the end of August', latest: '2011-08-31', role: 'due' }]);
  expect(call.receivedBy).toMatchObject({ kind: 'body', text: 'Partnerships team' });
  expect(call.named.bodies[call.receivedBy.id].name).toBe('Partnerships team');
  expect(call.purpose).toBe('so that a robust action plan can be presented at the September Board meeting');
  expect(record.lines(call.evidence)).toEqual(['004:153', '004:161']);
});

it('004 question 10: how many were present, who apologised, who chaired?', async () => {
  const { id, listed, chair, missing } = await record.one(P, '/meetings', () => true);
  expect(listed).toEqual({ present: 21, apologies: 1, absent: 0 });
  const apologies = await record.ask(P, `/meetings/${id}/attendances?heading=Apologies`);
  expect(apologies.items.map(({ party }: any) => apologies.people[party.id].name)).toEqual(['Paul Harvey']);
  expect(record.lines(apologies.items[0].statements.flatMap(({ evidence }: any) => evidence))).toEqual(['004:6']);
  expect(chair).toEqual([]);
  expect(missing.chair).toMatchObject({ status: 'not-recorded', reason: 'The Chair speaks and is not named' });
  const inTheChair = await record.ask(P, `/meetings/${id}/attendances?capacity=chair`);
  expect(inTheChair.items).toMatchObject([{ party: null, says: 'present' }]);
  expect(record.lines(inTheChair.items[0].statements[0].evidence)).toEqual(['004:10']);
});
