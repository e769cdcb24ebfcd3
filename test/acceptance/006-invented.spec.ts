import { asked, type Asked } from './support/record.js';

const P = 'samplebridge';
let record: Asked;
beforeAll(async () => {
  record = await asked('006-invented.yaml');
}, 60_000);
afterAll(() => record.stop());

const action = (title: string) => record.one(P, '/actions?limit=200', (item) => item.title === title);
const body = (name: string) => record.one(P, '/bodies?limit=200', (item) => item.name === name);
const list = () => record.one(P, '/priority-lists', () => true);
const statement = (title: string) => record.one(P, '/statements?limit=200', (item) => item.title === title);

/** The priorities of a day, in order: their words, as known at the three dates. */
async function priorities(dates: string): Promise<string[]> {
  const { items } = await record.ask(P, `/priorities?${dates}`);
  return items.map(({ text }: any) => text);
}

async function entry(title: string, dates = ''): Promise<any> {
  const { id } = await list();
  return record.one(P, `/priority-lists/${id}/entries?${dates}`, (item) => item.title === title);
}

/** The log’s position before the late correction of the thing at the path. */
async function beforeCorrection(path: string): Promise<string> {
  const { items } = await record.ask(P, `${path}/history?limit=200`);
  const { position } = items.find(({ type }: any) => type === 'FactAmended');
  return String(BigInt(position) - 1n);
}

/** What ownership says of each owner: as recorded, what became of it, and who that is. */
async function owners(title: string, dates = ''): Promise<unknown[]> {
  const { id } = await action(title);
  const answer = await record.ask(P, `/actions/${id}/ownership?${dates}`);
  const nameOf = ({ id: of = '' }: any = {}) => answer.named.bodies[of]?.name ?? answer.people[of]?.name;
  return answer.owners.map(({ recorded, effective, to, basis }: any) =>
    [recorded.text, effective.is, basis, nameOf(to)].filter((part) => part !== undefined),
  );
}

