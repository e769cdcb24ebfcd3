import type { CommandId, EventId } from '@app/domain';
import { uuid5 } from './uuid5.js';

/** Namespace of every id of ours (RFC 9562, 5.5). Never to be changed: retried commands are known by what it gives. */
const THROUGHLINE = '5b0a3f0e-64c5-5f1c-9d0c-6a0f6c1f3f57';

export interface Keyed {
  readonly partnership: string;
  readonly actor: string;
  readonly method: string;
  /** Without query. */
  readonly path: string;
  readonly idempotencyKey: string;
}

/** The same for every retry of one request by one actor. */
export const commandIdOf = ({ partnership, actor, method, path, idempotencyKey }: Keyed): CommandId =>
  name('command', partnership, actor, method, path, idempotencyKey) as CommandId;

/** The same for anybody who records the thing that goes by this name outside. */
export const externalCommandIdOf = (partnership: string, path: string, externalId: string): CommandId =>
  name('external', partnership, path, externalId) as CommandId;

/** Id of the thing that a command creates, so that a retried creation meets its own stream. */
export const thingIdOf = (command: CommandId): string => uuid5('thing', command);

/** `digest` is in it, so that another body under the same command id never passes for the same append. */
export const eventIdOf = (command: CommandId, digest: string, index: number): EventId =>
  uuid5(`${digest}/${index}`, command) as EventId;

// A list in JSON, since no separator is safe: ["a","b/c"] and ["a/b","c"] must differ.
const name = (...parts: readonly string[]): string => uuid5(JSON.stringify(parts), THROUGHLINE);
