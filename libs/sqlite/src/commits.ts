import { realpathSync } from 'node:fs';
import { BroadcastChannel } from 'node:worker_threads';

/** The channel on which the threads of this process tell each other that a file, by whatever path, has another commit. */
export const channelOf = (path: string): BroadcastChannel => new BroadcastChannel(`throughline:${realpathSync(path)}`);

/** The commits of one file, as heard in this thread. */
export class Commits {
  private readonly channel: BroadcastChannel;
  private readonly waiting = new Set<() => void>();
  private heard = 0;

  constructor(path: string) {
    this.channel = channelOf(path);
    this.channel.onmessage = () => {
      this.heard++;
      for (const wake of [...this.waiting]) wake();
    };
    this.channel.unref();
  }

  /** How many have been heard. Take it before you look, and wait with it after: none is missed in between. */
  get count(): number {
    return this.heard;
  }

  /** Until more than `count` have been heard, or the signal aborts. */
  async after(count: number, signal: AbortSignal): Promise<void> {
    if (this.heard > count || signal.aborted) return;
    await new Promise<void>((resolve) => {
      const wake = (): void => {
        this.waiting.delete(wake);
        signal.removeEventListener('abort', wake);
        resolve();
      };
      this.waiting.add(wake);
      signal.addEventListener('abort', wake);
    });
  }

  close(): void {
    this.channel.close();
  }
}
