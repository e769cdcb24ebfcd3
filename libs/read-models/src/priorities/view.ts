import { z } from 'zod';
import {
  CapExceptionGranted, PriorityCapSet, PriorityListStarted, PriorityLonglisted, prioritiesOn,
  type CapOn, type Fact, type PrioritiesOn, type Room,
} from '@app/domain'; // prettier-ignore
import { eventAddress } from '../query/event-address.js';
import { Evidence } from '../query/evidence.js';
import { factSchema, factView, said, saidView, shapeOf, Status, statusOf } from '../query/fact-view.js';
import { gapsOf, missing, MissingFields, type Missing } from '../query/missing.js';
import type { Shown } from '../query/shown.js';
import { LockView, MayBe, PriorityEntryView, priorityListState, viewOf, type Viewed } from './entry-view.js';

const CapView = factSchema(PriorityCapSet, 'PriorityCapView');

export const PriorityListView = z
  .looseObject({
    id: z.uuid(),
    status: Status,
    ...shapeOf(PriorityListStarted),
    entries: z
      .array(PriorityEntryView)
      .describe('Those that were on it by then, in order: a heading, and after it those under it. Retired ones too.'),
    order: z
      .strictObject({
        by: z.enum(['order', 'places', 'unknown']).describe('places: those printed, and otherwise as recorded.'),
        events: z.array(z.string()).describe('Addresses of the orders in force, or that may be.'),
      })
      .describe('By what the entries are sorted.'),
    counts: z.strictObject({
      entries: z.int().describe('Headings and retired ones left out.'),
      adopted: z.int().describe('Certainly adopted on that day.'),
      mayBeAdopted: z
        .int()
        .describe(
          'Those, those of which dates leave it open, and those decided for a day that has come, not confirmed since.',
        ),
      intended: z.int().nullable().describe('How many it was to have; null where no number is on record.'),
    }),
    cap: z
      .strictObject({
        told: z.enum(['number', 'in-words', 'none', 'unknown']),
        max: z.int().nullable(),
        possible: z.array(CapView).describe('The cap in force; several where dates leave open which.'),
      })
      .describe('How many priorities there may be. in-words: no figure is given, so it stops nothing.'),
    exceptions: z.array(factSchema(CapExceptionGranted, 'CapExceptionView', { holds: MayBe })),
    room: z
      .strictObject({ left: z.int().nullable(), least: z.int().optional(), most: z.int().optional() })
      .describe('How many more there may be, below 0 where there are too many; null with bounds, or with a reason.'),
    locks: z.array(LockView).describe('Of the whole list.'),
    longlists: z.array(factSchema(PriorityLonglisted, 'UnknownLonglistView', { begun: MayBe })),
    ...said,
    missing: MissingFields,
    evidence: z.array(Evidence),
  })
  .meta({ id: 'PriorityListView' });

/** The priorities of a list on a day. The caller knows that it is there. */
export function priorityListView(facts: readonly Fact[], id: string, shown: Shown): Viewed {
  const { reading, witness } = shown;
  const on = prioritiesOn(priorityListState(facts), reading.ask.effectiveAt) as PrioritiesOn;
  const entries = on.entries.map((entry) => viewOf(entry, facts, shown));
  const view = (fact: Fact) => factView(fact, reading.ask, witness);
  const own = ownFacts(on);
  return {
    view: {
      id,
      status: statusOf(on.started),
      ...on.started.data,
      entries: entries.map((entry) => entry.view),
      order: orderOf(on),
      counts: countsOf(on),
      cap: { told: on.cap.told, max: maxOf(on.cap), possible: on.cap.possible.map(view) },
      exceptions: on.exceptions.map(({ fact, holds }) => ({ ...view(fact), holds })),
      room: roomOf(on.room),
      locks: on.locks.map(({ fact, holds }) => ({ ...view(fact), holds })),
      longlists: on.longlists.map(({ fact, begun }) => ({ ...view(fact), begun })),
      ...saidView(on.started),
      missing: missingIn(on, facts, shown),
      evidence: own.map((fact) => witness.evidence(fact)),
    },
    cites: [...new Set([...own, ...entries.flatMap(({ cites }) => cites)])],
  };
}

const ownFacts = ({ started, order, cap, exceptions, locks, longlists }: PrioritiesOn): Fact[] => [
  started,
  ...order.possible,
  ...cap.possible,
  ...[...exceptions, ...locks, ...longlists].map(({ fact }) => fact),
];

const orderOf = ({ order: { possible, nothing } }: PrioritiesOn) => ({
  by: possible.length === 0 ? 'places' : possible.length === 1 && nothing === false ? 'order' : 'unknown',
  events: possible.map(({ recorded }) => eventAddress(recorded)),
});

const countsOf = ({ entries, adopted, started }: PrioritiesOn) => ({
  entries: entries.filter(({ entry, stage }) => entry.data.is === 'priority' && stage.value !== 'retired').length,
  adopted: adopted.certain,
  mayBeAdopted: adopted.possible,
  intended: started.data.intended?.number ?? null,
});

const maxOf = ({ told, possible }: CapOn): number | null =>
  told === 'number' ? (possible[0]?.data.max ?? null) : null;

const roomOf = (room: Room) =>
  room.told === 'number'
    ? { left: room.left }
    : room.told === 'between'
      ? { left: null, least: room.least, most: room.most }
      : { left: null };

const WHY_NO_ROOM = {
  'no-cap': 'No cap is recorded for that day.',
  'cap-in-words': 'The cap is given in words only, without a figure.',
  'cap-unknown': 'Dates leave open which cap was in force.',
} as const;

function missingIn(on: PrioritiesOn, facts: readonly Fact[], { reading }: Shown): Record<string, Missing> {
  const gaps = gapsOf(facts, reading.ask);
  const lacking: Record<string, Missing> = {};
  const say = (field: string, otherwise: Missing | string) => (lacking[field] = missing(gaps, field, otherwise));
  if (on.entries.length === 0) say('entries', whyEmpty(on));
  if (on.started.data.owner.is === 'unsettled') {
    say('owner', { status: 'cannot-be-told', reason: 'The record does not settle which body decides on it.' });
  }
  if (on.cap.told === 'none') say('cap', 'No cap is recorded for that day.');
  if (on.cap.told === 'in-words') say('cap.max', 'The cap is given in words only, without a figure.');
  if (on.cap.told === 'unknown') say('cap.max', { status: 'unknown', reason: WHY_NO_ROOM['cap-unknown'] });
  if (on.room.told !== 'number') say('room.left', whyNoRoom(on.room));
  if (on.longlists.length > 0) say('longlist', 'There was a long list; what was on it is not, or not all, on record.');
  const { intended } = on.started.data;
  if (intended?.number === undefined) {
    const inWords = 'How many it was to have is given in words only, without a figure.';
    say('counts.intended', intended?.words ? inWords : 'The record does not say how many it was to have.');
  }
  return lacking;
}

export function whyEmpty({ started }: PrioritiesOn): Missing {
  const { number } = started.data.intended ?? {};
  const reason = number === undefined ? 'No entry is recorded.' : `It was to have ${number}; none of them is named.`;
  return { status: 'not-recorded', reason };
}

const whyNoRoom = (room: Exclude<Room, { told: 'number' }>): Missing =>
  room.told === 'between'
    ? { status: 'unknown', reason: 'Dates leave open how many there are, or how many there may be.' }
    : {
        status:
          room.because === 'cap-unknown' ? 'unknown' : room.because === 'no-cap' ? 'not-recorded' : 'cannot-be-told',
        reason: WHY_NO_ROOM[room.because],
      };
