import { AGGREGATES, type Aggregate, type CommandType, type EventType, type StreamKind } from '@app/domain';
import { z } from 'zod';
import { asWritten, WrittenLines } from './written.js';

/** A kind of entry: which command it is, and where that command is sent. */
export interface EntryKind {
  readonly name: string;
  readonly command: string;
  readonly records: EventType;
  /** The kind of stream; undefined for what may be said on anything. */
  readonly stream: StreamKind | undefined;
  /** The payload as the API takes it. */
  readonly body: z.ZodType;
  /** The payload as it is written in a file. */
  readonly written: z.ZodType;
  /** Whether the entry stands under another: the thing, the member of a thing, or the event that it is about. */
  readonly under: 'nothing' | 'thing' | 'member' | 'event';
  /** Where the command is sent, below its thing (or below the partnership, where it makes one). */
  readonly collection: string;
  /** The field that is filled with the words at the entry's lines, where it is left out and the papers are given. */
  readonly printed?: string;
  /** Fields that the server fills in where they are left out. */
  readonly supplied: ReadonlySet<string>;
  /** Decided on sight of a state: sent with the revision that was seen. */
  readonly onSight: boolean;
}

/** `by`: the command, where several record such an event. */
type Row = readonly [event: string, under: EntryKind['under'], collection: string, printed?: string, by?: string];

