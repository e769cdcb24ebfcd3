import {
  comesAfter, fold, givenBy, isOneDay, partyKey, voteAggregate, voterOf, wordsByVoter,
  type Ballot, type Fact, type VoteState,
} from '@app/domain'; // prettier-ignore
import type { Match } from '../query/listing.js';
import { breach, type Contradiction } from './contradiction.js';

/** What the rules of a vote would refuse, and stands on record for having been said otherwise, amended or doubted. */
export function breachesInVote(facts: readonly Fact[]): Contradiction[] {
  const vote = fold(voteAggregate, facts);
  return [
    ...twoCounts(vote),
    ...twoKinds(vote),
    ...uncounted(vote),
    ...tooManyVotes(vote),
    ...outsiders(vote),
    ...late(vote),
    ...(vote.opened
      ? after(
          vote.opened,
          vote.closures,
          'closed-before-opened',
          'It was opened after it was closed, or may have been.',
        )
      : []),
    ...closedTwice(vote),
    ...contrary(vote),
  ];
}

function twoCounts({ options, counts }: VoteState): Contradiction[] {
  return options.flatMap(({ recorded }) => {
    const own = counts.filter(({ data }) => data.optionId === recorded.id);
    return own.length > 1
      ? [breach('already-counted', 'definite', own, 'The option has several counts, none a correction.')]
      : [];
  });
}

function twoKinds({ counts, ballots }: VoteState): Contradiction[] {
  if (counts.length === 0 || ballots.length === 0) return [];
  const words = 'Counts read off a paper stand beside ballots: they may be the same votes.';
  return [breach('counts-and-ballots', 'definite', [...counts, ...ballots], words)];
}

function uncounted({ corrections, counts }: VoteState): Contradiction[] {
  const counted = new Set(counts.map(({ data }) => data.optionId));
  return corrections
    .filter(({ data }) => !counted.has(data.optionId))
    .map((correction) =>
      breach('no-count-to-correct', 'definite', [correction], 'It corrects a count that is not on record.'),
    );
}

/** Once for each voter: where more votes were certainly given, else where more may have been. */
function tooManyVotes({ opened, ballots }: VoteState): Contradiction[] {
  const each = opened?.data.votesEach;
  if (!opened || each === undefined) return [];
  return [...new Set(ballots.map(voterOf))].flatMap((voter) => {
    const own = ballots.filter((ballot) => voterOf(ballot) === voter);
    const found = own.flatMap((ballot) => overspent(ballot, own, each));
    const worst = found.find(({ match }) => match === 'definite') ?? found[0];
    if (!worst) return [];
    const words = `A voter gave more votes than the ${each} that each had, or may have.`;
    return [breach('too-many-votes', worst.match, [opened, ...worst.rests], words)];
  });
}

function overspent(ballot: Ballot, own: readonly Ballot[], each: number): { match: Match; rests: readonly Ballot[] }[] {
  const { optionId, votes } = ballot.data;
  const elsewhere = own.filter((other) => other.data.optionId !== optionId && !comesAfter(other, ballot));
  const words = wordsByVoter(elsewhere).get(voterOf(ballot)) ?? new Map<string, Ballot[]>();
  const { least, most, rests } = givenBy(words, ballot.effectiveFrom);
  if (most + votes <= each) return [];
  return [{ match: least + votes > each ? 'definite' : 'possible', rests: [...rests, ballot] }];
}

function outsiders({ opened, ballots }: VoteState): Contradiction[] {
  const electorate = opened?.data.electorate ?? [];
  if (!opened || electorate.length === 0 || electorate.some(({ kind }) => kind !== 'person')) return [];
  const keys = new Set(electorate.map(partyKey));
  return ballots
    .filter(({ data: { voter } }) => voter.kind === 'person' && !keys.has(partyKey(voter)))
    .map((ballot) => ({
      ...breach(
        'not-in-the-electorate',
        'definite',
        [opened, ballot],
        'The voter is not named among those who may vote.',
      ),
      party: ballot.data.voter,
    }));
}

/** Votes and options that come, or may come, after the vote was closed; options after the first votes. */
function late({ options, counts, ballots, closures }: VoteState): Contradiction[] {
  const votes: readonly Fact[] = [...counts, ...ballots];
  return [
    ...[...options, ...votes].flatMap((fact) =>
      after(fact, closures, 'vote-closed', 'It came after the vote was closed, or may have.'),
    ),
    ...options.flatMap((option) =>
      after(option, votes, 'options-frozen', 'It was added when a vote was in already, or may have been.'),
    ),
  ];
}

function after(fact: Fact, others: readonly Fact[], rule: string, words: string): Contradiction[] {
  const certain = others.find((other) => comesAfter(fact, other));
  const other = certain ?? others.find((one) => !comesAfter(one, fact));
  return other ? [breach(rule, certain ? 'definite' : 'possible', [fact, other], words)] : [];
}

const closedTwice = ({ closures }: VoteState): Contradiction[] =>
  closures.length > 1 ? [breach('vote-already-closed', 'definite', closures, 'It is closed more than once.')] : [];

function contrary({ designations }: VoteState): Contradiction[] {
  return designations.flatMap((one, i) =>
    designations
      .slice(i + 1)
      .filter(
        (other) =>
          one.data.optionId === other.data.optionId &&
          one.data.designation !== other.data.designation &&
          isOneDay(one.effectiveFrom, other.effectiveFrom),
      )
      .map((other) =>
        breach('designation-contradicted', 'definite', [one, other], 'One option is designated in two ways at once.'),
      ),
  );
}
