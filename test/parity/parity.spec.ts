import { KEY_DESTRUCTION, type Stored } from '@app/eventing';
import { projections } from '@app/read-models';
import { describeWithMongo } from '../support/mongodb/server.js';
import { everything } from '../support/office.js';
import { Desk } from './desk.js';
import { Ranks } from './ranks.js';
import { allQuestions, Inquiry, lists, type Question } from './readings.js';
import { PARTNERSHIPS, runSequence, WHOLE } from './sequence.js';
import { distributed, embedded, type Subject } from './stacks.js';

// A server that reads whole collections for every list takes its time, the more so on a busy machine.
jest.setTimeout(600_000);

/** Questions under way at each stack. */
const AT_ONCE = 8;

interface Side {
  readonly subject: Subject;
  readonly desk: Desk;
  readonly events: readonly Stored[];
  readonly ranks: Ranks;
}

describeWithMongo('the same commands on both stacks', (server) => {
  const subjects: Subject[] = [];
  let one: Side;
  let other: Side;
  beforeAll(async () => {
    subjects.push(await embedded());
    subjects.push(await distributed(server));
    [one, other] = (await Promise.all(subjects.map(recorded))) as [Side, Side];
  });
  afterAll(async () => {
    for (const subject of subjects) await subject.dispose();
  });

  it('are of every kind, and many', () => {
    expect(one.desk.came.length).toBeGreaterThanOrEqual(5_000);
    const kinds = new Set(one.events.map(({ stream }) => stream.split('/')[1]));
    expect([...kinds].sort()).toEqual(['action', 'call', 'document', 'meeting', 'partnership', 'person', 'priority-list', 'statement', 'structure', 'vote']); // prettier-ignore
    expect(new Set(one.events.map(({ type }) => type)).size).toBeGreaterThan(60);
  });

  it('come to the same: recorded, refused on the same evidence, repeated, or thrown', () => {
    const [here, there] = [one, other].map(({ desk, ranks }) => desk.came.map((came) => ranks.of(came))) as [unknown[], unknown[]]; // prettier-ignore
    for (const [i, came] of here.entries()) expect([i, there[i]]).toEqual([i, came]);
    expect(there).toHaveLength(here.length);
  });

  it('give the same events in the same order, byte by byte, to the last nonce', () => {
    const bare = ({ events }: Side) => events.map(({ position: _, revision, ...event }) => ({ ...event, revision: Number(revision) })); // prettier-ignore
    expect(bare(other)).toEqual(bare(one));
    for (const { events } of [one, other]) {
      expect(events.every(({ position }, i) => i === 0 || position > (events[i - 1] as Stored).position)).toBe(true);
    }
  });

  it('are answered from the same, whatever is asked, page by page', async () => {
    await Promise.all([one, other].map(readModels));
    const { now } = one.desk;
    const [here, there] = [one, other].map(({ subject, ranks }) => new Inquiry(subject.stack, ranks, now)) as [Inquiry, Inquiry]; // prettier-ignore
    let [found, further] = [0, 0];
    for (const partnership of PARTNERSHIPS) {
      const isWhole = WHOLE.includes(partnership);
      const questions = isWhole ? await allQuestions(here, partnership, one.events.length) : lists(partnership);
      for (let n = 0; n < questions.length; n += AT_ONCE) {
        const some = questions.slice(n, n + AT_ONCE);
        const both = await Promise.all(some.map((each) => Promise.all([here.ask(each), there.ask(each)])));
        for (const [i, [ours, theirs]] of both.entries()) {
          const what = nameOf(some[i] as Question);
          expect([what, theirs.map(({ answer }) => answer)]).toEqual([what, ours.map(({ answer }) => answer)]);
          if (ours.some(({ ids }) => ids.length > 0)) found++;
          if (ours.length > 1) further++;
        }
      }
    }
    expect(found).toBeGreaterThan(150);
    expect(further).toBeGreaterThan(10);
  });
});

async function recorded(subject: Subject): Promise<Side> {
  const desk = new Desk(subject.stack);
  const ending = new AbortController();
  const following = desk.follow(ending.signal);
  await runSequence(desk).finally(() => ending.abort());
  await following;
  const events = await everything(subject.stack.log);
  return { subject, desk, events, ranks: new Ranks(events) };
}

async function readModels({ subject, events, ranks }: Side): Promise<void> {
  await subject.bringAlong();
  const names = [...projections.map(({ name }) => name), KEY_DESTRUCTION];
  const passed = await subject.stack.positions.passed(names, ranks.at(events.length), { patienceMs: 300_000 });
  expect(passed).toBe('passed');
}

const nameOf = ({ query: { name }, ...rest }: Question): unknown => [name, rest];
