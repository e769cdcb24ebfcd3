import { CountPayload, PriorityVoted, VoteClosed, VoteOpened, VoteOptionAdded } from '../vote/vote.events.js';
import { happened, idOf, type Around, type Happened } from './given.js';
import { person } from './parties.js';

/** The day of the votes of tests. */
export const VOTED = '2019-07-12';
const around = { statedOn: VOTED };

export const opened = (data: object = {}, more: Around = {}): Happened =>
  happened(VoteOpened, { method: 'Members voted for what matters most', ...data }, { ...around, ...more, as: 'vote' });

/** Its id is `idOf(name)`. */
export const option = (name: string, data: object = {}, more: Around = {}): Happened =>
  happened(VoteOptionAdded, { text: name, ...data }, { ...around, ...more, as: name });

/** As an event it is called `count of A`. */
export const count = (name: string, votes: number | null, more: Around = {}): Happened =>
  happened(PriorityVoted, CountPayload.parse({ optionId: idOf(name), votes }), {
    ...around,
    ...more,
    as: `count of ${name}`,
  });

/** As an event it is called `Ann on A`. */
export const ballot = (who: string, name: string, votes: number, more: Around & { as?: string } = {}): Happened =>
  happened(
    PriorityVoted,
    { optionId: idOf(name), voter: person(who), votes },
    { ...around, as: `${who} on ${name}`, ...more },
  );

export const closed = (more: Around = {}): Happened => happened(VoteClosed, {}, { ...around, ...more, as: 'closure' });
