import type { StreamId } from '@app/eventing';

/** Streams of this deployment among all that the server has. */
export class Names {
  private readonly start: string;

  /** Throws where `prefix` could be taken for that of another deployment, or for one of the server's own. */
  constructor(readonly prefix: string) {
    if (!/^[^$/\s][^/\s]*$/.test(prefix)) {
      throw new Error(`a prefix of stream names has no slash and no space, and does not begin with $: "${prefix}"`);
    }
    this.start = `${prefix}/`;
  }

  /** For a filter of the server. */
  get ours(): string {
    return this.start;
  }

  /** Where the server keeps what is set for our streams, retention among it. */
  get settings(): string {
    return `$$${this.start}`;
  }

  of(stream: StreamId): string {
    return this.start + stream;
  }

  streamOf(name: string): StreamId {
    return name.slice(this.start.length) as StreamId;
  }

  /** The server's own events in our streams, as that a stream was deleted, are not ours. */
  isOurs({ streamId, type }: { readonly streamId: string; readonly type: string }): boolean {
    return streamId.startsWith(this.start) && !type.startsWith('$');
  }
}
