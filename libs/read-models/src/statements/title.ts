import type { EventOf, StatementRecorded } from '@app/domain';
import type { Seen } from '../query/things.js';

type Entry = EventOf<typeof StatementRecorded>['data'];

/** What a statement is called where it is mentioned: its title, or its words. */
export function statementTitle({ facts }: Pick<Seen, 'facts'>): { title: string } | undefined {
  const recorded = facts.find(({ type, withdrawn }) => type === 'StatementRecorded' && !withdrawn);
  const { title, text } = (recorded?.data ?? {}) as Partial<Entry>;
  const words = title ?? text;
  return words === undefined ? undefined : { title: words };
}
