import { asked, type Asked } from './support/record.js';

const STOKE = 'stoke-on-trent';
const LEICESTERSHIRE = 'leicestershire-together';
const STAFFORDSHIRE = 'staffordshire';
let record: Asked;
beforeAll(async () => {
  record = await asked('000-stoke-on-trent.yaml', '001-leicestershire.yaml', '002-staffordshire.yaml');
}, 120_000);
afterAll(() => record.stop());

const action = (title: string) => record.one(STOKE, '/actions?limit=200', (item) => item.title === title);
const ownership = async (title: string) => record.ask(STOKE, `/actions/${(await action(title)).id}/ownership`);
const texts = (owners: any[]) => owners.map(({ recorded }) => [recorded.kind, recorded.text]);
const body = (name: string) => record.one(STAFFORDSHIRE, '/bodies?limit=200', (item) => item.name === name);
const ofBody = async (name: string, path: string) =>
  record.ask(STAFFORDSHIRE, `/bodies/${(await body(name)).id}${path}`);
const priorities = (more = '') =>
  record.one(STAFFORDSHIRE, `/priority-lists${more}`, ({ title }) => title === 'The Shared Partnership Priorities');
const linesIn = (items: any[]) => record.lines(items.flatMap(({ evidence }) => evidence));

it('awkward case 8: a group with unknown members owns as a group, and nobody is put in its place', async () => {
  const { owners, people } = await ownership('Identify community leaders to target Influencers');
  expect(owners).toMatchObject([{ recorded: { kind: 'body', text: 'LSG' }, effective: { is: 'owner' } }]);
  expect(Object.keys(people)).toEqual([]);
  const { items } = await record.ask(STOKE, `/bodies/${owners[0].recorded.id}/gaps`);
  expect(items).toMatchObject([{ about: 'members', reason: 'not-in-the-record' }]);
  expect(linesIn(items)).toEqual(['000:12-16']);
});

it('awkward case 9: a person and a group own jointly, and neither is the lead', async () => {
  const answer = await ownership('Create Draft approach');
  expect(texts(answer.owners)).toEqual([
    ['person', 'Adrian Scarrott'],
    ['body', 'LSG'],
  ]);
  expect([answer.joint, answer.leads]).toEqual([true, 0]);
});

it('awkward case 10: whoever owns it and whoever is to do it are told apart', async () => {
  const { owners, performers } = await ownership('Questionnaire around subject areas');
  expect(texts(owners)).toEqual([['person', 'Susan Barnes']]);
  expect(performers.map(({ party }: any) => [party.kind, party.text])).toEqual([['collective', 'all']]);
});

it('awkward case 11: a sub-action has an owner of its own or none, never that of its parent', async () => {
  const parent = await action('Mapping exercise');
  expect(texts(parent.ownership.owners)).toEqual([['person', 'Adrian Scarrott']]);
  const { items } = await record.ask(STOKE, `/actions?parent=${parent.id}`);
  expect(
    items.map(({ title, ownership: { owners } }: any) => [title, ...texts(owners).map(([, text]) => text)]),
  ).toEqual([
    ['Understand what’s out there', 'Andy Meakin'],
    ['Establish working group', 'Adrian Scarrott'],
    ['Identify community leaders to target Influencers', 'LSG'],
    ['How Might We address and mitigate impacts', 'LSG'],
    ['Lead the mapping exercise'],
  ]);
});

it('awkward case 12: a challenge may have an owner, and need not begin with "How Might We"', async () => {
  const { items } = await record.ask(STOKE, '/actions?kind=challenge');
  expect(items.map(({ title, ownership: { owners } }: any) => [title, owners.length])).toEqual([
    ['How Might We address and mitigate impacts', 1],
    ['How Might We be more effective?', 0],
    ['How Might We join up what we’ve got', 0],
    ['How Might We communicate what’s out there', 0],
    ['Understand the co-ordinating force?', 0],
  ]);
});

it('awkward case 13: every row of the table has a kind, headings and blanks too, and only work counts as unowned', async () => {
  const item = await record.one(
    STOKE,
    `/meetings/${(await record.one(STOKE, '/meetings', ({ describedAs }) => describedAs[0] === 'second session')).id}/agenda-items`,
    ({ names }) => names.includes('Actions'),
  );
  const { items } = await record.ask(STOKE, `/actions?agendaItem=${item.id}`);
  const count = (kind: string) => items.filter((row: any) => row.kind === kind).length;
  const kinds = ['action', 'challenge', 'aspiration', 'outcome', 'offer', 'heading', 'blank'];
  expect(kinds.map((kind) => [kind, count(kind)])).toEqual([
    ['action', 11],
    ['challenge', 5],
    ['aspiration', 1],
    ['outcome', 1],
    ['offer', 1],
    ['heading', 2],
    ['blank', 1],
  ]);
  const unowned = await record.ask(STOKE, `/actions?agendaItem=${item.id}&unowned=true`);
  expect(unowned.page.total).toBe(9);
});

