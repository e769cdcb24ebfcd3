import type { z } from 'zod';
import type { Fault } from '../problems/problem.js';

/** A path into a value as a JSON Pointer (RFC 6901). */
export const pointerTo = (path: readonly PropertyKey[]): string =>
  path.map((key) => `/${String(key).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');

/** One body could ask for thousands of faults; nobody reads more than these. */
const FAULT_LIMIT = 50;

export type Validated<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly faults: readonly Fault[] };

/** The value as the schema makes it, or a pointer for everything that is wrong with it. */
export function validate<T>(schema: z.ZodType<T>, value: unknown): Validated<T> {
  const result = schema.safeParse(value);
  if (result.success) return { ok: true, value: result.data };
  return { ok: false, faults: result.error.issues.flatMap(faultsIn).slice(0, FAULT_LIMIT) };
}

function faultsIn(issue: z.core.$ZodIssue): Fault[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({ pointer: pointerTo([...issue.path, key]), detail: 'is not known here' }));
  }
  const nearest = issue.code === 'invalid_union' && isUnworded(issue) ? nearestOption(issue.errors) : undefined;
  if (nearest) return nearest.flatMap((inner) => faultsIn({ ...inner, path: [...issue.path, ...inner.path] }));
  return [{ pointer: pointerTo(issue.path), detail: issue.message }];
}

/** A union that says itself what it takes is not to be explained by one of its options. */
const isUnworded = ({ message }: z.core.$ZodIssue): boolean => message === 'Invalid input';

type Issues = readonly z.core.$ZodIssue[];

/** Of the options of a union, the one that was most likely meant: of the right type, without foreign keys. */
function nearestOption(options: readonly Issues[]): Issues | undefined {
  const [first, ...others] = options;
  return first && others.reduce((best, issues) => (distance(issues) < distance(best) ? issues : best), first);
}

function distance(issues: Issues): number {
  const top = issues.filter(({ path }) => path.length === 0);
  const wrongType = top.some(({ code }) => code === 'invalid_type') ? 100 : 0;
  const foreignKeys = top.some(({ code }) => code === 'unrecognized_keys') ? 10 : 0;
  return wrongType + foreignKeys + issues.length;
}
