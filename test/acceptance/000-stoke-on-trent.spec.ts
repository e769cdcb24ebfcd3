import { asked, type Asked } from './support/record.js';

const P = 'stoke-on-trent';
let record: Asked;
beforeAll(async () => {
  record = await asked('000-stoke-on-trent.yaml');
}, 60_000);
afterAll(() => record.stop());

const action = (title: string) => record.one(P, '/actions?limit=200', (item) => item.title === title);
const session = () => record.one(P, '/meetings', (meeting) => meeting.describedAs[0] === 'second session');
const table = async () => {
  const { id } = await session();
  return record.one(P, `/meetings/${id}/agenda-items`, ({ names }) => names.includes('Actions'));
};
const words = ({ ownership }: { ownership: { owners: { recorded: { text: string } }[] } }) =>
  ownership.owners.map(({ recorded }) => recorded.text);

it('000 question 1: who owns "Establish working group"?', async () => {
  const { id } = await action('Establish working group');
  const answer = await record.ask(P, `/actions/${id}/ownership`);
  expect(answer.answer).toBe('owned');
  expect(answer.joint).toBe(false);
  expect(answer.owners).toMatchObject([{ recorded: { kind: 'person', text: 'Adrian Scarrott' }, owns: true }]);
  expect(answer.people[answer.owners[0].recorded.id]).toEqual({ name: 'Adrian Scarrott' });
  expect(record.lines(answer.evidence)).toEqual(['000:171-172']);
});

describe('000 question 2: what does the LSG own', () => {
  const owned = async (joint: boolean) => {
    const { id } = await record.one(P, '/bodies', ({ acronym }) => acronym === 'LSG');
    const { items } = await record.ask(P, `/actions?owner=${id}&joint=${joint}`);
    return items.map((item: any) => [
      item.title,
      record.lines(item.evidence.filter(({ type }: any) => type === 'ActionAssigned')),
      words(item),
    ]);
  };

  it('alone?', async () => {
    expect(await owned(false)).toEqual([
      ['Identify community leaders to target Influencers', ['000:175-176'], ['LSG']],
      ['How Might We address and mitigate impacts', ['000:179-180'], ['LSG']],
      ['LSG to action and develop pilot to test and model', ['000:211-212'], ['LSG']],
    ]);
  });

  it('jointly?', async () => {
    expect(await owned(true)).toEqual([['Create Draft approach', ['000:207-208'], ['Adrian Scarrott', 'LSG']]]);
  });
});

it('000 question 3: who owns "Create Draft approach", and who is the lead?', async () => {
  const { id } = await action('Create Draft approach');
  const answer = await record.ask(P, `/actions/${id}/ownership`);
  expect(answer.joint).toBe(true);
  expect(answer.owners.map(({ recorded, lead }: any) => [recorded.kind, recorded.text, lead])).toEqual([
    ['person', 'Adrian Scarrott', false],
    ['body', 'LSG', false],
  ]);
  expect(answer.leads).toBe(0);
  expect(answer.missing.lead).toEqual({ status: 'not-recorded', reason: 'None of the owners is marked as lead.' });
  expect(record.lines(answer.evidence.filter(({ type }: any) => type === 'ActionAssigned'))).toEqual(['000:207-208']);
});

it('000 question 4: when is the Community Meals route map due?', async () => {
  const { id } = await action('12 Month Route map for Community Meals');
  const answer = await record.ask(P, `/actions/${id}`);
  expect(answer.due).toEqual([
    { text: '12 Month Route map', duration: 'P12M', role: 'horizon', strictness: 'soft', basis: 'stated' },
  ]);
  expect(answer.missing.due).toMatchObject({ status: 'not-recorded' });
  expect(words(answer)).toEqual(['Danny Flynn']);
  expect(record.lines(answer.evidence)).toEqual(['000:218-219', '000:218-220', '000:219']);
  const { items: due } = await record.ask(P, '/actions?sort=due');
  expect(due).toEqual([]);
  const { items: gaps } = await record.ask(P, `/actions/${id}/gaps`);
  expect(gaps.map(({ about, reason }: any) => [about, reason])).toEqual([['start', 'not-in-the-record']]);
});