it('awkward case 17: a cap in words has no figure, and nobody can tell how many more there may be', async () => {
  const { cap, room, missing } = await priorities();
  expect([cap.told, cap.max]).toEqual(['in-words', null]);
  expect(cap.possible[0].words).toMatch(/^the small number of shared priorities/);
  expect([room.left, missing['room.left'].status]).toEqual([null, 'cannot-be-told']);
});

it('awkward case 18: a list is to have eight entries, and none of them is on record', async () => {
  const list = await record.one(LEICESTERSHIRE, '/priority-lists', ({ title }) => title === 'top priorities');
  expect(list.intended.number).toBe(8);
  const { items, missing } = await record.ask(LEICESTERSHIRE, `/priority-lists/${list.id}/entries`);
  expect(items).toEqual([]);
  expect(missing.items).toMatchObject({ status: 'not-recorded', reason: 'A number without a list' });
});

it('awkward case 19: a wording is contested against a majority without a count, and a body to come is to settle it', async () => {
  const { id } = await priorities();
  const at = 'effectiveAt=2010-12-31';
  const entry = await record.one(
    STAFFORDSHIRE,
    `/priority-lists/${id}/entries?${at}`,
    ({ title }) => title === 'Alcohol misuse',
  );
  expect([entry.contested, entry.text]).toEqual([
    true,
    'reduce the impact to the individual, community and society caused by alcohol misuse',
  ]);
  const { items } = await record.ask(STAFFORDSHIRE, `/priority-lists/${id}/entries/${entry.id}/challenges?${at}`);
  const [, against] = items[0].views;
  expect([against.holder.kind, against.holder.text, against.count]).toEqual([
    'collective',
    'A majority of partners',
    null,
  ]);
  const board = await record.ask(STAFFORDSHIRE, `/bodies/${items[0].toBeResolvedBy.id}`);
  expect([board.name, board.status]).toEqual(['Staffordshire Strategic Board', 'planned']);
});

it('awkward case 20: a long list is known to have been there, its contents are not', async () => {
  const { id, longlists } = await priorities();
  expect(longlists.map(({ contents, described }: any) => [contents, described])).toEqual([
    ['unknown', 'A long list of priorities'],
  ]);
  expect(linesIn(longlists)).toEqual(['002:16']);
  const { items } = await record.ask(STAFFORDSHIRE, `/priority-lists/${id}/entries`);
  expect(items.filter(({ stage }: any) => stage === 'longlisted')).toEqual([]);
  const { items: consultations } = await record.ask(STAFFORDSHIRE, `/priority-lists/${id}/consultations`);
  expect(consultations).toMatchObject([
    {
      with: [{ kind: 'collective', text: 'the broader partnership' }],
      missing: { result: { status: 'not-recorded' } },
    },
  ]);
});

it('awkward case 23: what the record is only probably sure of stays so until something confirms it', async () => {
  const certainties = async (query = '') => {
    const { items } = await record.ask(STOKE, `/statements?kind=wicked-problem${query}`);
    return items.map(({ title, certainty }: any) => [title, certainty]);
  };
  const [locality, loneliness] = [
    ['Locality Working', 'likely'],
    ['Loneliness/preventing social isolation', 'likely'],
  ];
  expect(await certainties('&statedBy=2019-06-30')).toEqual([['Integrated Care', 'likely'], locality, loneliness]);
  expect(await certainties()).toEqual([['Integrated Care', 'fact'], locality, loneliness]);
});

it('awkward case 24: a structure that is new by one heading and proposed by another is agreed, and not in being', async () => {
  const { id } = await record.one(STAFFORDSHIRE, '/restructures', () => true);
  const later = await record.ask(STAFFORDSHIRE, `/restructures/${id}?effectiveAt=2012-01-01`);
  expect(later.status).toBe('agreed');
  const { items: implementations } = await record.ask(STAFFORDSHIRE, `/restructures/${id}/implementations`);
  expect(implementations).toEqual([]);
  const { items: gaps } = await record.ask(STAFFORDSHIRE, `/restructures/${id}/gaps`);
  const [doubt] = gaps.filter(({ reason }: any) => reason === 'cannot-be-told');
  expect(record.lines(doubt.evidence)).toEqual(['002:93', '002:99', '002:113', '002:117']);
  const old = await ofBody('Staffordshire Strategic Partnership', '/gaps');
  expect(old.items.map(({ about, reason }: any) => [about, reason])).toEqual([
    ['diagram of the old structure', 'lost-in-copying'],
    ['partnerships of the old structure', 'declared-incomplete'],
  ]);
});

