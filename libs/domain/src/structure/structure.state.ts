import { refuse, type Decision } from '../decider.js';
import type { EventOf, EventType } from '../event.js';
import type { Fact } from '../facts.js';
import { namingsIn, type Naming } from './names.js';
import type { RelationDenied, RelationEnded, RelationStated } from './relations.events.js';
import type { RestructureFact } from './restructures.js';
import type { ContactPointSet, DecisionRightStated, IdentityStated } from './rights.events.js';
import type { SeatCreated, SeatFilled, SeatVacated } from './seats.events.js';
import type { BodyMandated, BodyPhaseSet, MeetingFrequencySet } from './standing.events.js';
import type { BodyEstablished, OrganisationIntroduced, StructureEvent } from './structure.events.js';

type FactOf<E extends EventType> = Fact<EventOf<E>>;

export type PhaseFact = FactOf<typeof BodyPhaseSet>;
/** A relation, or the denial of one. */
export type RelationFact = FactOf<typeof RelationStated> | FactOf<typeof RelationDenied>;
export type RelationEnding = FactOf<typeof RelationEnded>;

/** The structure of a partnership: one stream, so that every rule about it is local. Lists stand in the order of the log. */
export interface StructureState {
  /** By the id of the body. */
  readonly bodies: ReadonlyMap<string, FactOf<typeof BodyEstablished>>;
  readonly organisations: ReadonlyMap<string, FactOf<typeof OrganisationIntroduced>>;
  /** Of bodies and organisations. */
  readonly namings: readonly Naming[];
  readonly mandates: readonly FactOf<typeof BodyMandated>[];
  readonly frequencies: readonly FactOf<typeof MeetingFrequencySet>[];
  readonly phases: readonly PhaseFact[];
  readonly relations: readonly RelationFact[];
  readonly endings: readonly RelationEnding[];
  /** By the id of the seat, which is that of its event. */
  readonly seats: ReadonlyMap<string, FactOf<typeof SeatCreated>>;
  readonly holdings: readonly FactOf<typeof SeatFilled>[];
  readonly vacancies: readonly FactOf<typeof SeatVacated>[];
  readonly contactPoints: readonly FactOf<typeof ContactPointSet>[];
  readonly decisionRights: readonly FactOf<typeof DecisionRightStated>[];
  readonly identities: readonly FactOf<typeof IdentityStated>[];
  /** Of every restructure: proposed, agreed, implemented, abandoned. */
  readonly restructures: readonly RestructureFact[];
}

export const initial: StructureState = {
  bodies: new Map(),
  organisations: new Map(),
  namings: [],
  mandates: [],
  frequencies: [],
  phases: [],
  relations: [],
  endings: [],
  seats: new Map(),
  holdings: [],
  vacancies: [],
  contactPoints: [],
  decisionRights: [],
  identities: [],
  restructures: [],
};

export function evolve(state: StructureState, fact: Fact): StructureState {
  const known = fact as Fact<StructureEvent>;
  switch (known.type) {
    case 'BodyEstablished':
      return { ...named(state, known), bodies: new Map(state.bodies).set(known.data.bodyId, known) };
    case 'OrganisationIntroduced':
      return {
        ...named(state, known),
        organisations: new Map(state.organisations).set(known.data.organisationId, known),
      };
    case 'BodyNamed':
    case 'OrganisationNamed':
      return named(state, known);
    case 'BodyMandated':
      return { ...state, mandates: [...state.mandates, known] };
    case 'MeetingFrequencySet':
      return { ...state, frequencies: [...state.frequencies, known] };
    case 'BodyPhaseSet':
      return { ...state, phases: [...state.phases, known] };
    case 'RelationStated':
    case 'RelationDenied':
      return { ...state, relations: [...state.relations, known] };
    case 'RelationEnded':
      return { ...state, endings: [...state.endings, known] };
    case 'SeatCreated':
      return { ...state, seats: new Map(state.seats).set(known.recorded.id, known) };
    case 'SeatFilled':
      return { ...state, holdings: [...state.holdings, known] };
    case 'SeatVacated':
      return { ...state, vacancies: [...state.vacancies, known] };
    case 'ContactPointSet':
      return { ...state, contactPoints: [...state.contactPoints, known] };
    case 'DecisionRightStated':
      return { ...state, decisionRights: [...state.decisionRights, known] };
    case 'IdentityStated':
      return { ...state, identities: [...state.identities, known] };
    case 'BoardRestructured':
      return { ...named(state, known), restructures: [...state.restructures, known] };
    case 'RestructureProposed':
    case 'RestructureAgreed':
    case 'RestructureAbandoned':
      return { ...state, restructures: [...state.restructures, known] };
    default: {
      const never: never = known;
      return never;
    }
  }
}

const named = (state: StructureState, fact: Fact): StructureState => ({
  ...state,
  namings: [...state.namings, ...namingsIn(fact)],
});

/** `not-found` where no such body is on record. */
export const refuseNoBody = (state: StructureState, bodyId: string): Extract<Decision, { ok: false }> | undefined =>
  state.bodies.has(bodyId) ? undefined : refuse('not-found', `There is no body ${bodyId}.`);