/** In the order of examples/README.md. Documents and their texts stand apart: they come from the head of the file. */
const ROWS: Readonly<Record<string, Row>> = {
  vocabulary: ['VocabularySet', 'nothing', 'vocabularies'],
  person: ['PersonIntroduced', 'nothing', 'people'],
  'person-name': ['PersonNamed', 'thing', 'names'],
  'person-identity': ['PersonsIdentified', 'thing', 'identities'],
  body: ['BodyEstablished', 'nothing', 'bodies'],
  'body-name': ['BodyNamed', 'thing', 'names'],
  mandate: ['BodyMandated', 'thing', 'mandates'],
  frequency: ['MeetingFrequencySet', 'thing', 'frequencies'],
  phase: ['BodyPhaseSet', 'thing', 'phases'],
  relation: ['RelationStated', 'thing', 'relations'],
  'relation-denial': ['RelationDenied', 'thing', 'relations/denials'],
  'relation-end': ['RelationEnded', 'member', 'endings'],
  seat: ['SeatCreated', 'thing', 'seats'],
  'seat-holder': ['SeatFilled', 'member', 'holders'],
  'seat-vacancy': ['SeatVacated', 'member', 'vacancies'],
  contact: ['ContactPointSet', 'thing', 'contact-points', undefined, 'SetBodyContact'],
  'decision-right': ['DecisionRightStated', 'thing', 'decision-rights'],
  'body-identity': ['IdentityStated', 'thing', 'identities', undefined, 'IdentifyBody'],
  organisation: ['OrganisationIntroduced', 'nothing', 'organisations'],
  'organisation-name': ['OrganisationNamed', 'thing', 'names'],
  'organisation-contact': ['ContactPointSet', 'thing', 'contact-points', undefined, 'SetOrganisationContact'],
  'organisation-identity': ['IdentityStated', 'thing', 'identities', undefined, 'IdentifyOrganisation'],
  restructure: ['RestructureProposed', 'nothing', 'restructures'],
  'restructure-agreement': ['RestructureAgreed', 'thing', 'agreements'],
  'restructure-implementation': ['BoardRestructured', 'thing', 'implementations'],
  'restructure-abandonment': ['RestructureAbandoned', 'thing', 'abandonments'],
  document: ['DocumentFiled', 'nothing', 'documents'],
  'document-text': ['DocumentTextFiled', 'thing', 'text'],
  attribution: ['DocumentAttributed', 'thing', 'attributions'],
  meeting: ['MeetingRecorded', 'nothing', 'meetings'],
  'agenda-item': ['AgendaItemRecorded', 'thing', 'agenda-items'],
  attendance: ['AttendanceStated', 'thing', 'attendances'],
  'attendance-resolution': ['AttendanceResolved', 'member', 'resolutions'],
  interests: ['InterestsDeclared', 'thing', 'interests'],
  paper: ['PaperPresented', 'thing', 'papers'],
  'owner-mark': ['OwnerMarkRecorded', 'thing', 'owner-marks'],
  'mark-match': ['OwnerMarkMatched', 'member', 'matches'],
  initials: ['InitialsResolved', 'thing', 'initials'],
  'minutes-agreement': ['MinutesAgreed', 'thing', 'agreements'],
  'minutes-correction': ['MinutesCorrected', 'thing', 'corrections'],
  'correction-target': ['CorrectionTargetResolved', 'member', 'targets'],
  'next-meeting': ['NextMeetingClaimed', 'thing', 'next-dates'],
  action: ['ActionRecorded', 'nothing', 'actions', 'text'],
  reclassification: ['ActionReclassified', 'thing', 'reclassifications'],
  assignment: ['ActionAssigned', 'thing', 'assignments'],
  transfer: ['ActionTransferred', 'thing', 'transfers'],
  release: ['ActionReleased', 'thing', 'releases'],
  due: ['ActionDueSet', 'thing', 'due-dates'],
  progress: ['ActionProgressed', 'thing', 'progress'],
  completion: ['ActionCompleted', 'thing', 'completions'],
  reopening: ['ActionReopened', 'thing', 'reopenings'],
  withdrawal: ['ActionWithdrawn', 'thing', 'withdrawals'],
  escalation: ['ActionEscalated', 'thing', 'escalations'],
  link: ['ActionLinked', 'thing', 'links'],
  'statement-list': ['StatementListRecorded', 'nothing', 'statement-lists'],
  statement: ['StatementRecorded', 'nothing', 'statements', 'text'],
  'statement-name': ['StatementNamed', 'thing', 'names'],
  vote: ['VoteOpened', 'nothing', 'votes'],
  'vote-option': ['VoteOptionAdded', 'thing', 'options', 'text'],
  'vote-count': ['PriorityVoted', 'thing', 'counts', undefined, 'RecordVoteCount'],
  ballot: ['PriorityVoted', 'thing', 'ballots', undefined, 'CastBallot'],
  'vote-correction': ['VoteCorrected', 'thing', 'corrections'],
  'vote-designation': ['VoteOptionDesignated', 'thing', 'designations'],
  'vote-closure': ['VoteClosed', 'thing', 'closures'],
  'priority-list': ['PriorityListStarted', 'nothing', 'priority-lists'],
  priority: ['PriorityEntered', 'thing', 'entries', 'text'],
  'unknown-longlist': ['PriorityLonglisted', 'thing', 'longlistings', undefined, 'NoteLonglist'],
  longlisting: ['PriorityLonglisted', 'member', 'longlistings', undefined, 'LonglistPriority'],
  shortlisting: ['PriorityShortlisted', 'member', 'shortlistings'],
  adoption: ['PriorityAdopted', 'member', 'adoptions'],
  retirement: ['PriorityRetired', 'member', 'retirements'],
  wording: ['PriorityWorded', 'member', 'wordings'],
  'wording-challenge': ['WordingChallenged', 'member', 'challenges'],
  'wording-resolution': ['WordingResolved', 'member', 'resolutions'],
  'priority-designation': ['PriorityDesignated', 'member', 'designations'],
  'priority-lock': ['PriorityLocked', 'member', 'locks', undefined, 'LockPriority'],
  'list-lock': ['PriorityLocked', 'thing', 'locks', undefined, 'LockPriorityList'],
  cap: ['PriorityCapSet', 'thing', 'cap'],
  'cap-exception': ['CapExceptionGranted', 'thing', 'cap-exceptions'],
  order: ['PriorityReordered', 'thing', 'orders'],
  call: ['OffersCalled', 'nothing', 'calls', 'text'],
  offer: ['OfferMade', 'thing', 'offers'],
  'offer-declined': ['OfferDeclined', 'thing', 'responses'],
  'offer-acceptance': ['OfferAccepted', 'member', 'acceptances'],
  consultation: ['ConsultationRecorded', 'thing', 'consultations'],
  gap: ['GapNoted', 'thing', 'gaps'],
  dispute: ['FactDisputed', 'event', 'disputes'],
  'certainty-revision': ['CertaintyRevised', 'event', 'certainties'],
  amendment: ['FactAmended', 'event', 'amendments'],
};

