import {
  actionAggregate, actionAt, fold, holdersAt, isUnownedWork, onDay, parseStreamId,
  type ActionKind, type ActionState, type ActionStatus, type ActionView, type Day, type Fact, type FuzzyDate, type Holders, type Party, type Ternary,
} from '@app/domain'; // prettier-ignore
import { isDated } from './projection.js';

/** What the filters of the list of actions ask about; small, since it is kept for many actions. */
export interface ActionFacets {
  readonly id: string;
  readonly exists: Ternary;
  readonly kinds: readonly ActionKind[];
  readonly statuses: readonly ActionStatus[];
  readonly owners: readonly { readonly id: string | undefined; readonly kind: Party['kind']; readonly owns: Ternary }[];
  readonly performers: readonly { readonly id: string; readonly performs: Ternary }[];
  readonly joint: Ternary;
  readonly unowned: Ternary;
  readonly unownedWork: Ternary;
  readonly meeting: string | undefined;
  readonly agendaItem: string | undefined;
  readonly parent: string | undefined;
  /** Each of the lists of due dates that may be the one in force. */
  readonly due: readonly (readonly FuzzyDate[])[];
}

export const actionState = (facts: readonly Fact[]): ActionState => fold(actionAggregate, facts);

/** Undefined for an action that is withdrawn, not yet recorded or stated, or certainly not there on that day. */
export function actionFacets(facts: readonly Fact[], day: Day): ActionFacets | undefined {
  const state = actionState(facts);
  const view = actionAt(state, day);
  if (!view || view.exists === false) return undefined;
  const holders = holdersAt(state.holdings, onDay(day));
  const { meetingId, agendaItemId, parent } = view.entry;
  return {
    id: parseStreamId(view.recorded.recorded.stream).id,
    exists: view.exists,
    kinds: view.kind.possible,
    statuses: view.status.possible,
    ...heldBy(holders),
    unownedWork: isUnownedWork(state, day),
    meeting: meetingId,
    agendaItem: agendaItemId,
    parent,
    due: datesOf(view.due),
  };
}

function heldBy({
  named,
  performers,
  joint,
  unowned,
}: Holders): Pick<ActionFacets, 'owners' | 'performers' | 'joint' | 'unowned'> {
  const owning = named.filter(({ owns }) => owns !== false);
  return {
    owners: owning.map(({ party, owns }) => ({ id: 'id' in party ? party.id : undefined, kind: party.kind, owns })),
    performers: performers.flatMap(({ party, performs }) => ('id' in party ? [{ id: party.id, performs }] : [])),
    joint,
    unowned,
  };
}

const datesOf = ({ possible }: ActionView['due']): ActionFacets['due'] =>
  possible.map((dates) => dates.filter(isDated));
