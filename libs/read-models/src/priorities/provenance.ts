import { z } from 'zod';
import {
  fold, provenance, PROVENANCE_STEPS, tally, voteAggregate,
  type EntryRef, type EventOf, type Fact, type FactsOf, type PriorityEntered,
} from '@app/domain'; // prettier-ignore
import type { Query } from '../query/answer.js';
import { Temporal, temporal } from '../query/ask.js';
import { factView, standing } from '../query/fact-view.js';
import { glossarySchema } from '../query/glossary.js';
import { gapsOf, missing, MissingFields } from '../query/missing.js';
import type { Reading } from '../query/reading.js';
import { loadAll, needKey, shownFor, type Shown } from '../query/shown.js';
import { single } from '../query/single.js';
import type { Known, ThingKind } from '../query/things.js';
import { OptionView, optionView } from '../votes/option-view.js';
import { entryThere, USES } from './entries.js';

const Step = z
  .looseObject({
    step: z.enum(PROVENANCE_STEPS).describe('longlist-known: a long list of which not all, or nothing, is on record.'),
    type: z.string().describe('Of the event.'),
    of: z
      .strictObject({ list: z.string(), entry: z.string() })
      .describe('On whose way it lies: the entry’s own, or that of an entry that it comes from.'),
    id: z.string(),
    ...standing,
  })
  .meta({ id: 'ProvenanceStep' });

export const ProvenanceView = z
  .strictObject({
    list: z.uuid(),
    entry: z.uuid(),
    steps: z.array(Step).describe('In order, by the latest day that each may be of.'),
    votes: z
      .array(OptionView.extend({ vote: z.uuid() }).meta({ id: 'ProvenanceVote' }))
      .describe('The options of votes that it comes from: what each got, its rank, whom it ties with.'),
    missing: MissingFields,
  })
  .meta({ id: 'ProvenanceView' });

/** A way that leads through more lists than that is not followed to its end. */
const MOST_ROUNDS = 20;

/** Facts of what the way of an entry leads through, loaded as far as `ask` comes to ask for them. */
async function asking<T>(reading: Reading, ask: (factsOf: FactsOf) => T): Promise<T> {
  const loaded = new Map<string, Known | undefined>();
  for (let round = 0; ; round++) {
    const unknown: { kind: ThingKind; id: string }[] = [];
    const answer = ask((kind, id) => {
      const key = needKey({ kind, id });
      if (!loaded.has(key)) unknown.push({ kind, id });
      const known = loaded.get(key);
      return known ? reading.see(known).facts : [];
    });
    if (unknown.length === 0 || round === MOST_ROUNDS) return answer;
    const found = await loadAll(reading, unknown);
    for (const need of unknown) loaded.set(needKey(need), found.get(needKey(need)));
  }
}

type Origin = NonNullable<EventOf<typeof PriorityEntered>['data']['from']>[number];
const originsOf = ({ type, data }: Fact): readonly Origin[] =>
  type === 'PriorityEntered' ? ((data as EventOf<typeof PriorityEntered>['data']).from ?? []) : [];

export const getProvenance: Query = {
  name: 'GetPriorityListEntryProvenance',
  path: 'priority-lists/{id}/entries/{member}/provenance',
  summary:
    'How an entry came to be what it is on a day: votes, stages, wordings, challenges, designations, consultations, decisions.',
  params: z.strictObject(temporal),
  answer: ProvenanceView.extend({ temporal: Temporal, ...glossarySchema }).meta({ id: 'ProvenanceAnswer' }),
  uses: [...USES, 'votes'],
  async run(reading) {
    const there = await entryThere(reading);
    if ('ok' in there) return there;
    const { effectiveAt } = reading.ask;
    const start: EntryRef = { list: reading.target.id ?? '', entry: there.entry.recorded.id };
    const way = await asking(reading, (factsOf) => {
      const steps = provenance(start, factsOf, effectiveAt);
      const options = steps.flatMap(({ fact }) => originsOf(fact)).filter((origin) => origin.kind === 'vote-option');
      return { steps, options: options.map((option) => ({ ...option, facts: factsOf('vote', option.voteId) })) };
    });
    const voted = way.options.flatMap(({ facts }) => facts);
    const shown = await shownFor(reading, [...way.steps.map(({ fact }) => fact), ...voted]);
    const votes = way.options.flatMap((option) => voteView(option, shown) ?? []);
    const steps = way.steps.map(({ step, of, fact }) => ({
      step,
      type: fact.type,
      of,
      ...factView(fact, reading.ask, shown.witness),
    }));
    const gaps = gapsOf(there.facts, reading.ask);
    const view = {
      ...start,
      steps,
      votes: votes.map(({ view }) => view),
      missing: votes.length > 0 ? {} : { votes: missing(gaps, 'votes', 'No vote is recorded behind it.', start.entry) },
    };
    const cites = [...way.steps.map(({ fact }) => fact), ...votes.flatMap((vote) => vote.cites)];
    return single(reading, there, view, [...new Set(cites)]);
  },
};

/** What the option got, as far as the vote had come by that day. */
function voteView({ voteId, id, facts }: { voteId: string; id: string; facts: readonly Fact[] }, shown: Shown) {
  const told = tally(fold(voteAggregate, facts), shown.reading.ask.effectiveAt);
  const option = told?.options.find((one) => one.option.recorded.id === id);
  if (!option) return undefined;
  const { view, cites } = optionView(option, facts, shown);
  return { view: { vote: voteId, ...view }, cites };
}
