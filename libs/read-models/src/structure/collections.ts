import { z } from 'zod';
import {
  BodyMandated, BodyPhaseSet, MeetingFrequencySet, PHASE_AXES, RelationDenied, RelationEnded, RelationStated, relationsOn,
  RelationType, ref,
  type EventType, type Fact, type RelationFact,
} from '@app/domain'; // prettier-ignore
import type { Collection } from '../query/members.js';
import { several } from '../query/params.js';
import { homeOf } from '../query/reported-in.js';
import type { Shown } from '../query/shown.js';
import { endedAround, otherEnds } from './other-ends.js';
import { factsOfRelation, relationView, RelationView } from './relation-view.js';

const phaseShape = {
  bodyId: ref('body'),
  axis: z.enum(PHASE_AXES),
  phase: z.string(),
  described: z.string().nullable().optional(),
};

/** What was said of a body over time, in the order of the log. */
export const standingCollections: readonly Collection[] = [
  { path: 'mandates', type: BodyMandated, none: 'The record does not say what it is for.', of: homeOf },
  { path: 'frequencies', type: MeetingFrequencySet, none: 'The record does not say how often it meets.', of: homeOf },
  {
    path: 'phases',
    type: BodyPhaseSet,
    none: 'No phase is recorded.',
    of: homeOf,
    among: { isOne: () => true, payload: phaseShape },
    filters: { axis: several(z.enum(PHASE_AXES)) },
    keep: ({ data }, { axis }) =>
      (axis as readonly string[] | undefined)?.includes((data as { axis: string }).axis) ?? true,
  },
];

const { denied, holds, endings } = RelationView.shape;

/** Of both ends: the document of a body holds what others say of it too. */
const ends = ({ data }: Fact): readonly string[] => {
  const { from, to } = data as RelationFact['data'];
  return [from.id, to.id];
};

function onThatDay(fact: Fact, facts: readonly Fact[], shown: Shown) {
  const { reading, witness } = shown;
  const { effectiveAt: day } = reading.ask;
  const ended = endedAround(facts, reading.target.id ?? '', shown, day);
  const on = relationsOn(facts, day, ended).find(({ fact: { recorded } }) => recorded === fact.recorded);
  const isDenial = fact.type === RelationDenied.type;
  if (!on) return { view: { denied: isDenial, holds: false, endings: [] }, cites: [] };
  const view = relationView(on, witness);
  return { view: { denied: isDenial, holds: view.holds, endings: view.endings }, cites: factsOfRelation(on) };
}

const related = (path: string, type: EventType, none: string): Collection => ({
  path,
  called: path.replace('/', '-'),
  type,
  none,
  of: ends,
  filters: { type: several(RelationType) },
  keep: ({ data }, { type: types }) =>
    (types as readonly string[] | undefined)?.includes((data as RelationFact['data']).type) ?? true,
  beside: onThatDay,
  needs: ({ id = '' }, facts) => otherEnds(facts, id),
  besideSchema: { denied, holds, endings },
});

export const relationCollections: readonly Collection[] = [
  related('relations', RelationStated, 'No relation of it is recorded.'),
  related('relations/denials', RelationDenied, 'No relation of it is denied.'),
  {
    path: 'endings',
    type: RelationEnded,
    none: 'No end of it is recorded.',
    under: { path: 'relations', field: 'relation' },
  },
];
