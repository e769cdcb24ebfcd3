import { z } from 'zod';
import {
  bodyEndedOn, BodyKind, bodyNamesOn, bodyStatusOn, Certainty, GapNoted, isOnOrBefore, phasesOn, relationsOn, restructureOn,
  type Day, type Fact, type RelationOn, establishmentIn,
} from '@app/domain'; // prettier-ignore
import { begunBy, GAP } from '../query/doubts.js';
import { Evidence } from '../query/evidence.js';
import { factSchema, factView } from '../query/fact-view.js';
import { gapsOf, missing, MissingFields } from '../query/missing.js';
import type { Reading } from '../query/reading.js';
import { isReportedIn } from '../query/reported-in.js';
import { shownFor, type Shown } from '../query/shown.js';
import { ALL } from '../query/thing-projection.js';
import { restructureView, RestructureView } from '../restructures/view.js';
import { statusName, statusShape, statusView } from './body-view.js';
import { everyThing, merged, type SeenThing } from './every-thing.js';
import { memberName } from './name.js';
import { missingPhases, phasesView, PhasesView, restsOfPhases } from './phase-view.js';
import { factsOfRelation, relationView, RelationView } from './relation-view.js';

/** More than these are left out, and the answer says so. */
export const MOST_BODIES = 2_000;
export const MOST_RELATIONS = 10_000;

const BodyNode = z
  .strictObject({
    id: z.uuid(),
    name: z.string(),
    acronym: z.string().optional(),
    kind: BodyKind,
    memberOf: z.uuid().optional(),
    ...statusShape,
    certainty: Certainty,
    phases: PhasesView,
    missing: MissingFields,
    evidence: z.array(Evidence),
  })
  .meta({ id: 'StructureBody' });

export const graphShape = {
  bodies: z.array(BodyNode).describe('Those in being on that day or perhaps, and those planned by then.'),
  organisations: z
    .array(
      z
        .strictObject({ id: z.uuid(), name: z.string(), evidence: z.array(Evidence) })
        .meta({ id: 'StructureOrganisation' }),
    )
    .describe('Those at an end of a relation.'),
  relations: z.array(RelationView),
  denials: z.array(RelationView).describe('Relations of which the record says that they do not hold.'),
  restructures: z.array(RestructureView).describe('Put forward or agreed by that day, and not made or given up.'),
  gaps: z
    .array(factSchema(GapNoted, 'StructureGap', { in: z.strictObject({ kind: z.string(), id: z.string() }) }))
    .describe('What is known to be missing from the record of it.'),
  leftOut: z
    .array(z.strictObject({ of: z.enum(['bodies', 'relations']), limit: z.int() }))
    .describe('What is too much for one answer: only so many are shown.'),
};

export type Graph = z.output<z.ZodObject<typeof graphShape>>;

interface Drawn {
  readonly graph: object;
  readonly cites: readonly Fact[];
  readonly uncertain: readonly string[];
}

/** The structure of the partnership on the day that is asked about, as one picture. */
export async function graphOf(reading: Reading): Promise<Drawn> {
  const found = await everyThing(reading, 'body', ALL, ['body'], MOST_BODIES);
  const bodies = found.slice(0, MOST_BODIES);
  const restructures = await everyThing(reading, 'restructure', ALL, ['restructure']);
  const { facts, uncertain } = merged([...bodies, ...restructures]);
  const day = reading.ask.effectiveAt;
  const living = bodies.filter((body) => isShown(body, day));
  const shownIds = new Set(living.map(({ id }) => id));
  const ended = new Map(bodies.map((body) => [body.id, bodyEndedOn(body.facts, body.id, day).ended]));
  const all = relationsOn(facts, day, (id) => ended.get(id) ?? false).filter((relation) =>
    isBetween(relation, shownIds),
  );
  const relations = all.slice(0, MOST_RELATIONS);
  const organisations = await endsOutside(reading, relations);
  const open = restructures.filter((one) => isOpen(one, day));
  const gaps = [...gapsIn('body', living), ...gapsIn('restructure', open), ...(await gapsOnPaper(reading))];
  const cited = [...relations.flatMap(factsOfRelation), ...[...living, ...organisations].flatMap((one) => one.facts)];
  const shown = await shownFor(reading, [
    ...cited,
    ...open.flatMap((one) => one.facts),
    ...gaps.map((gap) => gap.fact),
  ]);
  const nodes = living.map((body) => bodyNode(body, shown));
  const plans = open.map((one) => restructureView(one.facts, one.id, shown));
  const views = relations.map((relation) => relationView(relation, shown.witness));
  return {
    graph: {
      bodies: nodes.map(({ view }) => view),
      organisations: organisations.map((organisation) => organisationNode(organisation, shown)),
      relations: views.filter(({ denied }) => !denied),
      denials: views.filter(({ denied }) => denied),
      restructures: plans.map(({ view }) => view),
      gaps: gaps.map((gap) => ({ in: gap.in, ...factView(gap.fact, reading.ask, shown.witness) })),
      leftOut: [
        ...(found.length > MOST_BODIES ? [{ of: 'bodies', limit: MOST_BODIES }] : []),
        ...(all.length > MOST_RELATIONS ? [{ of: 'relations', limit: MOST_RELATIONS }] : []),
      ],
    },
    cites: [
      ...nodes.flatMap(({ cites }) => cites),
      ...plans.flatMap(({ cites }) => cites),
      ...relations.flatMap(factsOfRelation),
      ...gaps.map(({ fact }) => fact),
    ],
    uncertain,
  };
}

