import type { KeyId } from '@app/domain';

/**
 * Keys made ahead of need, so that whoever asks for one mostly waits for nothing. `make` writes so many new ones and names
 * them when they are durable; only those are handed out, each once.
 */
export class KeyPool {
  private readonly ids: KeyId[] = [];
  private filling: Promise<void> | undefined;

  constructor(
    private readonly batch: number,
    private readonly make: (count: number) => Promise<readonly KeyId[]>,
  ) {}

  /** Waits only where there is none left. Rejects with what `make` threw; the next to ask has it tried again. */
  next(): KeyId | Promise<KeyId> {
    const id = this.ids.pop();
    // Half a batch is left to hand out while the next is written.
    if (this.ids.length < this.batch / 2) void this.fill().catch(() => undefined);
    return id ?? this.fill().then(() => this.next());
  }

  /** One batch at a time, whoever asks. */
  fill(): Promise<void> {
    this.filling ??= this.make(this.batch)
      .then((made) => void this.ids.unshift(...made))
      .finally(() => (this.filling = undefined));
    return this.filling;
  }

  /** A batch under way is waited for, whatever becomes of it. */
  async settled(): Promise<void> {
    await this.filling?.catch(() => undefined);
  }
}
