import fc from 'fast-check';
import { position, type Position } from '@app/domain';
import { Archive, queryCalled } from '../../../test/support/archive.js';
import { attempt, Chronicle, DAYS, type Attempt } from '../../../test/support/chronicle.js';
import { ACTIONS } from './actions/queries.js';
import { meets, type ActionListParams } from './actions/filters.js';
import { meetingsOf } from './meetings/of-bodies.js';
import type { Answer, Query } from './query/answer.js';
import { listThings } from './query/listing.js';
import { scanThings, type Stage } from './query/scan-things.js';
import { shownFor } from './query/shown.js';
import { ALL } from './query/thing-projection.js';
import { contradictionsIn } from './conflicts/in-thing.js';
import { breachesOfEnded, breachesOfSteps, givenAfterTheEnd } from './conflicts/restructures.js';
import { endedBodies, Ways } from './ownership/ways.js';

const when = fc.record({
  effectiveAt: fc.constantFrom(...DAYS),
  statedBy: fc.option(fc.constantFrom(...DAYS), { nil: undefined }),
});
// Of all moments alike: doubles would nearly all be close to none.
const moment = fc.integer({ min: 0, max: 1_000 }).map((n) => n / 1_000);
const filters = fc.record({ which: fc.nat({ max: 20 }), who: fc.nat({ max: 7 }) });

/** What can be asked of the list of actions of a chronicle. */
function filtersOf(
  { people, bodies, meetings, actions, items }: Chronicle,
  { which, who }: { which: number; who: number },
): object {
  const one = (list: readonly string[]) => list[who % Math.max(1, list.length)] ?? people[0];
  const all = [
    {},
    { owner: one(people) },
    { owner: one(bodies) },
    { owner: 'none' },
    { owner: `${one(people)},none` },
    { unowned: 'true' },
    { unowned: 'false' },
    { joint: 'true' },
    { kind: 'heading,challenge' },
    { status: who % 2 ? 'completed' : 'open,withdrawn' },
    { meeting: one(meetings) },
    { body: one(bodies), match: 'possible' },
    { performer: one([...people, ...bodies]) },
    { parent: one(actions), ...(items[0] && { agendaItem: items[0].id }) },
    { 'due.from': '2019-02-01', 'due.to': '2019-02-28' },
    { 'due.to': DAYS[who], ownerKind: 'person,body', sort: '-due' },
    { owner: one([...people, ...bodies]), via: 'succession' },
    { owner: one(people), via: 'group,seat' },
    { owner: `${one(bodies)},${one(people)}`, via: 'recorded' },
    { orphaned: 'true' },
    { orphaned: 'false' },
  ];
  return all[which] as object;
}

/** But for the position answered at, and for cursors, which are of a list with `asOf` or without. */
const bare = (answer: Answer): unknown => {
  if (!answer.ok) return answer;
  const read = JSON.parse(answer.json) as { temporal: object; page?: { next: string | null } };
  const page = read.page && { ...read.page, next: read.page.next !== null };
  return { ...read, page, temporal: { ...read.temporal, position: '' } };
};

const attempts = (minLength: number) => fc.array(attempt, { minLength, maxLength: 40 });
const RUNS = { numRuns: 15, endOnFailure: true };

async function inArchive(
  attempted: readonly Attempt[],
  look: (chronicle: Chronicle, archive: Archive) => Promise<void>,
): Promise<void> {
  const archive = await Archive.open();
  try {
    await look(await Chronicle.of(archive, attempted), archive);
  } finally {
    await archive.close();
  }
}

/** A position of the log, by how far it is on the way to the head. */
const along = async (archive: Archive, share: number): Promise<Position> =>
  position(((await archive.head()) * BigInt(Math.round(share * 1_000))) / 1_000n);

describe('at any position', () => {
  it('an answer is what read models give that were fed the log up to there and no further', async () => {
    const asked = fc.array(fc.tuple(filters, when), { minLength: 3, maxLength: 3 });
    const property = fc.asyncProperty(attempts(5), moment, asked, (attempted, share, each) =>
      inArchive(attempted, async (chronicle, archive) => {
        const asOf = await along(archive, share);
        const only = await archive.asOnlyFed(asOf);
        for (const [filter, dates] of each) {
          for (const [name, target, params] of questions(chronicle, filter)) {
            const then = await archive.answer(name, target, { ...params, ...dates, asOf: asOf.toString() });
            expect(bare(then)).toEqual(unlessUnknown(then, bare(await only(name, target, { ...params, ...dates }))));
          }
        }
      }),
    );
    await fc.assert(property, RUNS);
  }, 60_000);

  it('a list holds everything that meets its filters, however it looks for it', async () => {
    const asked = fc.array(fc.tuple(filters, when), { minLength: 10, maxLength: 10 });
    const property = fc.asyncProperty(attempts(10), moment, asked, (attempted, share, each) =>
      inArchive(attempted, async (chronicle, archive) => {
        const asOf = (await along(archive, share)).toString();
        const [actions, conflicts] = [queryCalled('ListActions'), queryCalled('ListConflicts')];
        for (const [filter, dates] of each) {
          const some = actions.params.parse({ ...filtersOf(chronicle, filter), ...dates, asOf, limit: '200' });
          expect(await idsIn(archive, actions, some)).toEqual(await idsIn(archive, oneByOne, some));
          const all = conflicts.params.parse({ ...dates, asOf, limit: '200', kind: KINDS });
          expect(await eventsIn(archive, conflicts, all)).toEqual(await eventsIn(archive, everyConflict, all));
        }
      }),
    );
    await fc.assert(property, RUNS);
  }, 60_000);
});

