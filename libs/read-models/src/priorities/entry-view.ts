import { z } from 'zod';
import {
  entryOn, fold, PriorityEntered, PriorityDesignated, PriorityLocked, priorityListAggregate,
  PRIORITY_STAGES, WordingChallenged, WordingResolved,
  type EntryOn, type Fact, type PriorityListState,
} from '@app/domain'; // prettier-ignore
import { eventAddress } from '../query/event-address.js';
import { Evidence } from '../query/evidence.js';
import { factSchema, factView, said, saidView, shapeOf, Status, statusOf } from '../query/fact-view.js';
import { gapsOf, missing, MissingFields, type Missing } from '../query/missing.js';
import type { Shown } from '../query/shown.js';

export const priorityListState = (facts: readonly Fact[]): PriorityListState => fold(priorityListAggregate, facts);

const Stage = z.enum(PRIORITY_STAGES).describe('entered: on the list, and no step of it is on record.');
export const MayBe = z.union([z.literal(true), z.literal('unknown')]);
const Ternary = z.union([z.boolean(), z.literal('unknown')]);

export const LockView = factSchema(PriorityLocked, 'PriorityLockView', {
  holds: MayBe.describe('unknown: a fuzzy date leaves it open.'),
});
const ChallengeView = factSchema(WordingChallenged, 'WordingChallengeView', {
  open: Ternary.describe('Whether it stands open on `effectiveAt`.'),
  resolutions: z.array(factSchema(WordingResolved, 'WordingResolutionView')),
  missing: MissingFields,
});

const { is, ...entryShape } = shapeOf(PriorityEntered);

export const PriorityEntryView = z
  .looseObject({
    id: z.uuid(),
    status: Status,
    is: is as z.ZodType,
    ...entryShape,
    inEffect: MayBe.describe('unknown: a fuzzy date leaves open whether it was on the list yet.'),
    text: z.string().nullable().optional().describe('The words in force; null where none are, or it is unknown which.'),
    wordedBy: z.string().optional().describe('Address of the event that gave it these words.'),
    possibleWords: z
      .array(z.strictObject({ text: z.string().nullable(), event: z.string() }))
      .optional()
      .describe('Where dates leave open which words were in force: each that may have been.'),
    stage: z
      .union([Stage, z.literal('unknown')])
      .optional()
      .describe('How far it has got; a heading passes no stages.'),
    possibleStages: z.array(Stage).optional(),
    planned: z.array(Stage).optional().describe('What is planned to become of it, and confirmed by nothing yet.'),
    contested: Ternary.describe('Whether a challenge of its wording stands open.'),
    challenges: z.array(ChallengeView),
    designation: z
      .enum(['priority', 'not-priority', 'cannot-be-told', 'unknown'])
      .nullable()
      .optional()
      .describe('What the record says of it, never worked out from counts; null where it says nothing.'),
    designations: z.array(factSchema(PriorityDesignated, 'PriorityDesignationView')),
    locks: z.array(LockView).describe('Its own, and those of the whole list.'),
    ...said,
    missing: MissingFields,
    evidence: z.array(Evidence),
  })
  .meta({ id: 'PriorityEntryView' });

export interface Viewed {
  readonly view: Readonly<Record<string, unknown>>;
  readonly cites: readonly Fact[];
}

/** An entry on the day that is asked about; undefined where it was certainly not on the list by then. */
export function entryView(
  list: PriorityListState,
  id: string,
  facts: readonly Fact[],
  shown: Shown,
): Viewed | undefined {
  const entry = list.entries.find(({ recorded }) => recorded.id === id);
  const on = entry && entryOn(list, entry, shown.reading.ask.effectiveAt);
  return on && viewOf(on, facts, shown);
}

