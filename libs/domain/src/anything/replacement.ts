import type { z } from 'zod';
import { refuse, type Decision } from '../decider.js';
import type { EventType } from '../event.js';
import type { Fact } from '../facts.js';

export type Payload = Readonly<Record<string, unknown>>;

/**
 * The replacement without what the path of the command named, where it stays as it was: an event has more fields than
 * the body of its command, and may be given back as it stands.
 */
export function withoutKept(schema: z.ZodType, { ends }: EventType, { data }: Fact, body: Payload): Payload {
  const stored = data as Payload;
  const isKept = (key: string) => isSame(body[key], stored[key]);
  const both = ends?.every((end) => body[end] !== undefined) ?? false;
  const end = both ? ends?.find(isKept) : undefined;
  const rest = without(body, end === undefined ? [] : [end]);
  return without(rest, foreignTo(schema, rest).filter(isKept));
}

const without = (body: Payload, keys: readonly string[]): Payload =>
  Object.fromEntries(Object.entries(body).filter(([key]) => !keys.includes(key)));

const foreignTo = (schema: z.ZodType, body: Payload): string[] =>
  (schema.safeParse(body).error?.issues ?? []).flatMap((issue) =>
    issue.code === 'unrecognized_keys' && issue.path.length === 0 ? issue.keys : [],
  );

function isSame(a: unknown, b: unknown): boolean {
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return a === b;
  const [x, y] = [a as Payload, b as Payload];
  const keys = new Set([...Object.keys(x), ...Object.keys(y)]);
  return Array.isArray(a) === Array.isArray(b) && [...keys].every((key) => isSame(x[key], y[key]));
}

/** Names what is not known, what is lacking, and what is another than the path of the amended event's command named. */
export function replacementInvalid(
  { type }: EventType,
  { data }: Fact,
  error: z.ZodError,
): Extract<Decision, { ok: false }> {
  const faults = error.issues.flatMap((issue) =>
    issue.code === 'unrecognized_keys'
      ? issue.keys.map((key) => ({ path: [...issue.path, key], fault: 'is not known here', isForeign: true }))
      : [{ path: issue.path, fault: issue.message, isForeign: false }],
  );
  const fixed = faults.filter(
    ({ path, isForeign }) => isForeign && path.length === 1 && String(path[0]) in (data as object),
  );
  if (fixed.length > 0) {
    const names = fixed.map(({ path }) => String(path[0])).join(', ');
    return refuse('field-is-fixed', `No amendment can change ${names} of ${type}.`, {
      pointers: fixed.map(({ path }) => pointerTo(path)),
    });
  }
  return refuse('replacement-invalid', `Not the payload of ${type}.`, {
    pointers: faults.map(({ path }) => pointerTo(path)),
    faults: faults.map(({ fault }) => fault),
  });
}

/** RFC 6901. */
const pointerTo = (path: readonly PropertyKey[]): string =>
  path.map((key) => `/${String(key).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
