import { accept, commandType, record, refuse, type Aggregate, type Decision } from '../decider.js';
import type { EventOf } from '../event.js';
import type { Fact } from '../facts.js';
import {
  ContactRecorded, PersonErased, PersonIntroduced, PersonNamed, PersonsIdentified, personEvents,
  type PersonEvent,
} from './person.events.js'; // prettier-ignore

/** Somebody in the record. Every word about a person is sealed with the person's own key, and goes with it. */
export interface PersonState {
  readonly introduced?: Fact<EventOf<typeof PersonIntroduced>>;
  readonly names: readonly Fact<EventOf<typeof PersonNamed>>[];
  readonly identities: readonly Fact<EventOf<typeof PersonsIdentified>>[];
  readonly contacts: readonly Fact<EventOf<typeof ContactRecorded>>[];
  /** From then on nothing can be sealed with the person's key, here or in any other stream. */
  readonly erased?: Fact<EventOf<typeof PersonErased>>;
}

function evolve(state: PersonState, fact: Fact): PersonState {
  const known = fact as Fact<PersonEvent>;
  switch (known.type) {
    case 'PersonIntroduced':
      return { ...state, introduced: known };
    case 'PersonNamed':
      return { ...state, names: [...state.names, known] };
    case 'PersonsIdentified':
      return { ...state, identities: [...state.identities, known] };
    case 'ContactRecorded':
      return { ...state, contacts: [...state.contacts, known] };
    case 'PersonErased':
      return { ...state, erased: known };
    default: {
      const never: never = known;
      return never;
    }
  }
}

/** `person-erased`, for whoever would seal with the key of an erased person; undefined while there is none. */
export const refuseErased = ({ erased }: PersonState): Extract<Decision, { ok: false }> | undefined =>
  erased &&
  refuse('person-erased', 'The person was erased: nothing can be recorded of them any more.', { evidence: [erased] });

const TITLES = /^(cllr|councillor|sir|dame|lord|lady|dr|prof|professor|revd?|mr|mrs|ms|miss)\.?\s+\S/i;

/** "Cllr A. N. Other" would be sorted, compared and abbreviated as somebody called Cllr. */
function refuseTitle(name: string): Decision | undefined {
  const [, title] = TITLES.exec(name) ?? [];
  if (title === undefined) return undefined;
  return refuse('title-in-name', `"${title}" is a title, not a name: it has a field of its own.`, {
    pointers: ['/name'],
    details: { title },
  });
}

const introducePerson = commandType({
  name: 'IntroducePerson',
  records: PersonIntroduced,
  roles: ['secretary'],
  body: PersonIntroduced.data,
  creates: true,
  // Reached for an erased person only by an amendment, which would seal the name anew.
  decide: (state: PersonState, command) =>
    refuseErased(state) ?? refuseTitle(command.body.name) ?? accept(record(PersonIntroduced, command, command.body)),
});

const namePerson = commandType({
  name: 'NamePerson',
  records: PersonNamed,
  roles: ['secretary'],
  body: PersonNamed.data,
  decide: (state: PersonState, command) => {
    const { name, kind } = command.body;
    const isName = kind === 'name' || kind === 'alias';
    return (
      refuseErased(state) ??
      (isName ? refuseTitle(name) : undefined) ??
      accept(record(PersonNamed, command, command.body))
    );
  },
});

const identifyPersons = commandType({
  name: 'IdentifyPersons',
  records: PersonsIdentified,
  roles: ['secretary'],
  body: PersonsIdentified.data,
  decide: (state: PersonState, command) => {
    if (command.body.other === command.target) {
      return refuse('identified-with-itself', 'Two entries are compared, not one with itself.', {
        pointers: ['/other'],
      });
    }
    return refuseErased(state) ?? accept(record(PersonsIdentified, command, command.body));
  },
});

const recordContact = commandType({
  name: 'RecordContact',
  records: ContactRecorded,
  roles: ['secretary'],
  body: ContactRecorded.data,
  decide: (state: PersonState, command) =>
    refuseErased(state) ?? accept(record(ContactRecorded, command, command.body)),
});

const erasePerson = commandType({
  name: 'ErasePerson',
  records: PersonErased,
  roles: ['administrator'],
  body: PersonErased.data,
  decide: (state: PersonState, command) => refuseErased(state) ?? accept(record(PersonErased, command, command.body)),
});

export const personAggregate: Aggregate<PersonState> = {
  kind: 'person',
  events: personEvents,
  initial: { names: [], identities: [], contacts: [] },
  evolve,
  commands: [introducePerson, namePerson, identifyPersons, recordContact, erasePerson],
};
