import type { Role } from '@app/domain';
import type { Query } from '@app/read-models';

/** Who may do what is for those who decide on it, and for auditors. */
const GRANTS: readonly Role[] = ['administrator', 'auditor'];
/** The log itself, event after event. */
const EVENTS: readonly Role[] = ['auditor'];

/** The roles that may ask; none means that every role may. */
export function readersOf({ path }: Pick<Query, 'path'>): readonly Role[] {
  if (path.startsWith('grants')) return GRANTS;
  return path === 'events' ? EVENTS : [];
}
