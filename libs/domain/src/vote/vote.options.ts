import { accept, commandType, record, refuse, type Command, type Decision } from '../decider.js';
import { comesAfter, isFirm, placeOf } from '../in-force.js';
import { amending, refuseForeignItem } from '../meeting/members.js';
import { VoteClosed, VoteOpened, VoteOptionAdded } from './vote.events.js';
import type { VoteState } from './vote.state.js';

const openVote = commandType({
  name: 'OpenVote',
  records: VoteOpened,
  roles: ['secretary', 'chair'],
  body: VoteOpened.data,
  creates: true,
  decide: (_state: VoteState, command, refs) =>
    refuseForeignItem(command.body, refs) ?? accept(record(VoteOpened, command, command.body)),
});

const addVoteOption = commandType({
  name: 'AddVoteOption',
  records: VoteOptionAdded,
  roles: ['secretary', 'chair'],
  body: VoteOptionAdded.data,
  decide: (state: VoteState, command) =>
    refuseClosed(state, command) ??
    refuseFrozen(state, command) ??
    accept(record(VoteOptionAdded, command, command.body)),
});

/** Whoever voted before would not have had the choice. */
function refuseFrozen({ counts, ballots }: VoteState, command: Command): Decision | undefined {
  const isBefore = (vote: (typeof counts | typeof ballots)[number]) =>
    isFirm(vote) && comesAfter(placeOf(command), vote);
  const votes = [...counts, ...ballots].filter(isBefore);
  if (votes.length === 0) return undefined;
  return refuse('options-frozen', 'A vote is in already, so the options are settled.', {
    evidence: votes.slice(0, 20),
  });
}

const closeVote = commandType({
  name: 'CloseVote',
  records: VoteClosed,
  roles: ['secretary', 'chair'],
  body: VoteClosed.data,
  decide: ({ closures }: VoteState, command) => {
    const closure = closures.find(isFirm);
    if (!closure) return accept(record(VoteClosed, command, command.body));
    return refuse('vote-already-closed', `It was closed (${closure.effectiveFrom.edtf}).`, {
      details: { since: closure.effectiveFrom.edtf },
      evidence: [closure],
      remedies: [amending(command, closure, 'if it was closed on another day, or not at all')],
    });
  },
});

/** Of what takes effect after the vote was closed, for certain. */
export function refuseClosed({ closures }: VoteState, command: Command): Decision | undefined {
  const closure = closures.find((closed) => isFirm(closed) && comesAfter(placeOf(command), closed));
  return (
    closure &&
    refuse('vote-closed', `It was closed (${closure.effectiveFrom.edtf}).`, {
      details: { since: closure.effectiveFrom.edtf },
      evidence: [closure],
      remedies: [amending(command, closure, 'if it was closed on another day, or not at all')],
    })
  );
}

/** An option is one of the vote in the path; answered as what is not on record at all. */
export function refuseForeignOption({ options }: VoteState, id: string): Decision | undefined {
  if (options.some(({ recorded }) => recorded.id === id)) return undefined;
  return refuse('unknown-reference', 'Not on record in this partnership: vote-option.', {
    pointers: ['/optionId'],
    details: { missing: [{ kind: 'vote-option', id }] },
  });
}

export const optionCommands = [openVote, addVoteOption, closeVote] as const;
