import fc from 'fast-check';
import type { StreamKind } from '@app/domain';
import type { Recorder } from './archive.js';
import { DAYS } from './chronicle.js';

const DATES = ['2019-01-10', '2019-02', '2019-02-15', '[..2019-02-20]', '2019-02-10/2019-03-10', '2019-03-01'] as const;
const small = fc.nat({ max: 11 });

/** Something that is tried, of what a small partnership votes on and makes its priorities. */
export const trial = fc.record({
  what: fc.nat({ max: 25 }),
  thing: small,
  other: small,
  statedOn: fc.constantFrom(...DATES),
  from: fc.option(fc.constantFrom(...DATES, ...DAYS), { nil: undefined, freq: 2 }),
  certainty: fc.oneof(
    { weight: 5, arbitrary: fc.constant(undefined) },
    { weight: 1, arbitrary: fc.constantFrom('likely', 'disputed') },
  ),
});
export type Trial = typeof trial extends fc.Arbitrary<infer T> ? T : never;

/** What `try` makes of these: a vote with two options, a list with two entries, a decision. */
const BEGINNING = [0, 1, 2, 9, 10, 11, 23];

interface Place {
  readonly of: string;
  readonly id: string;
}
interface Done extends Place {
  readonly kind: StreamKind;
  readonly revision: string;
}

/** Its votes and lists of priorities, with the decisions that these rest on, and what was done to them. */
export class Deliberations {
  board = '';
  person = '';
  readonly votes: string[] = [];
  readonly options: Place[] = [];
  readonly priorityLists: string[] = [];
  readonly entries: Place[] = [];
  readonly challenges: (Place & { readonly entry: string })[] = [];
  readonly statements: string[] = [];
  private readonly done: Done[] = [];

  private constructor(private readonly archive: Recorder) {}

  static async of(archive: Recorder, trials: readonly Trial[]): Promise<Deliberations> {
    const made = new Deliberations(archive);
    made.person = await archive.thing('person', 'IntroducePerson', { name: 'Ann Lee' }, { on: '2019-01-10' });
    made.board = await archive.body('Board', { on: '2019-01-10' });
    for (const what of BEGINNING) await made.try({ what, thing: 0, other: 1, statedOn: '2019-01-10' });
    for (const each of trials) await made.try(each);
    return made;
  }

