import type { z } from 'zod';
import {
  amending,
  accept,
  commandType,
  record,
  refuse,
  type Command,
  type Decision,
  type References,
} from '../decider.js';
import { foundBy, isFirm } from '../in-force.js';
import { partyKey, type Party } from '../party.js';
import { personAggregate } from '../person/person.js';
import { givenBy, voterOf, wordsByVoter } from './ballots.js';
import { BallotPayload, PriorityVoted } from './vote.events.js';
import { refuseClosed, refuseForeignOption } from './vote.options.js';
import type { VoteState } from './vote.state.js';

type Cast = Command<z.output<typeof BallotPayload>>;

const castBallot = commandType({
  name: 'CastBallot',
  records: PriorityVoted,
  roles: ['member', 'secretary'],
  body: BallotPayload,
  decide: (state: VoteState, command, refs) =>
    refuseForeignOption(state, command.body.optionId) ??
    refuseNameless(command) ??
    refuseClosed(state, command) ??
    refuseBesideCounts(state) ??
    refuseOutsider(state, command, refs) ??
    refuseTooMany(state, command) ??
    accept(record(PriorityVoted, command, command.body)),
});

/** A later ballot takes the place of an earlier one of the same voter, so who that is must be certain. */
function refuseNameless({ body: { voter } }: Cast): Decision | undefined {
  if ('id' in voter) return undefined;
  return refuse('voter-not-named', 'A ballot is that of one voter on record, and words are none.', {
    pointers: ['/voter'],
  });
}

function refuseBesideCounts({ counts }: VoteState): Decision | undefined {
  const counted = counts.filter(isFirm);
  if (counted.length === 0) return undefined;
  return refuse('counts-and-ballots', 'Counts read off a paper are on record in this vote: they hold the ballots.', {
    evidence: counted.slice(0, 20),
  });
}

/**
 * Where the electorate is made of people alone, another person is certainly not in it, unless that may be one of them
 * under another entry; a seat or a body may be in it too.
 */
function refuseOutsider({ opened }: VoteState, command: Cast, refs: References): Decision | undefined {
  const { voter } = command.body;
  if (!opened || !isFirm(opened) || voter.kind !== 'person') return undefined;
  const { electorate = [] } = opened.data;
  const isOpen = electorate.length === 0 || electorate.some(({ kind }) => kind !== 'person');
  if (isOpen || electorate.some((party) => mayBe(voter, party, refs))) return undefined;
  return refuse('not-in-the-electorate', 'The electorate is named person by person, and the voter is not among them.', {
    pointers: ['/voter'],
    evidence: [opened],
    remedies: [amending(command, opened, 'if the voter was left out')],
  });
}

function mayBe(voter: Extract<Party, { kind: 'person' }>, other: Party, refs: References): boolean {
  if (partyKey(voter) === partyKey(other)) return true;
  const identities = refs.get(personAggregate, voter.id)?.identities ?? [];
  return identities.some(({ data }) => 'id' in other && data.other === other.id && data.verdict !== 'different');
}

function refuseTooMany({ opened, ballots }: VoteState, command: Cast): Decision | undefined {
  const { optionId, voter, votes } = command.body;
  const each = opened && isFirm(opened) ? opened.data.votesEach : undefined;
  if (each === undefined) return undefined;
  const elsewhere = foundBy(ballots, command).filter(
    (ballot) => voterOf(ballot) === partyKey(voter) && ballot.data.optionId !== optionId,
  );
  const words = wordsByVoter(elsewhere).get(partyKey(voter)) ?? new Map<string, never[]>();
  const { least, rests } = givenBy(words, command.effectiveFrom, isFirm);
  if (least + votes <= each) return undefined;
  return refuse('too-many-votes', `Each voter has ${each}, and this would make ${least + votes}.`, {
    pointers: ['/votes'],
    details: { votesEach: each, given: least },
    evidence: [...(opened ? [opened] : []), ...rests],
    remedies: [
      { command: 'CastBallot', target: command.target, why: 'with fewer votes, or 0 first for another option' },
    ],
  });
}

export const ballotCommands = [castBallot] as const;
