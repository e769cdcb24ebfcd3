import { amending, accept, commandType, record, refuse, type Command, type Decision } from '../decider.js';
import type { EventOf } from '../event.js';
import type { Fact } from '../facts.js';
import { foundBy, hasBegun, inForce, isFirm } from '../in-force.js';
import { refuseForeignItem } from '../meeting/members.js';
import { isSaid, refuseWordless } from '../wordless.js';
import { refuseDecision } from '../statement/decisions.js';
import { PriorityEntered, PriorityListStarted, PriorityReordered } from './priority-list.events.js';
import { refuseLocked } from './priority-list.locks.js';
import { entryIn, isHeading, ofEntry, type Entry, type PriorityListState } from './priority-list.state.js';
import { refuseForeignOrigin, refuseUnknownEntry } from './references.js';
import { certainStage, stagesOf } from './stages.js';

const startPriorityList = commandType({
  name: 'StartPriorityList',
  records: PriorityListStarted,
  roles: ['secretary', 'chair'],
  body: PriorityListStarted.data,
  creates: true,
  decide: (_state: PriorityListState, command, refs) =>
    refuseForeignItem(command.body, refs) ?? accept(record(PriorityListStarted, command, command.body)),
});

type Enter = Command<EventOf<typeof PriorityEntered>['data']>;

const enterPriority = commandType({
  name: 'EnterPriority',
  records: PriorityEntered,
  roles: ['secretary', 'chair'],
  body: PriorityEntered.data,
  decide: (state: PriorityListState, command, refs) =>
    refuseHeading(state, command) ??
    refuseReclassified(state, command) ??
    refuseForeignOrigin(state, command, refs) ??
    (isSaid(command.body.label) ? undefined : refuseWordless(command.body)) ??
    accept(record(PriorityEntered, command, command.body)),
});

/** An entry stands under a heading of its own list, and a heading under none. */
function refuseHeading(state: PriorityListState, { body }: Enter): Decision | undefined {
  const { is, heading: id } = body;
  if (id === undefined) return undefined;
  const pointers = ['/heading'];
  if (is === 'heading') return refuse('heading-under-heading', 'A heading stands under no other entry.', { pointers });
  const heading = entryIn(state, id);
  if (!heading || isHeading(heading)) return refuseUnknownEntry(state, id, '/heading');
  return refuse('not-a-heading', 'Entries stand under headings only.', { pointers, evidence: [heading] });
}

/** An amendment: what others stand under stays a heading, and what has come some way stays a priority. */
function refuseReclassified(state: PriorityListState, { body, amends, target }: Enter): Decision | undefined {
  if (!amends) return undefined;
  const { id } = amends.recorded;
  if (body.is === 'heading') {
    const steps = [...stagesOf(state, id), ...ofEntry(state.designations, id)];
    return steps.length > 0 ? headingIsNoPriority(steps) : undefined;
  }
  const below = state.entries.filter(({ data }) => data.heading === id);
  if (below.length === 0) return undefined;
  return refuse('not-a-heading', 'Others stand under it, so it is a heading.', {
    pointers: ['/is'],
    evidence: below,
    remedies: below.map((entry) => amending({ target } as Command, entry, 'if it stands elsewhere')),
  });
}

/** A heading is not counted, passes no stages, and is never designated. */
export const refuseOnHeading = (state: PriorityListState, { member }: Command): Decision | undefined => {
  const entry = entryIn(state, member);
  return entry && isHeading(entry) ? headingIsNoPriority([entry]) : undefined;
};

const headingIsNoPriority = (evidence: readonly Fact[]): Decision =>
  refuse('heading-is-no-priority', 'A heading is no priority: others stand under it, and it is not counted.', {
    evidence,
  });

const reorderPriorities = commandType({
  name: 'ReorderPriorities',
  records: PriorityReordered,
  roles: ['secretary', 'chair'],
  body: PriorityReordered.data,
  decide: (state: PriorityListState, command, refs) =>
    refuseIncompleteOrder(state, command) ??
    refuseLocked(state, command, refs, command.body.order) ??
    refuseDecision(command, refs) ??
    accept(record(PriorityReordered, command, command.body)),
});

/**
 * An order names every entry once that is certainly on the list on its date, and none that certainly is not. Headings
 * may be left out: they go where the entries under them go.
 */
function refuseIncompleteOrder(
  state: PriorityListState,
  command: Command<EventOf<typeof PriorityReordered>['data']>,
): Decision | undefined {
  const { order } = command.body;
  for (const [i, id] of order.entries()) {
    const pointers = [`/order/${i}`];
    const entry = entryIn(state, id);
    if (!entry) return refuseUnknownEntry(state, id, `/order/${i}`);
    if (order.indexOf(id) < i) return refuse('named-twice', 'The order names this entry twice.', { pointers });
    const gone = whyNotListed(state, entry, command);
    if (gone) {
      return refuse('entry-not-on-list', `It is not on the list on ${command.effectiveFrom.edtf}.`, {
        pointers,
        evidence: gone,
      });
    }
  }
  const left = state.entries.filter((entry) => isSurelyListed(state, entry, command) && !order.includes(idOf(entry)));
  return left.length === 0
    ? undefined
    : refuse('order-incomplete', `The order leaves out ${inWords(left.length)} on the list.`, {
        pointers: ['/order'],
        details: { missing: left.map(idOf) },
        evidence: left,
      });
}

const inWords = (entries: number): string => (entries === 1 ? '1 entry that is' : `${entries} entries that are`);
const idOf = ({ recorded }: Entry): string => recorded.id;

/** What certainly keeps an entry off the list on the command's date: it was retired, or entered later. */
export function whyNotListed(state: PriorityListState, entry: Entry, command: Command): readonly Fact[] | undefined {
  const steps = foundBy(stagesOf(state, idOf(entry)), command);
  const stage = certainStage(steps, command.effectiveFrom);
  if (stage?.every(({ type }) => type === 'PriorityRetired')) return stage;
  const hasSteps = inForce(steps, command.effectiveFrom, isFirm).nothing !== true;
  return !hasSteps && hasBegun(entry, command.effectiveFrom) === false ? [entry] : undefined;
}

function isSurelyListed(state: PriorityListState, entry: Entry, command: Command): boolean {
  if (isHeading(entry) || !isFirm(entry) || foundBy([entry], command).length === 0) return false;
  if (hasBegun(entry, command.effectiveFrom) !== true) return false;
  const { possible } = inForce(foundBy(stagesOf(state, idOf(entry)), command), command.effectiveFrom, isFirm);
  return !possible.some(({ type }) => type === 'PriorityRetired');
}

export const entryCommands = [startPriorityList, enterPriority, reorderPriorities] as const;
