import {
  beginsAfter, changesOf, endingsOf, isImplementation, isOnOrBefore, isPlanned, isStatedFlatly, restructuresIn, withoutGivenUp,
  type Ending, type Fact, type HoldingEvent, type Implementation, type RestructureFact,
} from '@app/domain'; // prettier-ignore
import type { EndedBody } from '../ownership/ways.js';
import type { Contradiction } from './contradiction.js';

/** What is not as the rules about restructures have it, in the record of a body that some restructure ends. */
export function breachesOfEnded(facts: readonly Fact[], id: string): Contradiction[] {
  const ends = endingsOf(facts, id).filter(({ held }) => !held);
  const [end] = ends;
  if (!end) return [];
  const twice: Contradiction = {
    kind: 'breach',
    rule: 'body-ends-twice',
    match: 'definite',
    facts: ends.map(({ fact }) => fact),
    words: 'It ends by several restructures.',
  };
  return [
    ...(ends.length > 1 ? [twice] : []),
    ...ends.flatMap((one) => unbegun(facts, id, one)),
    ...changesOf(facts, id)
      .filter(({ held }) => !held)
      .flatMap(({ fact }) => after(end, fact, 'body-ended', 'It was changed after its end, or may have been.')),
    ...facts.filter((fact) => isSaidOf(fact, id)).flatMap((fact) => saidAfter(end, fact)),
    ...worksGivenTo(facts, id).flatMap((fact) =>
      after(end, fact, 'work-to-no-living-body', 'Work was given to it after its end, or may have been.'),
    ),
  ];
}

function unbegun(facts: readonly Fact[], id: string, { on, fact }: Ending): Contradiction[] {
  const begins = beginsAfter(facts, id, on);
  if (!begins) return [];
  const match = begins.later === true ? 'definite' : 'possible';
  const words = 'It ends before it has begun, or may have.';
  return [{ kind: 'breach', rule: 'body-not-begun', match, facts: [fact, ...begins.evidence], words }];
}

const SAID_OF_BODIES = new Set([
  'BodyMandated', 'BodyNamed', 'BodyPhaseSet', 'DecisionRightStated', 'MeetingFrequencySet', 'RelationDenied',
  'RelationStated',
]); // prettier-ignore

function isSaidOf({ type, data, withdrawn }: Fact, id: string): boolean {
  const { bodyId, from, to } = data as { bodyId?: string; from?: { id?: string }; to?: { id?: string } };
  return !withdrawn && SAID_OF_BODIES.has(type) && [bodyId, from?.id, to?.id].includes(id);
}

/** A state that the record meets in being may have begun before the end: only what certainly began later is told. */
function saidAfter(end: Ending, fact: Fact): Contradiction[] {
  if (!isStatedFlatly(fact) || isOnOrBefore(end.on, fact.effectiveFrom) !== true) return [];
  const words = 'It is said of the body for a time after its end.';
  const match = end.ahead ? 'possible' : 'definite';
  return [{ kind: 'breach', rule: 'body-ended', match, facts: [fact, end.fact], words }];
}

/** Whatever took effect on the day of the end or later, or may have. */
function after(end: Ending, fact: Fact, rule: string, words: string): Contradiction[] {
  const late = isOnOrBefore(end.on, fact.effectiveFrom);
  if (late === false) return [];
  return [{ kind: 'breach', rule, match: late === true ? 'definite' : 'possible', facts: [fact, end.fact], words }];
}

function worksGivenTo(facts: readonly Fact[], id: string): readonly Implementation[] {
  const gives = ({ data }: Implementation) =>
    data.dispositions.some(
      ({ work, exceptions = [] }) =>
        (work.is === 'to' && work.body === id) ||
        exceptions.some(({ work: other }) => other.is === 'to' && 'id' in other.owner && other.owner.id === id),
    );
  return restructuresIn(facts).filter(isImplementation).filter(gives);
}

/** An action that was given to a body after its end, or may have been. */
export function givenAfterTheEnd(facts: readonly Fact[], ended: readonly EndedBody[]): Contradiction[] {
  return facts.filter(isNaming).flatMap((fact) =>
    fact.data.owners.flatMap((owner) => {
      const body = ended.find(({ id }) => owner.kind === 'body' && owner.id === id);
      const [end] = body ? endingsOf(body.facts, body.id).filter(({ held }) => !held) : [];
      const found = end
        ? after(end, fact, 'body-ended', 'It was given to a body after its end, or may have been.')
        : [];
      return found.map((contradiction) => ({ ...contradiction, party: owner }));
    }),
  );
}

/** Steps that do not go together, as amendments and withdrawals may leave them. */
export function breachesOfSteps(facts: readonly Fact[], id: string): Contradiction[] {
  const steps = restructuresIn(facts).filter(
    ({ data, certainty }) => data.restructureId === id && !isPlanned(certainty),
  );
  const of = (type: RestructureFact['type']) => steps.filter((step) => step.type === type);
  const implementations = steps.filter(isImplementation);
  const unagreed = implementations.filter(
    ({ effectiveFrom, data }) =>
      !data.agreementNotRecorded &&
      !of('RestructureAgreed').some((agreement) => isOnOrBefore(agreement.effectiveFrom, effectiveFrom) !== false),
  );
  return [
    ...unagreed.map((fact): Contradiction => ({
      kind: 'breach',
      rule: 'restructure-not-agreed',
      match: 'definite',
      facts: [fact, ...of('RestructureAgreed')],
      words: 'It was implemented, though nobody had agreed to it by then.',
    })),
    ...withoutGivenUp(steps)
      .filter(isImplementation)
      .flatMap((fact) => of('RestructureAbandoned').map((abandonment) => bothWays(fact, abandonment))),
  ];
}

/** What was given up before its day is no contradiction. */
const bothWays = (implementation: Implementation, abandonment: RestructureFact): Contradiction => ({
  kind: 'breach',
  rule: 'restructure-implemented',
  match: isOnOrBefore(implementation.effectiveFrom, abandonment.effectiveFrom) === true ? 'definite' : 'possible',
  facts: [implementation, abandonment],
  words: 'It was given up, though it had been implemented by then, or may have been.',
});

type Naming = Fact<Exclude<HoldingEvent, { readonly type: 'ActionReleased' }>>;
const isNaming = (fact: Fact): fact is Naming => fact.type === 'ActionAssigned' || fact.type === 'ActionTransferred';
