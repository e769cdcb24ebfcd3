import { position } from '@app/domain';
import { ambient as system, type Ambient } from '../ambient.js';
import { Codec } from '../codec.js';
import type { Documents, Generation, LogReader, Mark, ProjectionState } from '../ports.js';
import type { Projection } from '../projection.js';
import { Build } from './build.js';
import { patient, type FailurePolicy } from './failure.js';
import { Feed, ProjectionStopped } from './feed.js';
import { firstOf, nextOf, planOf } from './generations.js';
import { Lanes } from './lanes.js';

export interface Progress {
  readonly generation: Generation;
  readonly mark: Mark;
  /** Whether answers come from this generation. */
  readonly isLive: boolean;
  /** Events applied or passed over by this process. */
  readonly applied: number;
}

export interface ProjectorOptions {
  readonly log: LogReader;
  readonly documents: Documents;
  readonly projections: readonly Projection[];
  readonly codec?: Codec;
  readonly ambient?: Ambient;
  /** Also the place to log failures. */
  readonly onFailure?: FailurePolicy;
  /** After each commit, and when a generation is put in the place of another. */
  readonly onProgress?: (progress: Progress) => void;
  /** Of all documents kept between batches. More of it: a quicker rebuild. */
  readonly cacheBytes?: number;
}

/** Brings a set of projections along the log, each at its own pace; those at the same place share the reading. */
export class Projector {
  private readonly live = new Map<string, Feed>();
  private readonly next = new Map<string, Feed>();
  private readonly rebuilding = new Map<string, Promise<Generation>>();
  /** What to do when a build has come to the head of the log. */
  private readonly atHead = new Map<Build, () => void>();
  private readonly ambient: Ambient;
  private readonly lanes: Lanes;

  /** Everything stops, behind the commits under way, when `signal` aborts. */
  constructor(
    private readonly options: ProjectorOptions,
    private readonly signal: AbortSignal,
  ) {
    this.ambient = options.ambient ?? system;
    this.lanes = new Lanes(options.log, options.codec ?? new Codec(), signal, (build) => this.atHead.get(build)?.());
  }

  /** Claims every projection, and begins. */
  async start(): Promise<void> {
    const states = await this.options.documents.states();
    const begins: (() => void)[] = [];
    for (const projection of this.options.projections) {
      begins.push(await this.prepare(projection, states.get(projection.name) ?? (await this.found(projection))));
    }
    // All in one turn: those at the same place then share the reading from their first batch on.
    for (const begin of begins) begin();
  }

  /** When everything has stopped. */
  async done(): Promise<void> {
    const feeds = [...this.live.values(), ...this.next.values()];
    await Promise.all(feeds.map((feed) => feed.done));
  }

  /**
   * Builds the projection anew beside the live generation, and puts it in its place. Rejects with ProjectionStopped
   * where it is parked on the way; once resumed and at the head, it is put in its place all the same.
   */
  rebuild(name: string): Promise<Generation> {
    return this.rebuilding.get(name) ?? this.announce(name, this.rebuildNow(this.projectionOf(name)));
  }

  /** Lets a parked projection try the event again. Nothing happens where it is not parked. */
  async resume(name: string): Promise<void> {
    this.projectionOf(name);
    await this.live.get(name)?.resume();
    await this.next.get(name)?.resume();
  }

  private async rebuildNow(projection: Projection): Promise<Generation> {
    const state = await this.stateOf(projection.name);
    // The one before the live one was kept for those who were still reading it.
    for (const { generation } of state.others) await this.options.documents.drop(generation);
    return this.replace(await this.claim(projection, nextOf(projection, state)), undefined, state.live);
  }

  /** A projection without documents is live at once: answers come from it as far as it has got. */
  private async found(projection: Projection): Promise<ProjectionState> {
    const first = firstOf(projection);
    await this.options.documents.claim(first);
    await this.options.documents.promote(projection.name, 'none', first);
    return this.stateOf(projection.name);
  }