it('awkward case 25: bodies that go on outside the structure have neither ended nor become part of it', async () => {
  const name = 'Partnerships that deliver “business as usual”';
  const { id } = await body(name);
  const later = await record.ask(STAFFORDSHIRE, `/bodies/${id}?effectiveAt=2012-01-01`);
  expect(later.status).toBe('in-force');
  expect((await ofBody(name, '/relations')).items).toEqual([]);
  const { items } = await ofBody(name, '/relations/denials');
  expect(items.map(({ type, scope }: any) => [type, scope])).toEqual([
    ['subOrganizationOf', 'they will not formally fall under the strategic partnership structure'],
  ]);
  expect(linesIn(items)).toEqual(['002:101']);
  const { changes } = await record.one(STAFFORDSHIRE, '/restructures', () => true);
  const [change] = changes.filter(({ original }: any) => original?.includes(id));
  expect([change.kind, change.certainty]).toEqual(['leave-structure', 'intention']);
});

it('awkward case 26: seats are for two posts, for whoever holds a post, for one or another, for a sector; nobody is in them', async () => {
  const { items } = await ofBody('Staffordshire Strategic Board', '/seats');
  const seat = (described: string) => items.find((one: any) => one.described.startsWith(described));
  const posts = (described: string) => seat(described).posts.of.map(({ text }: any) => text);
  expect([seat('Staffordshire Police').posts.taken, posts('Staffordshire Police')]).toEqual([
    'all',
    ['Chair/Elected Commissioner', 'CX'],
  ]);
  expect([seat('Business Representation').exOfficio, posts('Business Representation')]).toEqual([
    true,
    ['Chair of the LEP'],
  ]);
  expect(seat('Health Sector Representation').candidates.map(({ text }: any) => text)).toEqual([
    'the new Trust',
    'chair of H&WbB Board',
  ]);
  expect(seat('Third Sector Representation')).toMatchObject({
    represents: [{ kind: 'collective', text: 'Third Sector' }],
  });
  expect(items.map(({ occupancy, holders }: any) => [occupancy, holders])).toEqual(
    items.map(() => ['not-recorded', []]),
  );
});

it('awkward case 27: the roles are those of the partnership, with Deliver, and with Influential for an I', async () => {
  const { items } = await record.ask(STAFFORDSHIRE, '/vocabularies?name=roles');
  expect(items.map(({ terms }: any) => terms.map(({ term }: any) => term))).toEqual([
    ['Responsible', 'Accountable', 'Consulted', 'Influential', 'Deliver'],
  ]);
});

it('awkward case 28: a vague date keeps its words, with the bounds that somebody read into them and how hard it is', async () => {
  const due = async (title: string) =>
    (await record.one(STAFFORDSHIRE, '/actions?limit=200', (item) => item.title === title)).due[0];
  expect(await due('Old partnership arrangements rationalised')).toMatchObject({
    text: 'by March 2011',
    latest: '2011-03-31',
    strictness: 'hard',
    basis: 'inferred',
  });
  expect(await due('First meeting of the new board to finalise priorities and core membership')).toMatchObject({
    text: 'in early 2011',
    earliest: '2011-01-01',
    latest: '2011-04-30',
    strictness: 'soft',
    basis: 'inferred',
  });
  const [horizon] = (await action('12 Month Route map for Community Meals')).due;
  expect([horizon.text, horizon.role, horizon.duration, horizon.latest]).toEqual([
    '12 Month Route map',
    'horizon',
    'P12M',
    undefined,
  ]);
});

it('awkward case 30: a board that is to begin by the day its own work is due owns it already, and is pending', async () => {
  const rationalise = await record.one(
    STAFFORDSHIRE,
    '/actions?limit=200&effectiveAt=2011-02-01',
    ({ title }) => title === 'Old partnership arrangements rationalised',
  );
  const [owner] = rationalise.ownership.owners.filter(({ recorded }: any) => recorded.text === 'H&WbB');
  expect(owner.effective).toMatchObject({ is: 'pending', planned: true, from: { text: 'by March 2011' } });
  expect(rationalise.due[0].text).toBe('by March 2011');
});

it('awkward case 32: the old and the new board share a name, and whether they are one is left open', async () => {
  const { items } = await record.ask(STAFFORDSHIRE, '/bodies?name=Strategic Board'.replace(' ', '%20'));
  expect(items.map(({ name }: any) => name)).toEqual(['Strategic Board', 'Staffordshire Strategic Board']);
  const [old, next] = items;
  expect(old.id).not.toBe(next.id);
  const { items: identities } = await record.ask(STAFFORDSHIRE, `/bodies/${next.id}/identities`);
  expect(identities).toMatchObject([{ other: { kind: 'body', id: old.id }, verdict: 'open' }]);
  expect(linesIn(identities)).toEqual(['002:13', '002:18', '002:123']);
});

