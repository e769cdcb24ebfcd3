import type { CommandType } from '../decider.js';
import type { EventType } from '../event.js';
import type { Catalogue, EventRow } from './catalogue.js';
import type { Field } from './describe.js';

const INTRODUCTION = `# Events

Made from the code by \`npm run docs:events\`; a test fails when it is out of date.

Every event stands in one stream, \`{p}\` being the slug of its partnership, and carries besides its own fields what
every event carries: \`id\`, \`stream\`, \`revision\`, \`position\`, \`type\`, \`version\`, \`recordedAt\`, \`actor\`, \`commandId\`,
\`correlationId\` and \`causationId\` from the server; \`statedOn\`, \`effectiveFrom\`, \`effectiveTo?\`, \`sources\`,
\`certainty\` and \`because?\` from whoever said it. Where \`effectiveFrom\` is not given, a *happening* took effect on the day
it was stated; a *state* began not later than that day, its start not recorded.

- *sealed words* are encrypted with the key of the thing or member that they belong to, *sealed words (person’s key)* in
  a person’s own stream or beside a person’s id with that person’s; everything else is readable in the log.
- *id(x)* must name an x on record in the same partnership.
- The id of a new thing is made *of the command*; a member of a collection (a name, an assignment) has that *of the
  event*.
`;

/** docs/events.md. `routes` gives "POST /v1/…" by the name of a command; throws for one that it does not know. */
export function eventsDocument({ sections, types }: Catalogue, routes: ReadonlyMap<string, string>): string {
  const parts = [...sections].map(([kind, rows]) => section(kind, rows, routes));
  return [INTRODUCTION, ...parts, typesSection(types)].join('\n');
}

const COLUMNS = ['event', 'says', 'fields', 'id', 'command', 'route', 'role', 'amendable'];

function section(kind: string, rows: readonly EventRow[], routes: ReadonlyMap<string, string>): string {
  const title = kind === 'anything' ? 'On anything' : kind.charAt(0).toUpperCase() + kind.slice(1).replace('-', ' ');
  const stream = rows[0]?.stream ?? '';
  const where = kind === 'anything' ? `Stream: ${stream}.` : `Stream: \`${stream}\`.`;
  return `## ${title}\n\n${where}\n\n${table(
    COLUMNS,
    rows.map((row) => cells(row, routes)),
  )}`;
}

function cells({ type, fields, id, commands }: EventRow, routes: ReadonlyMap<string, string>): string[] {
  return [
    type.version === 1 ? type.type : `${type.type} (version ${type.version})`,
    `${type.summary} *${type.dates === 'state' ? 'State' : 'Happening'}.*`,
    fields.map(fieldLine).join('<br>'),
    id,
    commands.map(({ name }) => name).join('<br>'),
    commands.map(({ name }) => `\`${routeOf(name, routes)}\``).join('<br>'),
    commands.map(rolesOf).join('<br>'),
    amendableOf(type),
  ];
}

const fieldLine = ({ name, optional, type, description }: Field): string =>
  `\`${name}${optional ? '?' : ''}\` ${type}${description === undefined ? '' : `. ${description}`}`;

function routeOf(command: string, routes: ReadonlyMap<string, string>): string {
  const route = routes.get(command);
  if (route === undefined) throw new Error(`${command} has no route`);
  return route;
}

const rolesOf = ({ roles }: CommandType<never>): string =>
  roles.length > 0 ? roles.join(', ') : 'a token with the scope `partnerships:create`';

function amendableOf({ amendable, fixed }: EventType): string {
  if (!amendable) return 'no';
  return fixed ? `all but ${fixed.map((field) => `\`${field}\``).join(', ')}` : 'yes';
}

function typesSection(types: Catalogue['types']): string {
  const rows = types.map(({ name, fields, shape }) => [
    name,
    fields.length > 0 ? fields.map(fieldLine).join('<br>') : shape,
  ]);
  return `## Types\n\n${table(['type', 'is'], rows)}`;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (texts: readonly string[]) => `| ${texts.map((text) => text.replaceAll('|', '\\|')).join(' | ')} |\n`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('');
}
