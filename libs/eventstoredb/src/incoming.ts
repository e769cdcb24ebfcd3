import { ambient } from '@app/eventing';

/** What is used of a stream of the client. */
export interface Source {
  readonly readableLength: number;
  read(): unknown;
  destroy(): unknown;
  on(event: 'readable' | 'end', listener: () => void): unknown;
  on(event: 'error', listener: (error: Error) => void): unknown;
}

/** What comes from the server for one read or subscription, taken as it is wanted: what is not taken, is not sent. */
export class Incoming<T> {
  private failure: Error | undefined;
  private hasEnded = false;
  private wake: () => void = () => undefined;
  /** Signs that the server is at work though nothing of ours comes. */
  signs = 0;

  constructor(
    private readonly stream: Source,
    private readonly stop: () => Promise<void>,
  ) {
    // The listeners stay: an error that comes after it was cancelled would otherwise end the process.
    stream.on('readable', () => this.wake());
    stream.on('end', () => {
      this.hasEnded = true;
      this.wake();
    });
    stream.on('error', (error: Error) => {
      this.failure ??= error;
      this.wake();
    });
  }

  get isEmpty(): boolean {
    return this.stream.readableLength === 0;
  }

  /**
   * What is there, at most `max`; where nothing is, what comes next. 'ended' behind the last of it, 'quiet' where nothing
   * came for `ms` or `signal` aborted. Throws what the server or the client threw, once all before it was taken.
   */
  async take(max: number, ms: number, signal?: AbortSignal): Promise<T[] | 'ended' | 'quiet'> {
    const until = ambient.elapsed() + ms;
    for (;;) {
      const taken = this.taken(max);
      if (taken.length > 0) return taken;
      if (this.failure) throw this.failure;
      if (this.hasEnded) return 'ended';
      const left = until - ambient.elapsed();
      if (left <= 0 || signal?.aborted) return 'quiet';
      await this.news(left, signal);
    }
  }

  /** Tells the server that nothing more is wanted. */
  cancel(): void {
    this.stop().catch(() => undefined);
    this.stream.destroy();
  }

  private taken(max: number): T[] {
    const taken: T[] = [];
    while (taken.length < max) {
      const next = this.stream.read() as T | null;
      if (next === null) break;
      taken.push(next);
    }
    return taken;
  }

  private news(ms: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const done = () => {
        clearTimeout(timer);
        signal?.removeEventListener('abort', done);
        this.wake = () => undefined;
        resolve();
      };
      const timer = setTimeout(done, ms);
      signal?.addEventListener('abort', done, { once: true });
      this.wake = done;
    });
  }
}
