import { asked, type Asked } from './support/record.js';

let record: Asked;
beforeAll(async () => {
  record = await asked('003-sunderland.yaml', '004-trafford.yaml');
}, 60_000);
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
