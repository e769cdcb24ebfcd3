import { z } from 'zod';
import { GapNoted, Party } from '@app/domain';
import type { Query } from '../query/answer.js';
import { temporal } from '../query/ask.js';
import { CONFLICT, GAP, WITHDRAWN } from '../query/doubts.js';
import { Evidence } from '../query/evidence.js';
import { eventAddress } from '../query/event-address.js';
import { factSchema, factView } from '../query/fact-view.js';
import type { Item } from '../query/in-memory.js';
import { listSchema, MatchOf, paging } from '../query/listing.js';
import { endedBodies, type EndedBody } from '../ownership/ways.js';
import { SEARCHED, SEARCHED_IN } from '../query/naming.js';
import { several } from '../query/params.js';
import { isReportedIn } from '../query/reported-in.js';
import { scanThings, type ScannedThing, type Stage } from '../query/scan-things.js';
import type { Reading } from '../query/reading.js';
import { shownFor, type Shown } from '../query/shown.js';
import { ALL, UNDIVIDED } from '../query/thing-projection.js';
import type { ThingKind } from '../query/things.js';
import { ENDED } from '../restructures/rows.js';
import { CONFLICT_KINDS, type ConflictKind, type Contradiction } from './contradiction.js';
import { breachesAcrossBodies } from './across-bodies.js';
import { citedBy, undecided } from './decisions.js';
import { contradictionsIn } from './in-thing.js';
import { placesTakenTwice } from './places.js';
import { breachesOfEnded, breachesOfSteps, givenAfterTheEnd } from './restructures.js';
import { contestedRights, openIdentities } from './side-by-side.js';
import { referrersTo } from './withdrawn.js';

const About = z
  .strictObject({
    kind: z.enum([
      'action', 'meeting', 'person', 'body', 'organisation', 'seat', 'restructure', 'statement', 'statement-list',
      'vote', 'priority-list', 'call', 'document',
    ]), // prettier-ignore
    id: z.string(),
  })
  .describe('The thing in whose record it lies.');

const ConflictView = z
  .strictObject({
    kind: z.enum(CONFLICT_KINDS),
    match: MatchOf,
    about: About,
    words: z.string(),
    rule: z.string().optional().describe('The rule that is broken, or may be.'),
    party: Party.optional(),
    refersTo: z.string().optional().describe('The id of what was withdrawn.'),
    other: z.string().optional().describe('The id of the other entry that it may be the same as.'),
    events: z.array(z.string()).describe('Addresses of the events that do not go together.'),
    evidence: z.array(Evidence),
  })
  .meta({ id: 'Conflict' });

const inThing = { about: z.uuid().optional().describe('Only in the record of this thing.') };
const Params = z.strictObject({ kind: several(z.enum(CONFLICT_KINDS)), ...inThing, ...temporal, ...paging });
type Params = z.output<typeof Params>;

const item = (about: { kind: ThingKind; id: string }, { facts, ...said }: Contradiction, { witness }: Shown): Item => ({
  view: {
    about: { kind: about.kind, id: about.id },
    ...said,
    events: facts.map(({ recorded }) => eventAddress(recorded)),
    evidence: facts.map((fact) => witness.evidence(fact)),
  },
  cites: facts,
});

const within = (kinds: readonly ConflictKind[]): Stage[] =>
  SEARCHED.map((kind) => ({
    kind,
    field: CONFLICT,
    values: kinds.map((one) => (one === 'unverified-quote' ? 'quote' : one)),
    async items(reading, thing) {
      const cited = thing.kind === 'priority-list' ? await citedBy(reading, thing.facts) : [];
      const shown = await shownFor(reading, [...thing.facts, ...cited]);
      return [...contradictionsIn(thing, shown.witness), ...undecided(thing.facts, cited)]
        .filter((found) => kinds.includes(found.kind))
        .map((found) => item(thing, found, shown));
    },
  }));

const between: readonly Stage[] = SEARCHED.map((kind) => ({
  kind,
  field: WITHDRAWN,
  async items(reading, thing) {
    const referrers = await referrersTo(reading, thing);
    const shown = await shownFor(
      reading,
      referrers.flatMap(({ contradiction }) => contradiction.facts),
    );
    return referrers.map((referrer) => item(referrer, referrer.contradiction, shown));
  },
}));

