import { accept, commandType, record } from '../decider.js';
import {
  ContactPointPayload, ContactPointSet, DecisionRightPayload, DecisionRightStated, IdentityPayload, IdentityStated,
} from './rights.events.js'; // prettier-ignore
import type { StructureState } from './structure.state.js';

const setBodyContact = commandType({
  name: 'SetBodyContact',
  records: ContactPointSet,
  roles: ['secretary', 'chair'],
  body: ContactPointPayload,
  decide: (_state: StructureState, command) =>
    accept(record(ContactPointSet, command, { of: { kind: 'body', id: command.target }, ...command.body })),
});

const setOrganisationContact = commandType({
  name: 'SetOrganisationContact',
  records: ContactPointSet,
  roles: ['secretary', 'chair'],
  body: ContactPointPayload,
  decide: (_state: StructureState, command) =>
    accept(record(ContactPointSet, command, { of: { kind: 'organisation', id: command.target }, ...command.body })),
});

const stateDecisionRight = commandType({
  name: 'StateDecisionRight',
  records: DecisionRightStated,
  roles: ['secretary', 'chair'],
  body: DecisionRightPayload,
  decide: (_state: StructureState, command) =>
    accept(record(DecisionRightStated, command, { bodyId: command.target, ...command.body })),
});

const identifyBody = commandType({
  name: 'IdentifyBody',
  records: IdentityStated,
  roles: ['secretary', 'chair'],
  body: IdentityPayload,
  decide: (_state: StructureState, command) =>
    accept(record(IdentityStated, command, { of: { kind: 'body', id: command.target }, ...command.body })),
});

const identifyOrganisation = commandType({
  name: 'IdentifyOrganisation',
  records: IdentityStated,
  roles: ['secretary', 'chair'],
  body: IdentityPayload,
  decide: (_state: StructureState, command) =>
    accept(record(IdentityStated, command, { of: { kind: 'organisation', id: command.target }, ...command.body })),
});

export const rightCommands = [
  setBodyContact,
  setOrganisationContact,
  stateDecisionRight,
  identifyBody,
  identifyOrganisation,
] as const;
