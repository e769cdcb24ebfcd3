import { EventDate, leafOf } from '@app/domain';
import type { z } from 'zod';
import { isNamed } from './names.js';

export type Schema = z.core.$ZodType;

export const defOf = (schema: Schema) => (schema as z.core.$ZodTypes)._zod.def;

/** Without what says that it may be absent; of what is transformed, what went in. */
export function unwrapped(schema: Schema): Schema {
  const def = defOf(schema);
  switch (def.type) {
    case 'optional':
    case 'nullable':
    case 'default':
    case 'prefault':
    case 'readonly':
      return unwrapped(def.innerType);
    case 'pipe':
      return schema === EventDate ? schema : unwrapped(defOf(def.out).type === 'transform' ? def.in : def.out);
    default:
      return schema;
  }
}

/** The shapes that a value may have. */
export function optionsOf(schema: Schema): readonly Schema[] {
  const def = defOf(schema);
  return def.type === 'union' && schema !== EventDate ? def.options.map(unwrapped).flatMap(optionsOf) : [schema];
}

/** Whether it holds more than one value. */
export const isStructured = (schema: Schema): boolean =>
  schema === EventDate ||
  optionsOf(schema).some((option) => ['object', 'array', 'record'].includes(defOf(option).type));

function keysOf(schema: Schema): readonly string[] {
  const def = defOf(schema);
  return def.type === 'object' ? Object.keys(def.shape) : [];
}

const OF_PARTIES: readonly string[] = ['kind', 'id', 'text', 'resolution', 'members', 'candidates'];

/** Something named by its kind, with its id or in words, and nothing else. */
export const isParty = (schema: Schema): boolean =>
  optionsOf(schema).every((option) => {
    const keys = keysOf(option);
    return keys.length > 1 && keys.includes('kind') && keys.every((key) => OF_PARTIES.includes(key));
  });

export const hasField = (schema: Schema, key: string): boolean =>
  optionsOf(schema).some((option) => keysOf(option).includes(key));

/** A day as printed, with its bounds: a due date, a horizon. */
export const isFuzzyDate = (schema: Schema): boolean => ['edtf', 'strictness'].every((key) => hasField(schema, key));

/** The id of something, which tells a reader nothing. */
export const isId = (schema: Schema): boolean => {
  const def = defOf(schema);
  return def.type === 'string' && (def as { format?: string }).format === 'uuid';
};

/** The id of something that has a name beside the items. */
export const isIdOfNamed = (schema: Schema): boolean => {
  const leaf = leafOf(schema);
  return leaf?.is === 'ref' && isNamed(leaf.to);
};

/** By its name alone: addresses of events are strings like any other. */
export const isAddress = (key: string): boolean => /^(events?|superseded)$|(SetBy|wordedBy|amendedBy|disputedBy|RevisedBy|conflictsWith)$/.test(key); // prettier-ignore

/** Whether ids of what has a name may stand in it. */
export function mentionsNamed(schema: Schema, above: readonly Schema[] = []): boolean {
  if (above.includes(schema)) return false;
  const within = (part: Schema) => mentionsNamed(unwrapped(part), [...above, schema]);
  const def = defOf(schema);
  switch (def.type) {
    case 'object':
      return Object.values(def.shape).some(within);
    case 'array':
      return within(def.element);
    case 'record':
      return within(def.valueType);
    case 'union':
      return schema !== EventDate && def.options.some(within);
    case 'unknown':
    case 'any':
      return true;
    default:
      return isIdOfNamed(schema);
  }
}