/** What is said of several things of the structure, and stands side by side. */
const beside = (kinds: readonly ConflictKind[], about: string | undefined): Stage => ({
  kind: 'body',
  field: CONFLICT,
  values: kinds,
  async items(reading, thing) {
    const found = [
      ...(kinds.includes('decision-right') ? await contestedRights(reading, thing, about) : []),
      ...(kinds.includes('identity') ? openIdentities(reading, thing, about) : []),
    ];
    return itemsOf(reading, thing, found);
  },
});

/** Rules that several streams break together, or several bodies. */
const across = (about: string | undefined): readonly Stage[] => [
  {
    kind: 'body',
    field: ALL,
    values: ['body'],
    items: async (reading, thing) => itemsOf(reading, thing, await breachesAcrossBodies(reading, thing, about)),
  },
  {
    kind: 'statement-list',
    field: ALL,
    values: UNDIVIDED,
    items: async (reading, thing) => itemsOf(reading, thing, await placesTakenTwice(reading, thing)),
  },
];

/** Rules about restructures and the bodies that they end. */
const ofRestructures = (ended: readonly EndedBody[]): readonly Stage[] => [
  {
    kind: 'restructure',
    field: ALL,
    values: ['restructure'],
    items: (reading, thing) => itemsOf(reading, thing, breachesOfSteps(thing.facts, thing.id)),
  },
  {
    kind: 'body',
    field: ENDED,
    values: UNDIVIDED,
    items: (reading, thing) => itemsOf(reading, thing, breachesOfEnded(thing.facts, thing.id)),
  },
  ...(ended.length > 0 ? [givenLate(ended)] : []),
];

const givenLate = (ended: readonly EndedBody[]): Stage => ({
  kind: 'action',
  field: 'owner',
  values: ended.map(({ id }) => id),
  items: (reading, thing) => itemsOf(reading, thing, givenAfterTheEnd(thing.facts, ended)),
});

async function itemsOf(reading: Reading, thing: ScannedThing, found: readonly Contradiction[]): Promise<Item[]> {
  const shown = await shownFor(
    reading,
    found.flatMap(({ facts }) => facts),
  );
  return found.map((one) => item(thing, one, shown));
}

const listConflicts: Query<Params> = {
  name: 'ListConflicts',
  path: 'conflicts',
  summary: 'Where the record contradicts itself, or may: nothing here is settled by the system.',
  params: Params,
  answer: listSchema(ConflictView, 'ConflictList'),
  uses: SEARCHED_IN,
  async run(reading, params) {
    const kinds = params.kind ?? CONFLICT_KINDS;
    const ended = kinds.includes('breach') ? await endedBodies(reading) : [];
    const standing = kinds.filter((kind) => kind === 'decision-right' || kind === 'identity');
    const stages = [
      ...within(kinds),
      ...(kinds.includes('withdrawn-reference') ? between : []),
      ...(standing.length > 0 ? [beside(standing, params.about)] : []),
      ...(kinds.includes('breach') ? [...across(params.about), ...ofRestructures(ended)] : []),
    ];
    return scanThings(reading, stages, params, params.about, () => ({
      status: 'not-recorded',
      reason: 'Nothing on record contradicts anything of this sort.',
    }));
  },
};

const GapParams = z.strictObject({ ...inThing, ...temporal, ...paging });
type GapParams = z.output<typeof GapParams>;

async function gapItems(reading: Parameters<Stage['items']>[0], { kind, id, facts }: ScannedThing): Promise<Item[]> {
  const gaps = facts.filter((fact) => fact.type === GapNoted.type && !fact.withdrawn && isReportedIn(fact, id));
  const { witness } = await shownFor(reading, gaps);
  return gaps.map((fact) => ({ view: { in: { kind, id }, ...factView(fact, reading.ask, witness) }, cites: [fact] }));
}

const listGaps: Query<GapParams> = {
  name: 'ListGaps',
  path: 'gaps',
  summary: 'What is known to be missing from the record, wherever it is missing, and why.',
  params: GapParams,
  answer: listSchema(factSchema(GapNoted, 'Gap', { in: About }), 'GapList'),
  uses: SEARCHED_IN,
  run: (reading, params) => {
    const stages = SEARCHED.map((kind): Stage => ({ kind, field: GAP, items: gapItems }));
    return scanThings(reading, stages, params, params.about, () => ({
      status: 'not-recorded',
      reason: 'No gap is noted.',
    }));
  },
};

export const conflictQueries: readonly Query[] = [listConflicts, listGaps];
