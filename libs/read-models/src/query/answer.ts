import { z } from 'zod';
import { EventDate, type Position, type Revision } from '@app/domain';
import type { Reading } from './reading.js';
import type { TemporalParams } from './ask.js';

/** What was asked for is there: JSON in which words of the record may still be sealed. */
export interface Found {
  readonly ok: true;
  readonly json: string;
  /** The same, cut where parts of it stand in other answers too: those need opening once only. */
  readonly pieces?: readonly string[];
  readonly position: Position;
  /** Of the stream of a single thing, for `If-Match`. */
  readonly revision?: Revision;
  /** The words are out of their seals already, and must not be opened again: they may look like sealed ones. */
  readonly opened?: true;
  /** Cursor of the next page. */
  readonly next?: string;
}

/** What was asked for is not there, or not then, and which of these it is. A value, never an exception. */
export type NotThere = { readonly ok: false } & (
  | { readonly problem: 'not-found' }
  | { readonly problem: 'not-in-effect'; readonly existsFrom: EventDate; readonly existsTo?: EventDate }
  | { readonly problem: 'not-yet-recorded' }
  | { readonly problem: 'cursor-unfit' }
  /** `asOf` lies beyond what the read models have reached: beyond the head of the log, or they are behind. */
  | { readonly problem: 'position-ahead'; readonly position: Position; readonly reached: Position }
);

export type Answer = Found | NotThere;

/** A question that can be put to the record. `path` is where it stands below its partnership, in OpenAPI's notation. */
export interface Query<P extends TemporalParams = TemporalParams> {
  readonly name: string;
  readonly path: string;
  readonly summary: string;
  /** Of the query string; strict. */
  readonly params: z.ZodType<P>;
  /** What a found answer parses as, for the documentation and for tests. */
  readonly answer: z.ZodType;
  /** Read models that it is answered from; it is answered at the lowest of their checkpoints. */
  readonly uses: readonly string[];
  run(reading: Reading, params: P): Promise<Answer>;
}

/** A part of an answer that is JSON already. */
export class Fragment {
  constructor(readonly json: string) {}
}

/** As JSON.stringify for an object, but for members that are JSON already. Their names must need no escapes. */
export function writeJson(object: Readonly<Record<string, unknown>>): string {
  // Added up, not joined: a long text is then copied once, when it is opened, and not at every step.
  let json = '';
  for (const [name, value] of Object.entries(object)) {
    if (value === undefined) continue;
    json += `${json === '' ? '{' : ','}"${name}":`;
    json += value instanceof Fragment ? value.json : JSON.stringify(value);
  }
  return json === '' ? '{}' : json + '}';
}

export const found = (reading: Reading, body: Readonly<Record<string, unknown>>, more: Partial<Found> = {}): Found => ({
  ok: true,
  json: writeJson(body),
  position: reading.ask.position,
  ...more,
});

export const NOT_FOUND: NotThere = { ok: false, problem: 'not-found' };
