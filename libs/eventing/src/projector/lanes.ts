import type { EventId, Position } from '@app/domain';
import type { Codec } from '../codec.js';
import type { LogReader } from '../ports.js';
import type { Build } from './build.js';
import { Lane, LogDiverged } from './lane.js';

/** The subscriptions under way. There is one as soon as all builds are at the head. */
export class Lanes {
  private lanes: Lane[] = [];
  private readonly looks = new Map<Position, Promise<EventId | null>>();

  constructor(
    private readonly log: LogReader,
    private readonly codec: Codec,
    private readonly signal: AbortSignal,
    private readonly onCaughtUp: (build: Build) => void,
  ) {}

  /** Until `signal` aborts. Rejects as `Lane.carry` does, and with LogDiverged. */
  async ride(build: Build, signal: AbortSignal): Promise<void> {
    await this.compare(build);
    if (signal.aborted) return;
    const fitting = this.lanes.find(({ position, isEnded }) => !isEnded && position === build.mark.position);
    await (fitting ?? this.open(build)).carry(build, signal);
    if (!signal.aborted) throw new Error('the subscription ended');
  }

  /** Those at the same place wait for one look, and go on in one turn. */
  private async compare({ mark: { position, eventId } }: Build): Promise<void> {
    if (eventId === null) return;
    const known = this.looks.get(position) ?? this.log.eventAt(position).finally(() => this.looks.delete(position));
    this.looks.set(position, known);
    if ((await known) !== eventId) throw new LogDiverged({ at: position, eventId });
  }

  private open(build: Build): Lane {
    const news = { onCaughtUp: this.onCaughtUp, onBatch: (at: Lane) => this.merge(at) };
    const lane = new Lane(this.log, this.codec, build.mark.position, this.signal, news);
    this.lanes.push(lane);
    // In a turn of its own: until then others may come along from the first batch on.
    queueMicrotask(() => void lane.run().finally(() => (this.lanes = this.lanes.filter((other) => other !== lane))));
    return lane;
  }

  private merge(lane: Lane): void {
    // Into an older one only, or two might go into one another; and into none that has a long way to go, where those
    // at the head would stand still until it is there.
    const older = this.lanes.slice(0, this.lanes.indexOf(lane));
    const other = older.find(({ position, isEnded, caughtUp }) => !isEnded && caughtUp && position <= lane.position);
    if (other) lane.mergeInto(other);
  }
}
