import { z } from 'zod';
import {
  accept,
  commandType,
  record,
  refuse,
  type Aggregate,
  type Command,
  type Decision,
  type References,
} from '../decider.js';
import { type Fact } from '../facts.js';
import { isPlan } from '../in-force.js';
import { Party } from '../party.js';
import { words } from '../schema.js';
import { Certainty, isPlanned } from '../source.js';
import { isBefore } from '../time/index.js';
import { refuseUnknown } from '../unknown-reference.js';
import { upheld } from '../upheld.js';
import { amendFact } from './amendment.js';
import { concernedBy, factAt, typeOf, unknownEvent } from './concerned.js';
import {
  CertaintyRevised,
  ConsultationPayload,
  ConsultationRecorded,
  FactDisputed,
  GapNoted,
  GapPayload,
  anythingEvents,
  type Concerned,
} from './anything.events.js';

/** An aggregate with what may be said on anything: amendments, disputes, certainties and gaps. */
export const withAnything = <S>(aggregate: Aggregate<S>): Aggregate<S> => {
  const whole: Aggregate<S> = {
    ...aggregate,
    events: [...aggregate.events, ...anythingEvents],
    // An amendment can be amended by the same command, so it has to know the whole.
    commands: [
      ...aggregate.commands,
      amendFact(() => whole),
      disputeFact,
      reviseCertainty,
      noteGap,
      recordConsultation,
    ],
  };
  return whole;
};

const disputeFact = commandType({
  name: 'DisputeFact',
  records: FactDisputed,
  roles: ['secretary', 'chair', 'member'],
  body: z.strictObject({ statement: words(4_000), by: Party.optional() }).meta({ id: 'Dispute' }),
  decide: (_state: unknown, command, refs) =>
    about(command, refs, (fact, concerned) =>
      accept(record(FactDisputed, command, { ...command.body, eventId: fact.recorded.id, concerned })),
    ),
});

const reviseCertainty = commandType({
  name: 'ReviseCertainty',
  records: CertaintyRevised,
  roles: ['secretary', 'chair'],
  body: z.strictObject({ becomes: Certainty }).meta({ id: 'CertaintyRevision' }),
  decide: (_state: unknown, command, refs) =>
    about(command, refs, (fact, concerned) =>
      fact.certainty === command.body.becomes && !isConfirmedBy(fact, command)
        ? refuse('certainty-unchanged', `It is recorded as ${fact.certainty} already.`, { evidence: [fact] })
        : upheld(
            command,
            refs,
            accept(record(CertaintyRevised, command, { ...command.body, eventId: fact.recorded.id, concerned })),
          ),
    ),
});

/** It was stated ahead of its date, and is now said again on that date or later: in the same words, it confirms it. */
const isConfirmedBy = (fact: Fact, { statedOn }: Command): boolean =>
  !isPlanned(fact.certainty) && isPlan(fact) && isBefore(statedOn, fact.effectiveFrom) !== true;

/** `command.target` is the thing, or in the structure the body or organisation that the gap is in. */
const noteGap = commandType({
  name: 'NoteGap',
  records: GapNoted,
  roles: ['secretary', 'chair'],
  body: GapPayload,
  decide: (_state: unknown, command, refs) => {
    const member = memberNamed(command, refs);
    return 'ok' in member ? member : accept(record(GapNoted, command, { ...command.body, ...member }));
  },
});

const recordConsultation = commandType({
  name: 'RecordConsultation',
  records: ConsultationRecorded,
  roles: ['secretary', 'chair'],
  body: ConsultationPayload,
  decide: (_state: unknown, command, refs) => {
    const { with: asked = [], at, described, result } = command.body;
    if (asked.length === 0 && !at && described === undefined && result === undefined) {
      return refuse('consultation-untold', 'Say with whom, at which event, in which words, or with what result.', {
        pointers: ['/with', '/at', '/described', '/result'],
      });
    }
    const member = memberNamed(command, refs);
    return 'ok' in member ? member : accept(record(ConsultationRecorded, command, { ...command.body, ...member }));
  },
});

/** The member that something is said of, where it is one: in the structure the thing in the path is, or a seat of it. */
function memberNamed(
  { target, body }: Command<{ readonly member?: string | undefined }>,
  refs: References,
): { readonly member?: string; readonly within?: string } | Extract<Decision, { ok: false }> {
  const inStructure = refs.aggregate.kind === 'structure';
  const member = inStructure ? (body.member ?? target) : body.member;
  if (member === undefined) return {};
  const isBelow = inStructure && member !== target;
  const isIn = (fact: Fact) => !isBelow || (fact.type === 'SeatCreated' && bodyOf(fact) === target);
  if (refs.own().some((fact) => isMember(refs.aggregate, fact, member) && isIn(fact))) {
    return { member, ...(isBelow && { within: target }) };
  }
  if (inStructure && !isBelow) return refuse('not-found', `There is nothing ${member} in the structure.`);
  return refuseUnknown({ kind: 'member', id: member, pointer: '/member' });
}

const bodyOf = ({ data }: Fact): string | undefined => (data as { readonly bodyId?: string }).bodyId;

/** Whether the fact began the member: one with an id of its own, or one that has its event's id. */
function isMember<S>(aggregate: Aggregate<S>, fact: Fact, member: string): boolean {
  if (fact.withdrawn) return false;
  const type = typeOf(aggregate, fact);
  const id = type.begins === 'member' ? type.member?.(fact.data) : undefined;
  return (id ?? fact.recorded.id) === member;
}

function about(command: Command, refs: References, then: (fact: Fact, concerned: Concerned) => Decision): Decision {
  const fact = factAt(refs.own(), command);
  return fact ? then(fact, concernedBy(refs.aggregate, fact, [])) : unknownEvent(command);
}
