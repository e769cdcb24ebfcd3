import { asked, type Asked } from './support/record.js';

const P = 'sunderland';
let record: Asked;
let meeting: any;
beforeAll(async () => {
  record = await asked('003-sunderland.yaml');
  meeting = await record.one(P, '/meetings', ({ date }) => date.edtf === '2011-11-09');
}, 60_000);
afterAll(() => record.stop());

const below = (path: string) => record.ask(P, `/meetings/${meeting.id}${path}`);
const action = (title: string) => record.one(P, '/actions?limit=200', (item) => item.title === title);
const linesIn = (items: any[]) => record.lines(items.flatMap(({ evidence }) => evidence));
const statementsOf = ({ statements }: any, test: (statement: any) => boolean) => statements.filter(test);

const body = async (name: string, dates = '') => {
  const { id } = await record.one(P, '/bodies?limit=200', (item) => item.name === name);
  return record.ask(P, `/bodies/${id}?${dates}`);
};

it('003 question 1: who chaired, where and when?', async () => {
  const answer = await below('');
  expect(answer.chair.map(({ party }: any) => answer.people[party.id].name)).toEqual(['Jessica May']);
  expect([answer.place, answer.date.edtf, answer.startTime]).toEqual([
    'St Thomas St, Sunderland',
    '2011-11-09',
    { words: '1pm', at: '13:00' },
  ]);
  expect(linesIn(answer.chair[0].statements)).toEqual(['003:6-9']);
  expect(record.lines(answer.evidence.filter(({ type }: any) => type === 'MeetingRecorded'))).toEqual(['003:1-2']);
});

it('003 question 2: was Neil Revely there?', async () => {
  const { id } = await record.one(P, '/people?limit=200', ({ name }) => name === 'Neil Revely');
  const { items } = await below(`/attendances?person=${id}`);
  const [attendee] = items;
  expect(items).toHaveLength(1);
  expect(attendee.says).toBe('conflict');
  expect(linesIn(statementsOf(attendee, ({ says, shownBy }) => says === 'present' && shownBy === 'list'))).toEqual([
    '003:69-73',
  ]);
  expect(linesIn(statementsOf(attendee, ({ says }) => says === 'apologies'))).toEqual(['003:126-130']);
  const [spoke] = statementsOf(attendee, ({ shownBy }) => shownBy === 'narrative');
  const agenda = await below('/agenda-items');
  const numbers = new Map(agenda.items.map((item: any) => [item.id, item.number]));
  expect(spoke.seenAt.map((item: string) => numbers.get(item))).toEqual(['1.0', '4.0', '6.0']);
  expect(linesIn([spoke])).toEqual(['003:149-154', '003:222', '003:255']);
});

it('003 question 3: who left and who joined part-way?', async () => {
  const answer = await below('/attendances?limit=200');
  const agenda = await below('/agenda-items');
  const numbers = new Map(agenda.items.map((item: any) => [item.id, item.number]));
  const moves = (way: 'from' | 'to') =>
    answer.items.flatMap(({ party, statements }: any) =>
      statements
        .filter((statement: any) => statement[way])
        .map((statement: any) => [
          answer.people[party.id].name,
          statement[way].point,
          numbers.get(statement[way].itemId),
          ...linesIn([statement]),
        ]),
    );
  expect(moves('to')).toEqual([
    ['Vince Taylor', 'end', '1.0', '003:159'],
    ['Stuart Cuthberston', 'end', '1.0', '003:159'],
    ['Jon Beaney', 'end', '1.0', '003:159'],
  ]);
  expect(moves('from')).toEqual([
    ['Carol Harries', 'during', '2.0', '003:172'],
    ['Beverley Scanlon', 'during', '2.0', '003:172'],
  ]);
});

it('003 question 4: when is the next SIIG?', async () => {
  const { nextMeetings } = await below('');
  const own = nextMeetings.find(({ body }: any) => body === undefined);
  expect(own.conflict).toBe(true);
  expect(
    own.claims.map(({ when, startTime, place, evidence }: any) => [
      when.earliest,
      startTime,
      place,
      record.lines(evidence),
    ]),
  ).toEqual([
    ['2011-12-14', undefined, undefined, ['003:158']],
    ['2012-01-11', '13:00', 'St. Thomas Street', ['003:292-293']],
  ]);
});

it('003 question 5: what was corrected in the previous minutes?', async () => {
  const answer = await below('/corrections');
  const [correction] = answer.items;
  expect(answer.items).toHaveLength(1);
  expect(
    correction.corrections.map(({ about, party, says }: any) => [about, answer.people[party.id].name, says]),
  ).toEqual([
    ['attendance', 'Gillian Gibson', 'present'],
    ['attendance', 'June Robinson', 'absent'],
  ]);
  expect(correction.of).toEqual({ kind: 'words', text: 'the Previous Meeting' });
  expect(correction.target).toBeNull();
  expect(correction.missing.target).toMatchObject({ status: 'not-recorded' });
  expect(linesIn([correction])).toEqual(['003:177', '003:180']);
});

it('003 question 5: the minutes of this meeting stay as they were', async () => {
  const { asMinuted, asCorrected, people } = await below('/minutes');
  const said = (minutes: any, name: string) =>
    minutes.attendance.find(({ party }: any) => people[party?.id]?.name === name).says;
  expect([said(asMinuted, 'June Robinson'), said(asCorrected, 'June Robinson')]).toEqual(['present', 'present']);
});

