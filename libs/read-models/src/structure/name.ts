import { bodyNamesOn, namingsIn } from '@app/domain';
import type { Ask } from '../query/ask.js';
import type { Seen } from '../query/things.js';

/** What a body or an organisation is called on a day; on a day before any name is known, by its first. */
export function memberName(
  { facts }: Pick<Seen, 'facts'>,
  { effectiveAt }: Pick<Ask, 'effectiveAt'>,
  id: string,
): { name: string } | undefined {
  const [primary] = bodyNamesOn(facts, id, effectiveAt).filter(({ kind }) => kind === 'primary');
  const name =
    primary?.name ??
    facts
      .filter(({ withdrawn }) => !withdrawn)
      .flatMap(namingsIn)
      .find(({ of }) => of === id)?.name;
  return name === undefined ? undefined : { name };
}
