import {
  DEFAULT_ZONE, partnershipAggregate, refuse, streamId,
  type Aggregate, type Decided, type Fact, type Instant, type KeyId, type Refusal, type Revision, type StreamId,
} from '@app/domain'; // prettier-ignore
import { ambient as system, type Ambient } from './ambient.js';
import { Calendar } from './calendar.js';
import { Codec } from './codec.js';
import { digestOf, type Digest } from './digest.js';
import { Contended, PreconditionFailed } from './faults.js';
import type { History } from './history.js';
import { eventIdOf } from './ids.js';
import type { Keyring } from './keyring.js';
import { AppendAmbiguous, WrongRevision, type Appended, type Batch, type EventLog, type NewEvent } from './ports.js';
import { Queues } from './queues.js';
import { asRead, receiptOf, repeated } from './receipt.js';
import { Recording } from './recording.js';
import type { Outcome, RunRequest } from './request.js';
import type { Random } from './sealing.js';
import { Sight } from './sight.js';
import { spanned } from './spans.js';
import { Streams } from './streams.js';

/** Decisions after the first one, where others were quicker; and appends after the first whose outcome is unknown. */
const RETRIES = 3;

export interface RunnerOptions {
  readonly log: EventLog;
  readonly keyring: Keyring;
  /** Of folded streams. More of it: fewer reads of the log, and more opened words in memory. */
  readonly cacheBytes?: number;
  readonly codec?: Codec;
  readonly ambient?: Ambient;
  /** Where the nonces of sealed words come from. */
  readonly random?: Random;
}

/** A stream as it stands, for those who must look before a command is given. */
export interface Loaded<S> {
  readonly state: S;
  readonly facts: readonly Fact[];
  readonly revision: Revision;
}

/** Carries a command out: load, fold, decide, append at the exact revision read. docs/architecture has the whole way. */
export class Runner {
  private readonly log: EventLog;
  private readonly keyring: Keyring;
  private readonly codec: Codec;
  private readonly ambient: Ambient;
  private readonly streams: Streams;
  private readonly queues = new Queues();
  private readonly recording: Recording;
  private readonly calendar: Calendar;
  private started?: Promise<void>;

  constructor({
    log,
    keyring,
    cacheBytes = 128 * 1024 * 1024,
    codec = new Codec(),
    ambient = system,
    random,
  }: RunnerOptions) {
    this.log = log;
    this.keyring = keyring;
    this.codec = codec;
    this.ambient = ambient;
    this.streams = new Streams(log, codec, keyring, ambient, cacheBytes);
    this.recording = new Recording(codec, keyring, random);
    this.calendar = new Calendar(() => ambient.now());
  }

  /**
   * Records what the command decides, once however often it comes. Throws PreconditionFailed, KeyReused, InFlight,
   * Contended, and what the log throws: AppendAmbiguous, DiskFull, AppendRefused.
   */
  async run(request: RunRequest): Promise<Outcome> {
    await (this.started ??= this.start());
    const stream = streamId(request.partnership, request.kind, request.id);
    const attributes = { 'throughline.command': request.command, 'throughline.kind': request.kind };
    return spanned('command', attributes, () =>
      this.queues.run(stream, request.commandId, () => this.attempt(request, stream)),
    );
  }

  /** Undefined where there is no such stream. At most 2 s behind what other processes record, and never behind this. */
  async load<S>(aggregate: Aggregate<S>, partnership: string, id: string): Promise<Loaded<S> | undefined> {
    const { history } = await this.streams.find(streamId(partnership, aggregate.kind, id));
    if (history.revision === 'none') return undefined;
    return { state: history.stateOf(aggregate), facts: history.facts, revision: history.revision };
  }

  /**
   * Keeps what is cached fresh from the live log until `signal` aborts. Without it streams are read more often.
   * `onBatch` is told what is heard: the first batch comes at once.
   */
  follow(signal: AbortSignal, onBatch?: (batch: Batch) => void): Promise<void> {
    return this.streams.follow(signal, onBatch);
  }

  /** Drops every opened word and these keys. To be called once they are destroyed. */
  forget(keys: ReadonlySet<KeyId>): void {
    this.keyring.forget(keys);
    this.streams.forget();
  }

  private async start(): Promise<void> {
    try {
      const { at } = await this.log.head();
      this.streams.stamped(at.toISOString() as Instant);
    } catch (error) {
      this.started = undefined;
      throw error;
    }
  }

  private async attempt(request: RunRequest, stream: StreamId): Promise<Outcome> {
    const sight = new Sight(this.streams, request.partnership);
    await sight.load([stream, streamId(request.partnership, 'partnership')]);
    for (let conflicts = 0; ;) {
      try {
        const outcome = await this.once(request, stream, sight);
        if (outcome !== 'look-again') return outcome;
        await sight.refresh();
      } catch (error) {
        if (!(error instanceof WrongRevision)) throw error;
        if (conflicts++ === RETRIES) throw new Contended(stream);
        if (conflicts > 1) await this.ambient.sleep(this.ambient.random() * 10 * 2 ** conflicts);
        await sight.refresh(stream);
      }
    }
  }