describe('why was this a priority then, and in which words?', () => {
  it('lists what was adopted on each day, within the cap and its exception', async () => {
    expect(await priorities('effectiveAt=2021-05-11')).toEqual([]);
    expect(await priorities('effectiveAt=2021-06-01')).toEqual([
      'Warm homes',
      'Safer streets',
      'Young people in work and training',
    ]);
    expect(await priorities('effectiveAt=2022-02-09')).toHaveLength(4);
    expect(await priorities('effectiveAt=2022-05-11')).toEqual([
      'Warm homes',
      'Streets where everybody can walk',
      'Young people in work and training',
      'Clean air',
    ]);
    expect(await priorities('effectiveAt=2023-02-08')).toEqual([
      'Warm homes',
      'Streets where everybody can walk',
      'Loneliness',
    ]);
    expect(await priorities('effectiveAt=2024-03-13')).toEqual([
      'Loneliness',
      'Warm homes',
      'Streets where everybody can walk',
    ]);
  });

  it('says how much room the cap leaves on a day, exceptions counted', async () => {
    const { id } = await list();
    const on = async (day: string) => {
      const { cap, room, exceptions } = await record.ask(P, `/priority-lists/${id}?effectiveAt=${day}`);
      return [cap.max, exceptions.length, room.left];
    };
    expect(await Promise.all(['2021-06-01', '2022-06-01', '2023-02-08'].map(on))).toEqual([
      [3, 0, 0],
      [3, 1, 0],
      [3, 0, 0],
    ]);
  });

  it('refuses a fourth priority where no exception stands, and one that nobody decided on', async () => {
    const { id } = await list();
    const music = await entry('Music in the square');
    const path = `/priority-lists/${id}/entries/${music.id}/adoptions`;
    const { id: decisionId } = await statement('Loneliness is adopted');
    const over = await record.tryOut(P, path, { decisionId });
    expect([over.status, over.body.type]).toEqual([409, '/problems/priority-cap-exceeded']);
    expect(over.body.evidence.length).toBeGreaterThan(0);
    const adHoc = await record.tryOut(P, path, {});
    expect([adHoc.status, adHoc.body.type]).toEqual([409, '/problems/no-decision-cited']);
  });

  it('shows a wording contested until it was settled, with who was for the other one', async () => {
    const then = await entry('Safer streets', 'effectiveAt=2022-03-01');
    expect([then.text, then.contested]).toEqual(['Safer streets', true]);
    const [{ alternative, views, open }] = then.challenges;
    expect([alternative, open]).toEqual(['Streets where everybody can walk', true]);
    expect(views.map(({ holder, count }: any) => [holder.text, count])).toEqual([
      ['Wellbeing Group', undefined],
      ['Most members', null],
    ]);
    const now = await entry('Safer streets', 'effectiveAt=2022-05-11');
    expect([now.text, now.contested]).toEqual(['Streets where everybody can walk', false]);
  });

  it('tells the way from the vote to the wording, step by step, each on its lines', async () => {
    const { id } = await list();
    const streets = await entry('Safer streets');
    const { steps } = await record.ask(P, `/priority-lists/${id}/entries/${streets.id}/provenance`);
    expect(steps.map(({ step, evidence }: any) => [step, ...record.lines(evidence)])).toEqual([
      ['vote-opened', '006:7', '006:19', '006:20'],
      ['option-added', '006:22'],
      ['voted', '006:26'],
      ['voted', '006:29'],
      ['voted', '006:30'],
      ['vote-closed', '006:32'],
      ['entered', '006:22'],
      ['longlisted', '006:22'],
      ['decision', '006:39'],
      ['shortlisted', '006:38'],
      ['adopted', '006:39'],
      ['challenged', '006:58'],
      ['decision', '006:65'],
      ['resolved', '006:65'],
      ['decision', '006:113'],
      ['reordered', '006:113'],
    ]);
  });

  it('counts the ballots of the vote, a moved one where it went', async () => {
    const vote = await record.one(P, '/votes', ({ title }) => title === 'The priorities of the partnership');
    expect(vote.options.map(({ title, votes, rank, tied }: any) => [title, votes, rank, tied.length])).toEqual([
      ['Warm homes', 3, 1, 1],
      ['Safer streets', 3, 1, 1],
      ['Young people in work', 2, 3, 1],
      ['Clean air', 2, 3, 1],
      ['Music in the square', 0, 5, 0],
    ]);
    const [, , work, air] = vote.options;
    // As many votes, and not the same fate: no count made a priority of either.
    expect([work, air].map(({ designation }) => [designation.value, designation.grounds[0].basis])).toEqual([
      ['priority', 'decision'],
      ['not-priority', 'decision'],
    ]);
  });

  it('keeps a blank apart, and the first count of what was counted again', async () => {
    const fair = (dates: string) =>
      record.one(P, `/votes?${dates}`, ({ title }) => title === 'What matters to residents');
    const counts = ({ options }: any) => options.map(({ title, votes, rank }: any) => [title, votes, rank]);
    expect(counts(await fair('effectiveAt=2023-03-01&statedBy=2024-03-12'))).toEqual([
      ['Loneliness', 16, 1],
      ['Safer crossings', 12, 2],
      ['More benches', 12, 2],
      ['Dark skies', null, null],
    ]);
    // As now known it was so on the day of the fair already.
    expect(counts(await fair('effectiveAt=2023-03-01')).slice(1, 3)).toEqual([
      ['Safer crossings', 13, 2],
      ['More benches', 11, 3],
    ]);
  });

  it('answers with the words as they were known before the minutes were corrected', async () => {
    const then = 'effectiveAt=2021-06-01';
    expect((await priorities(then))[2]).toBe('Young people in work and training');
    expect((await priorities(`${then}&statedBy=2024-03-12`))[2]).toBe('Young people in work');
    expect((await priorities(`${then}&statedBy=2024-03-13`))[2]).toBe('Young people in work and training');
    const { id } = await list();
    const position = await beforeCorrection(`/priority-lists/${id}`);
    expect((await priorities(`${then}&asOf=${position}`))[2]).toBe('Young people in work');
    const work = await entry('Young people in work', then);
    expect(record.lines(work.evidence)).toEqual(['006:23', '006:39', '006:40', '006:108']);
  });
});

