import { table } from '../table.js';
import type { Generation, Other, Standing } from './standings.js';

/** Every generation a line, and below what is passed over, and why. */
export function listed(standings: readonly Standing[]): string {
  const all = standings.flatMap(({ others, ...live }) => [
    { ...live, role: 'live' as const },
    ...others.map((other) => ({ ...other, name: live.name })),
  ]);
  const rows = all.map((one) => [
    one.name,
    String(one.generation),
    one.role.replace('-', ' '),
    one.position,
    one.lag === null ? 'unknown' : `${Math.round(one.lag)} s`,
    stateOf(one),
    one.holder ?? 'nobody',
  ]);
  const skips = all.flatMap(({ name, generation, skips: passed }) =>
    passed.map(({ position, reason }) => `${name} ${generation} passes over the event at ${position}: ${reason}`),
  );
  const head = ['name', 'generation', 'role', 'position', 'lag', 'state', 'written by'];
  return [table(head, rows), ...skips].join('\n');
}

export function resumed(name: string, generations: readonly number[]): string {
  if (generations.length === 0) return `${name} is not parked: there is nothing to resume.`;
  return generations.length === 1
    ? `${name}: generation ${generations[0]} goes on with the event that it stopped at.`
    : `${name}: generations ${generations.join(', ')} go on with the events that they stopped at.`;
}

export function stateOf(
  one: Generation & { readonly role: Other['role'] | 'live'; readonly newer?: true | undefined },
): string {
  if (one.parked) return `parked at ${one.parked.position}: ${one.parked.error}`;
  if (one.role === 'left-behind') return 'not written any more';
  if (one.newer) return 'of a newer version than this program';
  if (one.lag === 0) return 'caught up';
  // Rounded down: what is not all is never 100 %.
  return one.role === 'building' ? `building ${Math.floor(one.share * 100)} %` : 'behind';
}