it('003 question 6: what is the HWBB on 1 March 2012, 1 June 2012 and 1 May 2013, as stated on 9 November 2011?', async () => {
  const on = async (day: string) => {
    const { phases } = await body('Health and Well Being Board', `effectiveAt=${day}&statedBy=2011-11-09`);
    const { operating, legal } = phases;
    return [operating, legal].map(({ value, excluded, status, evidence }: any) => [
      value,
      excluded,
      status,
      ...record.lines(evidence),
    ]);
  };
  expect(await on('2012-03-01')).toEqual([
    ['shadow', [], 'in-force', '003:153'],
    ['unknown', ['statutory'], 'planned', '003:153'],
  ]);
  expect(await on('2012-06-01')).toEqual([
    ['unknown', ['shadow'], 'planned', '003:153'],
    ['unknown', ['statutory'], 'planned', '003:153'],
  ]);
  expect(await on('2013-05-01')).toEqual([
    ['unknown', ['shadow'], 'planned', '003:153'],
    ['statutory', [], 'planned', '003:153'],
  ]);
});

it('003 question 7: does the SIIG hold the Themed Partnership Boards to account?', async () => {
  const siig = await body('Sunderland Innovation and Improvement Group');
  const denials = await record.ask(P, `/bodies/${siig.id}/relations/denials`);
  const nameOf = ({ id }: any) => denials.named.bodies[id].name;
  expect(denials.items.map(({ type, from, to, denied }: any) => [type, nameOf(from), nameOf(to), denied])).toEqual([
    ['holdsToAccount', 'Sunderland Innovation and Improvement Group', 'Themed Partnership Boards', true],
  ]);
  expect(linesIn(denials.items)).toEqual(['003:147']);
  expect([siig.mandate, siig.planned]).toEqual(['the SIIG will maintain a broad view', ['mandate']]);
  const { items } = await record.ask(P, `/bodies/${denials.items[0].to.id}/decision-rights`);
  expect(items.map(({ right, what, evidence }: any) => [right, what, ...record.lines(evidence)])).toEqual([
    ['decides', 'performance management', '003:147'],
  ]);
});

it('003 question 8: who are the owners in item 1.0’s action column?', async () => {
  const agenda = await below('/agenda-items');
  const first = agenda.items.find(({ number }: any) => number === '1.0');
  const marks = (await below('/owner-marks')).items.filter(({ itemId }: any) => itemId === first.id);
  expect(marks.map((mark: any) => [mark.order, mark.words, ...linesIn([mark]).slice(0, 1)])).toEqual([
    [1, 'All', expect.stringMatching(/^003:(158-164|162)$/) as string],
    [2, 'JB/AC', expect.stringMatching(/^003:(158-164|164)$/) as string],
  ]);
  const initials = await below('/initials?limit=200');
  const meaning = (text: string) => initials.items.find((item: any) => item.initials.text === text).initials.id;
  expect(['JB', 'AC'].map((text) => initials.people[meaning(text)].name)).toEqual(['Jon Beaney', 'Andrew Copland']);
});

it('003 question 9: by when are comments on the refresh wanted, and by whom?', async () => {
  const { id } = await action('Feed back comments on the strategy refresh');
  const answer = await record.ask(P, `/actions/${id}`);
  expect(answer.kind).toBe('request');
  expect(answer.by.map(({ id: person }: any) => answer.people[person].name)).toEqual(['Vince Taylor']);
  expect(answer.due.map(({ text, strictness, latest }: any) => [text, strictness, latest])).toEqual([
    ['before the next meeting', 'hard', undefined],
    ['preferably before the 7th December', 'soft', '2011-12-06'],
  ]);
  expect(record.lines(answer.evidence)).toEqual(['003:158']);
});

it('003 question 10: who checks the 100% sanction?', async () => {
  const { id } = await action('Check whether there is a 100% sanction and report back');
  const answer = await record.ask(P, `/actions/${id}/ownership`);
  expect(answer.owners).toMatchObject([
    { recorded: { kind: 'person', text: 'BT', resolution: 'inferred' }, owns: true },
  ]);
  expect(answer.people[answer.owners[0].recorded.id].name).toBe('Bernadette Topham');
  expect(record.lines(answer.evidence)).toEqual(['003:240', '003:246']);
  const whole = await record.ask(P, `/actions/${id}`);
  expect(whole.due).toEqual([]);
  expect(whole.missing.due).toMatchObject({ status: 'not-recorded', reason: 'It is not in the record.' });
});

it('003 question 11: whom do JB, AC and SC mean?', async () => {
  const answer = await below('/initials?limit=200');
  const of = (text: string) => {
    const found = answer.items.filter(({ initials }: any) => initials.text === text);
    return found.map(({ initials, evidence }: any) => [
      answer.people[initials.id].name,
      initials.resolution,
      ...record.lines(evidence),
    ]);
  };
  expect(of('JB')).toEqual([['Jon Beaney', 'inferred', '003:159', '003:164']]);
  expect(of('AC')).toEqual([['Andrew Copland', 'declared', '003:184']]);
  expect(of('SC')).toEqual([['Stuart Cuthberston', 'inferred', '003:159']]);
});

it('003 question 12: how often do the Executive Board, ELB and Safer Sunderland Partnership meet?', async () => {
  const often = async (name: string) => {
    const { id, frequency, planned } = await body(name);
    const { items } = await record.ask(P, `/bodies/${id}/frequencies`);
    return [frequency.frequency ?? frequency, planned.includes('frequency'), ...linesIn(items)];
  };
  expect(await often('Executive Board')).toEqual(['every two months', false, '003:146']);
  expect(await often('Economic Leadership Board')).toEqual(['six times a year', true, '003:156']);
  expect(await often('Safer Sunderland Partnership')).toEqual(['4 times a year', true, '003:157']);
});
