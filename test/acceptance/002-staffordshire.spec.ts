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

const body = (name: string) => record.one(P, '/bodies?limit=200', (item) => item.name === name);
const priorities = () => record.one(P, '/priority-lists', ({ title }) => title === 'The Shared Partnership Priorities');

it('002 question 1: how many outcomes and priorities are on the short list?', async () => {
  const { id } = await priorities();
  const { items } = await record.ask(P, `/priority-lists/${id}/entries`);
  const outcomes = items.filter(({ is }: any) => is === 'heading');
  const shortlisted = items.filter(({ is, stage }: any) => is === 'priority' && stage === 'shortlisted');
  expect(
    outcomes.map((outcome: any) => [
      outcome.label,
      ...record.lines(outcome.evidence),
      shortlisted.filter(({ heading }: any) => heading === outcome.id).length,
    ]),
  ).toEqual([
    ['Outcome 1', '002:22', 3],
    ['Outcome 2', '002:30', 3],
  ]);
  expect(items).toHaveLength(8);
  expect(shortlisted.map(({ title, evidence }: any) => [title, record.lines(evidence).at(-1)])).toEqual([
    ['A more business-friendly environment', '002:26'],
    ['Brand and market Staffordshire', '002:27'],
    ['Aspirations and skills', '002:28'],
    ['Alcohol misuse', '002:38'],
    ['The ageing population', '002:35'],
    ['Crime and the fear of crime', '002:36'],
  ]);
});

it('002 question 2: which wording is contested, by whom, what is the alternative, what did the others think, who settles it?', async () => {
  const { id } = await priorities();
  const entries = await record.ask(P, `/priority-lists/${id}/entries`);
  const contested = entries.items.filter((entry: any) => entry.contested === true);
  expect(contested.map(({ title }: any) => title)).toEqual(['Alcohol misuse']);
  const answer = await record.ask(P, `/priority-lists/${id}/entries/${contested[0].id}/challenges`);
  const [challenge] = answer.items;
  expect(answer.items).toHaveLength(1);
  expect(challenge.alternative).toBe('healthy life-style choices rather than just alcohol');
  expect(challenge.views.map(({ holder, view, count }: any) => [holder.text, view, count])).toEqual([
    ['The Health Sector', 'for-alternative', undefined],
    ['A majority of partners', 'against-alternative', null],
  ]);
  expect(challenge.views[1].words).toBe('this would be too broad');
  expect(challenge.toBeResolvedBy).toMatchObject({ kind: 'body', text: 'new Board', resolution: 'inferred' });
  expect(answer.named.bodies[challenge.toBeResolvedBy.id].name).toBe('Staffordshire Strategic Board');
  expect(record.lines(challenge.evidence)).toEqual(['002:38']);
});

it('002 question 3: what is the maximum number of priorities?', async () => {
  const { cap, missing } = await priorities();
  expect([cap.told, cap.max]).toEqual(['in-words', null]);
  expect(missing['cap.max']).toEqual({
    status: 'not-recorded',
    reason: 'The cap is given in words only, without a figure.',
  });
  expect(cap.possible.map(({ words }: any) => words)).toEqual([
    'the small number of shared priorities and not allow new priorities to be added in an ad hoc manner',
  ]);
  expect(record.lines(cap.possible[0].evidence)).toEqual(['002:15', '002:72', '002:79', '002:179']);
});

it('002 question 4: who holds the Health Sector seat on the SSB?', async () => {
  const { id } = await body('Staffordshire Strategic Board');
  const seat = await record.one(P, `/bodies/${id}/seats`, ({ described }) => described.startsWith('Health Sector'));
  expect(seat.described).toBe('Health Sector Representation (possibly the new Trust or chair of H&WbB Board)');
  expect([seat.occupancy, seat.holders]).toEqual(['not-recorded', []]);
  expect(seat.candidates.map(({ text }: any) => text)).toEqual(['the new Trust', 'chair of H&WbB Board']);
  expect(seat.missing.holders).toMatchObject({ status: 'cannot-be-told' });
  expect(record.lines(seat.evidence)).toEqual(['002:151', '002:163']);
});

