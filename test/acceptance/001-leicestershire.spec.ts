import { asked, type Asked } from './support/record.js';

const P = 'leicestershire-together';
let record: Asked;
beforeAll(async () => {
  record = await asked('001-leicestershire.yaml');
}, 60_000);
afterAll(() => record.stop());

const meetings = async () => record.ask(P, '/meetings');
const meetingOn = (day: string) => record.one(P, '/meetings', ({ date }) => date.edtf === day);
const recorded = ({ evidence }: any) => evidence.filter(({ type }: any) => type === 'MeetingRecorded');

it('001 question 1: which bodies met, and when?', async () => {
  const answer = await meetings();
  expect(
    answer.items.map(({ date, bodies }: any) => [date.edtf, bodies.map((id: string) => answer.named.bodies[id].name)]),
  ).toEqual([
    ['2007-03-09', ['joint LAA and cross-cutting Partnership/group leads']],
    ['2007-03-12', ['Leicestershire Together Board']],
    ['2007-03-13', ['Strategic Senior Officer Group']],
  ]);
  expect(record.lines(answer.items.flatMap(recorded))).toEqual(
    expect.arrayContaining(['001:44', '001:164', '001:231']),
  );
});

it('001 question 2: which of them is described as a first meeting?', async () => {
  const { items } = await meetings();
  expect(items.map(({ describedAs }: any) => describedAs)).toEqual([
    ['first meeting of a new group'],
    ['first meeting of a reconstituted Board'],
    ['first meeting of a new group'],
  ]);
  expect(items.map((item: any) => record.lines(recorded(item)).at(-1))).toEqual(['001:54', '001:168', '001:242']);
  const disputed = items.flatMap((item: any) => recorded(item).flatMap(({ disputedBy = [] }: any) => disputedBy));
  expect(items.map((item: any) => recorded(item).some(({ disputedBy }: any) => disputedBy))).toEqual([
    false,
    false,
    true,
  ]);
  const dispute = await record.ask(P, `/events/${disputed[0]}`);
  expect(dispute.data.statement).toMatch(/word for word that of the leads’ note/);
  expect(record.lines(dispute)).toEqual(['001:28', '001:54', '001:242']);
});

it('001 question 5: who is to get Jan Sensier’s presentation attached?', async () => {
  const request = await record.one(P, '/actions?kind=request', () => true);
  expect(request.by).toEqual([{ kind: 'unresolved', text: 'I', resolution: 'none' }]);
  expect(request.due).toEqual([]);
  expect(request.missing.due).toMatchObject({ status: 'not-recorded' });
  const ownership = await record.ask(P, `/actions/${request.id}/ownership`);
  expect(ownership.owners).toMatchObject([
    {
      recorded: { kind: 'unresolved', text: 'Andy', resolution: 'none' },
      effective: { is: 'cannot-be-told', candidates: [] },
    },
  ]);
  expect(record.lines(ownership.evidence)).toEqual(['001:280']);
  expect(record.lines(request.evidence)).toEqual(['001:278-280', '001:280']);
  const { items: gaps } = await record.ask(P, `/actions/${request.id}/gaps`);
  expect(gaps).toMatchObject([{ about: 'by', reason: 'not-in-the-record' }]);
});

it('001 question 6: who attended the Board on 12 March?', async () => {
  const { id, missing } = await meetingOn('2007-03-12');
  const answer = await record.ask(P, `/meetings/${id}/attendances`);
  expect(answer.items).toEqual([]);
  expect(answer.missing.items).toMatchObject({ status: 'not-recorded', reason: 'It is not in the record.' });
  const gap = await record.ask(P, `/events/${missing.attendances.event}`);
  expect(record.lines(gap)).toEqual(['001:164-227']);
});

it('001 question 8: how long was each session?', async () => {
  const { items } = await meetings();
  expect(items.map(({ duration }: any) => duration)).toEqual([
    { words: 'half day session' },
    { words: 'An hour of activity', iso: 'PT1H' },
    { words: 'half day session' },
  ]);
  expect(items.map((item: any) => record.lines(recorded(item)))).toEqual([
    ['001:7', '001:44', '001:48', '001:54'],
    ['001:7', '001:164', '001:168'],
    ['001:7', '001:231', '001:235', '001:242'],
  ]);
});

it('001 question 10: how many actions have a due date?', async () => {
  const { items: all } = await record.ask(P, '/actions');
  expect(all).toHaveLength(23);
  const { items, page } = await record.ask(P, '/actions?sort=due');
  expect([items, page.total]).toEqual([[], 0]);
  expect(all.map(({ due }: any) => due)).toEqual(all.map(() => []));
});
