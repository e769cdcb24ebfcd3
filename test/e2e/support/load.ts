import { percentile } from '../../bench/harness.js';
import type { Client } from './client.js';
import type { Served } from './server.js';

export const PHASES = ['before', 'rebuild', 'verify', 'promote', 'rollback', 'drop', 'after'] as const;
export type Phase = (typeof PHASES)[number];

const WRITERS = 3;
/** A writer that has recorded so much goes on reading; a whole list is one page then. */
const WRITES = 120;
const READERS = 2;
/** More than any run needs: it ends for the wrong reason rather than not at all. */
const READS = 20_000;
/** A phase lasts until so many reads that began in it were answered, however quickly it is done. */
const READS_OF_A_PHASE = 10;

/** What one client has seen so far. */
interface Seen {
  position: bigint;
}

/** Clients that record and read all the time, each what it can check by itself, and what they found wrong. */
export class Load {
  /** Answers that were no 200. */
  readonly failed: string[] = [];
  /** Answers without something that the client knew to be on record. */
  readonly lacking: string[] = [];
  /** Answers from an earlier position than the one before. */
  readonly backwards: string[] = [];
  readonly reads = forEachPhase(() => 0);
  /** How long each read took to its answer, in ms, with what came to be asked again. */
  private readonly took = forEachPhase((): number[] => []);
  /** Answers that were to come again, and for what. */
  private readonly putOff: { readonly phase: Phase; readonly problem: string }[] = [];
  private phase: Phase = 'before';
  private isOver = false;
  private onRead: () => void = () => undefined;
  private readonly ended: Promise<unknown>;

  private constructor(
    writers: readonly Client[],
    reader: Client,
    first: string,
    private readonly tries: number,
  ) {
    const writing = writers.map((client, i) => this.write(client, partnership(i + 1)));
    const reading = Array.from({ length: READERS }, () => this.look(reader, first));
    this.ended = Promise.all([...writing, ...reading]);
    // Told to whoever waits for a read, or at the end.
    this.ended.catch(() => undefined);
  }

  /**
   * Each writer has a partnership of its own, so that it knows what must be in its lists. `tries`: where the read models
   * are slow, an answer may be to come again (503 with Retry-After), and clients do so that often.
   */
  static async start(served: Served, { tries }: { tries: number }): Promise<Load> {
    const writers = await Promise.all(
      Array.from({ length: WRITERS }, (_, i) => served.client(`secretary-${i}`, ['partnerships:create'])),
    );
    for (const [i, client] of writers.entries()) {
      await client.record('/v1/partnerships', { slug: `town-${i}`, name: `Town ${i}` });
    }
    const { href } = await (writers[0] as Client).record(`${partnership(0)}/actions`, {
      kind: 'action',
      text: 'First',
    });
    const [, ...others] = writers;
    return new Load(others, writers[0] as Client, href, tries);
  }

  /** Carries out `work` while clients go on reading, at least some of them from its beginning to beyond its end. */
  async during(phase: Phase, work: () => Promise<void> = () => Promise.resolve()): Promise<void> {
    this.phase = phase;
    const enough = this.reads[phase] + READS_OF_A_PHASE;
    await work();
    while (this.reads[phase] < enough) await this.nextRead();
  }

  /** Rejects where a client could not go on. */
  async stop(): Promise<void> {
    this.isOver = true;
    await this.ended;
  }

  /** A line for each phase: what `failed` does not tell of reads that had to be asked again. */
  get told(): string {
    const lines = PHASES.map((phase) => {
      const took = [...this.took[phase]].sort((a, b) => a - b);
      const again = this.putOff.filter((one) => one.phase === phase).map(({ problem }) => problem);
      const problems = [...new Set(again)].map((one) => `${one} ${again.filter((other) => other === one).length}`);
      const p99 = took.length > 0 ? `${percentile(took, 0.99).toFixed(0)} ms` : 'no read';
      return `${phase}: ${took.length} reads, p99 ${p99}, 503: ${again.length} ${problems.join(', ')}`.trimEnd();
    });
    return lines.join('\n');
  }

  private async nextRead(): Promise<void> {
    const read = new Promise<'read'>((resolve) => (this.onRead = () => resolve('read')));
    if ((await Promise.race([read, this.ended])) !== 'read') throw new Error('the clients have ended');
  }

  /** Reads what it has written, and sees all of it. */
  private async write(client: Client, path: string): Promise<void> {
    const seen: Seen = { position: 0n };
    const ids: string[] = [];
    for (let n = 0; n < READS && !this.isOver; n++) {
      if (ids.length < WRITES) {
        const { id, href, events } = await client.record(`${path}/actions`, { kind: 'action', text: `Action ${n}` });
        ids.push(id);
        seen.position = BigInt(events.at(-1)?.position ?? 0);
        await this.read(client, href, seen, (body) => body['text'] === `Action ${n}`);
      }
      await this.read(client, `${path}/actions?limit=200`, seen, (body) => isInOrder(body, ids));
    }
  }

  /** Waits for nothing, and so sees whatever is live. */
  private async look(client: Client, href: string): Promise<void> {
    const [ofOne, ofList]: Seen[] = [{ position: 0n }, { position: 0n }];
    for (let n = 0; n < READS && !this.isOver; n++) {
      await this.read(client, href, ofOne as Seen, (body) => body['text'] === 'First', false);
      await this.read(client, `${partnership(0)}/actions`, ofList as Seen, (body) => itemsOf(body).length === 1, false);
    }
  }

  private async read(
    client: Client,
    path: string,
    seen: Seen,
    isRight: (body: Readonly<Record<string, unknown>>) => boolean,
    waits = true,
  ): Promise<void> {
    const { phase } = this;
    const headers = { 'throughline-min-position': String(seen.position) };
    const ask = () => client.send('GET', path, undefined, waits ? headers : {});
    const began = performance.now();
    let answer = await ask();
    for (let n = 1; n < this.tries && answer.status === 503 && answer.headers.has('retry-after'); n++) {
      this.putOff.push({ phase, problem: String(answer.body['type']) });
      answer = await ask();
    }
    this.took[phase].push(performance.now() - began);
    const { status, body, text, headers: of } = answer;
    const place = `${phase}: GET ${path}`;
    if (status !== 200) this.failed.push(`${place}: ${status} ${text}`);
    else if (!isRight(body as Record<string, unknown>)) this.lacking.push(`${place}: ${text.slice(0, 300)}`);
    const position = BigInt(of.get('throughline-position') ?? 0);
    if (status === 200 && position < seen.position) this.backwards.push(`${place}: ${position} after ${seen.position}`);
    if (status === 200) seen.position = position;
    this.reads[phase]++;
    this.onRead();
  }
}

const forEachPhase = <T>(make: () => T): Record<Phase, T> =>
  Object.fromEntries(PHASES.map((phase) => [phase, make()])) as Record<Phase, T>;

const partnership = (n: number): string => `/v1/partnerships/town-${n}`;

const itemsOf = (body: Readonly<Record<string, unknown>>) => body['items'] as readonly { readonly id: string }[];

const isInOrder = (body: Readonly<Record<string, unknown>>, ids: readonly string[]): boolean =>
  JSON.stringify(itemsOf(body).map(({ id }) => id)) === JSON.stringify(ids);