/** What was recorded later is unknown to read models that were not fed it; here it is not recorded yet. */
const unlessUnknown = (then: Answer, only: unknown): unknown =>
  !then.ok && then.problem === 'not-yet-recorded' && JSON.stringify(only) === '{"ok":false,"problem":"not-found"}'
    ? then
    : only;

function questions(chronicle: Chronicle, filter: { which: number; who: number }): [string, object, object][] {
  const { actions, meetings, people, bodies, restructures } = chronicle;
  const one = (list: readonly string[]) => ({ id: list[filter.who % Math.max(1, list.length)] ?? people[0] });
  return [
    ['ListActions', {}, filtersOf(chronicle, filter)],
    ['ListActions', {}, { limit: '1' }],
    ['GetAction', one(actions), {}],
    ['GetOwnership', one(actions), {}],
    ['GetActionHistory', one(actions), {}],
    ['ListActionAssignments', one(actions), {}],
    ['ListMeetings', {}, filter.who % 2 ? {} : { body: one(bodies).id }],
    ['GetMeeting', one(meetings), {}],
    ['GetMeetingMinutes', one(meetings), {}],
    ['ListMeetingAttendances', one(meetings), {}],
    ['GetPerson', one(people), {}],
    ['GetBody', one(bodies), {}],
    ['ListBodies', {}, {}],
    ['ListBodyRelations', one(bodies), {}],
    ['ListBodyPhases', one(bodies), {}],
    ['GetStructure', {}, {}],
    ['ListBodySeats', one(bodies), {}],
    ['ListSeats', {}, {}],
    ['ListDecisionRights', {}, {}],
    ['ListBodyIdentities', one(bodies), {}],
    ['GetBodySuccession', one(bodies), {}],
    ['GetRestructure', one(restructures), {}],
    ['ListRestructures', {}, {}],
    ['ListOrphans', {}, { partly: 'true' }],
    ['ListConflicts', {}, {}],
    ['ListGaps', {}, {}],
  ];
}

/** Every action, kept or dropped by the pure function alone. */
const oneByOne: Query = {
  ...queryCalled('ListActions'),
  async run(reading, asked) {
    const params = asked as ActionListParams;
    const meetings = params.body && (await meetingsOf(reading, params.body));
    const isByDue = params['due.to'] !== undefined;
    const ways = await Ways.of(reading, params.owner);
    const keep = (facets: Parameters<typeof meets>[0]) =>
      isByDue && facets.due.every((dates) => dates.length === 0) ? undefined : meets(facets, params, meetings, ways);
    return listThings(reading, ACTIONS, { field: ALL }, keep, params, () => ({ status: 'unknown', reason: '' }));
  },
};

const KINDS = 'attendance,next-dates,disputed,certainty,breach';

const everyConflict: Query = {
  ...queryCalled('ListConflicts'),
  run(reading) {
    const stages = (['meeting', 'action', 'body', 'person'] as const).map((kind): Stage => ({
      kind,
      field: ALL,
      async items(here, thing) {
        const { witness } = await shownFor(here, thing.facts);
        const all = [
          ...contradictionsIn(thing, witness),
          ...(thing.kind === 'action' ? givenAfterTheEnd(thing.facts, await endedBodies(here)) : []),
          ...(thing.kind === 'body' ? breachesOfEnded(thing.facts, thing.id) : []),
          ...(thing.kind === 'restructure' ? breachesOfSteps(thing.facts, thing.id) : []),
        ];
        return all.map(({ kind, facts }) => ({
          view: { kind, events: facts.map(({ recorded }) => recorded.id) },
          cites: facts,
        }));
      },
    }));
    return scanThings(reading, stages, { limit: 200 }, undefined, () => ({ status: 'unknown', reason: '' }));
  },
};

async function idsIn(archive: Archive, query: Query, params: object): Promise<string[]> {
  const { items } = await listed(archive, query, params);
  return items.map(({ id, match }) => `${String(id)} ${String(match)}`).sort();
}

async function eventsIn(archive: Archive, query: Query, params: object): Promise<string[]> {
  const { items } = await listed(archive, query, params);
  return items
    .map(
      ({ kind, events, evidence }) =>
        `${String(kind)} ${evidence ? (evidence as { event: string }[]).length : (events as string[]).length}`,
    )
    .sort();
}

async function listed(archive: Archive, query: Query, params: object): Promise<{ items: Record<string, unknown>[] }> {
  await archive.settled();
  const answer = await archive.reader.answer(query, { partnership: 'testshire' }, params);
  if (!answer.ok) throw new Error(answer.problem);
  return JSON.parse(answer.json) as { items: Record<string, unknown>[] };
}
