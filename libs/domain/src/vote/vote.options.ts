import { amending, accept, commandType, record, refuse, type Command, type Decision } from '../decider.js';
import { comesAfter, isFirm, placeOf } from '../in-force.js';
import { refuseForeignItem } from '../meeting/members.js';
import { refuseUnknown } from '../unknown-reference.js';
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
  decide: (state: VoteState, command) =>
    refuseClosedTwice(state, command) ??
    refuseUnopened(state, command) ??
    refuseClosedOnVotes(state, command) ??
    accept(record(VoteClosed, command, command.body)),
});

function refuseClosedTwice({ closures }: VoteState, command: Command): Decision | undefined {
  const closure = closures.find(isFirm);
  return (
    closure &&
    refuse('vote-already-closed', `It was closed (${closure.effectiveFrom.edtf}).`, closedBy(closure, command))
  );
}

const closedBy = (closure: VoteState['closures'][number], command: Command) => ({
  details: { since: closure.effectiveFrom.edtf },
  evidence: [closure],
  remedies: [amending(command, closure, 'if it was closed on another day, or not at all')],
});

function refuseUnopened({ opened }: VoteState, command: Command): Decision | undefined {
  if (!opened || !isFirm(opened) || !comesAfter(opened, placeOf(command))) return undefined;
  return refuse('closed-before-opened', `It was opened (${opened.effectiveFrom.edtf}) only later.`, {
    pointers: ['/effectiveFrom'],
    evidence: [opened],
    remedies: [amending(command, opened, 'if it was opened earlier')],
  });
}

/** What a closed vote takes no more must not be in it already. */
function refuseClosedOnVotes({ counts, ballots }: VoteState, command: Command): Decision | undefined {
  const late = [...counts, ...ballots].filter((vote) => isFirm(vote) && comesAfter(vote, placeOf(command)));
  if (late.length === 0) return undefined;
  return refuse('closed-before-votes', 'Votes of a later day are on record.', {
    pointers: ['/effectiveFrom'],
    evidence: late.slice(0, 20),
  });
}

/** Of what takes effect after the vote was closed, for certain. */
export function refuseClosed({ closures }: VoteState, command: Command): Decision | undefined {
  const closure = closures.find((closed) => isFirm(closed) && comesAfter(placeOf(command), closed));
  return closure && refuse('vote-closed', `It was closed (${closure.effectiveFrom.edtf}).`, closedBy(closure, command));
}

/** An option is one of the vote in the path; answered as what is not on record at all. */
export const refuseForeignOption = ({ options }: VoteState, id: string): Decision | undefined =>
  options.some(({ recorded }) => recorded.id === id)
    ? undefined
    : refuseUnknown({ kind: 'vote-option', id, pointer: '/optionId' });

export const optionCommands = [openVote, addVoteOption, closeVote] as const;