it('000 question 5: how many rows of the actions table have no owner?', async () => {
  const { id } = await table();
  const all = await record.ask(P, `/actions?agendaItem=${id}`);
  expect(all.page.total).toBe(22);
  const { items } = await record.ask(P, `/actions?agendaItem=${id}&owner=none`);
  expect(items).toHaveLength(12);
  const titled = (kinds: string[]) =>
    items.filter(({ kind }: any) => kinds.includes(kind)).map(({ title }: any) => title);
  expect(titled(['heading'])).toEqual(['Mapping exercise Outcomes', 'Any Other Business']);
  expect(titled(['blank'])).toEqual([undefined]);
  expect(items.filter(({ kind }: any) => kind !== 'heading' && kind !== 'blank')).toHaveLength(9);
  expect(record.lines(items.flatMap(({ evidence }: any) => evidence))).toEqual([
    '000:182-184', '000:187', '000:191', '000:195', '000:199', '000:203', '000:215', '000:223-225', '000:229', '000:232-234',
    '000:236-237', '000:245',
  ]); // prettier-ignore
});

it('000 question 6: how many people are listed as attending, and how many from Stoke-on-Trent CC?', async () => {
  const { id, listed } = await session();
  expect(listed.present).toBe(14);
  const council = await record.one(P, '/organisations', ({ name }) => name === 'Stoke-on-Trent CC');
  const answer = await record.ask(P, `/meetings/${id}/attendances?organisation=${council.id}`);
  expect(answer.listed.present).toBe(4);
  expect(answer.items.map(({ party }: any) => answer.people[party.id].name)).toEqual([
    'Adrian Scarrott', 'Peter Tomlin', 'Philip Sequrola', 'Peta Curno',
  ]); // prettier-ignore
  const statements = answer.items.flatMap((item: any) => item.statements);
  expect(record.lines(statements.flatMap(({ evidence }: any) => evidence))).toEqual([
    '000:66-67',
    '000:71-72',
    '000:73-74',
    '000:76-77',
  ]);
});

it('000 question 7: who chaired?', async () => {
  const { id, chair, missing } = await session();
  expect(chair).toEqual([]);
  expect(missing.chair).toMatchObject({
    status: 'not-recorded',
    reason: 'A facilitator is named; nobody is named as chair',
  });
  const answer = await record.ask(P, `/meetings/${id}/attendances?capacity=facilitator`);
  expect(answer.items).toMatchObject([
    {
      party: { text: 'Glenn Handforth' },
      statements: [{ capacity: 'Facilitator', organisation: { text: 'The Ideas Facility' } }],
    },
  ]);
  expect(record.lines(answer.items[0].statements[0].evidence)).toEqual(['000:83-85']);
});

it('000 question 8: what are the three strands and how certain are they?', async () => {
  const list = await record.one(P, '/statement-lists', ({ title }) => title === '3 strands');
  expect([list.intended, list.contents]).toEqual([{ words: 'probably 3 strands', number: 3 }, 'complete']);
  const { items } = await record.ask(P, `/statements?list=${list.id}`);
  expect(items.map(({ title, certainty, evidence }: any) => [title, certainty, record.lines(evidence)])).toEqual([
    ['Think Tank', 'likely', ['000:17', '000:18']],
    ['Mapping', 'likely', ['000:17', '000:19']],
    ['Delivery', 'likely', ['000:17', '000:20']],
  ]);
});

it('000 question 9: which wicked problems does the "Town Hall outcome" name?', async () => {
  const { id } = await action('Town Hall outcome');
  const problems = await record.ask(P, '/statements?kind=wicked-problem');
  expect(problems.items.map(({ title }: any) => title)).toEqual([
    'Integrated Care',
    'Locality Working',
    'Loneliness/preventing social isolation',
  ]);
  const titles = new Map(problems.items.map((item: any) => [item.id, item.title]));
  const { items } = await record.ask(P, `/actions/${id}/links`);
  expect(items.map(({ link, to, evidence }: any) => [link, titles.get(to.id), record.lines(evidence)])).toEqual([
    ['concerns', 'Locality Working', ['000:223-224']],
    ['concerns', 'Loneliness/preventing social isolation', ['000:223', '000:225']],
  ]);
});

it('000 question 10: whom does "AS" mean?', async () => {
  const { id } = await session();
  const answer = await record.ask(P, `/meetings/${id}/initials`);
  expect(answer.items).toMatchObject([{ initials: { kind: 'person', text: 'AS', resolution: 'inferred' } }]);
  expect(answer.people[answer.items[0].initials.id].name).toBe('Adrian Scarrott');
  expect(record.lines(answer.items[0].evidence)).toEqual(['000:163-164']);
});
