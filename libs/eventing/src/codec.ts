import { eventTypeOf, FactAmended, type Decided, type EventType, type Recorded } from '@app/domain';
import type { Digest } from './digest.js';
import { readMetadata, writeMetadata, type Envelope } from './metadata.js';
import type { NewEvent, Stored } from './ports.js';
import { UPCASTERS } from './upcasters.js';

/** An event as read, with the digest of the body of its command. */
export type Read = Recorded & { readonly digest: Digest };

/** An event that this version of the program cannot read, and so must not pass over. */
export class Unreadable extends Error {
  constructor(
    readonly stored: Pick<Stored, 'type' | 'stream' | 'revision' | 'position'>,
    reason: string,
  ) {
    super(`${stored.type} at revision ${stored.revision} of ${stored.stream}: ${reason}`);
  }
}

type TypeOf = (type: string) => EventType | undefined;

/** Events as they are decided, and as they stand in the log: by wire name and version, in current shape when read. */
export class Codec {
  constructor(
    private readonly typeOf: TypeOf = eventTypeOf,
    private readonly upcasters: typeof UPCASTERS = UPCASTERS,
  ) {}

  /** Its words must be sealed already. Throws for a type that the domain does not know. */
  write(event: Decided, envelope: Envelope): NewEvent {
    const type = this.typeOf(event.type);
    if (!type) throw new Error(`no event is called ${event.type}`);
    return {
      id: envelope.id,
      type: event.type,
      data: JSON.stringify(event.data),
      metadata: writeMetadata(event, envelope, type.version, this.replacedVersions(event.type, event.data)),
    };
  }

  /** In the current shape, sealed words still sealed. Throws Unreadable. */
  read(stored: Stored): Read {
    const { replaced, ...metadata } = this.parsed(stored, () => readMetadata(stored.metadata));
    const data: unknown = this.parsed(stored, () => JSON.parse(stored.data) as unknown);
    return {
      type: stored.type,
      data: this.upcast(stored, stored.type, data, metadata.version, replaced),
      id: stored.id,
      stream: stored.stream,
      revision: stored.revision,
      position: stored.position,
      ...metadata,
    };
  }

  private upcast(at: Stored, type: string, data: unknown, version: number, replaced: readonly number[]): unknown {
    const current = this.typeOf(type)?.version;
    if (current === undefined) throw new Unreadable(at, `no event is called ${type} in this version of the program`);
    if (version > current) throw new Unreadable(at, `written as version ${version}; this program knows ${current}`);
    let shape = data as Record<string, unknown>;
    for (let from = version; from < current; from++) {
      const step = this.upcasters[type]?.[from];
      if (!step) throw new Unreadable(at, `nothing leads from version ${from} of ${type} to the next`);
      shape = step(shape);
    }
    const amended = replacementIn(type, shape);
    const [next, ...deeper] = replaced;
    if (!amended || next === undefined) return shape;
    const { replacement } = amended;
    return {
      ...shape,
      replacement: { ...replacement, data: this.upcast(at, amended.type, replacement.data, next, deeper) },
    };
  }

  /** An amendment holds another event's payload, which has a version of its own; and so on, in its replacement. */
  private replacedVersions(type: string, data: unknown): number[] {
    const amended = replacementIn(type, data);
    if (!amended) return [];
    const version = this.typeOf(amended.type)?.version ?? 1;
    return [version, ...this.replacedVersions(amended.type, amended.replacement.data)];
  }

  private parsed<T>(stored: Stored, parse: () => T): T {
    try {
      return parse();
    } catch (error) {
      throw new Unreadable(stored, `it is damaged (${(error as Error).name})`);
    }
  }
}

type Amended = { readonly type: string; readonly replacement: { readonly data: unknown } };

function replacementIn(type: string, data: unknown): Amended | undefined {
  if (type !== FactAmended.type) return undefined;
  const { concerned, replacement } = data as { concerned: { type: string }; replacement: { data: unknown } | null };
  return replacement ? { type: concerned.type, replacement } : undefined;
}