  /** `look-again`: what it saw may lack something, and on the whole of it the outcome may be another. */
  private async once(request: RunRequest, stream: StreamId, sight: Sight): Promise<Outcome | 'look-again'> {
    const own = sight.at(stream);
    const partnership = registration(sight, request);
    if (!partnership) return sight.isStale() ? 'look-again' : { ok: false, refusal: noPartnership(request) };
    const digest = await this.digest(request, partnership.digestKey);

    const earlier = own.recordedBy(request.commandId);
    if (earlier) return repeated(request, own, earlier, digest);
    if (request.ifMatch !== undefined && own.revision !== request.ifMatch) {
      if (sight.isStale(stream)) return 'look-again';
      throw new PreconditionFailed(stream, own.revision);
    }

    const expected = own.revision;
    const today = this.calendar.today(partnership.zone);
    const eventId = eventIdOf(request.commandId, digest, 0);
    const decision = await sight.decide(request.kind, stream, {
      name: request.command,
      target: request.target,
      ...(request.member !== undefined && { member: request.member }),
      ...(request.sub !== undefined && { sub: request.sub }),
      body: { ...request.body, ...request.supplied },
      statement: request.statement,
      today,
      actor: request.actor,
      eventId,
    });
    if (!decision.ok) return sight.isStale() ? 'look-again' : decision;
    if (request.dryRun) return sight.isStale() ? 'look-again' : { ok: true, dryRun: decision.events };
    return this.record(request, own, expected, sight, decision.events, digest);
  }

  private async record(
    request: RunRequest,
    own: History,
    expected: Revision | 'none',
    sight: Sight,
    decided: readonly Decided[],
    digest: Digest,
  ): Promise<Outcome> {
    const { actor, commandId, correlationId, causationId } = request;
    const common = { recordedAt: this.stamp(), actor, commandId, digest, correlationId, causationId };
    const prepared = await this.recording.prepare(decided, own, sight, request.partnership, common);
    if ('code' in prepared) return { ok: false, refusal: prepared };
    const appended = await this.append(own.stream, expected, prepared.map(({ written }) => written)); // prettier-ignore
    const [only, ...more] = prepared;
    if (only && more.length === 0) {
      const event = asRead(only, own.stream, appended);
      this.streams.appended(own, event, only.written);
      return { ok: true, receipt: receiptOf([event]), repeated: false };
    }
    // The log tells the position of the last event only.
    await sight.refresh(own.stream);
    return { ok: true, receipt: receiptOf(sight.at(own.stream).recordedBy(commandId) ?? []), repeated: false };
  }

  private async digest({ command, member, body, statement, dryRun }: RunRequest, key?: KeyId): Promise<Digest> {
    // A dry run of a registration has no key yet; nothing of it is ever compared.
    if (key === undefined && dryRun) return '' as Digest;
    const bytes = key && (await this.keyring.find([key])).get(key);
    if (bytes === undefined || bytes === 'destroyed') throw new Error('the digest key of a partnership is gone');
    return digestOf(bytes, { command, member, body, statement });
  }

  /** Never before the last event that this process knows of, whatever the clock says. */
  private stamp(): Instant {
    const now = this.ambient.now().toISOString() as Instant;
    this.streams.stamped(now);
    return this.streams.latest ?? now;
  }

  /** Sends the same append again while its outcome is unknown. */
  private async append(stream: StreamId, expected: Revision | 'none', events: readonly NewEvent[]): Promise<Appended> {
    for (let attempt = 0; ; attempt++) {
      try {
        return await spanned('append', { 'throughline.events': events.length }, () =>
          this.log.append(stream, expected, events),
        );
      } catch (error) {
        if (!(error instanceof AppendAmbiguous)) throw error;
        if (attempt === RETRIES) {
          this.streams.drop(stream);
          throw error;
        }
        await this.ambient.sleep(this.ambient.random() * 100 * 2 ** attempt);
      }
    }
  }
}

interface Registration {
  readonly zone: string;
  readonly digestKey: KeyId | undefined;
}

/** What is on record of the partnership; of one that this very command registers, what the command says. */
function registration(sight: Sight, request: RunRequest): Registration | undefined {
  const history = sight.at(streamId(request.partnership, 'partnership'));
  const state = history.stateOf(partnershipAggregate);
  const registered =
    state.registered?.data ?? (request.kind === 'partnership' ? { ...request.body, ...request.supplied } : undefined);
  if (!registered) return undefined;
  const { zone = DEFAULT_ZONE, digestKey } = registered as { zone?: string; digestKey?: KeyId };
  return { zone, digestKey };
}

const noPartnership = ({ partnership }: RunRequest): Refusal =>
  refuse('not-found', `There is no partnership ${partnership}.`).refusal;
