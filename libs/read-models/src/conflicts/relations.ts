import {
  areOpposed, circlesAmong, endingsBy, firstShared, isEnding, isOnOrBefore, isRelation, isStatedFlatly, phasesCollide,
  phasesOf, possibleEdgesIn, restructuresIn,
  type Circle, type Fact, type RelationEnding, type RelationFact, type SpannedEdge,
} from '@app/domain'; // prettier-ignore
import { breach, type Contradiction } from './contradiction.js';

/**
 * Rules about the phases and relations of a body that fuzzy dates leave open, or that later facts broke behind the back
 * of earlier ones. What contradicts across two bodies is reported of the one that the relation leads from.
 */
export function breachesOfRelations(facts: readonly Fact[], bodyId: string): Contradiction[] {
  const standing = facts.filter((fact) => !fact.withdrawn);
  const relations = standing.filter(isRelation).filter((fact) => homeOf(fact) === bodyId);
  const endings = standing.filter(isEnding).filter(isStatedFlatly);
  const endingsOf = endingsBy(endings);
  return [
    ...overlappingPhases(standing, bodyId),
    ...denied(standing, bodyId),
    ...relations.flatMap((relation) => wronglyEnded(relation, endingsOf(relation))),
  ];
}

const homeOf = ({ data: { from, to } }: Pick<RelationFact, 'data'>): string => (from.kind === 'body' ? from.id : to.id);

function overlappingPhases(facts: readonly Fact[], bodyId: string): Contradiction[] {
  const phases = phasesOf(facts, bodyId).filter(isStatedFlatly);
  return pairs(phases).flatMap(([one, other]) => {
    const collide = one.data.axis === other.data.axis && phasesCollide(one, other);
    if (collide === false) return [];
    const words = 'The body is in two phases of one axis at once, or may be.';
    return [breach('phases-overlap', collide === true ? 'definite' : 'possible', [one, other], words)];
  });
}

/** Scopes are in words, which nothing here compares: two that are both scoped may be about different things. */
function denied(facts: readonly Fact[], bodyId: string): Contradiction[] {
  const edges = possibleEdgesIn(relatedIn(facts));
  const own = edges.filter(({ fact }) => homeOf(fact) === bodyId);
  const isDenial = ({ fact }: SpannedEdge) => fact.type === 'RelationDenied';
  return own
    .filter(isDenial)
    .flatMap((denial) =>
      edges
        .filter((edge) => !isDenial(edge) && areOpposed(edge, denial) && mayMeet(edge, denial))
        .map(({ fact }) =>
          breach(
            'relation-and-denial',
            'possible',
            [fact, denial.fact],
            'A relation and its denial may hold at once: their dates or their scopes leave it open.',
          ),
        ),
    );
}

/** One that ends when the other begins is taken to meet it, though the date is fuzzy. */
function mayMeet(a: SpannedEdge, b: SpannedEdge): boolean {
  const meets = ({ fact: { effectiveTo: to } }: SpannedEdge, { fact: { effectiveFrom: from } }: SpannedEdge) =>
    to !== undefined && to.earliest === from.earliest && to.latest === from.latest;
  return firstShared(a.span, b.span) !== undefined && !meets(a, b) && !meets(b, a);
}

function wronglyEnded(relation: RelationFact, endings: readonly RelationEnding[]): Contradiction[] {
  const early = endings.flatMap((ending) => {
    const is = isOnOrBefore(ending.effectiveFrom, relation.effectiveFrom);
    if (is === false) return [];
    const match = is === true ? 'definite' : 'possible';
    return [breach('ends-before-it-begins', match, [relation, ending], 'It ends before it begins, or may.')];
  });
  const ends = [...(relation.effectiveTo ? [relation] : []), ...endings];
  if (ends.length < 2) return early;
  const words = 'Several ends of one relation are on record.';
  return [...early, breach('relation-ended', 'definite', [relation, ...endings], words)];
}

/** Bodies that may be part of themselves on some day, for all that the dates tell. */
export function circlesOfRelations(
  facts: readonly Fact[],
): { readonly bodies: readonly string[]; readonly contradiction: Contradiction }[] {
  return circlesAmong(possibleEdgesIn(relatedIn(facts))).map(({ facts: relations }: Circle) => ({
    bodies: relations.map(homeOf).sort(),
    contradiction: breach(
      'relation-cycle',
      'possible',
      relations,
      'These relations would make a body part of itself, if their fuzzy dates allow them to hold on one day.',
    ),
  }));
}

const relatedIn = (facts: readonly Fact[]) => ({
  relations: facts.filter(isRelation),
  endings: facts.filter(isEnding),
  restructures: restructuresIn(facts),
});

const pairs = <T>(items: readonly T[]): [T, T][] =>
  items.flatMap((one, i) => items.slice(i + 1).map((other): [T, T] => [one, other]));
