import type { EventOf, ActionRecorded } from '@app/domain';
import type { Seen } from '../query/things.js';

type Entry = EventOf<typeof ActionRecorded>['data'];

/** What an action is called where it is mentioned: its title, or its words. */
export function actionTitle({ facts }: Pick<Seen, 'facts'>): { title: string } | undefined {
  const recorded = facts.find(({ type, withdrawn }) => type === 'ActionRecorded' && !withdrawn);
  const { title, text } = (recorded?.data ?? {}) as Partial<Entry>;
  const words = title ?? text;
  return words === undefined ? undefined : { title: words };
}
