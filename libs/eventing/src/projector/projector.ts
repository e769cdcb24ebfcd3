import { position } from '@app/domain';
import { ambient as system, type Ambient } from '../ambient.js';
import { Codec } from '../codec.js';
import type { Documents, Generation, GenerationState, LogReader, Mark, ProjectionState } from '../ports.js';
import type { Projection } from '../projection.js';
import { Tenure, type Tenancy } from '../tenure.js';
import { Build } from './build.js';
import { patient, type FailurePolicy } from './failure.js';
import { Feed } from './feed.js';
import { candidateOf, firstOf, generationsOf, isCurrent, isOutlived, nextOf } from './generations.js';
import { Lanes } from './lanes.js';
import { verify } from './verification.js';

export interface Progress {
  readonly generation: Generation;
  readonly mark: Mark;
  /** Whether answers come from this generation. */
  readonly isLive: boolean;
  /** Events applied or passed over by this process. */
  readonly applied: number;
  /** Those of this commit; 0 where only the live pointer was moved. */
  readonly events: number;
}

export interface ProjectorOptions {
  readonly log: LogReader;
  readonly documents: Documents;
  readonly projections: readonly Projection[];
  /** Absent: no other process writes these documents. */
  readonly tenancy?: Tenancy;
  readonly codec?: Codec;
  readonly ambient?: Ambient;
  /** Also the place to log failures. */
  readonly onFailure?: FailurePolicy;
  /** After each commit, and when a generation is put in the place of another. */
  readonly onProgress?: (progress: Progress) => void;
  /** Of all documents kept between batches. More of it: a quicker rebuild. */
  readonly cacheBytes?: number;
}

/** How often it looks at the store for what others have ordered, given back or left. */
const LOOK_MS = 500;
/** Before what was found wrong, or could not be looked at, is verified again; doubled each time. */
const [DOUBT_MS, LONGEST_DOUBT_MS] = [10_000, 10 * 60_000];
const BEGINNING: Mark = { position: position(0), eventId: null };

/**
 * Brings a set of projections along the log, each at its own pace; those at the same place share the reading. What is to
 * be written, and what is live, stands in the store: any process may order a rebuild or move the live pointer there, and
 * whoever holds the lease acts on it. So generations beside the live one are kept fed too, whether they are being built
 * or are what was live before, until somebody drops them.
 */
export class Projector {
  private readonly feeds = new Map<string, Feed>();
  private readonly live = new Map<string, number>();
  private readonly atHead = new Set<Build>();
  private readonly failures = new Map<string, number>();
  /** Verifications that failed, in a row, by generation, and when the next is due. */
  private readonly doubted = new Map<string, { readonly attempts: number; readonly until: number }>();
  private isReplacing = false;
  private readonly ambient: Ambient;
  private readonly tenure: Tenure;
  private readonly lanes: Lanes;
  private readonly work = new Set<Promise<unknown>>();
  private nudged: AbortController | undefined;
  private hasTidied = false;

  /** Everything stops, behind the commits under way, when `signal` aborts. */
  constructor(
    private readonly options: ProjectorOptions,
    private readonly signal: AbortSignal,
  ) {
    this.ambient = options.ambient ?? system;
    this.tenure = new Tenure(options.documents, this.ambient, options.tenancy);
    this.lanes = new Lanes(options.log, options.codec ?? new Codec(), signal, (build) => this.arrived(build));
  }

  /** Takes what is there to take, and begins. One of several goes on where the store is away; alone it rejects. */
  async start(): Promise<void> {
    this.signal.addEventListener('abort', () => this.nudge(), { once: true });
    await this.look().catch((error: unknown) => {
      if (this.tenure.isAlone) throw error;
    });
    this.during(this.watch());
  }

  /** When everything has stopped. */
  async done(): Promise<void> {
    while (this.work.size > 0) await Promise.allSettled(this.work);
  }

  /** Something was changed in the store: it is looked at now. */
  nudge(): void {
    this.nudged?.abort();
  }

