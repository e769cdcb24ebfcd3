import { anythingEvents } from '../anything/anything.events.js';
import type { Aggregate, CommandType } from '../decider.js';
import type { EventType } from '../event.js';
import { isSingle, type StreamKind } from '../ids.js';
import { AGGREGATES } from '../registry.js';
import { Describer, type Field } from './describe.js';

/** An event type as docs/events.md has it. */
export interface EventRow {
  readonly type: EventType;
  /** `{p}/action/{id}`; for what may be said on anything, that of the event concerned. */
  readonly stream: string;
  /** Whose id the thing or member has that the event begins or is about. */
  readonly id: string;
  readonly fields: readonly Field[];
  /** That record it: its own, and others in whose append it stands. */
  readonly commands: readonly CommandType<never>[];
}

export interface Catalogue {
  /** By kind of stream, in the order in which the code lists them; `anything` comes last. */
  readonly sections: ReadonlyMap<StreamKind | 'anything', readonly EventRow[]>;
  /** The types that the fields mention by name. */
  readonly types: readonly { readonly name: string; readonly fields: readonly Field[]; readonly shape: string }[];
}

/** All that the code says of its events, once each. */
export function catalogue(): Catalogue {
  const describer = new Describer();
  const general = new Set<string>(anythingEvents.map(({ type }) => type));
  const kinds = Object.values(AGGREGATES) as readonly Pick<Aggregate<never>, 'kind' | 'events' | 'commands'>[];
  const rowsOf = (
    kind: StreamKind | 'anything',
    events: readonly EventType[],
    commands: readonly CommandType<never>[],
  ) => [kind, events.map((type) => rowOf(kind, type, commands, describer))] as const;
  const sections = new Map([
    ...kinds.map(({ kind, events, commands }) =>
      rowsOf(
        kind,
        events.filter(({ type }) => !general.has(type)),
        commands,
      ),
    ),
    rowsOf('anything', anythingEvents, AGGREGATES.partnership.commands),
  ]);
  const types = [...describer.named.values()].map(({ name, schema }) => ({
    name,
    fields: describer.fieldsOf(schema),
    shape: describer.shapeOf(schema),
  }));
  return { sections, types: types.sort((a, b) => (a.name < b.name ? -1 : 1)) };
}

function rowOf(
  kind: StreamKind | 'anything',
  type: EventType,
  commands: readonly CommandType<never>[],
  describer: Describer,
): EventRow {
  return {
    type,
    stream: streamOf(kind),
    id: idOf(kind, type),
    fields: describer.fieldsOf(type.data),
    commands: commands.filter(({ records }) => records.type === type.type),
  };
}

function streamOf(kind: StreamKind | 'anything'): string {
  if (kind === 'anything') return 'that of the event concerned';
  return isSingle(kind) ? `{p}/${kind}` : `{p}/${kind}/{id}`;
}

/** The member that an event is about is named by a field of its payload, which the schema calls an id. */
function idOf(kind: StreamKind | 'anything', type: EventType): string {
  if (type.begins === 'thing') return kind === 'partnership' ? 'the slug `{p}`' : 'of the command';
  if (type.begins === 'member') return type.member ? 'of the command' : 'of the event';
  return 'of the event';
}
