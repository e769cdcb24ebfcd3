import { position, recordedAtOf, type Head, type Position } from '@app/eventing';
import type { Names } from './names.js';
import { metadataOf } from './event.js';
import type { Reader } from './reader.js';

/** Events looked at with one question, on the way back from the end. */
const PAGE = 500;

/**
 * Where the last event of ours stands, as far as is known here. The server has the streams of others as well, and no
 * read with a filter: it is looked for backwards, no further than where somebody looked before.
 */
export class Ours {
  private lastPosition: bigint = 0n;
  private lastMetadata: string | undefined;
  private looking: Promise<void> | undefined;
  private next: Promise<void> | undefined;

  constructor(
    private readonly reader: Pick<Reader, 'backwards'>,
    private readonly names: Names,
    /** Nothing of ours that is not known of is before this position of the server. */
    private seenTo = 0n,
  ) {}

  get position(): Position {
    return position(this.lastPosition);
  }

  get head(): Head {
    const at = this.lastMetadata === undefined ? new Date(0) : new Date(recordedAtOf(this.lastMetadata));
    return { position: this.position, at };
  }

  /** Where to go on for somebody who has everything of ours up to `through`: past what others wrote since, if it can be. */
  behind(through: bigint): bigint {
    return this.lastPosition <= through && this.seenTo > through ? this.seenTo : through;
  }

  /** Of an event of ours that was acknowledged or delivered. */
  note(at: bigint, metadata: string): void {
    if (at <= this.lastPosition) return;
    this.lastPosition = at;
    this.lastMetadata = metadata;
  }

  /** Afterwards every event of ours is known of that was in the log before the call. Throws LogUnavailable. */
  look(): Promise<void> {
    // One that is under way may have passed the end already: whoever comes now shares the next one.
    this.next ??= (this.looking ?? Promise.resolve()).then(
      () => this.begin(),
      () => this.begin(),
    );
    return this.next;
  }

  private begin(): Promise<void> {
    this.next = undefined;
    this.looking = this.search();
    return this.looking;
  }

  private async search(): Promise<void> {
    let end: bigint | undefined;
    let from: bigint | 'end' = 'end';
    // Mostly nothing has changed, and one event tells.
    for (let count = 1; ; count = PAGE) {
      const seen = await this.reader.backwards(count, from);
      end ??= seen[0]?.position;
      const news = seen.filter((one) => one.position > this.seenTo);
      const last = news.find((one) => this.names.isOurs(one));
      if (last) this.note(last.position, metadataOf(last));
      if (last || news.length < seen.length || seen.length === 0) break;
      from = news.at(-1)?.position ?? 'end';
    }
    if (end !== undefined && end > this.seenTo) this.seenTo = end;
  }
}