it('002 question 5: how many core seats does the SSB list, and are they final on 31 December 2010?', async () => {
  const { id } = await body('Staffordshire Strategic Board');
  const { items } = await record.ask(P, `/seats?body=${id}&category=core&effectiveAt=2010-12-31`);
  expect(items).toHaveLength(10);
  expect(items.map(({ status }: any) => status)).toEqual(items.map(() => 'planned'));
  expect(record.lines(items.flatMap(({ evidence }: any) => evidence))).toEqual([
    '002:151', '002:153', '002:155', '002:157', '002:159', '002:161', '002:163', '002:165', '002:167', '002:169',
    '002:171',
  ]); // prettier-ignore
  const finalises = await record.one(
    P,
    `/decision-rights?body=${id}&right=finalises`,
    ({ what }) => what === 'the core membership',
  );
  expect([finalises.status, record.lines(finalises.evidence)]).toEqual(['planned', ['002:179']]);
  const workshop = await record.one(P, '/meetings', ({ format }) => format === 'workshop');
  const { nextMeetings } = await record.ask(P, `/meetings/${workshop.id}`);
  const { when, evidence } = nextMeetings.find((next: any) => next.body === id).claims[0];
  expect([when.text, when.earliest, record.lines(evidence)]).toEqual(['in early 2011', '2011-01-01', ['002:179']]);
});

it('002 question 6: how often does each new board meet?', async () => {
  const often = async (name: string) => {
    const { id } = await body(name);
    const { items, missing } = await record.ask(P, `/bodies/${id}/frequencies`);
    return items.length > 0
      ? items.map(({ frequency, timesAYear, evidence }: any) => [frequency, timesAYear, ...record.lines(evidence)])
      : missing.items.status;
  };
  expect(await often('Staffordshire Strategic Board')).toEqual([['twice a year', 2, '002:125']]);
  for (const name of [
    'District Strategic Arrangements',
    'Local Enterprise Partnership',
    'Health and Well-being Board',
  ]) {
    expect([name, await often(name)]).toEqual([name, 'not-recorded']);
  }
});

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

it('002 question 8: when did the boards test the new structure and what did they agree?', async () => {
  const workshop = await record.one(P, '/meetings', ({ format }) => format === 'workshop');
  expect(workshop.date).toMatchObject({ edtf: '2010-11-18', text: '18th November 2010' });
  expect(workshop.describedAs).toEqual(['Joint Executive and Strategic Board workshop']);
  const tested = await record.one(P, `/statements?meeting=${workshop.id}&kind=report`, () => true);
  expect([tested.title, record.lines(tested.evidence)]).toEqual([
    'The boards tried to break the new structure',
    ['002:66'],
  ]);
  const restructure = await record.one(P, '/restructures', () => true);
  const answer = await record.ask(P, `/restructures/${restructure.id}/agreements`);
  const [agreement] = answer.items;
  expect([agreement.terms, agreement.meetingId, agreement.effectiveFrom.edtf]).toEqual([
    'whilst being flexible enough to adapt to changing demands',
    workshop.id,
    '2010-11-18',
  ]);
  expect(agreement.by.map((id: string) => answer.named.bodies[id].name)).toEqual([
    'Executive Board',
    'Strategic Board',
  ]);
  expect(record.lines(agreement.evidence)).toEqual(['002:66-67']);
  expect(restructure.status).toBe('agreed');
});

it('002 question 9: what do R, A, C, I and D stand for here?', async () => {
  const vocabulary = await record.one(P, '/vocabularies?name=roles', () => true);
  expect(vocabulary.terms.map(({ term }: any) => [term[0], term])).toEqual([
    ['R', 'Responsible'],
    ['A', 'Accountable'],
    ['C', 'Consulted'],
    ['I', 'Influential'],
    ['D', 'Deliver'],
  ]);
  expect(record.lines(vocabulary.evidence)).toEqual(['002:80', '002:143']);
});

it('002 question 10: who is the contact for the HWB, and is that person an owner?', async () => {
  const { id } = await body('Health and Well-being Board');
  const { items, people } = await record.ask(P, `/bodies/${id}/contact-points`);
  expect(items.map(({ joined }: any) => joined)).toEqual(['or']);
  const { contacts, evidence } = items[0];
  expect(contacts.map((contact: any) => people[contact.id].name)).toEqual(['Aliko Ahmed', 'Ian James']);
  expect(record.lines(evidence)).toEqual(['002:197']);
  for (const contact of contacts) {
    expect((await record.ask(P, `/actions?owner=${contact.id}`)).items).toEqual([]);
  }
});

it('002 question 11: which body is to finalise the priorities?', async () => {
  const { items, named } = await record.ask(P, '/decision-rights?right=finalises');
  const [first] = items.filter(({ what }: any) => what === 'priorities');
  expect([named.bodies[first.bodyId].name, first.status, record.lines(first.evidence)]).toEqual([
    'Staffordshire Strategic Board',
    'planned',
    ['002:18', '002:179'],
  ]);
  const { owner } = await priorities();
  expect(owner).toMatchObject({ is: 'body', body: first.bodyId });
});
