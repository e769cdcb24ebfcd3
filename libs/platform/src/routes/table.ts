import { actions } from './actions.routes.js';
import { calls } from './calls.routes.js';
import { documents } from './documents.routes.js';
import { events } from './events.routes.js';
import { meetings } from './meetings.routes.js';
import { partnership, registration } from './partnerships.routes.js';
import { people } from './people.routes.js';
import type { Resource } from './route.js';
import { priorityLists } from './priority-lists.routes.js';
import { statementLists, statements } from './statements.routes.js';
import { bodies, organisations, restructures } from './structure.routes.js';
import { votes } from './votes.routes.js';

/** Every resource whose commands are mounted below a partnership. */
export const RESOURCES: readonly Resource[] = [
  actions,
  meetings,
  bodies,
  organisations,
  restructures,
  votes,
  priorityLists,
  statements,
  statementLists,
  calls,
  people,
  documents,
  partnership,
];

const PATHS = new Map<string, string>([
  ...[...RESOURCES, events].flatMap(({ path, commands }) =>
    commands.map(({ at, command }) => [command, [path, at].filter((part) => part !== '').join('/')] as const),
  ),
]);

/** Below `/v1/partnerships/:p`. Throws for a command that has no route. */
export function pathOfCommand(command: string): string {
  const path = PATHS.get(command);
  if (path === undefined) throw new Error(`${command} is not mounted`);
  return path;
}

/** "POST /v1/…" for every command, for docs/events.md. */
export const routeOfCommand: ReadonlyMap<string, string> = new Map([
  ...[...PATHS].map(
    ([command, path]) => [command, `POST /v1/partnerships/{p}/${path.replace(/:(\w+)/g, '{$1}')}`] as const,
  ),
  ['NoteGap', 'POST /v1/partnerships/{p}/{thing}/gaps'],
  ['RecordConsultation', 'POST /v1/partnerships/{p}/{thing}/consultations'],
  [registration.command, 'POST /v1/partnerships'],
]);
