import type { StreamKind } from '@app/domain';
import type { z } from 'zod';

/**
 * A command as a noun: POST on the collection whose new member it makes. `at` is the path below the resource, as Nest
 * writes it: `:id` is the thing, `:member` the member of it that the command is about. A path without `:id` makes a new
 * thing.
 */
export interface CommandRoute {
  readonly at: string;
  readonly command: string;
  readonly summary: string;
  /** A body that would be accepted, for the API page; checked against the schema by a test. */
  readonly example: Readonly<Record<string, unknown>>;
  /** What tells its operation from others of the same command: "OfMeeting". */
  readonly operation?: string;
  /** What a client says, where the server adds something to make the payload of it. */
  readonly asks?: z.ZodType;
  /** What follows on it, by the name of its checkpoint: answered with 202 until that has passed. */
  readonly followedBy?: string;
}

/** A resource under a partnership: what may be said of it. */
export interface Resource {
  /** In the list of the API page. */
  readonly tag: string;
  readonly about: string;
  /** The collection, below `/v1/partnerships/:p`. */
  readonly path: string;
  readonly kind: StreamKind;
  readonly commands: readonly CommandRoute[];
}

const gaps = (thing: string): CommandRoute => ({
  at: ':id/gaps',
  command: 'NoteGap',
  operation: `Of${thing}`,
  summary: 'Note that something is known to be missing, and why',
  example: { about: 'chair', reason: 'not-in-the-record', words: 'The minutes do not name the chair.' },
});

const consultations = (thing: string): CommandRoute => ({
  at: ':id/consultations',
  command: 'RecordConsultation',
  operation: `Of${thing}`,
  summary: 'Record that somebody was consulted on it, with the result or with none on record',
  example: {
    at: { kind: 'words', text: 'the annual conference' },
    described: 'It was tested with partners.',
    ...STATED,
  },
});

/** What may be said of everything, by the name of the thing. */
export const onAnything = (thing: string): readonly CommandRoute[] => [gaps(thing), consultations(thing)];

/** Ids for examples. */
export const SOME = {
  action: '3f0f5f6e-6a0b-5b4e-9f5e-0d7c0f6b1a01',
  body: '3f0f5f6e-6a0b-5b4e-9f5e-0d7c0f6b1a02',
  person: '3f0f5f6e-6a0b-5b4e-9f5e-0d7c0f6b1a03',
  meeting: '3f0f5f6e-6a0b-5b4e-9f5e-0d7c0f6b1a04',
  document: '3f0f5f6e-6a0b-5b4e-9f5e-0d7c0f6b1a05',
  item: '3f0f5f6e-6a0b-5b4e-9f5e-0d7c0f6b1a06',
  organisation: '3f0f5f6e-6a0b-5b4e-9f5e-0d7c0f6b1a07',
  statement: '3f0f5f6e-6a0b-5b4e-9f5e-0d7c0f6b1a08',
  vote: '3f0f5f6e-6a0b-5b4e-9f5e-0d7c0f6b1a09',
  option: '3f0f5f6e-6a0b-5b4e-9f5e-0d7c0f6b1a0a',
  list: '3f0f5f6e-6a0b-5b4e-9f5e-0d7c0f6b1a0b',
  entry: '3f0f5f6e-6a0b-5b4e-9f5e-0d7c0f6b1a0c',
  event: '3f0f5f6e-6a0b-5b4e-9f5e-0d7c0f6b1a0d',
} as const;

/** What an example says around its payload. */
export const STATED = {
  statedOn: '2011-11-09',
  sources: [{ documentId: SOME.document, lines: { from: 162, to: 164 } }],
} as const;