describe('who owns this action, now that its board is gone?', () => {
  it('is the board that two were merged into, by what was said of their work', async () => {
    expect(await owners('Set up a befriending line', 'effectiveAt=2022-05-31')).toEqual([
      ['Wellbeing Group', 'owner', 'recorded'],
    ]);
    expect(await owners('Set up a befriending line', 'effectiveAt=2022-06-01')).toEqual([
      ['Wellbeing Group', 'owner', 'default', 'Health and Wellbeing Board'],
    ]);
    const { id } = await action('Set up a befriending line');
    const { owners: [{ effective, to }], evidence } = await record.ask(P, `/actions/${id}/ownership?effectiveAt=2022-06-01`); // prettier-ignore
    expect(effective.words).toBe(
      'Wellbeing Group ended on 1 June 2022 (merge); its work went to Health and Wellbeing Board.',
    );
    expect(to.text).toBe('Health and Wellbeing Board');
    expect(evidence.filter(({ type }: any) => type === 'BoardRestructured')).toHaveLength(1);
    expect(await owners('Open the health walks', 'effectiveAt=2022-06-01')).toEqual([
      ['Health Forum', 'owner', 'default', 'Health and Wellbeing Board'],
      ['Ben Specimen', 'owner', 'recorded'],
    ]);
  });

  it('is nobody after a split that the paper says nothing of, with the successors as candidates only', async () => {
    const { id } = await action('Reading corners in waiting rooms');
    const answer = await record.ask(P, `/actions/${id}/ownership?effectiveAt=2023-01-01`);
    const [{ effective }] = answer.owners;
    expect([answer.orphaned, effective.is, effective.why]).toEqual(['all', 'orphaned', 'not-recorded']);
    expect(effective.candidates.map((of: string) => answer.named.bodies[of].name).sort()).toEqual([
      'Early Years Group',
      'Schools Group',
    ]);
    expect(record.lines(answer.evidence)).toEqual(['006:47', '006:72-74']);
    expect(await owners('A library for toddlers', 'effectiveAt=2023-01-01')).toEqual([
      ['Learning Board', 'owner', 'exception', 'Early Years Group'],
    ]);
  });

  it('is whom the dissolution names: one for all of it, and another for one action', async () => {
    expect(await owners('Survey the bus stops', 'effectiveAt=2023-04-01')).toEqual([
      ['Transport Group', 'owner', 'default', 'Places Board'],
      ['Dan Dummy', 'owner', 'recorded'],
    ]);
    expect(await owners('Try out a night bus', 'effectiveAt=2023-04-01')).toEqual([
      ['Transport Group', 'owner', 'exception', 'Dan Dummy'],
    ]);
  });

  it('is nobody where a group was dissolved and its work left lying, for the reason that is minuted', async () => {
    const orphans = async (day: string) => {
      const { items } = await record.ask(P, `/orphans?effectiveAt=${day}`);
      return items.map(({ title, lost }: any) => [title, lost[0].effective.reason]);
    };
    expect(await orphans('2022-08-31')).toEqual([]);
    expect(await orphans('2023-09-30')).toEqual([['Reading corners in waiting rooms', undefined]]);
    expect(await orphans('2023-10-01')).toEqual([
      ['New permits for market stalls', 'Nobody could be found to take over its work'],
      ['Reading corners in waiting rooms', undefined],
    ]);
  });

  it('is a seat’s holder, and a vacant seat once the holder has left', async () => {
    const { id } = await action('Keep a directory of volunteers');
    const on = async (day: string) => {
      const { owners: [owner], people } = await record.ask(P, `/actions/${id}/ownership?effectiveAt=${day}`); // prettier-ignore
      const holders = (owner.effective.holders ?? []).map(({ party }: any) => people[party.id].name);
      return [owner.recorded.kind, owner.effective.is, ...holders];
    };
    expect(await on('2023-02-07')).toEqual(['seat', 'owner', 'Eve Example']);
    expect(await on('2023-02-08')).toEqual(['seat', 'vacant']);
    const { owners: [{ effective }] } = await record.ask(P, `/actions/${id}/ownership`); // prettier-ignore
    expect(effective.noted.reason).toBe('The Voluntary Alliance has not yet named anybody');
  });

  it('is pending where it is a board that was intended and that nothing confirms', async () => {
    for (const day of ['2023-10-01', '2024-02-01', '2026-01-01']) {
      expect(await owners('Lights for the lantern parade', `effectiveAt=${day}`)).toEqual([
        ['the new Night-time Board', 'pending', 'recorded'],
      ]);
    }
    const { ownership } = await action('Lights for the lantern parade');
    expect(ownership.owners[0].effective.noted.reason).toBe('Nothing says that the Night-time Board was set up');
  });

  it('stays in the words where it is everybody, and is nobody where nobody is minuted', async () => {
    expect(await owners('Tell everybody about the priorities')).toEqual([['All', 'owner', 'recorded']]);
    const { ownership, missing } = await action('A map of damp homes');
    expect([ownership.answer, missing.owners.reason]).toEqual(['unowned', 'No owner is minuted']);
  });

  it('answers with the owners as they were known before the minutes were corrected', async () => {
    const { id } = await action('Survey the bus stops');
    const before = [['Transport Group', 'owner', 'default', 'Places Board']];
    expect(await owners('Survey the bus stops', 'effectiveAt=2023-06-01&statedBy=2024-03-12')).toEqual(before);
    const position = await beforeCorrection(`/actions/${id}`);
    expect(await owners('Survey the bus stops', `effectiveAt=2023-06-01&asOf=${position}`)).toEqual(before);
    // What was not yet stated on a day was not known then: the group still stood.
    expect(await owners('Survey the bus stops', 'effectiveAt=2023-06-01&statedBy=2023-01-01')).toEqual([
      ['Transport Group', 'owner', 'recorded'],
    ]);
  });
});

