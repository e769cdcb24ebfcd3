import { amending, accept, commandType, record, refuse, type Command, type Decision } from '../decider.js';
import { foundBy, isFirm } from '../in-force.js';
import { refuseForeignItem } from '../meeting/members.js';
import { isBefore } from '../time/index.js';
import { isSaid } from '../wordless.js';
import { refuseDecision } from '../statement/decisions.js';
import { refuseUnknown } from '../unknown-reference.js';
import {
  ChallengePayload, PriorityWorded, WordingChallenged, WordingPayload, WordingResolutionPayload, WordingResolved,
} from './priority-list.events.js'; // prettier-ignore
import { refuseLocked } from './priority-list.locks.js';
import { ofEntry, type Challenge, type PriorityListState } from './priority-list.state.js';
import { refuseForeignEntry } from './references.js';
import { certainStage, stageOf, stagesOf } from './stages.js';
import { contestedOn } from './wording.js';

const wordPriority = commandType({
  name: 'WordPriority',
  records: PriorityWorded,
  roles: ['secretary', 'chair'],
  body: WordingPayload,
  decide: (state: PriorityListState, command, refs) =>
    refuseForeignEntry(state, command) ??
    refuseRetired(state, command) ??
    refuseContested(state, command) ??
    refuseLocked(state, command, refs) ??
    refuseDecision(command, refs) ??
    accept(record(PriorityWorded, command, { entryId: command.member as string, ...command.body })),
});

/** What has certainly been retired by then keeps the words that it had. */
function refuseRetired(state: PriorityListState, command: Command): Decision | undefined {
  const { effectiveFrom } = command;
  const stage = certainStage(foundBy(stagesOf(state, command.member as string), command), effectiveFrom) ?? [];
  const retirement = stage.find((step) => stageOf(step) === 'retired');
  if (!retirement) return undefined;
  const since = retirement.effectiveFrom.edtf;
  return refuse('entry-not-on-list', `It was retired (${since}), and is not on the list on ${effectiveFrom.edtf}.`, {
    evidence: stage,
  });
}

/** What is contested is settled by a resolution, so that the record tells what became of the challenge. */
function refuseContested(state: PriorityListState, command: Command): Decision | undefined {
  const open = contestedOn(state, command.member as string, command);
  return open.length === 0
    ? undefined
    : refuse('wording-contested', `Its wording is contested on ${command.effectiveFrom.edtf}: settle the challenge.`, {
        evidence: open,
        remedies: [
          {
            command: 'ResolveWording',
            target: command.target,
            member: command.member,
            why: 'to settle the challenge with the new words',
          },
        ],
      });
}

const challengeWording = commandType({
  name: 'ChallengeWording',
  records: WordingChallenged,
  roles: ['secretary', 'chair', 'member'],
  body: ChallengePayload,
  decide: (state: PriorityListState, command, refs) =>
    refuseForeignEntry(state, command) ??
    refuseRetired(state, command) ??
    refuseForeignItem(command.body, refs) ??
    refuseUntold(command) ??
    accept(record(WordingChallenged, command, { entryId: command.member as string, ...command.body })),
});

/** Wording is contested in words, by another wording, or by those who hold a view on it. */
function refuseUntold({
  body: { text, alternative, views = [] },
}: Command<(typeof ChallengePayload)['_zod']['output']>): Decision | undefined {
  if (isSaid(text) || isSaid(alternative) || views.length > 0) return undefined;
  return refuse('challenge-untold', 'Say in which words, for which other wording, or by whom.', {
    pointers: ['/text', '/alternative', '/views'],
  });
}

type Resolve = Command<(typeof WordingResolutionPayload)['_zod']['output']>;

const resolveWording = commandType({
  name: 'ResolveWording',
  records: WordingResolved,
  roles: ['chair'],
  body: WordingResolutionPayload,
  decide: (state: PriorityListState, command, refs) =>
    refuseForeignEntry(state, command) ??
    refuseWords(command) ??
    refuseForeignChallenge(state, command) ??
    (command.body.outcome === 'reworded' ? refuseLocked(state, command, refs) : undefined) ??
    refuseDecision(command, refs) ??
    accept(record(WordingResolved, command, { entryId: command.member as string, ...command.body })),
});

/** New words are given where it is reworded, and only there. */
function refuseWords({ body: { outcome, text } }: Resolve): Decision | undefined {
  if ((outcome === 'reworded') === (text !== undefined)) return undefined;
  return outcome === 'reworded'
    ? refuse('new-words-required', 'It is reworded: say how.', { pointers: ['/text'] })
    : refuse('new-words-unwanted', `It is ${outcome}: the words stay as they are.`, { pointers: ['/text'] });
}

/** The challenge is one of this entry's wording, made by then, and nobody has settled it. */
function refuseForeignChallenge(state: PriorityListState, command: Resolve): Decision | undefined {
  const { challenge: id } = command.body;
  const challenge = ofEntry(state.challenges, command.member as string).find(({ recorded }) => recorded.id === id);
  if (!challenge) return refuseUnknown({ kind: 'challenge', id, pointer: '/challenge' });
  return refuseEarly(command, challenge) ?? refuseResolvedTwice(state, command, challenge);
}

const refuseEarly = ({ effectiveFrom }: Command, challenge: Challenge): Decision | undefined =>
  isBefore(effectiveFrom, challenge.effectiveFrom) === true
    ? refuse('resolved-before-challenged', `It was challenged (${challenge.effectiveFrom.edtf}) only later.`, {
        evidence: [challenge],
      })
    : undefined;

function refuseResolvedTwice(
  { resolutions }: PriorityListState,
  command: Command,
  challenge: Challenge,
): Decision | undefined {
  const settled = resolutions.find((fact) => isFirm(fact) && fact.data.challenge === challenge.recorded.id);
  return (
    settled &&
    refuse('challenge-already-resolved', `It was settled (${settled.effectiveFrom.edtf}).`, {
      evidence: [settled],
      remedies: [amending(command, settled, 'if it was settled otherwise')],
    })
  );
}

export const wordingCommands = [wordPriority, challengeWording, resolveWording] as const;
