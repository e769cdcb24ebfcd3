import { z } from 'zod';

/**
 * What the system must know of a value beyond its shape: that it is somebody's words, and so sealed in the log, or
 * that it names another thing, and so must exist. Deciders, the codec and the projections find both by walking the
 * schema, so a new event needs no list of its sealed fields and none of its references.
 */
export type Leaf =
  { readonly is: 'words' } | { readonly is: 'person-words' } | { readonly is: 'ref'; readonly to: RefKind };

/** What a reference may name. The first line has streams of its own; structure holds the second; members the third. */
export type RefKind =
  | 'person' | 'document' | 'meeting' | 'action' | 'statement' | 'statement-list' | 'vote' | 'priority-list' | 'call'
  | 'body' | 'organisation' | 'seat' | 'restructure'
  | 'event' | 'agenda-item' | 'owner-mark' | 'vote-option' | 'priority'; // prettier-ignore

const leaves = z.registry<Leaf>();

/** Starts every sealed value. Clear text may not start with it, so that nobody can have another's words opened. */
export const SEALED_PREFIX = 'sealed:';

const VISIBLE = /[^\p{White_Space}\p{Cf}\p{Cc}]/u;
const CONTROL = /[^\P{Cc}\t\n\r\u0085]/u;

/** Something that a reader can see, and nothing that a terminal, a table or a diagram would act on. */
const readable = (max: number) =>
  z
    .string()
    .min(1)
    .max(max)
    .refine((text) => text === '' || VISIBLE.test(text), 'needs a visible character')
    .refine((text) => !CONTROL.test(text), 'must have no control characters but tabs and line breaks');

const clear = (max: number) =>
  readable(max).refine((s) => !s.startsWith(SEALED_PREFIX), `must not start with "${SEALED_PREFIX}"`);

/** Text that stays readable in the log: names of bodies and organisations, labels of a vocabulary. */
export const clearText = (max = 300) => clear(max);
/** Words of the record, at most `max` UTF-16 units; sealed with the key of the thing that they belong to. */
export const words = (max = 4_000) => readable(max).register(leaves, { is: 'words' });
/** As `words`, but the text of a paper as it was filed, blank pages and page breaks too; only NUL is no text. */
export const paperText = (max: number) =>
  z
    .string()
    .min(1)
    .max(max)
    .refine((text) => !text.includes('\0'), 'must not contain NUL')
    .register(leaves, { is: 'words' });
/** As `words`, but sealed with the person's key where the object that holds them is a person with an id. */
export const personWords = (max = 500) => readable(max).register(leaves, { is: 'person-words' });
/** The id of another thing of the same partnership; refused as `unknown-reference` when it is not there. */
export const ref = (to: RefKind) => z.uuid().register(leaves, { is: 'ref', to });

/** The mark of a leaf; undefined for every other schema. */
export const leafOf = (schema: z.core.$ZodType): Leaf | undefined => leaves.get(schema as z.ZodType);

export interface Found {
  readonly leaf: Leaf;
  readonly value: string;
  /** JSON Pointer (RFC 6901) below the walked value. */
  readonly pointer: string;
  /** The object or array that holds the value, and the key under which it does. */
  readonly holder: Record<string, unknown>;
  readonly key: string;
}

type Visit = (found: Found) => void;
type Walker = (value: unknown, pointer: string, holder: Record<string, unknown>, key: string, visit: Visit) => void;

const nothing: Walker = () => undefined;
const compiled = new WeakMap<z.core.$ZodType, Walker>();

/** Calls `visit` for every marked leaf in a value of the schema, in the order of the schema. */
export function walk(schema: z.core.$ZodType, value: unknown, visit: Visit): void {
  const root = { '': value };
  walkerOf(schema)(value, '', root, '', visit);
}

function walkerOf(schema: z.core.$ZodType): Walker {
  const known = compiled.get(schema);
  if (known) return known;
  // Set before compiling the parts: a recursive schema finds itself.
  const late: Walker = (...args) => compiled.get(schema)?.(...args);
  compiled.set(schema, late);
  const made = compile(schema);
  compiled.set(schema, made);
  return made;
}

function compile(schema: z.core.$ZodType): Walker {
  const leaf = leaves.get(schema as z.ZodType);
  if (leaf) {
    return (value, pointer, holder, key, visit) => {
      if (typeof value === 'string') visit({ leaf, value, pointer, holder, key });
    };
  }
  const def = (schema as z.core.$ZodTypes)._zod.def;
  switch (def.type) {
    case 'object':
      return object(Object.entries(def.shape).map(([key, part]) => [key, walkerOf(part)] as const));
    case 'array':
      return each(walkerOf(def.element));
    case 'record':
      return each(walkerOf(def.valueType));
    case 'optional':
    case 'nullable':
    case 'default':
    case 'prefault':
    case 'readonly':
      return walkerOf(def.innerType);
    case 'lazy':
      return (...args) => walkerOf(def.getter())(...args);
    case 'pipe':
      return choose(def);
    case 'union':
      return union(def);
    default:
      return nothing;
  }
}

/** A transform's own output has no schema; what can be walked then is what went in. */
function choose(def: z.core.$ZodPipeDef): Walker {
  const out = (def.out as z.core.$ZodTypes)._zod.def.type;
  return walkerOf(out === 'transform' ? def.in : def.out);
}

function object(parts: readonly (readonly [string, Walker])[]): Walker {
  const live = parts.filter(([, walker]) => walker !== nothing);
  if (live.length === 0) return nothing;
  return (value, pointer, _holder, _key, visit) => {
    if (typeof value !== 'object' || value === null) return;
    const holder = value as Record<string, unknown>;
    for (const [key, walker] of live) {
      if (holder[key] !== undefined) walker(holder[key], `${pointer}/${key}`, holder, key, visit);
    }
  };
}

function each(part: Walker): Walker {
  if (part === nothing) return nothing;
  return (value, pointer, _holder, _key, visit) => {
    if (typeof value !== 'object' || value === null) return;
    const holder = value as Record<string, unknown>;
    for (const key of Object.keys(holder)) part(holder[key], `${pointer}/${key}`, holder, key, visit);
  };
}

function union(def: z.core.$ZodUnionDef & { discriminator?: string }): Walker {
  const options = def.options.map((option) => ({ option, walker: walkerOf(option) }));
  if (options.every(({ walker }) => walker === nothing)) return nothing;
  return (value, pointer, holder, key, visit) => {
    const match = options.find(({ option }) => fits(option, value, def.discriminator));
    match?.walker(value, pointer, holder, key, visit);
  };
}

/** Sealed words keep the shape (a string stays a string), so a sealed value still picks the option it was made for. */
function fits(option: z.core.$ZodType, value: unknown, discriminator: string | undefined): boolean {
  if (discriminator === undefined) return shapeFits(option, value);
  const tags = option._zod.propValues?.[discriminator];
  const tag = (value as Record<string, unknown> | null)?.[discriminator];
  return tags?.has(tag as z.core.util.Primitive) ?? false;
}

function shapeFits(option: z.core.$ZodType, value: unknown): boolean {
  const def = (option as z.core.$ZodTypes)._zod.def;
  switch (def.type) {
    case 'string':
      return typeof value === 'string';
    case 'array':
      return Array.isArray(value);
    case 'object':
      return (
        typeof value === 'object' &&
        value !== null &&
        !Array.isArray(value) &&
        Object.entries(def.shape).every(([k, part]) => part._zod.optin === 'optional' || k in value)
      );
    default:
      return z.safeParse(option, value).success;
  }
}
