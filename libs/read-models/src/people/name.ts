import { inForce, type Fact, type PersonIntroduced, type PersonNamed } from '@app/domain';
import type { Ask } from '../query/ask.js';
import type { Seen } from '../query/things.js';

type Introduced = (typeof PersonIntroduced)['data']['_zod']['output'];
type Named = (typeof PersonNamed)['data']['_zod']['output'];

/** What a person is called on a day: the name, the title, and the short form of the record. */
export interface PersonName {
  readonly name: string;
  readonly title?: string;
  readonly knownAs?: string;
}

/**
 * The name in force: the one introduced, or the last that replaced it by that day. A name whose start is not known is
 * better than none, so of several the last recorded is taken.
 */
export function personName(
  { facts }: Pick<Seen, 'facts'>,
  { effectiveAt }: Pick<Ask, 'effectiveAt'>,
): PersonName | undefined {
  const standing = facts.filter(({ withdrawn }) => !withdrawn);
  const introduced = standing.find(({ type }) => type === 'PersonIntroduced');
  if (!introduced) return undefined;
  const { name, title, knownAs } = introduced.data as Introduced;
  const named = (kind: Named['kind']) => lastOf(standing, kind, effectiveAt)?.name;
  const shownTitle = named('title') ?? title;
  return {
    name: named('name') ?? name,
    ...(shownTitle !== undefined && { title: shownTitle }),
    ...(knownAs !== undefined && { knownAs }),
  };
}

function lastOf(facts: readonly Fact[], kind: Named['kind'], at: Ask['effectiveAt']): Named | undefined {
  const named = facts.filter((fact) => fact.type === 'PersonNamed' && (fact.data as Named).kind === kind);
  return inForce(named, { earliest: at, latest: at }).possible.at(-1)?.data as Named | undefined;
}
