import fc from 'fast-check';
import { position } from '@app/domain';
import { Archive } from '../../../../test/support/archive.js';
import { DAYS } from '../../../../test/support/chronicle.js';
import { Deliberations, pick, trial } from '../../../../test/support/deliberations.js';
import type { Answer } from '../query/answer.js';

const when = fc.record({
  effectiveAt: fc.constantFrom(...DAYS),
  statedBy: fc.option(fc.constantFrom(...DAYS), { nil: undefined }),
});
const asked = fc.array(fc.tuple(fc.nat(11), when), { minLength: 3, maxLength: 3 });

/** What can be asked of votes and priorities; `n` chooses among them. */
function questions(made: Deliberations, n: number): [name: string, target: object, params: object][] {
  const one = (list: readonly string[]) => ({ id: pick(list, n) ?? made.person });
  const option = pick(made.options, n);
  const entry = pick(made.entries, n);
  const ofEntry = { id: entry?.of ?? made.person, member: entry?.id ?? made.person };
  return [
    ['ListVotes', {}, {}],
    ['GetVote', one(made.votes), {}],
    ['ListVoteOptions', one(made.votes), {}],
    ['GetVoteOptionsMember', { id: option?.of ?? made.person, member: option?.id ?? made.person }, {}],
    ['ListVoteCounts', one(made.votes), {}],
    ['ListVoteBallots', one(made.votes), {}],
    ['ListPriorityLists', {}, {}],
    ['GetPriorityList', one(made.priorityLists), {}],
    ['ListPriorityListEntries', one(made.priorityLists), {}],
    ['GetPriorityListEntry', ofEntry, {}],
    ['ListPriorityListEntryStages', ofEntry, {}],
    ['GetPriorityListEntryProvenance', ofEntry, {}],
    ['ListPriorities', {}, { limit: '2' }],
    ['ListPriorityListCap', one(made.priorityLists), {}],
    ['ListPriorityListChallenges', ofEntry, {}],
    ['ListConflicts', {}, {}],
  ];
}

/** But for the position answered at, and for cursors, which are of a list with `asOf` or without. */
const bare = (answer: Answer): unknown => {
  if (!answer.ok) return answer;
  const read = JSON.parse(answer.json) as { temporal: object; page?: { next: string | null } };
  const page = read.page && { ...read.page, next: read.page.next !== null };
  return { ...read, page, temporal: { ...read.temporal, position: '' } };
};

const asRecord = (value: unknown) => value as { readonly ok?: boolean };

it('votes and priorities are answered at any position as by read models fed up to there', async () => {
  const [all, answered] = [new Set<string>(), new Set<string>()];
  const property = fc.asyncProperty(
    fc.array(trial, { minLength: 20, maxLength: 60 }),
    fc.integer({ min: 200, max: 1_000 }),
    asked,
    async (trials, share, each) => {
      const archive = await Archive.open();
      try {
        const made = await Deliberations.of(archive, trials);
        const asOf = position(((await archive.head()) * BigInt(share)) / 1_000n);
        const only = await archive.asOnlyFed(asOf);
        for (const [n, dates] of each) {
          for (const [name, target, params] of questions(made, n)) {
            const then = await archive.answer(name, target, { ...params, ...dates, asOf: asOf.toString() });
            const known = bare(await only(name, target, { ...params, ...dates }));
            // What was recorded later is unknown to read models that were not fed it.
            const isLater = !then.ok && then.problem === 'not-yet-recorded' && !asRecord(known).ok;
            if (!isLater) expect([name, bare(then)]).toEqual([name, known]);
            if (then.ok) answered.add(name);
            all.add(name);
          }
        }
      } finally {
        await archive.close();
      }
    },
  );
  await fc.assert(property, { numRuns: 15, endOnFailure: true });
  // Or else nothing was compared but problems.
  expect([...all].filter((name) => !answered.has(name))).toEqual([]);
}, 60_000);
