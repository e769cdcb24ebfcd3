import { EventDate, Source } from '@app/domain';
import { Evidence, Missing, SourceView } from '@app/read-models';
import type { z } from 'zod';
import { eventsText, evidenceText, missingText, sourcesText } from './evidence-text.js';
import type { Listed } from './format.js';
import { namesIn, partyName } from './names.js';
import { inReadingOrder, type Sort } from './reading-order.js';
import {
  defOf,
  hasField,
  isAddress,
  isFuzzyDate,
  isId,
  isIdOfNamed,
  isParty,
  isStructured,
  mentionsNamed,
  optionsOf,
  unwrapped,
  type Schema,
} from './shapes.js';

/** A column of a table of items: `page` is the answer that the item stands in. */
export interface Column {
  /** The path of the field, with dots. */
  readonly name: string;
  readonly sort: Sort;
  /** In how many lists and alternatives the field lies. */
  readonly depth: number;
  readonly cell: (item: unknown, page: Listed) => string;
}

/**
 * The columns of a list's items, by their schema alone, so that they are the same whatever the items say. Objects are
 * taken apart. What is many, or one of several shapes, has columns for what can be read in it, of all of them with "; "
 * between, and stands whole as JSON far behind. Names stand beside ids, under `….name`; of parties there are the names
 * and the words, under `….text`; of what has no columns of its own all that it mentions, under `….mentions`. Evidence is told in words, with the addresses of its events, and so is what is missing.
 * What an item says beyond its schema is JSON under `more`. What is read first stands first.
 */
export function columnsOf(item: z.ZodType): readonly Column[] {
  const place: Place = { name: '', read: (value) => [value], depth: 0, above: [], opened: new Set() };
  return inReadingOrder(once(optionsOf(unwrapped(item)).flatMap((option) => columnsAt(option, place))));
}

/** Shapes that have fields in common have their columns in common. */
const once = (columns: readonly Column[]): readonly Column[] =>
  columns.filter(({ name }, i) => columns.findIndex((other) => other.name === name) === i);

/** What stands at a path of an item; in lists, several things. */
type Read = (item: unknown) => readonly unknown[];

/** Where in an item a schema stands. */
interface Place {
  readonly name: string;
  readonly read: Read;
  readonly depth: number;
  readonly above: readonly Schema[];
  /** Shapes of what is many: each is opened once, where it stands first. */
  readonly opened: Set<Schema>;
}

/** Further in, what is many stands in the JSON alone. */
const DEEPEST = 3;

function columnsAt(given: Schema, place: Place): readonly Column[] {
  const schema = unwrapped(given);
  if (schema === EventDate) return ofDate(place);
  if (place.name !== '' && isParty(schema)) return [...ofParty(schema, place), ...whole(place)];
  const def = defOf(schema);
  switch (def.type) {
    case 'object':
      return place.above.includes(schema) ? unopened(schema, place) : ofObject(schema, place);
    case 'array':
      return ofArray(unwrapped(def.element), place);
    case 'record':
      if (unwrapped(def.valueType) !== Missing) return unopened(schema, place);
      return place.depth > 0 ? [] : [told(place, 'evidence', missingText)];
    case 'union':
      return isStructured(schema) ? opened(schema, place, place) : ofValue(schema, place);
    case 'unknown':
    case 'any':
      return unopened(schema, place);
    default:
      return ofValue(schema, place);
  }
}

function ofObject(schema: Schema, place: Place): readonly Column[] {
  const { shape, catchall } = defOf(schema) as z.core.$ZodObjectDef;
  const above = [...place.above, schema];
  const entries = Object.entries(shape).filter(([key]) => place.depth === 0 || !isAside(key, shape));
  const columns = entries.flatMap(([key, part]) => columnsAt(part, { ...below(place, key), above }));
  // An object takes what it does not know where its catchall takes everything.
  const isLoose = place.depth === 0 && catchall !== undefined && defOf(catchall).type === 'unknown';
  return isLoose ? [...columns, beyond(place, Object.keys(shape))] : columns;
}

/** When and how one of many was said is left to the JSON. */
const isAside = (key: string, shape: z.core.$ZodShape): boolean =>
  'statedOn' in shape && ['statedOn', 'effectiveTo', 'certainty', 'because', 'inEffect', 'missing'].includes(key);

function ofArray(element: Schema, place: Place): readonly Column[] {
  if (element === Evidence) {
    if (place.depth > 0) return [];
    return [told(place, 'evidence', evidenceText), { ...told(place, 'id', eventsText), name: `${place.name}.events` }];
  }
  if (element === SourceView || element === unwrapped(Source))
    return place.depth > 0 ? [] : [told(place, 'evidence', sourcesText)];
  const one: Place = { ...place, read: (item) => place.read(item).flatMap(listIn) };
  return isStructured(element) ? opened(element, one, place) : ofValue(element, one);
}

