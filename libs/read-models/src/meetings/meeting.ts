import {
  asCorrected, fold, meetingAggregate, meetingView, parseStreamId,
  type AsCorrected, type Fact, type MeetingState, type MeetingView, type Recorded,
} from '@app/domain'; // prettier-ignore
import type { NotThere } from '../query/answer.js';
import { existing } from '../query/existence.js';
import type { Holder } from '../query/members.js';
import type { Reading } from '../query/reading.js';
import type { Known } from '../query/things.js';

export const begins = ({ type }: Pick<Recorded, 'type'>): boolean => type === 'MeetingRecorded';
const isOwn = (fact: Fact, id: string): boolean => parseStreamId(fact.recorded.stream).id === id;
/** Of the stream that another fact is of. */
export const isOwnFact = (fact: Fact, first: Fact): boolean => fact.recorded.stream === first.recorded.stream;

export const MEETINGS: Holder = {
  kind: 'meeting',
  noun: 'Meeting',
  path: 'meetings',
  inTime: true,
  begins,
  own: isOwn,
};

export const meetingState = (facts: readonly Fact[]): MeetingState => fold(meetingAggregate, facts);

/** A meeting as the record of it stands, and as later meetings corrected it. */
export interface Meeting {
  readonly known: Known;
  /** Of its own stream. */
  readonly facts: readonly Fact[];
  readonly uncertain: readonly string[];
  readonly state: MeetingState;
  readonly minuted: MeetingView;
  readonly corrected: AsCorrected;
  /** Facts of other meetings that agreed or corrected its minutes. */
  readonly elsewhere: readonly Fact[];
}

export async function meetingIn(reading: Reading, id = reading.target.id ?? ''): Promise<Meeting | NotThere> {
  const there = existing(reading, await reading.known('meeting', id), true, begins);
  if ('ok' in there) return there;
  const facts = there.facts.filter((fact) => isOwn(fact, id));
  const state = meetingState(facts);
  const minuted = meetingView(state) as MeetingView;
  const others = there.facts.filter((fact) => !isOwn(fact, id)).map((fact) => parseStreamId(fact.recorded.stream).id);
  const states = [...(await reading.facts('meeting', others)).values()].map(meetingState);
  const corrections = states.flatMap((other) => other.corrections.filter((made) => isAimedAt(other, made, id)));
  const agreements = states.flatMap((other) =>
    other.agreements.filter(({ data: { of } }) => of.kind === 'meeting' && of.id === id),
  );
  return {
    known: there.known,
    facts,
    uncertain: there.uncertain,
    state,
    minuted,
    corrected: asCorrected(minuted, corrections),
    elsewhere: [...corrections, ...agreements],
  };
}

function isAimedAt(
  { targets }: MeetingState,
  { data: { of }, recorded }: MeetingState['corrections'][number],
  id: string,
): boolean {
  const resolved = targets.findLast(({ data }) => data.correctionId === recorded.id);
  return resolved ? resolved.data.meetingId === id : of.kind === 'meeting' && of.id === id;
}