export function viewOf(on: EntryOn, facts: readonly Fact[], shown: Shown): Viewed {
  const { entry, stage, words, contests, designation, locks } = on;
  const { reading, witness } = shown;
  const { text: _text, ...printed } = entry.data;
  const isPriority = entry.data.is === 'priority';
  const view = (fact: Fact) => factView(fact, reading.ask, witness);
  const rests = [
    entry,
    ...words.possible,
    ...stage.rests,
    ...(stage.planned?.rests ?? []),
    ...contests.flatMap(({ challenge, resolutions }) => [challenge, ...resolutions]),
    ...designation.rests,
    ...locks.map(({ fact }) => fact),
  ];
  const cites = [...new Set<Fact>(rests)];
  return {
    view: {
      id: entry.recorded.id,
      status: statusOf(entry),
      ...printed,
      inEffect: on.exists,
      ...wordsOf(on),
      ...(isPriority && stageOf(on)),
      contested: on.contested,
      challenges: contests.map(({ challenge, open, resolutions }) => ({
        ...view(challenge),
        open,
        resolutions: resolutions.map(view),
        missing: lackingIn(challenge, facts, shown),
      })),
      ...(isPriority && { designation: designation.possible.length === 0 ? null : designation.value }),
      designations: designation.rests.map(view),
      locks: locks.map(({ fact, holds }) => ({ ...view(fact), holds })),
      ...saidView(entry),
      missing: missingIn(on, facts, shown),
      evidence: cites.map((fact) => witness.evidence(fact)),
    },
    cites,
  };
}

function wordsOf({ words: { possible, nothing } }: EntryOn): object {
  const [first] = possible;
  const worded = possible.map(({ data, recorded }) => ({ text: data.text ?? null, event: eventAddress(recorded) }));
  if (possible.length === 1 && nothing === false) return { text: first?.data.text, wordedBy: worded[0]?.event };
  return { text: null, ...(first && { possibleWords: worded }) };
}

const stageOf = ({ stage: { value, possible, planned } }: EntryOn): object => ({
  stage: value,
  ...(value === 'unknown' && { possibleStages: possible }),
  ...(planned && { planned: planned.possible }),
});

function missingIn({ entry, words, stage, designation }: EntryOn, facts: readonly Fact[], { reading }: Shown) {
  const gaps = gapsOf(facts, reading.ask);
  const { id } = entry.recorded;
  const lacking: Record<string, Missing> = {};
  const say = (field: string, otherwise: Missing | string) => (lacking[field] = missing(gaps, field, otherwise, id));
  if (words.possible.length > 1 || words.nothing === 'unknown') {
    say('text', { status: 'unknown', reason: 'Dates leave open which words were in force on that day.' });
  } else if (words.nothing === true) {
    say('text', 'No words of it are recorded for that day.');
  }
  if (entry.data.is === 'heading') return lacking;
  if (stage.value === 'unknown') {
    say('stage', { status: 'unknown', reason: 'Dates leave open how far it had got by that day.' });
  }
  if (designation.possible.length === 0) {
    say('designation', 'Apart from its stages, nothing on record designates it a priority or not.');
  } else if (designation.value === 'unknown') {
    say('designation', { status: 'unknown', reason: 'The record says more than one thing of it.' });
  } else if (designation.value === 'cannot-be-told') {
    say('designation', { status: 'cannot-be-told', reason: 'The record does not allow one to tell.' });
  }
  return lacking;
}

function lackingIn(challenge: EntryOn['contests'][number]['challenge'], facts: readonly Fact[], { reading }: Shown) {
  const gaps = gapsOf(facts, reading.ask);
  const { id } = challenge.recorded;
  const { alternative, views, toBeResolvedBy } = challenge.data;
  return {
    ...(alternative === undefined && {
      alternative: missing(gaps, 'alternative', 'No other wording is recorded.', id),
    }),
    ...(views === undefined && { views: missing(gaps, 'views', 'Who holds which view is not recorded.', id) }),
    ...(toBeResolvedBy === undefined && {
      toBeResolvedBy: missing(gaps, 'toBeResolvedBy', 'Who is to settle it is not recorded.', id),
    }),
  };
}
