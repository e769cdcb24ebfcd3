import type { PipeTransform } from '@nestjs/common';
import { z } from 'zod';
import { invalid, type Fault } from '../problems/problem.js';
import { validate } from './validation.js';

const Flags = z.strictObject({
  dryRun: z
    .enum(['true', 'false'])
    .optional()
    .describe('true: answer with what would be recorded, or with the refusal, and record nothing.'),
});
/** Of every command. */
export const CommandFlags = Flags;

export const readFlags = (query: unknown): { dryRun: boolean } => ({
  dryRun: readQuery(Flags, Object.keys(Flags.shape), query).dryRun === 'true',
});

/** For what takes no parameters: `@Query(NoParameters) _none: unknown`. */
export class NoParameters implements PipeTransform {
  transform(query: unknown): void {
    readQuery(z.strictObject({}), [], query);
  }
}

/** Shown back where it reads like a name that somebody mistyped, and left out where it might be anything. */
const PLAIN_NAME = /^[A-Za-z][A-Za-z.-]{0,29}$/;

/** The parameters of a query string. Throws `validation-failed`; for an unknown one with those that are known. */
export function readQuery<T>(schema: z.ZodType<T>, known: readonly string[], query: unknown): T {
  const given = query as Readonly<Record<string, unknown>>;
  const unknown = Object.keys(given).filter((name) => !known.includes(name));
  if (unknown.length > 0) {
    const detail =
      known.length > 0 ? `is not known here; known are ${known.join(', ')}` : 'is not known here; none are';
    throw invalid(...unknown.slice(0, 10).map((name) => ({ parameter: PLAIN_NAME.test(name) ? name : '', detail })));
  }
  const result = validate(schema, { ...given });
  if (!result.ok) throw invalid(...result.faults.map(asParameter));
  return result.value;
}

const asParameter = (fault: Fault): Fault =>
  'pointer' in fault ? { parameter: fault.pointer.split('/')[1] ?? '', detail: fault.detail } : fault;
