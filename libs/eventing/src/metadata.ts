import { onDay, type ActorId, type Because, type Certainty, type CommandId, type Day, type Decided } from '@app/domain';
import type { EventDate, EventId, Instant, KeyId, Recording, Source, Stated } from '@app/domain';
import type { Digest } from './digest.js';

/** What the runner adds to an event that was decided. */
export interface Envelope {
  readonly id: EventId;
  readonly recordedAt: Instant;
  readonly actor: ActorId;
  readonly commandId: CommandId;
  /** Of the body of the command, keyed. */
  readonly digest: Digest;
  readonly correlationId: string;
  readonly causationId: string;
  readonly key?: KeyId;
}

/** The envelope as it stands in the log. Short, since it is in every event; never renamed, since it is in every event. */
interface Written {
  /** Schema version of the payload; 1 where absent. */
  readonly v?: number;
  /** Where the payload holds those of other events (an amendment): their versions, outermost first. */
  readonly rv?: readonly number[];
  readonly at: Instant;
  readonly on: WrittenDate;
  readonly from: WrittenDate;
  readonly to?: WrittenDate;
  readonly src?: readonly Source[];
  /** `fact` where absent. */
  readonly sure?: Certainty;
  readonly why?: Because;
  readonly by: ActorId;
  readonly cmd: CommandId;
  readonly dig: Digest;
  readonly cor: string;
  readonly cau: string;
  readonly key?: KeyId;
}

/** A single day as itself, anything else with its bounds. */
type WrittenDate = Day | EventDate;

export type Metadata = Stated &
  Omit<Recording, 'id' | 'stream' | 'revision' | 'position'> & {
    readonly digest: Digest;
    readonly replaced: readonly number[];
  };

export function writeMetadata(
  event: Decided,
  envelope: Envelope,
  version: number,
  replaced: readonly number[],
): string {
  const written: Written = {
    ...(version !== 1 && { v: version }),
    ...(replaced.length > 0 && { rv: replaced }),
    at: envelope.recordedAt,
    on: writeDate(event.statedOn),
    from: writeDate(event.effectiveFrom),
    ...(event.effectiveTo && { to: writeDate(event.effectiveTo) }),
    ...(event.sources.length > 0 && { src: event.sources }),
    ...(event.certainty !== 'fact' && { sure: event.certainty }),
    ...(event.because && { why: event.because }),
    by: envelope.actor,
    cmd: envelope.commandId,
    dig: envelope.digest,
    cor: envelope.correlationId,
    cau: envelope.causationId,
    ...(envelope.key && { key: envelope.key }),
  };
  return JSON.stringify(written);
}

export function readMetadata(json: string): Metadata {
  const written = JSON.parse(json) as Written;
  return {
    version: written.v ?? 1,
    replaced: written.rv ?? [],
    recordedAt: written.at,
    statedOn: readDate(written.on),
    effectiveFrom: readDate(written.from),
    ...(written.to && { effectiveTo: readDate(written.to) }),
    sources: written.src ?? [],
    certainty: written.sure ?? 'fact',
    ...(written.why && { because: written.why }),
    actor: written.by,
    commandId: written.cmd,
    digest: written.dig,
    correlationId: written.cor,
    causationId: written.cau,
    ...(written.key && { key: written.key }),
  };
}

/** `recordedAt` alone. */
export const recordedAtOf = (metadata: string): Instant => (JSON.parse(metadata) as Written).at;

function writeDate(date: EventDate): WrittenDate {
  const isPlain = date.earliest === date.edtf && date.latest === date.edtf && date.text === undefined;
  return isPlain ? (date.edtf as Day) : date;
}

const readDate = (date: WrittenDate): EventDate => (typeof date === 'string' ? onDay(date) : date);