/** Ended bodies are no part of it; one to come is where it was put forward by then. */
function isShown({ facts, id }: SeenThing, day: Day): boolean {
  const first = establishmentIn(facts, id);
  if (!first) return false;
  const on = bodyStatusOn(facts, id, day);
  if (on.status === 'ended') return false;
  return (
    on.status !== 'not-yet' || [first, ...on.evidence].some(({ statedOn }) => isOnOrBefore(statedOn, day) !== false)
  );
}

const isBetween = ({ fact: { data } }: RelationOn, bodies: ReadonlySet<string>): boolean =>
  [data.from, data.to].every(({ kind, id }) => kind !== 'body' || bodies.has(id));

async function endsOutside(reading: Reading, relations: readonly RelationOn[]): Promise<SeenThing[]> {
  const ends = relations.flatMap(({ fact: { data } }) => [data.from, data.to]);
  const ids = ends.filter(({ kind }) => kind === 'organisation').map(({ id }) => id);
  const known = await reading.all('organisation', ids);
  return [...known].map(([id, organisation]) => ({ ...reading.see(organisation), id }));
}

const OPEN: readonly string[] = ['proposed', 'agreed', 'planned'];
const isOpen = ({ facts, id }: SeenThing, day: Day): boolean =>
  restructureOn(facts, id, day).possible.some((status) => OPEN.includes(status));

interface GapIn {
  readonly in: { readonly kind: string; readonly id: string };
  readonly fact: Fact;
}

const isGap = ({ type, withdrawn }: Fact): boolean => type === GapNoted.type && !withdrawn;

const gapsIn = (kind: string, things: readonly SeenThing[]): GapIn[] =>
  things.flatMap(({ id, facts }) =>
    facts.filter((fact) => isGap(fact) && isReportedIn(fact, id)).map((fact) => ({ in: { kind, id }, fact })),
  );

/** A paper may lack what it says, or once showed, of the structure: a diagram that is gone. */
async function gapsOnPaper(reading: Reading): Promise<GapIn[]> {
  const papers = await everyThing(reading, 'document', GAP, ['']);
  const isAbout = ({ data }: Fact) => /\b(structure|diagram)\b/i.test((data as { about: string }).about);
  return gapsIn('document', papers).filter(({ fact }) => isAbout(fact));
}

function bodyNode({ facts, id }: SeenThing, { reading: { ask }, witness }: Shown) {
  const day = ask.effectiveAt;
  const first = establishmentIn(facts, id) as NonNullable<ReturnType<typeof establishmentIn>>;
  const { kind, memberOf } = first.data;
  const [on, phases, gaps] = [bodyStatusOn(facts, id, day), phasesOn(facts, id, day), gapsOf(facts, ask)];
  const acronym = bodyNamesOn(facts, id, day).find((naming) => naming.kind === 'acronym')?.name;
  const cites = [...new Set<Fact>([first, ...on.evidence, ...restsOfPhases(phases)])];
  const view = {
    id,
    name: memberName({ facts }, ask, id)?.name ?? first.data.name,
    ...(acronym !== undefined && { acronym }),
    kind,
    ...(memberOf !== undefined && { memberOf }),
    ...statusView(on),
    certainty: first.certainty,
    phases: phasesView(phases, witness),
    missing: {
      ...(statusName(on) === 'unknown' && {
        status: missing(gaps, 'status', { status: 'unknown', reason: whyUnknown(on) }, id),
      }),
      ...missingPhases(phases, gaps, id),
    },
    evidence: cites.map((fact) => witness.evidence(fact)),
  };
  return { view, cites };
}

const whyUnknown = (on: ReturnType<typeof bodyStatusOn>): string =>
  `Of its being on that day: ${on.status === 'unknown' ? on.reason : on.status}.`;

const organisationNode = ({ facts, id }: SeenThing, { reading: { ask }, witness }: Shown) => ({
  id,
  name: memberName({ facts }, ask, id)?.name ?? '',
  evidence: facts.filter((fact) => begunBy(fact) === id).map((fact) => witness.evidence(fact)),
});