  /** Records it, or leaves it where a rule refuses. */
  private async try({ what, thing, other, statedOn, from, certainty }: Partial<Trial> & Omit<Trial, 'from' | 'certainty'>): Promise<void> {
    const said = { on: statedOn, ...(from && { from }), ...(certainty && { certainty }) };
    const begin = async (list: string[], kind: StreamKind, command: string, body: object) => {
      if (list.length === 3) return;
      const made = await this.tried(kind, undefined, command, body, said);
      if (made) list.push(made.of);
    };
    const on = async (kind: StreamKind, of: string | undefined, command: string, body: object, more: object = {}) =>
      of === undefined ? undefined : this.tried(kind, of, command, body, { ...said, ...more });
    const vote = pick(this.votes, thing);
    const option = pick(this.options, thing);
    const list = pick(this.priorityLists, thing);
    const entry = pick(this.entries, thing);
    const ofEntry = (command: string, body: object) =>
      on('priority-list', entry?.of, command, body, { member: entry?.id });
    const decision = pick(this.statements, other);
    const deciding = decision === undefined ? {} : { decisionId: decision };
    const voter = { kind: 'person', id: this.person, text: 'AL', resolution: 'inferred' };
    switch (what) {
      case 0: return begin(this.votes, 'vote', 'OpenVote', { method: 'by hand', ...(other % 2 && { votesEach: 3 }) });
      case 1: case 2: return keep(this.options, await on('vote', vote, 'AddVoteOption', { text: `option ${other}`, category: other % 2 ? 'one' : 'two' }));
      case 3: case 4: return void await on('vote', option?.of, 'RecordVoteCount', { optionId: option?.id, votes: other % 4 ? other : null });
      case 5: return void await on('vote', option?.of, 'CastBallot', { optionId: option?.id, votes: other % 3, voter });
      case 6: return void await on('vote', option?.of, 'CorrectVote', { optionId: option?.id, votes: other });
      case 7: return void await on('vote', option?.of, 'DesignateVoteOption', { ...(other % 3 && { optionId: option?.id }), designation: 'priority', basis: 'rule' });
      case 8: return void await on('vote', vote, 'CloseVote', {});
      case 9: return begin(this.priorityLists, 'priority-list', 'StartPriorityList', { title: 'Priorities', owner: other % 3 ? { is: 'body', body: this.board } : { is: 'unsettled', candidates: [this.board] } });
      case 10: case 11: {
        const origin = option && other % 2 ? { kind: 'vote-option', voteId: option.of, id: option.id } : entry && { kind: 'priority', listId: entry.of, id: entry.id };
        return keep(this.entries, await on('priority-list', list, 'EnterPriority', { is: other === 0 ? 'heading' : 'priority', text: `entry ${other}`, ...(origin && other % 3 && { from: [origin] }) }));
      }
      case 12: return void await ofEntry(other % 2 ? 'LonglistPriority' : 'ShortlistPriority', {});
      case 13: case 14: return void await ofEntry('AdoptPriority', deciding);
      case 15: return void await ofEntry('RetirePriority', {});
      case 16: return void await on('priority-list', list, 'SetPriorityCap', other % 3 ? { max: other % 3 } : { words: 'a few' });
      case 17: return void await on('priority-list', list, 'GrantCapException', { extra: 1, ...deciding });
      case 18: return void await ofEntry('WordPriority', { text: `words ${other}` });
      case 19: {
        const made = await ofEntry('ChallengeWording', { alternative: 'other words' });
        if (made && entry) this.challenges.push({ ...made, entry: entry.id });
        return;
      }
      case 20: {
        const challenge = pick(this.challenges, other);
        return void await on('priority-list', challenge?.of, 'ResolveWording', { challenge: challenge?.id, outcome: 'kept' }, { member: challenge?.entry });
      }
      case 21: return void await (other % 2 ? ofEntry('LockPriority', { by: this.board }) : on('priority-list', list, 'LockPriorityList', { by: this.board }));
      case 22: return void await (other % 2 ? ofEntry('DesignatePriority', { designation: 'priority', basis: 'rule' }) : on('priority-list', list, 'NoteLonglist', { contents: 'unknown' }));
      case 23: return begin(this.statements, 'statement', 'RecordStatement', { kind: 'decision', text: 'We adopt it', ...(other % 2 && { decidedBy: [this.board] }) });
      default: return this.thinkAgain(other, thing, said);
    }
  } // prettier-ignore

  /** Withdraws something, disputes it, or revises how certain it is. */
  private async thinkAgain(n: number, kind: number, said: object): Promise<void> {
    const event = pick(this.done, n);
    if (!event) return;
    const [command, body] = [
      ['AmendFact', { kind: 'recorded-in-error', replacement: null }] as const,
      ['DisputeFact', { statement: 'It is not so.' }] as const,
      ['ReviseCertainty', { becomes: 'fact' }] as const,
    ][kind % 3] as readonly [string, object];
    const at = { id: event.of, target: event.of, member: event.revision };
    await this.archive.attempt(event.kind, command, body, { ...said, ...at });
  }

  private async tried(
    kind: StreamKind,
    of: string | undefined,
    command: string,
    body: object,
    said: object,
  ): Promise<Place | undefined> {
    const receipt = await this.archive.attempt(kind, command, body, { ...said, ...(of && { id: of, target: of }) });
    const [event] = receipt?.events ?? [];
    if (!receipt || !event) return undefined;
    const made = { of: of ?? receipt.id, id: event.id };
    this.done.push({ kind, ...made, revision: event.revision.toString() });
    return made;
  }
}

const keep = (list: Place[], made: Place | undefined): void => {
  if (made) list.push(made);
};

export const pick = <T>(list: readonly T[], n: number): T | undefined => list[n % Math.max(1, list.length)];
