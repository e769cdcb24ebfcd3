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

it('001 question 3: how many top priorities were to be defined, by whom, and which?', async () => {
  const list = await record.one(P, '/priority-lists', ({ title }) => title === 'top priorities');
  expect([list.intended, list.status]).toEqual([{ words: '8 top priorities', number: 8 }, 'planned']);
  const { items } = await record.ask(P, `/priority-lists/${list.id}/entries`);
  expect(items).toEqual([]);
  expect(list.missing.entries).toMatchObject({ status: 'not-recorded', reason: 'A number without a list' });
  expect(record.lines(list.evidence)).toEqual(['001:256']);
  const action = await record.one(P, '/actions?limit=200', ({ title }) => title === 'Define 8 top priorities');
  expect(action.ownership.owners.map(({ recorded }: any) => recorded.text)).toEqual(['SSOG']);
  const assigned = action.evidence.filter(({ type }: any) => type === 'ActionAssigned');
  expect(record.lines(assigned)).toEqual(['001:256']);
});

it('001 question 4: which body decides the priorities?', async () => {
  const { items, named } = await record.ask(P, '/decision-rights');
  const name = (id?: string) => (id ? named.bodies[id].name : undefined);
  expect(
    items.map(({ bodyId, right, what, beside, certainty, evidence }: any) => [
      name(bodyId),
      right,
      what,
      name(beside),
      certainty,
      ...record.lines(evidence),
    ]),
  ).toEqual([
    ['Leicestershire Together Board', 'decides', 'priorities', undefined, 'fact', '001:209'],
    ['Leicestershire Together Board', 'decides', 'headline priorities', undefined, 'wish', '001:219'],
    ['Strategic Senior Officer Group', 'decides', '8 top priorities', undefined, 'wish', '001:256'],
    [
      'Strategic Senior Officer Group',
      'helps',
      'set strategic priorities',
      'Leicestershire Together Board',
      'intention',
      '001:332',
    ],
  ]);
  expect(items.map(({ contested }: any) => contested.map(({ bodyId }: any) => name(bodyId)))).toEqual([
    ['Strategic Senior Officer Group'],
    ['Strategic Senior Officer Group'],
    ['Leicestershire Together Board', 'Leicestershire Together Board'],
    [],
  ]);
  const list = await record.one(P, '/priority-lists', ({ title }) => title === 'top priorities');
  expect(list.owner).toMatchObject({ is: 'unsettled' });
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

it('001 question 7: what are the six common themes?', async () => {
  const list = await record.one(P, '/statement-lists', ({ title }) => title === 'Common Themes');
  const { items } = await record.ask(P, `/statements?list=${list.id}`);
  expect(items.map(({ text, evidence }: any) => [text, ...record.lines(evidence)])).toEqual([
    ['Establish Headline priorities for the Partnership', '001:18'],
    ['Ensure accountability of the partnership to its partners and within the partnership family', '001:22'],
    ['Focus the energy of SSOG', '001:26'],
    ['Increase the quality of communication', '001:30'],
    ['Change culture to focus on people and neighbourhoods', '001:34'],
    ['Take time to think and plan differently', '001:38'],
  ]);
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

it('001 question 9: list the obvious connections for Reducing Obesity', async () => {
  const list = await record.one(P, '/statement-lists', ({ title }) => title === 'Obvious Connections:');
  expect(list.about).toMatchObject([{ kind: 'words', text: 'Reducing Obesity' }, { kind: 'priority-list' }]);
  const { items } = await record.ask(P, `/statements?list=${list.id}`);
  expect(
    items.map(({ cells, evidence }: any) => [...cells.map(({ text }: any) => text), ...record.lines(evidence)]),
  ).toEqual([
    ['Transport', 'Safe routes walking to school', '001:290'],
    ['Healthy School Programme', 'Diet and exercise', '001:291'],
    ['Leisure etc', 'Access to open space, team sports', '001:297'],
    ['Environmental health', 'Quality of Food', '001:298'],
    ['Trading standards', 'Licensing', '001:299'],
    ['Exclusions Policy', 'Working with excluded groups', '001:300'],
    ['Road Safety', 'Cycling proficiency', '001:301'],
  ]);
  // The first two stand outside the table: that they have two parts was read into them.
  const bases = items.map(({ evidence }: any) => evidence[0].sources[0].basis);
  expect(bases).toEqual(['inferred', 'inferred', undefined, undefined, undefined, undefined, undefined]);
});

it('001 question 10: how many actions have a due date?', async () => {
  const { items: all } = await record.ask(P, '/actions');
  expect(all).toHaveLength(40);
  const { items, page } = await record.ask(P, '/actions?sort=due');
  expect([items, page.total]).toEqual([[], 0]);
  expect(all.map(({ due }: any) => due)).toEqual(all.map(() => []));
});
