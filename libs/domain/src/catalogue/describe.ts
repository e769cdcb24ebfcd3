import { z } from 'zod';
import { Concerned } from '../anything/anything.events.js';
import { Role } from '../decider.js';
import { leafOf, type Leaf } from '../schema.js';
import { Certainty, Lines } from '../source.js';
import { EventDate } from '../time/index.js';

/** A field of a payload, in the words of docs/events.md. */
export interface Field {
  readonly name: string;
  readonly optional: boolean;
  readonly type: string;
  readonly description?: string;
}

/** A schema that is described once, and mentioned by name elsewhere. */
export interface NamedType {
  readonly name: string;
  readonly schema: z.core.$ZodType;
}

const LEAVES: { readonly [K in Leaf['is']]: (leaf: Extract<Leaf, { is: K }>) => string } = {
  words: () => 'sealed words',
  'person-words': () => 'sealed words (person’s key)',
  ref: ({ to }) => `id(${to})`,
};

/** Describes schemas, and keeps the named ones that it meets. */
export class Describer {
  readonly named = new Map<string, NamedType>();

  /** The fields of an object; none for a schema that is none. */
  fieldsOf(schema: z.core.$ZodType): readonly Field[] {
    const def = defOf(schema);
    if (def.type !== 'object') return [];
    return Object.entries(def.shape).map(([name, part]) => {
      const description = descriptionOf(part);
      return {
        name,
        optional: part._zod.optin === 'optional',
        type: this.typeOf(part),
        ...(description !== undefined && { description }),
      };
    });
  }

  /** A schema as a mention: its name where it has one. */
  typeOf(schema: z.core.$ZodType): string {
    const name = nameOf(schema);
    if (name === undefined) return this.shapeOf(schema);
    if (!this.named.has(name)) {
      this.named.set(name, { name, schema });
      // Its parts may have names that nothing else mentions.
      this.shapeOf(schema);
    }
    return name;
  }

  /** A schema spelt out, whether or not it has a name. */
  shapeOf(schema: z.core.$ZodType): string {
    const leaf = leafOf(schema);
    if (leaf) return (LEAVES[leaf.is] as (leaf: Leaf) => string)(leaf);
    const def = defOf(schema);
    switch (def.type) {
      case 'object':
        return `{ ${this.fieldsOf(schema)
          .map(({ name, optional, type }) => `${name}${optional ? '?' : ''}: ${type}`)
          .join(', ')} }`.replace('{  }', '{}');
      case 'array':
        return `list of ${this.typeOf(def.element)}`;
      case 'record':
        return `map of ${this.typeOf(def.valueType)}`;
      case 'union':
        return def.options.map((option) => this.typeOf(option)).join(' or ');
      case 'nullable':
        return `${this.typeOf(def.innerType)} or null`;
      case 'optional':
      case 'default':
      case 'readonly':
        return this.typeOf(def.innerType);
      case 'pipe':
        return this.typeOf(def.in);
      case 'enum':
        return Object.values(def.entries).map(String).join('/');
      case 'literal':
        return def.values.map(String).join('/');
      case 'string':
        return 'format' in def && (def.format === 'uuid' || def.format === 'date') ? def.format : 'text';
      case 'number':
        return 'format' in def ? 'integer' : 'number';
      case 'unknown':
        return 'anything';
      default:
        return def.type;
    }
  }
}

const defOf = (schema: z.core.$ZodType) => (schema as z.core.$ZodTypes)._zod.def;

/** Those that are no component of the API's description, and so have no id of their own. */
const NAMES = new Map<z.core.$ZodType, string>([
  [EventDate, 'EventDate'],
  [Lines, 'Lines'],
  [Certainty, 'Certainty'],
  [Concerned, 'Concerned'],
  [Role, 'Role'],
]);

const nameOf = (schema: z.core.$ZodType): string | undefined =>
  NAMES.get(schema) ?? z.globalRegistry.get(schema as z.ZodType)?.id;

/** What `.describe` said, on the schema itself or on the one that it makes optional. */
function descriptionOf(schema: z.core.$ZodType): string | undefined {
  const own = z.globalRegistry.get(schema as z.ZodType)?.description;
  if (own !== undefined) return own;
  const def = defOf(schema);
  return def.type === 'optional' || def.type === 'default' ? descriptionOf(def.innerType) : undefined;
}
