import { EventDate, leafOf, Party } from '@app/domain';
import { Evidence, SourceView } from '@app/read-models';
import { z } from 'zod';
import { eventsText, evidenceText, sourcesText } from './evidence-text.js';
import type { Listed } from './format.js';
import { isNamed, nameOf } from './names.js';

/** A column of a table of items: `page` is the answer that the item stands in. */
export interface Column {
  /** The path of the field, with dots. */
  readonly name: string;
  readonly cell: (item: unknown, page: Listed) => string;
}

/**
 * The columns of a list's items, by their schema alone, so that they are the same whatever the items say. Objects are
 * taken apart; arrays, records and alternatives stand as JSON in one cell. Beside ids of people, bodies, organisations
 * and documents stand their names, under `….name`. Evidence is told in words, with the addresses of its events. What an
 * item says beyond its schema is JSON under `more`.
 */
export const columnsOf = (item: z.ZodType): readonly Column[] => {
  const columns = new Map<string, Column>();
  for (const option of optionsOf(unwrapped(item))) {
    for (const column of columnsAt(option, '', (value) => value, [])) {
      if (!columns.has(column.name)) columns.set(column.name, column);
    }
  }
  return [...columns.values()];
};

type Schema = z.core.$ZodType;
type Read = (item: unknown) => unknown;

const defOf = (schema: Schema) => (schema as z.core.$ZodTypes)._zod.def;

/** Items of several shapes have the columns of all of them. */
function optionsOf(schema: Schema): readonly Schema[] {
  const def = defOf(schema);
  const options = def.type === 'union' ? def.options.map(unwrapped) : [];
  return options.length > 0 && options.every((option) => defOf(option).type === 'object') ? options : [schema];
}

function unwrapped(schema: Schema): Schema {
  const def = defOf(schema);
  switch (def.type) {
    case 'optional':
    case 'nullable':
    case 'default':
    case 'prefault':
    case 'readonly':
      return unwrapped(def.innerType);
    default:
      return schema;
  }
}

function columnsAt(schema: Schema, name: string, read: Read, above: readonly Schema[]): Column[] {
  if (schema === EventDate) return ['edtf', 'earliest', 'latest', 'text'].map((key) => plain(`${name}.${key}`, at(read, key))); // prettier-ignore
  const def = defOf(schema);
  if (def.type === 'object' && !above.includes(schema)) return ofObject(def, name, read, [...above, schema]);
  const element = def.type === 'array' ? unwrapped(def.element) : undefined;
  if (element === Evidence) {
    return [
      { name, cell: (item, page) => evidenceText(listIn(read(item)), page) },
      { name: `${name}.events`, cell: (item) => eventsText(listIn(read(item))) },
    ];
  }
  if (element === SourceView) return [{ name, cell: (item, page) => sourcesText(listIn(read(item)), page) }];
  return [plain(name, read), ...named(element ?? schema, name, read)];
}

function ofObject(def: z.core.$ZodObjectDef, name: string, read: Read, above: readonly Schema[]): Column[] {
  const keys = Object.keys(def.shape);
  const below = (key: string) => (name === '' ? key : `${name}.${key}`);
  const columns = keys.flatMap((key) =>
    columnsAt(unwrapped(def.shape[key] as Schema), below(key), at(read, key), above),
  );
  // An object takes what it does not know where its catchall takes everything.
  const isLoose = def.catchall !== undefined && defOf(def.catchall).type === 'unknown';
  return isLoose ? [...columns, plain(below('more'), (item) => beyond(read(item), keys))] : columns;
}

function beyond(value: unknown, keys: readonly string[]): unknown {
  if (typeof value !== 'object' || value === null) return undefined;
  const rest = Object.entries(value).filter(([key]) => !keys.includes(key));
  return rest.length > 0 ? Object.fromEntries(rest) : undefined;
}

/** The names of what stands in a cell: of a party the name, or its words where it has none. */
function named(schema: Schema, name: string, read: Read): Column[] {
  const leaf = leafOf(schema);
  const kind = leaf?.is === 'ref' && isNamed(leaf.to) ? leaf.to : undefined;
  const nameIn =
    schema === Party
      ? partyName
      : kind && ((id: unknown, page: Listed) => (id === undefined ? undefined : nameOf(page, kind, id)));
  if (!nameIn) return [];
  const cell = (item: unknown, page: Listed) =>
    [read(item)]
      .flat()
      .flatMap((one) => (one === undefined || one === null ? [] : (nameIn(one, page) ?? [])))
      .join('; ');
  return [{ name: `${name}.name`, cell }];
}

function partyName(party: unknown, page: Listed): string | undefined {
  const { kind, id, text } = party as { kind: string; id?: string; text?: string | null };
  return (isNamed(kind) ? nameOf(page, kind, id) : undefined) ?? text ?? undefined;
}

const at =
  (read: Read, key: string): Read =>
  (item) =>
    (read(item) as Readonly<Record<string, unknown>> | null | undefined)?.[key];

const listIn = <T>(value: unknown): readonly T[] => (Array.isArray(value) ? (value as T[]) : []);

const plain = (name: string, read: Read): Column => ({ name, cell: (item) => text(read(item)) });

/** Words as they are, nothing where there are none: redacted ones are null. */
function text(value: unknown): string {
  if (value === undefined || value === null) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}
