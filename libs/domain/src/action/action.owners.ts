import { accept, commandType, record, refuse, type Command, type Decision, type References } from '../decider.js';
import type { EventOf } from '../event.js';
import type { Fact } from '../facts.js';
import { foundBy, isFirm } from '../in-force.js';
import { refuseUnknownMember } from '../unknown-reference.js';
import type { ActionState } from './action.state.js';
import { ActionAssigned, ActionReleased, ActionTransferred, type OwnerRef } from './action.events.js';
import { refuseClosed } from './action.work.js';
import { holderOf, holdersAt } from './holders.js';

type Assignment = EventOf<typeof ActionAssigned>['data'];

const assignAction = commandType({
  name: 'AssignAction',
  records: ActionAssigned,
  roles: ['secretary', 'chair'],
  body: ActionAssigned.data,
  decide: (state: ActionState, command, refs) =>
    refuseClosed(state, command) ??
    refuseAssignment(command.body, refs) ??
    accept(record(ActionAssigned, command, command.body)),
});

const transferAction = commandType({
  name: 'TransferAction',
  records: ActionTransferred,
  roles: ['secretary', 'chair'],
  body: ActionTransferred.data,
  decide: (state: ActionState, command, refs) =>
    refuseClosed(state, command) ??
    refuseNonOwners(state, command, command.body.from) ??
    refuseAssignment(command.body, refs) ??
    accept(record(ActionTransferred, command, command.body)),
});

const releaseAction = commandType({
  name: 'ReleaseAction',
  records: ActionReleased,
  roles: ['secretary', 'chair'],
  body: ActionReleased.data,
  decide: (state: ActionState, command) =>
    refuseNonOwners(state, command, command.body.from ?? []) ??
    refuseUnowned(state, command) ??
    accept(record(ActionReleased, command, command.body)),
});

function refuseAssignment({ owners, lead, mark }: Assignment, refs: References): Decision | undefined {
  if (lead !== undefined && lead >= owners.length) {
    return refuse('lead-not-an-owner', `There are ${owners.length} owners; the lead must be one of them.`, {
      pointers: ['/lead'],
      details: { owners: owners.length },
    });
  }
  return (
    mark && refuseUnknownMember(refs, 'owner-mark', { of: mark.meetingId, id: mark.markId, pointer: '/mark/markId' })
  );
}

/** Refused where somebody named certainly does not own it on any day that the date may be. */
function refuseNonOwners(state: ActionState, command: Command, from: readonly OwnerRef[]): Decision | undefined {
  const holders = holdersAt(foundBy(state.holdings, command), command.effectiveFrom, isFirm);
  const at = from.findIndex((ref) => (holderOf(holders, ref)?.owns ?? false) === false);
  if (at < 0) return undefined;
  const owning = holders.named.filter(({ owns }) => owns !== false).flatMap(({ rests }) => rests);
  const lost = holderOf(holders, from[at] as OwnerRef)?.rests ?? [];
  return refuse(
    'not-an-owner',
    `The owner named at place ${at + 1} is not an owner on record on ${command.effectiveFrom.edtf}; work that came by succession is given on from its owner on record.`,
    {
      pointers: [`/from/${at}`],
      evidence: evidence(state, [...lost, ...owning]),
      remedies: [{ command: 'AssignAction', target: command.target, why: 'to say who owns it from that date' }],
    },
  );
}

function refuseUnowned(state: ActionState, command: Command): Decision | undefined {
  if (holdersAt(foundBy(state.holdings, command), command.effectiveFrom, isFirm).unowned !== true) return undefined;
  return refuse('not-owned', `Nobody owns it on ${command.effectiveFrom.edtf}.`, {
    evidence: evidence(state, state.holdings.slice(-1)),
  });
}

const evidence = ({ recorded }: ActionState, facts: readonly Fact[]): Fact[] =>
  facts.length > 0 ? [...new Set(facts)] : recorded ? [recorded] : [];

export const ownerCommands = [assignAction, transferAction, releaseAction] as const;