it('awkward case 35: a note in the paper is older than the paper, and was known earlier than what was said at the session', async () => {
  const { items: documents } = await record.ask(STOKE, '/documents');
  expect(documents[0].date.edtf).toBe('[2019-07-03..]');
  const wish = await record.one(STOKE, '/statements?kind=wish', ({ evidence }) =>
    record.lines(evidence).includes('000:29'),
  );
  expect(wish.statedOn.edtf).toBe('2019-06-24/2019-06-30');
  const known = await record.ask(STOKE, '/statements?statedBy=2019-06-30&limit=200');
  expect(known.items.map(({ id }: any) => id)).toContain(wish.id);
  expect((await record.ask(STOKE, '/actions?statedBy=2019-06-30')).items).toEqual([]);
});

it('awkward case 36: what an editor remarks among the notes is told from what was minuted and from what was quoted', async () => {
  const { items } = await record.ask(LEICESTERSHIRE, '/statements?limit=200');
  const voices = items.flatMap(({ evidence }: any) =>
    evidence.flatMap(({ sources }: any) => sources.map(({ voice, lines }: any) => [voice, lines.from])),
  );
  const of = (voice: string | undefined, from: number, to: number) =>
    voices.filter(([one, line]: [string | undefined, number]) => one === voice && line >= from && line <= to);
  // The paper begins with the editor’s own section; from line 44 on the notes begin.
  expect(of('editor', 1, 43)).toHaveLength(voices.filter(([, line]: [string, number]) => line <= 43).length);
  expect(of('editor', 44, 338).map(([, line]: [string, number]) => line)).toEqual([209, 258, 264, 270, 307, 310]);
  expect(of('quotation', 187, 187)).toHaveLength(3);
  expect(of(undefined, 203, 203)).toHaveLength(1);
});

it('awkward case 37: a group that is said to meet for the first time, and was known before, is not dated by that', async () => {
  const meeting = await record.one(LEICESTERSHIRE, '/meetings', ({ date }) => date.edtf === '2007-03-13');
  expect(meeting.describedAs).toEqual(['first meeting of a new group']);
  const [dispute] = meeting.evidence.flatMap(({ disputedBy = [] }: any) => disputedBy);
  expect(record.lines(await record.ask(LEICESTERSHIRE, `/events/${dispute}`))).toEqual(['001:28', '001:54', '001:242']);
  const ssog = await record.one(LEICESTERSHIRE, '/bodies?effectiveAt=2007-03-01', ({ acronym }) => acronym === 'SSOG');
  expect([ssog.status, ssog.excluded]).toEqual(['unknown', ['ended']]);
});

it('awkward case 38: one contact or the other is named for a board, and neither owns anything', async () => {
  const { items, people } = await ofBody('Health and Well-being Board', '/contact-points');
  const [{ contacts, joined }] = items;
  expect([contacts.map(({ id }: any) => people[id].name), joined]).toEqual([['Aliko Ahmed', 'Ian James'], 'or']);
  const ids: string[] = contacts.map(({ id }: any) => id);
  const owned = await Promise.all(ids.map((id) => record.ask(STAFFORDSHIRE, `/actions?owner=${id}`)));
  expect(owned.map((answer) => answer.page.total)).toEqual([0, 0]);
  // How to reach them stands in the paper, and nowhere on record.
  const districts = await ofBody('District Strategic Arrangements', '/contact-points');
  expect(districts.items).toHaveLength(8);
  expect(JSON.stringify([items, districts.items])).not.toMatch(/@|\.gov|\.nhs/);
});

it('awkward case 43: one document tells of three meetings, and another of a series of which one has a day', async () => {
  const documentsOf = (meeting: any) =>
    meeting.evidence.flatMap(({ sources }: any) => sources.map(({ documentId }: any) => documentId));
  const march = await record.ask(LEICESTERSHIRE, '/meetings');
  expect(march.items.map(({ date }: any) => date.edtf)).toEqual(['2007-03-09', '2007-03-12', '2007-03-13']);
  expect(new Set(march.items.flatMap(documentsOf)).size).toBe(1);
  const autumn = await record.ask(STAFFORDSHIRE, '/meetings');
  expect(autumn.items.map(({ describedAs, date }: any) => [describedAs[0], date?.edtf])).toEqual(
    expect.arrayContaining([
      ['range of discussions', '2010-09/2010-11'],
      ['Joint Executive and Strategic Board workshop', '2010-11-18'],
      ['Staffordshire Hundred event', undefined],
    ]),
  );
  expect(new Set(autumn.items.flatMap(documentsOf)).size).toBe(1);
});
