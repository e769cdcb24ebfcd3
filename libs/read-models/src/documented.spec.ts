import { z } from 'zod';
import { AGGREGATES } from '@app/domain';
import { QUERIES } from './index.js';

const componentsOf = (schema: z.ZodType): Record<string, unknown> =>
  z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' })['$defs'] ?? {};

describe('the questions', () => {
  it('have names and paths of their own', () => {
    for (const what of ['name', 'path'] as const) {
      const all = QUERIES.map((query) => query[what]);
      expect(all.filter((one, i) => all.indexOf(one) < i)).toEqual([]);
    }
  });

  it('take objects that refuse what they do not know', () => {
    for (const { params } of QUERIES) {
      expect(params).toBeInstanceOf(z.ZodObject);
      expect(params.safeParse({ nonsense: '1' }).success).toBe(false);
    }
  });

  it('show examples that have the shape of an answer', () => {
    const shown = QUERIES.flatMap(({ answer }) =>
      ((answer.meta()?.examples ?? []) as unknown[]).map((example) => ({ answer, example })),
    );
    expect(shown.length).toBeGreaterThan(2);
    for (const { answer, example } of shown) expect(answer.safeParse(example).error).toBeUndefined();
  });

  it('are answered in named components, each name for one shape, of commands too', () => {
    const named = new Map<string, string>();
    const commands = Object.values(AGGREGATES).flatMap(({ commands }) => commands.map(({ body }) => body as z.ZodType));
    const twice = new Set<string>();
    for (const schema of [...commands, ...QUERIES.map(({ answer }) => answer)]) {
      const id = schema.meta()?.id;
      const { $defs: _, ...own } = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
      for (const [name, shape] of Object.entries({
        ...(id !== undefined && !('$ref' in own) && { [id]: own }),
        ...componentsOf(schema),
      })) {
        const text = JSON.stringify(shape);
        if ((named.get(name) ?? text) !== text) twice.add(name);
        named.set(name, text);
      }
    }
    expect([...twice]).toEqual([]);
  });
});
