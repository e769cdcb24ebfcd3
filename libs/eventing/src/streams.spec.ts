import type { StreamId } from '@app/domain';
import { ambient } from './ambient.js';
import { Codec } from './codec.js';
import { Keyring } from './keyring.js';
import { MemoryKeys, MemoryLog } from './memory/index.js';
import type { Stored } from './ports.js';
import { Streams } from './streams.js';

const STREAM = 'testshire/structure' as StreamId;

/** A log that has come to the end of the stream, and does not say so until it is let. */
class SlowLog extends MemoryLog {
  reads = 0;
  private answer: () => void = () => undefined;
  private readonly answered = new Promise<void>((resolve) => (this.answer = resolve));

  override async *read(stream: StreamId): AsyncIterable<Stored> {
    this.reads++;
    const events: Stored[] = [];
    for await (const event of super.read(stream)) events.push(event);
    await this.answered;
    yield* events;
  }

  let(): void {
    this.answer();
  }
}

describe('a stream that several ask for at once', () => {
  it('is read once, and may lack what came before the later ones asked', async () => {
    const log = new SlowLog();
    const streams = new Streams(log, new Codec(), new Keyring(new MemoryKeys()), ambient, 1_000_000);
    const [first, second] = [streams.find(STREAM), streams.find(STREAM)];
    log.let();
    expect((await first).fromCache).toBe(false);
    expect((await second).fromCache).toBe(true);
    expect(log.reads).toBe(1);
  });
});
