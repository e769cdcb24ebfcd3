import { z } from 'zod';
import {
  beginningsOf, bodyStatusOn, Certainty, ChangeKind, Disposition, endingsOf, EventDate, isOnOrBefore,
  type Beginning, type Ending, type Fact, type MadeChange,
} from '@app/domain'; // prettier-ignore
import type { Query } from '../query/answer.js';
import { Temporal, temporal } from '../query/ask.js';
import { Evidence } from '../query/evidence.js';
import { eventAddress } from '../query/event-address.js';
import { glossarySchema, NAMED_IN } from '../query/glossary.js';
import { thereIn } from '../query/members.js';
import { gapsOf, missing, MissingFields } from '../query/missing.js';
import type { Need, Reading } from '../query/reading.js';
import { factsIn, loadAll, shownFor } from '../query/shown.js';
import { revisionOf, single } from '../query/single.js';
import { statusShape, statusView } from '../structure/body-view.js';
import { BODIES } from '../structure/queries.js';

const Told = z.union([z.boolean(), z.literal('unknown')]);
const common = {
  body: z.string(),
  change: ChangeKind,
  restructure: z.string(),
  on: EventDate,
  happened: Told.describe(
    'Whether it had by that day; unknown inside a fuzzy bound, and false for a plan that nothing has confirmed.',
  ),
  status: z
    .enum(['in-force', 'planned'])
    .describe('planned: intended, likely, possible or stated ahead of its date, and confirmed by nothing since.'),
  certainty: Certainty,
  event: z.string().describe('Address of the event.'),
};
const Became = z
  .strictObject({
    ...common,
    successors: z.array(z.string()).describe('Bodies that came of it: candidates for its work, not its owners.'),
    work: Disposition.omit({ body: true })
      .optional()
      .describe('What becomes of its work; where it is absent, nothing is said.'),
  })
  .meta({ id: 'BodyBecame' });
const CameFrom = z.strictObject({ ...common, predecessors: z.array(z.string()) }).meta({ id: 'BodyCameFrom' });

const SuccessionAnswer = z
  .strictObject({
    body: z.uuid(),
    ...statusShape,
    became: z.array(Became).describe('What became of it, and of those that came of it, forward in effective order.'),
    cameFrom: z.array(CameFrom).describe('What it came from, and what that came from, backward.'),
    missing: MissingFields,
    evidence: z.array(Evidence),
    temporal: Temporal,
    ...glossarySchema,
  })
  .meta({ id: 'SuccessionAnswer' });

type FactsOf = (id: string) => readonly Fact[];

/** Every step from a body on, each body once. */
function steps<S extends MadeChange>(
  id: string,
  of: (facts: readonly Fact[], id: string) => readonly S[],
  next: (step: S) => readonly string[],
  factsOf: FactsOf,
): { readonly id: string; readonly step: S }[] {
  const found: { readonly id: string; readonly step: S }[] = [];
  const seen = new Set([id]);
  for (let bodies = [id]; bodies.length > 0;) {
    const here = bodies.flatMap((body) => of(factsOf(body), body).map((step) => ({ id: body, step })));
    found.push(...here);
    bodies = [...new Set(here.flatMap(({ step }) => next(step)))].filter((body) => !seen.has(body));
    bodies.forEach((body) => seen.add(body));
  }
  return found;
}

const heirsOf = ({ successors, disposition }: Ending): readonly string[] =>
  disposition?.work.is === 'to' ? [...successors, disposition.work.body] : successors;
const predecessorsOf = ({ predecessors }: Beginning): readonly string[] => predecessors;

/** Facts of a body, and of all to which its beginnings lead back; forward the loading follows by itself. */
async function factsAround(reading: Reading, id: string): Promise<FactsOf> {
  const asked = new Set([id]);
  for (;;) {
    const needs = [...asked].map((body): Need => ({ kind: 'body', id: body }));
    const facts = factsIn(reading, await loadAll(reading, needs));
    const back = steps(id, beginningsOf, predecessorsOf, (body) => facts('body', body));
    const fresh = back.flatMap(({ step }) => step.predecessors).filter((body) => !asked.has(body));
    if (fresh.length === 0) return (body) => facts('body', body);
    fresh.forEach((body) => asked.add(body));
  }
}

export const successionQuery: Query = {
  name: 'GetBodySuccession',
  path: `${BODIES.path}/{id}/succession`,
  summary: 'What became of a body, forward, and what it came from, backward.',
  params: z.strictObject(temporal),
  answer: SuccessionAnswer,
  uses: NAMED_IN,
  async run(reading) {
    const there = await thereIn(reading, BODIES);
    if ('ok' in there) return there;
    const { id = '' } = reading.target;
    const { effectiveAt } = reading.ask;
    const factsOf = await factsAround(reading, id);
    const became = steps(id, endingsOf, heirsOf, factsOf);
    const cameFrom = steps(id, beginningsOf, predecessorsOf, factsOf);
    const cites = [...new Set([there.first, ...became.map(({ step }) => step.fact), ...cameFrom.map(({ step }) => step.fact)])]; // prettier-ignore
    const { witness } = await shownFor(reading, cites);
    const common = (body: string, { change, restructureId, fact, certainty, held, ahead }: MadeChange) => ({
      body,
      change: change.kind,
      restructure: restructureId,
      on: fact.effectiveFrom,
      happened: held || ahead ? false : isOnOrBefore(fact.effectiveFrom, effectiveAt),
      status: held || ahead ? 'planned' : 'in-force',
      certainty,
      event: eventAddress(fact.recorded),
    });
    const gaps = gapsOf(there.facts, reading.ask);
    const answer = {
      body: id,
      ...statusView(bodyStatusOn(there.facts, id, effectiveAt)),
      became: became.map(({ id: body, step }) => ({
        ...common(body, step),
        successors: step.successors,
        ...(step.disposition && { work: { work: step.disposition.work, exceptions: step.disposition.exceptions } }),
      })),
      cameFrom: cameFrom.map(({ id: body, step }) => ({ ...common(body, step), predecessors: step.predecessors })),
      missing: {
        ...(became.length === 0 && { became: missing(gaps, 'became', 'No end of it is recorded.', id) }),
        ...(cameFrom.length === 0 && { cameFrom: missing(gaps, 'cameFrom', 'How it came about is not recorded.', id) }),
      },
      evidence: cites.map((fact) => witness.evidence(fact)),
    };
    return single(reading, there, answer, cites, await revisionOf(reading, BODIES, there.known));
  },
};
