import { asked, type Asked } from './support/record.js';

const P = 'trafford';
let record: Asked;
beforeAll(async () => {
  record = await asked('004-trafford.yaml');
}, 60_000);
afterAll(() => record.stop());

const action = (title: string) => record.one(P, '/actions?limit=200', (item) => item.title === title);

it('004 question 6: who owns "Complete and implement Trafford Third Sector Strategy"?', async () => {
  const { id, evidence } = await action('Complete and implement Trafford Third Sector Strategy');
  const answer = await record.ask(P, `/actions/${id}/ownership`);
  expect([answer.answer, answer.owners]).toEqual(['unowned', []]);
  expect(answer.missing.owners).toMatchObject({ status: 'not-recorded' });
  expect(record.lines(evidence)).toEqual(['004:55-56', '004:122']);
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
