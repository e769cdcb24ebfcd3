import type { Role } from '@app/domain';
import type { Query } from '@app/read-models';

/** Who may do what is for those who decide on it, and for auditors. */
export const GRANT_READERS: readonly Role[] = ['administrator', 'auditor'];
/** The log itself, event after event. */
const EVENTS: readonly Role[] = ['auditor'];

/** The roles that may ask; none means that every role may. */
export function readersOf({ path }: Pick<Query, 'path'>): readonly Role[] {
  // The partnership's own history is that of its grants.
  if (path.startsWith('grants') || path === 'history') return GRANT_READERS;
  return path === 'events' ? EVENTS : [];
}

/** Asked of one event, whichever it is: what it says decides who may. */
export const isOfEvent = ({ path }: Pick<Query, 'path'>): boolean => path.startsWith('events/');