/** What can be read in each of them, and the whole. */
function opened(schema: Schema, each: Place, place: Place): readonly Column[] {
  if (schema === EventDate) return [...ofDate(each), ...whole(place)];
  if (isParty(schema)) return [...ofParty(schema, each), ...whole(place)];
  if (place.depth === DEEPEST || place.opened.has(schema) || place.above.includes(schema))
    return unopened(schema, place);
  if (!isFuzzyDate(schema)) place.opened.add(schema);
  const inside = { ...each, depth: place.depth + 1, above: [...place.above, schema] };
  const parts = optionsOf(schema).flatMap((option) =>
    defOf(option).type === 'object' ? ofObject(option, inside) : columnsAt(option, inside),
  );
  const readable = once(parts.filter(({ name }) => name !== place.name));
  return readable.length > 0 ? [...readable, ...whole(place)] : unopened(schema, place);
}

/** What is not opened: the names of what it mentions, and the whole. */
function unopened(schema: Schema, place: Place): readonly Column[] {
  if (place.depth > 0) return [];
  if (!mentionsNamed(schema)) return whole(place);
  return [
    ...whole(place),
    { ...column(place, 'read', (values, page) => joined(namesIn(values, page))), name: `${place.name}.mentions` },
  ];
}

/** As JSON; within what has been opened it is part of a greater whole. */
const whole = (place: Place): readonly Column[] =>
  place.depth > 0 ? [] : [column(place, 'whole', (values) => joined(values.filter((value) => !isEmpty(value))))];

/** Its words where it has any, and its name; what has no words has a kind. */
const ofParty = (schema: Schema, place: Place): readonly Column[] => [
  column(below(place, hasField(schema, 'text') ? 'text' : 'kind'), 'read', joined),
  column(below(place, 'name'), 'read', (_, page, item) => joined(place.read(item).map((one) => partyName(one, page)))),
];

function ofDate(place: Place): readonly Column[] {
  const keys = place.depth > 0 ? ['edtf', 'text'] : ['edtf', 'earliest', 'latest', 'text'];
  return keys.map((key) => column(below(place, key), 'read', joined));
}

function ofValue(schema: Schema, place: Place): readonly Column[] {
  const key = place.name.slice(place.name.lastIndexOf('.') + 1);
  // "from.id" is named as "from.name".
  const thing = key === 'id' && place.name.includes('.') ? place.name.slice(0, -'.id'.length) : place.name;
  const names = optionsOf(schema).some(isIdOfNamed)
    ? [
        {
          ...column(place, 'read', (ids, page) => joined(ids.map((id) => namesIn(id, page).join(', ')))),
          name: `${thing}.name`,
        },
      ]
    : [];
  if (!optionsOf(schema).some(isId) && !isAddress(key) && key !== 'id')
    return [column(place, 'read', joined), ...names];
  return place.depth > 0 ? names : [column(place, 'id', joined), ...names];
}

function beyond(place: Place, keys: readonly string[]): Column {
  const rest = (value: unknown) => Object.entries(value ?? {}).filter(([key]) => !keys.includes(key));
  return { ...column(place, 'whole', (values) => joined(values.map(rest).filter(({ length }) => length > 0).map(Object.fromEntries))), name: below(place, 'more').name }; // prettier-ignore
}

type Told<T> = (value: T, page: Listed) => string;

function told<T>(place: Place, sort: Sort, tell: Told<T>): Column {
  return column(place, sort, ([value], page) => (value === undefined || value === null ? '' : tell(value as T, page)));
}

function column(
  { name, depth, read }: Place,
  sort: Sort,
  cell: (values: readonly unknown[], page: Listed, item: unknown) => string,
): Column {
  return { name, sort, depth, cell: (item, page) => cell(read(item), page, item) };
}

const below = (place: Place, key: string): Place => ({
  ...place,
  name: place.name === '' ? key : `${place.name}.${key}`,
  read: (item) => place.read(item).map((value) => fieldOf(value, key)),
});

const fieldOf = (value: unknown, key: string): unknown =>
  typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>)[key] : undefined;

const listIn = (value: unknown): readonly unknown[] => (Array.isArray(value) ? (value as unknown[]) : [undefined]);

const isEmpty = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && Object.keys(value).length === 0;

/** One after the other; a dash for each that says nothing, unless none says anything. */
function joined(values: readonly unknown[]): string {
  const texts = values.map(text);
  return texts.every((one) => one === '') ? '' : texts.map((one) => one || '–').join('; ');
}

/** Words as they are, nothing where there are none: redacted ones are null. */
function text(value: unknown): string {
  if (value === undefined || value === null) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}
