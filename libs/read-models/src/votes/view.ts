import { z } from 'zod';
import {
  fold, tally, VoteClosed, VoteOpened, voteAggregate,
  type Fact, type Tally,
} from '@app/domain'; // prettier-ignore
import { Evidence } from '../query/evidence.js';
import { factSchema, factView, said, saidView, shapeOf, Status, statusOf } from '../query/fact-view.js';
import { gapsOf, missing, MissingFields, type Missing } from '../query/missing.js';
import type { Shown } from '../query/shown.js';
import { OptionView, optionView } from './option-view.js';

const total = {
  votes: z.int().min(0).nullable().describe('Of recorded counts; null where none is recorded.'),
  options: z.int(),
  notRecorded: z.int().describe('Options without a count on record.'),
  unknown: z.int().describe('Options whose count cannot be told; they are not added up.'),
};
const Total = z.strictObject(total).meta({ id: 'VoteTotal' });
const CategoryTotal = z
  .strictObject({ category: z.string().nullable().describe('null: of options without a heading.'), ...total })
  .meta({ id: 'VoteCategoryTotal' });

export const VoteView = z
  .looseObject({
    id: z.uuid(),
    status: Status,
    ...shapeOf(VoteOpened),
    kind: z
      .enum(['counts', 'ballots', 'both', 'none'])
      .describe('What is on record of the votes: counts read off a paper, or ballots; both contradict one another.'),
    closed: z.union([z.boolean(), z.literal('unknown')]),
    closures: z.array(factSchema(VoteClosed, 'VoteClosure')),
    options: z.array(OptionView).describe('In the order of their places.'),
    categories: z.array(CategoryTotal),
    total: Total,
    ...said,
    missing: MissingFields,
    evidence: z.array(Evidence),
  })
  .meta({ id: 'VoteView' });

/** A vote on a day: how it was held, and what every option got. The caller knows that it is there. */
export function voteView(
  facts: readonly Fact[],
  id: string,
  shown: Shown,
): { readonly view: object; readonly cites: readonly Fact[] } {
  const { reading, witness } = shown;
  const told = tally(fold(voteAggregate, facts), reading.ask.effectiveAt) as Tally;
  const { opened, closures, kind, closed, categories } = told;
  const options = told.options.map((option) => optionView(option, facts, shown));
  const own = [opened, ...closures];
  const view = {
    id,
    status: statusOf(opened),
    ...opened.data,
    kind,
    closed,
    closures: closures.map((closure) => factView(closure, reading.ask, witness)),
    options: options.map((option) => option.view),
    categories,
    total: told.total,
    ...saidView(opened),
    missing: missingIn(told, facts, shown),
    evidence: own.map((fact) => witness.evidence(fact)),
  };
  return { view, cites: [...own, ...options.flatMap(({ cites }) => cites)] };
}

const FIELDS = {
  question: 'The record does not give the question in words.',
  votesEach: 'The record does not say how many votes each voter had.',
  electorate: 'The record does not say who could vote.',
  bodies: 'The record does not say whose vote it was.',
  meetingId: 'No meeting is recorded for it.',
} as const;

function missingIn(
  { opened, kind, options, total: { votes } }: Tally,
  facts: readonly Fact[],
  { reading }: Shown,
): Record<string, Missing> {
  const gaps = gapsOf(facts, reading.ask);
  const lacking: Record<string, Missing> = {};
  for (const [field, words] of Object.entries(FIELDS)) {
    if (opened.data[field as keyof typeof FIELDS] === undefined) lacking[field] = missing(gaps, field, words);
  }
  if (kind === 'counts') lacking.voters = missing(gaps, 'voters', 'The record counts votes, and does not say whose.');
  if (options.length === 0) lacking.options = missing(gaps, 'options', 'No option is recorded.');
  if (votes === null) lacking['total.votes'] = missing(gaps, 'total.votes', 'No count is recorded.');
  return lacking;
}
