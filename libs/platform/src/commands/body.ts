import { Statement, clearText } from '@app/domain';
import { z } from 'zod';
import { validate, type Validated } from '../http/validation.js';
import { invalid } from '../problems/problem.js';

/** Chosen by the client, unique per collection in its partnership: whoever sends it again meets the same thing. */
const ExternalId = clearText(200);

/** What stands around every payload in the flat body of a command. */
const Around = Statement.extend({ externalId: ExternalId.optional() });
const AROUND = new Set(Object.keys(Around.shape));

/** The body of a command, taken apart. */
export interface CommandBody {
  readonly payload: object;
  readonly statement: Statement;
  readonly externalId?: string;
}

/** Takes the flat body apart and validates both halves, so that one answer names every fault. */
export function readBody(payloadSchema: z.ZodType<object>, body: unknown): CommandBody {
  const [ours, around] = takenApart(body);
  const payload = validate(payloadSchema, ours);
  const stated = validate(Around, around);
  if (!payload.ok || !stated.ok) throw invalid(...faultsOf(payload), ...faultsOf(stated));
  const { externalId, ...statement } = stated.value;
  return { payload: payload.value, statement, ...(externalId !== undefined && { externalId }) };
}

const faultsOf = (validated: Validated<unknown>) => (validated.ok ? [] : validated.faults);

function takenApart(body: unknown): [payload: unknown, around: Record<string, unknown>] {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return [body ?? {}, {}];
  const payload: Record<string, unknown> = {};
  const around: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(body)) (AROUND.has(name) ? around : payload)[name] = value;
  return [payload, around];
}

/** The flat body as one schema, for the API page. */
export function documentedBody(command: string, payload: z.ZodType, example: unknown): z.ZodType {
  const shape = payload instanceof z.ZodObject ? (payload.shape as z.ZodRawShape) : {};
  return z.strictObject({ ...shape, ...Around.shape }).meta({ id: command, examples: [example] });
}
