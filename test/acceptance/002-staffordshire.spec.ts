import { asked, type Asked } from './support/record.js';

const P = 'staffordshire';
let record: Asked;
beforeAll(async () => {
  record = await asked('002-staffordshire.yaml');
}, 60_000);
afterAll(() => record.stop());

/** All are due on the same day, and so in no order of their own. */
const inOrderOfTheRecord = (items: any[]) =>
  items.toSorted((a, b) => Number(a.evidence[0].position) - Number(b.evidence[0].position));

it('002 question 7: what was to be done by March 2011, and by whom?', async () => {
  const answer = await record.ask(P, '/actions?due.from=2011-03-01&due.to=2011-03-31&match=definite');
  const each = ['SSB', 'LEP', 'H&WbB', 'District Strategic Arrangements'];
  expect(
    inOrderOfTheRecord(answer.items).map(({ title, due, ownership, evidence }: any) => [
      title,
      due.map(({ text }: any) => text),
      ownership.owners.map(({ recorded }: any) => recorded.text),
      record.lines(evidence.filter(({ type }: any) => type.startsWith('Action'))),
    ]),
  ).toEqual([
    ['Health and Well-being Board established and operating', ['by March 2011'], [], ['002:181']],
    ['Appropriate partnerships established to deliver priorities', ['by March 2011'], each, ['002:182']],
    ['Old partnership arrangements rationalised', ['by March 2011'], each, ['002:183']],
  ]);
  expect(inOrderOfTheRecord(answer.items)[0].missing.owners).toEqual({
    status: 'not-recorded',
    reason: 'No owner is recorded.',
  });
});

it('002 question 7: of the owners, those that are still to come into being are pending', async () => {
  const answer = await record.ask(P, '/actions?due.from=2011-03-01&due.to=2011-03-31&effectiveAt=2010-12-31');
  const owners = inOrderOfTheRecord(answer.items).at(-1).ownership.owners;
  expect(owners.map(({ recorded, effective }: any) => [recorded.text, effective.is])).toEqual([
    ['SSB', 'pending'],
    ['LEP', 'owner'],
    ['H&WbB', 'pending'],
    ['District Strategic Arrangements', 'owner'],
  ]);
});