/** The body in the path is one end of a relation; what was proposed is what is done. */
const SUPPLIED: Readonly<Record<string, readonly string[]>> = {
  relation: ['from', 'to'],
  'relation-denial': ['from', 'to'],
  'restructure-implementation': ['changes', 'dispositions'],
};

const ANYTHING = new Set(['GapNoted', 'ConsultationRecorded', 'FactDisputed', 'CertaintyRevised', 'FactAmended']);

function kindOf(name: string, [event, under, collection, printed, by]: Row): EntryKind {
  for (const aggregate of Object.values(AGGREGATES) as Aggregate<never>[]) {
    const command = aggregate.commands.find(
      (one) => one.records.type === event && (by === undefined || one.name === by),
    );
    if (!command) continue;
    return {
      name,
      command: command.name,
      records: command.records,
      stream: ANYTHING.has(event) ? undefined : aggregate.kind,
      body: bodyOf(command),
      written: writtenBody(name, asWritten(bodyOf(command)) as z.ZodType),
      under,
      collection,
      ...(printed !== undefined && { printed }),
      supplied: new Set(SUPPLIED[name]),
      onSight: command.onSight ?? false,
    };
  }
  throw new Error(`no command records ${event}`);
}

/** What the amended event is to say. Its form is that of the entry that it names, which is checked when it is read. */
const Instead = z
  .record(z.string(), z.unknown())
  .nullable()
  .describe(
    'The amended entry, whole: `entry` and its fields; dates and lines left out stay as they were. Null withdraws.',
  );

/** Two payloads have `lines` of their own, which in a file are the lines of the source. */
function writtenBody(name: string, body: z.ZodType): z.ZodType {
  if (!(body instanceof z.ZodObject)) return body;
  const { lines: _, documentId: __, member: ___, ...shape } = body.shape as z.ZodRawShape;
  if (name === 'amendment') return z.strictObject({ kind: shape['kind'] as z.ZodType, instead: Instead });
  // Where the gap is, its source and the entry that it stands under say already.
  if (name === 'gap') return z.strictObject(shape);
  if (name === 'consultation') return z.strictObject(shape);
  if (name !== 'attribution') return body;
  return z
    .strictObject({ ...shape, passage: WrittenLines.optional().describe('The lines in question; all where left out.') })
    .transform(({ passage, ...rest }) => ({ ...rest, ...(passage && { lines: passage }) }));
}

const bodyOf = (command: CommandType<never>): z.ZodType => command.body;

export const ENTRY_KINDS: ReadonlyMap<string, EntryKind> = new Map(
  Object.entries(ROWS).map(([name, row]) => [name, kindOf(name, row)]),
);

/** Throws for a name that is none. */
export function entryKind(name: string): EntryKind {
  const kind = ENTRY_KINDS.get(name);
  if (!kind) throw new Error(`no kind of entry: ${name}`);
  return kind;
}

/** The fields of an entry of the kind, apart from those that every entry has. */
export const fieldsOf = ({ written }: EntryKind): ReadonlySet<string> => keysOf(written);

function keysOf(schema: z.ZodType): ReadonlySet<string> {
  const { def } = (schema as z.core.$ZodType as z.core.$ZodTypes)._zod;
  if (def.type === 'pipe') return keysOf(def.in as z.ZodType);
  return new Set(def.type === 'object' ? Object.keys(def.shape) : []);
}

/** The fields of the payload that an entry decides; what the server or its place fills in is not among them. */
export const decidedBy = (kind: EntryKind): string[] =>
  [...fieldsOf(kind)].map((field) => (field === 'passage' ? 'lines' : field));