describe('what became of the boards, and what fell between?', () => {
  const became = async (name: string) => {
    const { id } = await body(name);
    const answer = await record.ask(P, `/bodies/${id}/succession`);
    const nameOf = (of: string) => answer.named.bodies[of].name;
    return answer.became.map(({ change, on, successors = [], work, evidence = [] }: any) => [
      change,
      on.edtf,
      successors.map(nameOf).sort(),
      work?.work.is,
      ...record.lines(evidence),
    ]);
  };

  it('follows each of them forward', async () => {
    expect(await became('Health Forum')).toEqual([['merge', '2022-06-01', ['Health and Wellbeing Board'], 'to']]);
    expect(await became('Learning Board')).toEqual([
      ['split', '2022-09-01', ['Early Years Group', 'Schools Group'], 'not-recorded'],
    ]);
    expect(await became('Transport Group')).toEqual([['dissolve', '2023-04-01', [], 'to']]);
    expect(await became('Market Group')).toEqual([['dissolve', '2023-10-01', [], 'orphaned']]);
    expect(await became('Places Board')).toEqual([]);
    const { id } = await body('Transport Group');
    const answer = await record.ask(P, `/bodies/${id}/succession`);
    const apart = answer.became[0].work.exceptions.map(({ action: of }: any) => answer.named.actions[of].title);
    expect(apart).toEqual(['Try out a night bus']);
  });

  it('says of each day which of them were in being', async () => {
    const status = async (name: string, day: string) => {
      const { id } = await body(name);
      return (await record.ask(P, `/bodies/${id}?effectiveAt=${day}`)).status;
    };
    expect(await Promise.all(['2022-05-31', '2022-06-01'].map((day) => status('Health Forum', day)))).toEqual([
      'in-force',
      'ended',
    ]);
    expect(await Promise.all(['2023-09-30', '2023-10-01'].map((day) => status('Market Group', day)))).toEqual([
      'in-force',
      'ended',
    ]);
    expect(await Promise.all(['2024-06-01', '2026-01-01'].map((day) => status('Night-time Board', day)))).toEqual([
      'planned',
      'planned',
    ]);
  });

  it('tells a proposal from an agreement, and both from the change itself', async () => {
    const stood = async (day: string) => {
      const items = await record.ask(P, `/restructures?effectiveAt=${day}`);
      return items.items.find(({ title }: any) => title === 'One board for health')?.status;
    };
    expect(await Promise.all(['2022-02-08', '2022-03-01', '2022-05-20', '2022-06-01'].map(stood))).toEqual([
      'not-yet',
      'proposed',
      'agreed',
      'implemented',
    ]);
  });

  it('lists what somebody owns through succession only', async () => {
    const through = async (id: string) => {
      const { items } = await record.ask(P, `/actions?owner=${id}&via=succession&effectiveAt=2024-04-01`);
      return items.map(({ title }: any) => title);
    };
    const { id: health } = await body('Health and Wellbeing Board');
    const { id: places } = await body('Places Board');
    const dan = await record.one(P, '/people', ({ name }) => name === 'Dan Dummy');
    expect(await Promise.all([health, places, dan.id].map(through))).toEqual([
      ['Open the health walks', 'Set up a befriending line'],
      ['Survey the bus stops'],
      ['Try out a night bus'],
    ]);
  });
});