  /** The live pointer of a projection was moved through this process: nothing is reported of the other one from now on. */
  promoted({ projection, number }: Generation): void {
    this.live.set(projection, number);
    const build = this.feeds.get(nameOf({ projection, number }))?.build;
    if (build) this.report(build);
  }

  private async watch(): Promise<void> {
    while (!this.signal.aborted) {
      this.nudged = new AbortController();
      await this.ambient.sleep(LOOK_MS, this.nudged.signal);
      // The store is away; what is fed reports that, and goes on when it is back.
      if (!this.signal.aborted) await this.look().catch(() => undefined);
    }
  }

  private async look(): Promise<void> {
    const askedAt = this.ambient.elapsed();
    const states = await this.options.documents.states();
    const begins: (() => void)[] = [];
    for (const projection of this.options.projections) {
      try {
        const state = states.get(projection.name) ?? (await this.found(projection));
        await this.attend(projection, await this.prepared(projection, state), askedAt, begins);
        this.failures.delete(projection.name);
      } catch (error) {
        // What was taken by then is begun all the same: nobody else may take it.
        this.failed(projection, error as Error);
      }
    }
    this.hasTidied = true;
    // All in one turn: those at the same place then share the reading from their first batch on.
    for (const begin of begins) begin();
  }

  private failed({ name: projection }: Projection, error: Error): void {
    const attempts = (this.failures.get(projection) ?? 0) + 1;
    this.failures.set(projection, attempts);
    this.options.onFailure?.({ projection, error, attempts });
  }

  /** A projection without documents is live at once: answers come from it as far as it has got. */
  private async found(projection: Projection): Promise<ProjectionState> {
    const first = firstOf(projection);
    await this.options.documents.create(first);
    await this.options.documents.promote(projection.name, 'none', first);
    return this.stateOf(projection.name);
  }

  /** Begins what an upgrade makes necessary, and what has to be built anew since the log is another. */
  private async prepared(projection: Projection, state: ProjectionState): Promise<ProjectionState> {
    const { documents } = this.options;
    const useless = state.others.filter((other) => this.isUseless(projection, other));
    for (const { generation } of useless) await documents.drop(generation);
    const isBegun = candidateOf(projection, state) !== undefined;
    if (useless.length === 0 && (isBegun || !isOutlived(projection, state))) return state;
    if (!isBegun && isOutlived(projection, state)) await documents.create(nextOf(projection, state));
    return this.stateOf(projection.name);
  }

  /** Diverged, or left by an earlier version of the program; that is kept as long as another process may be writing it. */
  private isUseless(projection: Projection, { generation, parked }: GenerationState): boolean {
    if (parked?.diverged) return true;
    return this.tenure.isAlone && !this.hasTidied && !isCurrent(generation, projection);
  }

  /** Adds what there is to begin. Ends what was dropped, and tells what goes on what the store says of it. */
  private async attend(
    projection: Projection,
    state: ProjectionState,
    askedAt: number,
    begins: (() => void)[],
  ): Promise<void> {
    this.live.set(projection.name, state.live.number);
    const wanted = generationsOf(state).filter(({ generation }) => isCurrent(generation, projection));
    const names = new Set(wanted.map(({ generation }) => nameOf(generation)));
    for (const [name, feed] of this.feeds) {
      if (feed.build.projection === projection && !names.has(name)) void feed.stop();
    }
    for (const one of wanted) {
      const feed = this.feeds.get(nameOf(one.generation));
      if (feed) feed.look(one, askedAt);
      else begins.push(...(await this.take(projection, one)));
    }
    this.replaceWhereDue(projection, state);
  }

