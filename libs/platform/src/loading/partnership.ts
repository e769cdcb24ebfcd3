import { codeOf, type ApiClient } from './api-client.js';
import { reasonOf } from './loader.js';
import type { ReadFile } from './read-file.js';
import type { Outcome } from './report.js';

interface Registered {
  readonly outcome: Outcome;
  readonly isThere: boolean;
  /** The position of the log before anything of the file was sent. */
  readonly before: bigint;
}

/** Registers the partnership of a file where it is not there yet. */
export async function registered(
  api: ApiClient,
  { head, placeOfPartnership: place }: ReadFile,
  dryRun: boolean,
): Promise<Registered> {
  const { id, name, zone } = head.partnership;
  const outcome = { place, handle: id, entry: 'partnership' } as const;
  const found = await api.get(`/v1/partnerships/${id}`);
  const before = api.seen;
  if (found.ok) {
    const differences = (['name', 'zone'] as const)
      .map((field) => ({ field, recorded: found.body[field], written: head.partnership[field] }))
      .filter(({ recorded, written }) => recorded !== written);
    const state = differences.length === 0 ? ('present' as const) : ('different' as const);
    return { outcome: { ...outcome, state, ...(differences.length > 0 && { differences }) }, isThere: true, before };
  }
  if (codeOf(found.problem) !== 'not-found') {
    return { outcome: { ...outcome, state: 'refused', reason: reasonOf(found.problem) }, isThere: false, before };
  }
  const made = await api.post('/v1/partnerships', { slug: id, name, zone }, { dryRun });
  if (made.ok) return { outcome: { ...outcome, state: 'new' }, isThere: !dryRun, before };
  const isTaken = codeOf(made.problem) === 'already-exists';
  const reason = isTaken ? 'it is registered already, and the token has no grant in it' : reasonOf(made.problem);
  return { outcome: { ...outcome, state: 'refused', reason }, isThere: false, before };
}
