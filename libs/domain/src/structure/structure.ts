import { accept, commandType, record, refuse, type Aggregate } from '../decider.js';
import { refuseEndedBody } from './body-ended.js';
import { relationCommands } from './structure.relations.js';
import { restructureCommands } from './structure.restructures.js';
import { rightCommands } from './structure.rights.js';
import { seatCommands } from './structure.seats.js';
import { refuseOverlapping, standingCommands } from './structure.standing.js';
import { evolve, initial, type StructureState } from './structure.state.js';
import { refuseTakenName } from './taken-names.js';
import { refuseUnsound } from './tree.js';
import {
  BodyEstablished, BodyNamed, BodyNamePayload, BodyPayload, OrganisationIntroduced, OrganisationNamed,
  OrganisationNamePayload, OrganisationPayload, structureEvents,
} from './structure.events.js'; // prettier-ignore

const establishBody = commandType({
  name: 'EstablishBody',
  records: BodyEstablished,
  roles: ['secretary'],
  body: BodyPayload,
  decide: (state: StructureState, command) => {
    const { name, kind, memberOf } = command.body;
    if (command.effectiveTo) {
      return refuse('ends-by-restructure', 'A body ends only by a restructure, which says what becomes of its work.', {
        pointers: ['/effectiveTo'],
      });
    }
    const whole = memberOf === undefined ? undefined : state.bodies.get(memberOf);
    if (memberOf !== undefined && whole?.data.kind !== 'class') {
      return refuse('not-a-class', 'Only a class of bodies has members of this sort.', {
        pointers: ['/memberOf'],
        evidence: whole ? [whole] : [],
      });
    }
    // A body that is established now has none: this is an amendment.
    const members = [...state.bodies.values()].filter(({ data }) => data.memberOf === command.target);
    if (kind !== 'class' && members.length > 0) {
      return refuse('not-a-class', 'It has members, and only a class of bodies has any.', {
        pointers: ['/kind'],
        evidence: members,
      });
    }
    return (
      refuseTakenName(state, command, command.target, { ...command.body, name, kind: 'primary' }) ??
      accept(record(BodyEstablished, command, { bodyId: command.target, ...command.body }))
    );
  },
});

const nameBody = commandType({
  name: 'NameBody',
  records: BodyNamed,
  roles: ['secretary'],
  body: BodyNamePayload,
  decide: (state: StructureState, command, refs) => {
    const bodyId = command.target;
    if (!state.bodies.has(bodyId)) return refuse('not-found', `There is no body ${bodyId}.`);
    return (
      refuseEndedBody(refs.own(), bodyId, command) ??
      refuseTakenName(state, command, bodyId, command.body) ??
      accept(record(BodyNamed, command, { bodyId, ...command.body }))
    );
  },
});

const introduceOrganisation = commandType({
  name: 'IntroduceOrganisation',
  records: OrganisationIntroduced,
  roles: ['secretary'],
  body: OrganisationPayload,
  decide: (_state: StructureState, command) =>
    accept(record(OrganisationIntroduced, command, { organisationId: command.target, ...command.body })),
});

const nameOrganisation = commandType({
  name: 'NameOrganisation',
  records: OrganisationNamed,
  roles: ['secretary'],
  body: OrganisationNamePayload,
  decide: (state: StructureState, command) => {
    const organisationId = command.target;
    return state.organisations.has(organisationId)
      ? accept(record(OrganisationNamed, command, { organisationId, ...command.body }))
      : refuse('not-found', `There is no organisation ${organisationId}.`);
  },
});

export const structureAggregate: Aggregate<StructureState> = {
  kind: 'structure',
  events: structureEvents,
  initial,
  evolve,
  upholds: (before, after) => refuseUnsound(before, after) ?? refuseOverlapping(after),
  commands: [
    establishBody, nameBody, introduceOrganisation, nameOrganisation, ...standingCommands, ...relationCommands,
    ...seatCommands, ...rightCommands, ...restructureCommands,
  ], // prettier-ignore
};
