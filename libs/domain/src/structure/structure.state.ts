import type { EventOf } from '../event.js';
import type { Fact } from '../facts.js';
import { namingsIn, type Naming } from './names.js';
import type { BodyEstablished, OrganisationIntroduced, StructureEvent } from './structure.events.js';

/** The bodies and organisations of a partnership: one stream, so that every rule about them is local. */
export interface StructureState {
  readonly bodies: ReadonlyMap<string, Fact<EventOf<typeof BodyEstablished>>>;
  readonly organisations: ReadonlyMap<string, Fact<EventOf<typeof OrganisationIntroduced>>>;
  /** Of bodies and organisations, in the order of the log. */
  readonly namings: readonly Naming[];
}

export const initial: StructureState = { bodies: new Map(), organisations: new Map(), namings: [] };

export function evolve(state: StructureState, fact: Fact): StructureState {
  const known = fact as Fact<StructureEvent>;
  const named = { ...state, namings: [...state.namings, ...namingsIn(fact)] };
  switch (known.type) {
    case 'BodyEstablished':
      return { ...named, bodies: new Map(state.bodies).set(known.data.bodyId, known) };
    case 'OrganisationIntroduced':
      return { ...named, organisations: new Map(state.organisations).set(known.data.organisationId, known) };
    case 'BodyNamed':
    case 'OrganisationNamed':
      return named;
    case 'BodyMandated':
    case 'MeetingFrequencySet':
    case 'BodyPhaseSet':
    case 'RelationStated':
    case 'RelationDenied':
    case 'RelationEnded':
    case 'SeatCreated':
    case 'SeatFilled':
    case 'SeatVacated':
    case 'ContactPointSet':
    case 'DecisionRightStated':
    case 'IdentityStated':
    case 'RestructureProposed':
    case 'RestructureAgreed':
    case 'BoardRestructured':
    case 'RestructureAbandoned':
      return state;
    default: {
      const never: never = known;
      return never;
    }
  }
}
