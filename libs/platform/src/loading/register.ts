import type { StreamKind } from '@app/domain';
import type { Meaning } from './references.js';

/** A thing with a stream of its own, or the body or organisation that a member of the structure belongs to. */
export interface Thing {
  readonly stream: StreamKind;
  readonly id: string;
  readonly href: string;
}

/** What the server gave for an entry: where it stands now. */
export interface Known extends Meaning {
  readonly thing: Thing;
  /** Of the thing, or of the member of it that the entry made. */
  readonly href: string;
  /** Address of the event. */
  readonly event: string;
}

/** Why a handle stands for nothing yet. */
export type Standing = Known | 'not-recorded' | 'only-tried-out';

/** What the handles of one partnership stand for, over all files of one run. */
export class Register {
  private readonly standings = new Map<string, Standing>();

  /** `amended`: the entries that amendments in the same files are about. */
  constructor(private readonly amended: ReadonlySet<string> = new Set()) {}

  set(handle: string, standing: Standing): void {
    this.standings.set(handle, standing);
  }

  isAmended(handle: string): boolean {
    return this.amended.has(handle);
  }

  of(handle: string): Standing {
    return this.standings.get(handle) ?? 'not-recorded';
  }

  /** Throws for a handle that stands for nothing; those were sorted out before. */
  known(handle: string): Known {
    const standing = this.of(handle);
    if (typeof standing === 'string') throw new Error(`${handle} is ${standing}`);
    return standing;
  }
}
