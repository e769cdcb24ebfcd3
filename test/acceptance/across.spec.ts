import { asked, type Asked } from './support/record.js';

let record: Asked;
beforeAll(async () => {
  record = await asked('002-staffordshire.yaml', '003-sunderland.yaml', '004-trafford.yaml');
}, 120_000);
afterAll(() => record.stop());

it('across question 1: whom does "JB" mean in 003 and in 004?', async () => {
  const siig = await record.one('sunderland', '/meetings', ({ date }) => date.edtf === '2011-11-09');
  const sunderland = await record.ask('sunderland', `/meetings/${siig.id}/initials`);
  const jb = sunderland.items.filter(({ initials }: any) => initials.text === 'JB');
  expect(jb.map(({ initials }: any) => [sunderland.people[initials.id].name, initials.resolution])).toEqual([
    ['Jon Beaney', 'inferred'],
  ]);
  expect(record.lines(jb[0].evidence)).toEqual(['003:159', '003:164']);

  const inaugural = await record.one('trafford', '/meetings', () => true);
  const trafford = await record.ask('trafford', `/meetings/${inaugural.id}/initials`);
  expect(trafford.items).toEqual([]);
  const people = await record.ask('trafford', '/people?limit=200');
  expect(people.items.map(({ name }: any) => name)).toContain('Jo Bryan');
});

it('across question 2: which Health and Well-being Boards appear, and what was each to be in 2011 - 2013?', async () => {
  const healthBoards = async (partnership: string) => {
    const { items } = await record.ask(partnership, '/bodies?limit=200');
    return items.filter(({ name }: any) => /^health and well.?being board$/i.test(name));
  };
  const phases = async (partnership: string, id: string) => {
    const { items } = await record.ask(partnership, `/bodies/${id}/phases`);
    return items.map(({ axis, phase, effectiveFrom, effectiveTo, certainty, evidence }: any) => [
      axis,
      phase,
      effectiveFrom.edtf,
      effectiveTo?.edtf,
      certainty,
      ...record.lines(evidence),
    ]);
  };

  const staffordshire = await healthBoards('staffordshire');
  expect(staffordshire.map(({ name }: any) => name)).toEqual(['Health and Well-being Board']);
  expect(await phases('staffordshire', staffordshire[0].id)).toEqual([
    ['operating', 'operating', '[..2011-03]', undefined, 'intention', '002:181'],
  ]);
  const established = await record.one(
    'staffordshire',
    '/actions?limit=200',
    ({ title }) => title === 'Health and Well-being Board established and operating',
  );
  expect(established.due.map(({ text, latest }: any) => [text, latest])).toEqual([['by March 2011', '2011-03-31']]);

  const sunderland = await healthBoards('sunderland');
  expect(sunderland.map(({ name }: any) => name)).toEqual(['Health and Well Being Board']);
  expect(await phases('sunderland', sunderland[0].id)).toEqual([
    ['operating', 'shadow', '[..2011-11-09]', '2012-04', 'fact', '003:153'],
    ['legal', 'statutory', '2013-04', undefined, 'intention', '003:153'],
  ]);
});

describe('across question 3: which records contain a body that challenges, checks or scrutinises another?', () => {
  const stands = async (partnership: string, how: 'relations' | 'denials', type: string) => {
    const { [how]: edges, bodies } = await record.ask(partnership, '/structure');
    const names = new Map(bodies.map(({ id, name }: any) => [id, name]));
    return edges
      .filter((edge: any) => edge.type === type)
      .map(({ from, to, scope, evidence }: any) => [
        names.get(from.id),
        names.get(to.id),
        scope,
        record.lines(evidence).at(-1),
      ]);
  };

  it('002: each of the four boards', async () => {
    const of = 'Staffordshire Strategic Partnership';
    const scope = 'Checking and challenging that the priorities are being delivered and the right partners engaged';
    expect(await stands('staffordshire', 'relations', 'challenges')).toEqual([
      ['Staffordshire Strategic Board', of, scope, '002:125'],
      ['District Strategic Arrangements', of, scope, '002:129'],
      ['Local Enterprise Partnership', of, scope, '002:133'],
      ['Health and Well-being Board', of, scope, '002:137'],
    ]);
  });

  it('003: the Non-Executive Board challenges the Executive Board; that the SIIG holds others to account is denied', async () => {
    expect(await stands('sunderland', 'relations', 'challenges')).toEqual([
      ['Non-Executive Board', 'Executive Board', undefined, '003:146'],
    ]);
    expect(
      (await stands('sunderland', 'denials', 'holdsToAccount')).map(([from, to, , line]: string[]) => [from, to, line]),
    ).toEqual([['Sunderland Innovation and Improvement Group', 'Themed Partnership Boards', '003:147']]);
  });

  it('004: the Strong Communities Board is to scrutinise plans, an action with 5 votes', async () => {
    expect(await stands('trafford', 'relations', 'challenges')).toEqual([]);
    const vote = await record.one('trafford', '/votes', () => true);
    const option = vote.options.find(({ title }: any) => /scrutinise strategic plans/.test(title));
    expect([option.title, option.votes]).toEqual([
      'Strong Communities Board to scrutinise strategic plans of all partners',
      5,
    ]);
    const { actionId, evidence } = option;
    expect((await record.ask('trafford', `/actions/${actionId}`)).kind).toBe('action');
    expect(record.lines(evidence)).toEqual(expect.arrayContaining(['004:73']));
  });
});
