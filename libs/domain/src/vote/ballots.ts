import { inForce, type InForce } from '../in-force.js';
import { partyKey } from '../party.js';
import type { Fact } from '../facts.js';
import type { Bounds } from '../time/index.js';
import type { Ballot } from './vote.state.js';

/** What stands for a voter: a person, seat, body or organisation by its id; words name nobody for certain. */
export const voterOf = ({ data: { voter }, recorded }: Ballot): string =>
  'id' in voter ? partyKey(voter) : `ballot:${recorded.id}`;

/** Ballots by voter, and those of one voter by option: each series is one voter's word on one option. */
export function wordsByVoter(ballots: readonly Ballot[]): Map<string, Map<string, Ballot[]>> {
  const voters = new Map<string, Map<string, Ballot[]>>();
  for (const ballot of ballots) {
    const voter = voterOf(ballot);
    const options = voters.get(voter) ?? new Map<string, Ballot[]>();
    voters.set(voter, options);
    options.set(ballot.data.optionId, [...(options.get(ballot.data.optionId) ?? []), ballot]);
  }
  return voters;
}

/** The fewest and the most votes that one voter's last words amount to at a date, and the ballots that these rest on. */
export function givenBy(
  words: ReadonlyMap<string, readonly Ballot[]>,
  at: Bounds,
  certain?: (ballot: Fact) => boolean,
): { readonly least: number; readonly most: number; readonly rests: readonly Ballot[] } {
  let [least, most] = [0, 0];
  const rests: Ballot[] = [];
  for (const ballots of words.values()) {
    const last: InForce<Ballot> = inForce(ballots, at, certain);
    const votes = last.possible.map(({ data }) => data.votes);
    least += last.nothing === false ? Math.min(...votes) : 0;
    most += Math.max(0, ...votes);
    rests.push(...last.possible);
  }
  return { least, most, rests };
}
