import { leafOf, Lines, Party, type RefKind } from '@app/domain';
import { z } from 'zod';

/** The name of an entry in its file, and of the thing that it records in every other entry. */
export const Handle = z
  .string()
  .regex(/^[a-z0-9][a-z0-9.-]{0,98}$/, 'a handle: lower-case letters, digits, dots and hyphens')
  .meta({ id: 'Handle', description: 'The name of an entry, unique in its partnership.' });

/** `171` or `171-172`. */
export const WrittenLines = z
  .union([z.int().min(1), z.string().regex(/^\d{1,8}(-\d{1,8})?$/, 'lines, as 171 or 171-172')])
  .transform((written, ctx) => {
    const [from = 0, to = from] = String(written).split('-').map(Number);
    const lines = Lines.safeParse({ from, to });
    if (lines.success) return lines.data;
    ctx.addIssue({ code: 'custom', message: lines.error.issues[0]?.message ?? 'no lines' });
    return z.NEVER;
  })
  .meta({ id: 'Lines', description: 'One line or several: 171 or 171-172.' });

const read = z
  .enum(['declared', 'inferred'])
  .default('declared')
  .describe('Whether the record says whom the words mean, or somebody read it so.');

const named = <K extends 'person' | 'body' | 'organisation' | 'seat'>(kind: K) =>
  z
    .strictObject({
      [kind]: Handle,
      text: z
        .string()
        .min(1)
        .max(500)
        .optional()
        .describe('The words on paper; the name at the handle where left out.'),
      read,
    } as { [k in K]: typeof Handle } & { text: z.ZodOptional<z.ZodString>; read: typeof read })
    .transform((written) => {
      const { text, read: resolution } = written as { text?: string; read: 'declared' | 'inferred' };
      return { kind, id: (written as Record<string, unknown>)[kind], ...(text && { text }), resolution };
    });

const unresolved = z
  .strictObject({ unresolved: z.string().min(1).max(500), candidates: z.array(Handle).max(50).optional() })
  .transform(({ unresolved: text, candidates }) => ({
    kind: 'unresolved' as const,
    text,
    resolution: candidates ? 'ambiguous' : 'none',
    ...(candidates && { candidates }),
  }));

const collective = z
  .strictObject({ collective: z.string().min(1).max(500), members: z.array(Handle).max(200).optional() })
  .transform(({ collective: text, members }) => ({
    kind: 'collective' as const,
    text,
    resolution: members ? 'inferred' : 'none',
    ...(members && { members }),
  }));

/**
 * A party as a secretary writes it: `{ person: ann }`, `{ body: board, text: the Board, read: inferred }`,
 * `{ collective: All }`, `{ unresolved: Andy }`. What comes out is a Party with handles for ids, and without the words
 * where they are the name that the handle stands for.
 */
export const WrittenParty = z
  .union([named('person'), named('body'), named('organisation'), named('seat'), collective, unresolved])
  .meta({
    id: 'Party',
    description: 'Who: a person, body or organisation by handle, or words for several or for somebody.',
  });

/** Initials, and whom they mean: a party in the same short form. */
export const WrittenInitials = z.union([named('person'), unresolved]).meta({ id: 'Initials' });

const handleOf = (to: RefKind) =>
  Handle.meta({ id: `${to}-handle`, description: `The handle of ${article(to)} ${to}.` });
const handles = new Map<RefKind, z.ZodType>();
const article = (word: string) => (/^[aeiou]/.test(word) ? 'an' : 'a');

/**
 * The schema of a command's body as it is written in a file: handles for the ids of other things, parties and lines in
 * their short form; everything else is the body's own.
 */
export function asWritten(schema: z.core.$ZodType): z.core.$ZodType {
  const leaf = leafOf(schema);
  if (leaf?.is === 'ref') return memoised(handles, leaf.to, () => handleOf(leaf.to));
  if (isOrDescribes(schema, Party)) return WrittenParty;
  if (z.globalRegistry.get(schema as z.ZodType)?.id === 'Initials') return WrittenInitials;
  if (isOrDescribes(schema, Lines)) return WrittenLines;
  const { def } = (schema as z.core.$ZodTypes)._zod;
  switch (def.type) {
    case 'object': {
      const shape = mapValues(def.shape);
      return shape ? remade(schema, { shape }) : schema;
    }
    case 'array':
      return withPart(schema, 'element', def.element);
    case 'optional':
    case 'nullable':
    case 'default':
    case 'readonly':
      return withPart(schema, 'innerType', def.innerType);
    case 'union': {
      const options = def.options.map(asWritten);
      return options.some((option, i) => option !== def.options[i]) ? remade(schema, { options }) : schema;
    }
    default:
      return schema;
  }
}

const isOrDescribes = (schema: z.core.$ZodType, known: z.core.$ZodType): boolean =>
  schema === known || schema._zod.parent === known;

function withPart(schema: z.core.$ZodType, key: string, part: z.core.$ZodType): z.core.$ZodType {
  const written = asWritten(part);
  return written === part ? schema : remade(schema, { [key]: written });
}

/** The schema with other parts, its checks and its description; what it was called belongs to the original. */
function remade(schema: z.core.$ZodType, parts: object): z.core.$ZodType {
  const made = z.core.clone(schema, { ...schema._zod.def, ...parts });
  const { description } = z.globalRegistry.get(schema as z.ZodType) ?? {};
  if (description !== undefined) z.globalRegistry.add(made as z.ZodType, { description });
  return made;
}

function mapValues(shape: Readonly<Record<string, z.core.$ZodType>>): Record<string, z.core.$ZodType> | undefined {
  const entries = Object.entries(shape).map(([key, part]) => [key, asWritten(part)] as const);
  return entries.some(([key, part]) => part !== shape[key]) ? Object.fromEntries(entries) : undefined;
}

function memoised<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = make();
  map.set(key, made);
  return made;
}