  private async prepare(projection: Projection, state: ProjectionState): Promise<() => void> {
    const { feedLive, next, dropped } = planOf(projection, state);
    for (const generation of dropped) await this.options.documents.drop(generation);
    const live = feedLive ? await this.claim(projection, state.live, state) : undefined;
    const begun = next && (await this.claim(projection, next, stateIn(state, next)));
    return () => {
      if (live) this.live.set(projection.name, this.feed(live, state.parked));
      if (!begun) return;
      void this.announce(projection.name, this.replace(begun, stateIn(state, begun.generation)?.parked, state.live));
    };
  }

  private announce(name: string, rebuilt: Promise<Generation>): Promise<Generation> {
    this.rebuilding.set(name, rebuilt);
    // One that is parked is under way still, and shows in the state.
    rebuilt.catch((error) => error instanceof ProjectionStopped || this.rebuilding.delete(name));
    return rebuilt;
  }

  private replace(build: Build, parked: Parked | undefined, live: Generation): Promise<Generation> {
    const { name } = build.projection;
    return new Promise((resolve, reject) => {
      const onPark = (at: Parked) => reject(new ProjectionStopped(name, at));
      const feed = this.feed(build, parked, onPark);
      this.next.set(name, feed);
      if (parked) onPark(parked);
      const onStop = () => reject(new Error('the projector has stopped'));
      if (this.signal.aborted) onStop();
      else this.signal.addEventListener('abort', onStop, { once: true });
      this.atHead.set(build, () => {
        this.atHead.delete(build);
        this.promote(name, live, feed).then(() => resolve(build.generation), reject);
      });
    });
  }

  private async promote(name: string, from: Generation, feed: Feed): Promise<void> {
    const isPromoted = await this.persistently(() => this.options.documents.promote(name, from, feed.build.generation));
    const ended = isPromoted ? this.live.get(name) : feed;
    if (isPromoted) this.live.set(name, feed);
    this.next.delete(name);
    this.rebuilding.delete(name);
    this.report(feed.build);
    await ended?.stop();
    if (!isPromoted) throw new Error(`${name}: another generation than ${from.number} is live by now`);
  }

  /** A build of an hour is not given up because the store was busy for a moment. */
  private async persistently<T>(attempt: () => Promise<T>): Promise<T> {
    for (;;) {
      try {
        return await attempt();
      } catch (error) {
        if (this.signal.aborted) throw error;
        await this.ambient.sleep(RETRY_MS, this.signal);
      }
    }
  }

  private async claim(projection: Projection, generation: Generation, state?: Begun): Promise<Build> {
    const { documents, projections, cacheBytes = 256 * 1024 * 1024 } = this.options;
    const lease = await documents.claim(generation);
    return new Build(projection, lease, state?.checkpoint ?? BEGINNING, {
      documents,
      ambient: this.ambient,
      cacheBytes: Math.ceil(cacheBytes / projections.length),
      onCommit: (build) => this.report(build),
    });
  }

  private feed(build: Build, parked: Parked | undefined, onPark?: (parked: Parked) => void): Feed {
    const { documents, onFailure = patient } = this.options;
    const ride = (riding: Build, signal: AbortSignal) => this.lanes.ride(riding, signal);
    return new Feed(build, parked, this.signal, { documents, ambient: this.ambient, onFailure, ride }, onPark);
  }

  private report({ generation, mark, applied }: Build): void {
    const isLive = this.live.get(generation.projection)?.build.generation.number === generation.number;
    this.options.onProgress?.({ generation, mark, isLive, applied });
  }

  private projectionOf(name: string): Projection {
    const projection = this.options.projections.find((known) => known.name === name);
    if (!projection) throw new Error(`there is no projection ${name}`);
    return projection;
  }

  private async stateOf(name: string): Promise<ProjectionState> {
    const state = (await this.options.documents.states()).get(name);
    if (!state) throw new Error(`projection ${name} has no live generation`);
    return state;
  }
}

type Parked = NonNullable<ProjectionState['parked']>;

const RETRY_MS = 1_000;
const BEGINNING: Mark = { position: position(0), eventId: null };

type Begun = Pick<ProjectionState, 'checkpoint' | 'parked'>;
const stateIn = ({ others }: ProjectionState, { number }: Generation): Begun | undefined =>
  others.find(({ generation }) => generation.number === number);
