import { z } from 'zod';
import { ENTRY_KINDS } from './entry-kinds.js';
import { Envelope, RecordFile } from './file-format.js';

type Json = Record<string, unknown>;
interface ObjectSchema extends Json {
  readonly properties: Json;
}
interface Converted {
  readonly properties: Readonly<Record<string, ObjectSchema | { readonly $ref: string }>>;
  readonly $defs: Record<string, ObjectSchema>;
}

/**
 * The format of a file of records as JSON Schema (2020-12), for editors: an entry may have the fields of its kind and
 * no others. What must be there is not said, since a default of the section may say it; the loader checks that.
 */
export function recordFileSchema(): Json {
  const kinds = [...ENTRY_KINDS].filter(([name]) => name !== 'document' && name !== 'document-text');
  const all = z.object({
    file: RecordFile,
    envelope: Envelope,
    ...Object.fromEntries(kinds.map(([name, { written }]) => [`kind ${name}`, written])),
  });
  const { $defs, properties } = z.toJSONSchema(all, { io: 'input', unrepresentable: 'any' }) as Converted;
  const { file, envelope } = properties as { file: ObjectSchema; envelope: ObjectSchema };
  const { under, ...common } = envelope.properties;
  const kindDefs = kinds.map(([name, kind]) => [
    `entry-${name}`,
    {
      description: kind.records.summary,
      allOf: [{ $ref: '#/$defs/entry' }],
      properties: {
        ...(kind.under !== 'nothing' && { under }),
        ...payload(properties[`kind ${name}`], $defs).properties,
      },
      unevaluatedProperties: false,
    },
  ]);
  const entries = {
    type: 'object',
    properties: { entry: { enum: kinds.map(([name]) => name) } },
    required: ['entry', 'handle'],
    allOf: kinds.map(([name]) => ({
      if: { properties: { entry: { const: name } } },
      then: { $ref: `#/$defs/entry-${name}` },
    })),
  };
  const sections = file.properties['sections'] as { items: ObjectSchema };
  const section = { ...sections.items.properties, entries: { type: 'array', minItems: 1, items: entries } };
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'Throughline: a file of records',
    ...file,
    properties: { ...file.properties, sections: { ...sections, items: { ...sections.items, properties: section } } },
    $defs: { ...$defs, entry: { type: 'object', properties: common }, ...Object.fromEntries(kindDefs) },
  };
}

/** A payload with a name stands among the definitions; its fields are wanted here, beside those of every entry. */
function payload(schema: Converted['properties'][string] | undefined, defs: Converted['$defs']): ObjectSchema {
  if (!schema || !('$ref' in schema)) return schema ?? { properties: {} };
  return defs[String(schema.$ref).replace('#/$defs/', '')] ?? { properties: {} };
}
