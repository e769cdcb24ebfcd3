import { z } from 'zod';

type JsonSchema = Record<string, unknown>;

/** A schema in the dialect of OpenAPI 3.1 (JSON Schema 2020-12), with the named schemas that it refers to apart. */
export interface Converted {
  readonly schema: JsonSchema;
  readonly components: Record<string, JsonSchema>;
}

/**
 * Schemas with `.meta({ id })` become components. Answers are described by what would be accepted too: a date is
 * written as text or with its bounds, and answered with its bounds, so one component serves both.
 */
export function jsonSchemaOf(schema: z.ZodType): Converted {
  const {
    $defs = {},
    $schema: _dialect,
    ...root
  } = z.toJSONSchema(schema, {
    target: 'draft-2020-12',
    io: 'input',
    unrepresentable: 'any',
    override: ({ jsonSchema }) => {
      // Says the same as the format, at ten times the length.
      if (jsonSchema.format !== undefined) delete jsonSchema.pattern;
    },
  }) as JsonSchema;
  const components = $defs as Record<string, JsonSchema>;
  // Left out by the library where a date is read on the way in: then an example is none of what comes out.
  const { id, examples } = schema.meta() ?? {};
  const own = id === undefined ? root : components[id];
  if (own && examples) own['examples'] = examples;
  return { schema: root, components };
}
