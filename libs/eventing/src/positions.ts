import type { Position } from '@app/domain';
import { ambient as system, type Ambient } from './ambient.js';
import type { Documents, Generation, ProjectionState } from './ports.js';
import { spanned } from './spans.js';

/** A wait is never longer than this. */
const PATIENCE_MS = 2_000;
/**
 * News may be lost on its way from another thread, and from another process there is none: the store is asked again,
 * soon at first, since most waits are short, and then that often.
 */
const [FIRST_LOOK_MS, LOOK_MS] = [10, 200];

/** How a wait ended. `behind`: the time was up, or the waiting was called off. */
export type Passed = 'passed' | 'behind' | 'parked';

/**
 * How far the read models have got, for those who wait until their own writes are in them. The projector may live in
 * another thread or process: it sends news, and what is true stands in the store.
 */
export class Positions {
  private readonly known = new Map<string, { readonly generation: Generation; readonly position: Position }>();
  private readonly waiting = new Set<() => void>();
  private looking: ReturnType<Documents['states']> | undefined;

  constructor(
    private readonly documents: Pick<Documents, 'states'>,
    private readonly ambient: Pick<Ambient, 'elapsed' | 'sleep'> = system,
  ) {}

  /** News of a commit to a live generation. */
  advanced(generation: Generation, position: Position): void {
    this.known.set(generation.projection, { generation, position });
    for (const look of [...this.waiting]) look();
  }

  /**
   * Until every one of these read models has passed the position: at most `patienceMs`, and no longer than until
   * `signal` aborts. Parked ones that lack it are not waited for. Costs nothing where the news of it has come already.
   */
  async passed(projections: readonly string[], position: Position, o: WaitOptions = {}): Promise<Passed> {
    if (this.isKnown(projections, position)) return 'passed';
    return spanned('wait', {}, () => this.wait(projections, position, o));
  }

  private async wait(projections: readonly string[], position: Position, o: WaitOptions): Promise<Passed> {
    const { patienceMs = PATIENCE_MS, signal } = o;
    const until = this.ambient.elapsed() + patienceMs;
    for (let pause = FIRST_LOOK_MS; !this.isKnown(projections, position); pause = Math.min(2 * pause, LOOK_MS)) {
      const found = this.judge(projections, position, await this.states());
      if (found !== 'behind') return found;
      const left = until - this.ambient.elapsed();
      if (this.isKnown(projections, position)) break;
      if (left <= 0 || signal?.aborted) return 'behind';
      await this.news(Math.min(left, pause), signal);
    }
    return 'passed';
  }

  private isKnown(projections: readonly string[], position: Position): boolean {
    return projections.every((name) => (this.known.get(name)?.position ?? -1n) >= position);
  }

  /** One read at a time, whoever waits: what was true when it began is true still. */
  private states(): ReturnType<Documents['states']> {
    this.looking ??= this.documents.states().finally(() => (this.looking = undefined));
    return this.looking;
  }

  private judge(names: readonly string[], position: Position, states: ReadonlyMap<string, ProjectionState>): Passed {
    const lacking = names
      .map((name) => states.get(name))
      .filter((state) => (state?.checkpoint.position ?? -1n) < position);
    if (lacking.length === 0) return 'passed';
    return lacking.some((state) => state?.parked) ? 'parked' : 'behind';
  }

  private async news(ms: number, signal?: AbortSignal): Promise<void> {
    // A signal made of two is held by the longer lived of them until that ends.
    const told = new AbortController();
    const look = () => told.abort();
    this.waiting.add(look);
    signal?.addEventListener('abort', look, { once: true });
    await this.ambient.sleep(ms, told.signal);
    signal?.removeEventListener('abort', look);
    this.waiting.delete(look);
  }
}

export interface WaitOptions {
  readonly patienceMs?: number;
  readonly signal?: AbortSignal;
}
