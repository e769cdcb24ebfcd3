import { z } from 'zod';
import {
  accept, commandType, record, refuse,
  type Aggregate, type Command, type Decision, type Role,
} from '../decider.js'; // prettier-ignore
import type { EventOf } from '../event.js';
import type { Fact } from '../facts.js';
import { holdsOn, isBefore, isOnOrBefore, onDay, type Day } from '../time/index.js';
import {
  AccessGranted, AccessRevoked, PartnershipRegistered, Registration, VocabularySet, partnershipEvents,
  type PartnershipEvent,
} from './partnership.events.js'; // prettier-ignore

/**
 * Who may do what, and in which terms a partnership speaks.
 *
 * A token is found among the grants without opening a sealed word: its actor id is the HMAC-SHA-256 of its issuer and
 * subject under the partnership's digest key, which stays outside the log, so that nobody can guess who an actor is.
 * The domain has no keys and computes none of it: whoever checks the token fills `actorId` in (and `digestKey`, when a
 * partnership is registered), and the decider takes it as given. `RegistrationRequest` and `GrantRequest` are what is
 * left for a client to say.
 *
 * Grants are acts of the system, not statements about the world: how certain one is said to be plays no part.
 */
export interface PartnershipState {
  readonly registered?: Fact<EventOf<typeof PartnershipRegistered>>;
  readonly grants: readonly Grant[];
  readonly vocabularies: readonly Fact<EventOf<typeof VocabularySet>>[];
}

export interface Grant {
  readonly id: string;
  readonly actorId: string;
  readonly roles: readonly Role[];
  readonly fact: Fact<EventOf<typeof AccessGranted>>;
  readonly revocations: readonly Fact<EventOf<typeof AccessRevoked>>[];
}

/** Whether a grant certainly holds: from its latest possible start until its earliest possible end. */
export const isInForce = ({ fact, revocations }: Grant, day: Day): boolean =>
  holdsOn({ from: fact.effectiveFrom, to: fact.effectiveTo }, day) === true &&
  revocations.every((revocation) => isBefore(day, revocation.effectiveFrom) === true);

/** What an actor may do on that day; empty for one without a grant. */
export const rolesOn = (state: PartnershipState, actorId: string, day: Day): ReadonlySet<Role> =>
  new Set(
    state.grants.filter((grant) => grant.actorId === actorId && isInForce(grant, day)).flatMap(({ roles }) => roles),
  );

/** The vocabulary that certainly holds on that day: the last one to take effect; on equal dates the later recorded. */
export function vocabularyOn(
  state: PartnershipState,
  name: string,
  day: Day,
): Fact<EventOf<typeof VocabularySet>> | undefined {
  return state.vocabularies
    .filter((fact) => fact.data.name === name)
    .filter((fact) => holdsOn({ from: fact.effectiveFrom, to: fact.effectiveTo }, day) === true)
    .reduce<Fact<EventOf<typeof VocabularySet>> | undefined>(
      (last, fact) => (last && isBefore(fact.effectiveFrom, last.effectiveFrom) === true ? last : fact),
      undefined,
    );
}

function evolve(state: PartnershipState, fact: Fact): PartnershipState {
  const known = fact as Fact<PartnershipEvent>;
  switch (known.type) {
    case 'PartnershipRegistered':
      return { ...state, registered: known };
    case 'AccessGranted': {
      const { actorId, roles } = known.data;
      const grant = { id: known.recorded.id, actorId, roles, fact: known, revocations: [] };
      return { ...state, grants: [...state.grants, grant] };
    }
    case 'AccessRevoked':
      return {
        ...state,
        grants: state.grants.map((grant) =>
          grant.id === known.data.grant ? { ...grant, revocations: [...grant.revocations, known] } : grant,
        ),
      };
    case 'VocabularySet':
      return { ...state, vocabularies: [...state.vocabularies, known] };
    default: {
      const never: never = known;
      return never;
    }
  }
}

const registerPartnership = commandType({
  name: 'RegisterPartnership',
  records: PartnershipRegistered,
  // No role can come before the first grant: the edge asks for a token with the scope `partnerships:create`.
  roles: [],
  body: Registration,
  creates: true,
  decide: (_state: PartnershipState, command) => {
    const { issuer, subject, ...partnership } = command.body;
    return accept(record(PartnershipRegistered, command, partnership), firstGrant(command, { issuer, subject }));
  },
});

/** In force from today, whatever the dates of the partnership: somebody must be able to go on. */
function firstGrant(command: Command, who: { issuer: string; subject: string }) {
  const { effectiveTo: _, because: __, ...rest } = command;
  const today = onDay(command.today);
  return record(
    AccessGranted,
    { ...rest, statedOn: today, effectiveFrom: today, sources: [], certainty: 'fact' },
    { actorId: command.actor, ...who, roles: ['administrator', 'secretary', 'chair'] },
  );
}

const grantAccess = commandType({
  name: 'GrantAccess',
  records: AccessGranted,
  roles: ['administrator'],
  body: AccessGranted.data,
  decide: (state: PartnershipState, command) => {
    const { actorId, roles } = command.body;
    const held = state.grants.find((grant) => grant.actorId === actorId && covers(grant, roles, command));
    return held
      ? refuse('grant-in-force', `A grant in force allows this already: ${roles.join(', ')}.`, {
          evidence: [held.fact],
        })
      : accept(record(AccessGranted, command, command.body));
  },
});

/** Whether the grant gives all these roles from then on, with no end on record. */
const covers = (grant: Grant, roles: readonly Role[], { effectiveFrom }: Pick<Command, 'effectiveFrom'>): boolean =>
  roles.every((role) => grant.roles.includes(role)) &&
  isOnOrBefore(grant.fact.effectiveFrom, effectiveFrom) === true &&
  !grant.fact.effectiveTo &&
  grant.revocations.length === 0;

const revokeAccess = commandType({
  name: 'RevokeAccess',
  records: AccessRevoked,
  roles: ['administrator'],
  body: z.strictObject({}).meta({ id: 'Revocation' }),
  decide: revoke,
});

/** `command.member` is the grant. */
function revoke(state: PartnershipState, command: Command): Decision {
  const grant = state.grants.find(({ id }) => id === command.member);
  if (!grant) return refuse('not-found', `There is no grant ${command.member}.`);
  const earlier = grant.revocations.find((fact) => isOnOrBefore(fact.effectiveFrom, command.effectiveFrom) === true);
  if (earlier) return refuse('grant-revoked', 'The grant is revoked from then on already.', { evidence: [earlier] });
  const others = state.grants.filter(({ id }) => id !== grant.id);
  if (grant.roles.includes('administrator') && !others.some((other) => covers(other, ['administrator'], command))) {
    return refuse('last-administrator', 'Nobody could grant, revoke or erase from then on.', {
      evidence: [grant.fact],
      remedies: [{ command: 'GrantAccess', target: command.target, why: 'Make somebody else administrator first.' }],
    });
  }
  return accept(record(AccessRevoked, command, { grant: grant.id }));
}

const setVocabulary = commandType({
  name: 'SetVocabulary',
  records: VocabularySet,
  roles: ['administrator'],
  body: VocabularySet.data,
  decide: (_state: PartnershipState, command) => accept(record(VocabularySet, command, command.body)),
});

export const partnershipAggregate: Aggregate<PartnershipState> = {
  kind: 'partnership',
  events: partnershipEvents,
  initial: { grants: [], vocabularies: [] },
  evolve,
  commands: [registerPartnership, grantAccess, revokeAccess, setVocabulary],
};
