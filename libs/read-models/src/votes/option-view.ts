import { z } from 'zod';
import {
  DesignationBasis, fold, isBallot, tally, voteAggregate, VoteOptionAdded,
  type Day, type Fact, type OptionTally, type Tally,
} from '@app/domain'; // prettier-ignore
import { eventAddress } from '../query/event-address.js';
import { Evidence } from '../query/evidence.js';
import { shapeOf } from '../query/fact-view.js';
import { gapsOf, missing, MissingFields, type Missing } from '../query/missing.js';
import type { Shown } from '../query/shown.js';

const Votes = z.int().min(0).nullable();
const Designated = z.enum(['priority', 'not-priority', 'cannot-be-told']);
const Status = z.enum(['in-force', 'planned']);

const DesignationView = z
  .strictObject({
    value: z.union([Designated, z.literal('unknown')]),
    status: Status,
    grounds: z
      .array(
        z.looseObject({
          designation: Designated,
          basis: DesignationBasis,
          rule: z.string().nullable().optional().describe('As printed.'),
          decisionId: z.uuid().optional(),
          event: z.string(),
        }),
      )
      .describe('On what it rests; several where a fuzzy date leaves open which holds.'),
  })
  .meta({ id: 'VoteDesignationView' });

/** What an option got, beside what it is. */
export const standingShape = {
  recorded: z.union([z.boolean(), z.literal('unknown')]).describe('Whether a count is on record; a blank is none.'),
  votes: Votes.describe('Sub-items are counted with it. null: not recorded, which is not zero; `missing` says why.'),
  votesStatus: Status.optional().describe('planned: the count is likely or intended, and confirmed by nothing.'),
  possibleVotes: z.array(Votes).optional().describe('The alternatives, where the count is open.'),
  rank: z
    .int()
    .min(1)
    .nullable()
    .describe('By votes, equal ones sharing a rank: 1, 2, 2, 4. null without a count, or where it is open.'),
  tied: z.array(z.uuid()).describe('Options that certainly have as many votes.'),
  designation: DesignationView.nullable().describe('As recorded; never worked out from counts. null: not recorded.'),
  superseded: z
    .array(z.string())
    .describe('Addresses of counts and ballots of which a correction or a later ballot has taken the place.'),
  missing: MissingFields,
  evidence: z.array(Evidence),
};

export const OptionView = z
  .looseObject({ id: z.uuid(), ...shapeOf(VoteOptionAdded), ...standingShape })
  .meta({ id: 'VoteOptionTally' });

interface Viewed {
  readonly view: object;
  readonly cites: readonly Fact[];
}

export function optionView(own: OptionTally, facts: readonly Fact[], shown: Shown): Viewed {
  const { view, cites } = standingView(own, facts, shown);
  return { view: { id: own.option.recorded.id, ...own.option.data, ...view }, cites };
}

function standingView(own: OptionTally, facts: readonly Fact[], shown: Shown): Viewed {
  const { option, votes, rank, tied, superseded } = own;
  const cites = [option, ...votes.rests, ...own.designation.rests];
  const view = {
    recorded: votes.value === 'unknown' ? votes.value : votes.value !== null,
    votes: votes.value === 'unknown' ? null : votes.value,
    ...(votes.rests.length > 0 && { votesStatus: votes.status }),
    ...(votes.value === 'unknown' && { possibleVotes: votes.possible }),
    rank: rank === 'unknown' ? null : rank,
    tied,
    designation: designationView(own),
    superseded: superseded.map(({ recorded }) => eventAddress(recorded)),
    missing: missingIn(own, facts, shown),
    evidence: cites.map((fact) => shown.witness.evidence(fact)),
  };
  return { view, cites };
}

/** What one option of a vote got on the day that is asked about; nothing is told of one that was none yet. */
export function standingOf(option: Fact, facts: readonly Fact[], shown: Shown): Viewed {
  const told = tallyOf(facts, shown.reading.ask.effectiveAt);
  const own = told?.options.find((one) => one.option.recorded.id === option.recorded.id);
  if (own) return standingView(own, facts, shown);
  const missing: Record<string, Missing> = {
    votes: { status: 'not-recorded', reason: 'It was no option yet on that day.' },
  };
  const nothing = { recorded: false, votes: null, rank: null, tied: [], designation: null, superseded: [] };
  return { view: { ...nothing, missing, evidence: [shown.witness.evidence(option)] }, cites: [] };
}

const tallies = new WeakMap<readonly Fact[], { readonly day: Day; readonly told: Tally | undefined }>();

/** Counted once for all options of a list. */
function tallyOf(facts: readonly Fact[], day: Day): Tally | undefined {
  const known = tallies.get(facts);
  if (known?.day === day) return known.told;
  const told = tally(fold(voteAggregate, facts), day);
  tallies.set(facts, { day, told });
  return told;
}

function designationView({ designation: { value, possible, status, rests } }: OptionTally) {
  if (possible.length === 0) return null;
  const grounds = rests.map(({ data: { optionId: _option, ...said }, recorded }) => ({
    ...said,
    event: eventAddress(recorded),
  }));
  return { value, status, grounds };
}

function missingIn(
  { option, votes, rank, designation }: OptionTally,
  facts: readonly Fact[],
  { reading }: Shown,
): Record<string, Missing> {
  const { id } = option.recorded;
  const gaps = gapsOf(facts, reading.ask);
  const noted = (field: string, otherwise: Missing) => ({ [field]: missing(gaps, field, otherwise, id) });
  return {
    ...(typeof votes.value !== 'number' && noted('votes', whyUncounted(votes))),
    ...(rank === 'unknown' && noted('rank', { status: 'unknown', reason: 'A count that cannot be told may move it.' })),
    ...(rank === null && noted('rank', { status: 'not-recorded', reason: 'Without a count there is no rank.' })),
    ...(whyUndesignated(designation) && noted('designation', whyUndesignated(designation) as Missing)),
  };
}

function whyUncounted({ value, rests }: OptionTally['votes']): Missing {
  if (value === 'unknown') {
    const isMixed = rests.some(isBallot) && !rests.every(isBallot);
    const reason = isMixed
      ? 'A count and ballots say different things.'
      : 'A fuzzy date leaves open which count holds.';
    return { status: 'unknown', reason };
  }
  const [blank] = rests;
  if (!blank) return { status: 'not-recorded', reason: 'Neither a count nor a ballot is on record for it.' };
  const reason = 'The paper leaves the count blank, which is not zero.';
  return { status: 'not-recorded', reason, event: eventAddress(blank.recorded) };
}

/** The rule is quoted, since it is all that the paper gives. */
function whyUndesignated({ value, possible, rests }: OptionTally['designation']): Missing | undefined {
  if (possible.length === 0) {
    return { status: 'not-recorded', reason: 'The record does not say whether it was made a priority.' };
  }
  if (value === 'unknown') return { status: 'unknown', reason: 'A fuzzy date leaves open which designation holds.' };
  if (value !== 'cannot-be-told') return undefined;
  const told = rests.findLast(({ data }) => data.rule !== undefined) ?? rests.at(-1);
  return {
    status: 'cannot-be-told',
    reason: told?.data.rule ?? 'The record cannot tell whether it was made a priority.',
    ...(told && { event: eventAddress(told.recorded) }),
  };
}