  private async take(projection: Projection, { generation, checkpoint, ...state }: GenerationState) {
    const { documents, projections, cacheBytes = 256 * 1024 * 1024 } = this.options;
    // Alone, whoever lost a lease has lost it to a process that should not be there.
    if (this.tenure.isAlone && state.lease.holder !== null && this.hasTidied) return [];
    const lease = await this.tenure.acquire({ generation, checkpoint, ...state });
    if (!lease) return [];
    // What the one before wrote until it lost the lease.
    const now = this.tenure.isAlone ? { checkpoint, ...state } : await this.generationState(generation);
    const build = new Build(projection, lease, now?.checkpoint ?? BEGINNING, {
      documents,
      ambient: this.ambient,
      cacheBytes: Math.ceil(cacheBytes / projections.length),
      onCommit: (of, events) => this.report(of, events),
    });
    return [() => this.feed(build, now ?? state)];
  }

  private feed(build: Build, state: Pick<GenerationState, 'parked' | 'skips'>): void {
    const { documents, onFailure = patient } = this.options;
    const name = nameOf(build.generation);
    const ride = (riding: Build, signal: AbortSignal) => this.lanes.ride(riding, signal);
    const feed = new Feed(build, state, this.signal, { documents, ambient: this.ambient, onFailure, ride });
    this.feeds.set(name, feed);
    this.during(this.tenure.keep(build.lease, feed.signal).then((isLost) => (isLost ? feed.stop() : undefined)));
    this.during(feed.done.then(() => this.ended(name, feed)));
  }

  private async ended(name: string, { build }: Feed): Promise<void> {
    this.feeds.delete(name);
    this.atHead.delete(build);
    await this.tenure.giveBack(build.lease);
  }

  private arrived(build: Build): void {
    if (this.atHead.has(build)) return;
    this.atHead.add(build);
    this.nudge();
  }

  /** Where the live one is outlived, whoever has brought its successor to the head puts it in its place. */
  private replaceWhereDue(projection: Projection, state: ProjectionState): void {
    const candidate = candidateOf(projection, state);
    const name = candidate && nameOf(candidate.generation);
    const build = name === undefined ? undefined : this.feeds.get(name)?.build;
    if (!build || !this.atHead.has(build) || !isOutlived(projection, state) || this.isReplacing) return;
    if ((this.doubted.get(nameOf(build.generation))?.until ?? 0) > this.ambient.elapsed()) return;
    // One at a time: each goes through the whole log.
    this.isReplacing = true;
    this.during(this.replace(build, state.live).finally(() => (this.isReplacing = false)));
  }

  private async replace(build: Build, live: Generation): Promise<void> {
    const { documents, log, codec } = this.options;
    const { projection, generation } = build;
    const name = nameOf(generation);
    try {
      const found = await verify({ documents, log, codec, projection, generation, signal: this.signal });
      if (found.faults.length > 0) throw new Error(`${name}: ${found.faults[0]}`);
      if (await documents.promote(projection.name, live, generation)) this.promoted(generation);
      this.doubted.delete(name);
    } catch (error) {
      if (this.signal.aborted) return;
      const attempts = (this.doubted.get(name)?.attempts ?? 0) + 1;
      const pause = Math.min(DOUBT_MS * 2 ** (attempts - 1), LONGEST_DOUBT_MS);
      this.doubted.set(name, { attempts, until: this.ambient.elapsed() + pause });
      this.options.onFailure?.({ projection: projection.name, error: error as Error, attempts });
    }
  }

  private report({ generation, mark, applied }: Build, events = 0): void {
    const isLive = this.live.get(generation.projection) === generation.number;
    this.options.onProgress?.({ generation, mark, isLive, applied, events });
  }

  private during(work: Promise<unknown>): void {
    const settled: Promise<unknown> = work.catch(() => undefined).finally(() => this.work.delete(settled));
    this.work.add(settled);
  }

  private async stateOf(name: string): Promise<ProjectionState> {
    const state = (await this.options.documents.states()).get(name);
    if (!state) throw new Error(`projection ${name} has no live generation`);
    return state;
  }

  private async generationState(g: Generation): Promise<GenerationState | undefined> {
    return generationsOf(await this.stateOf(g.projection)).find(({ generation }) => generation.number === g.number);
  }
}

const nameOf = ({ projection, number }: Generation): string => `${projection} ${number}`;
