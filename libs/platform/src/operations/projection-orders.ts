import { ControlRefused, position, type Verified } from '@app/eventing';
import { Inject, Injectable, type OnModuleDestroy } from '@nestjs/common';
import type { Logger } from 'pino';
import { LOGGER } from '../observe/token.js';
import { Problem } from '../problems/problem.js';
import { PROJECTION_CONTROL, type ProjectionControl } from '../stack.js';
import { Projections } from './projections.js';
import type { GenerationStanding, Role, Standing } from './standing.js';

/** An order as the log tells of it. */
interface Order {
  readonly order: 'rebuild' | 'verify' | 'promote' | 'rollback' | 'skip' | 'resume' | 'remove';
  readonly projection: string;
  /** The subject of the token. */
  readonly by: string;
  readonly at?: string;
  readonly reason?: string;
}
interface Verifying {
  readonly generation?: number | undefined;
  readonly sample?: number | undefined;
}

/** What operators may order about a read model: each order is written to the log with who gave it. Throws ControlRefused. */
@Injectable()
export class ProjectionOrders implements OnModuleDestroy {
  private readonly verifying = new Map<string, Promise<Verified>>();
  private readonly ending = new AbortController();

  constructor(
    private readonly projections: Projections,
    @Inject(PROJECTION_CONTROL) private readonly control: ProjectionControl,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /** Nobody who tells the server to stop waits for a whole log to be read. */
  onModuleDestroy(): void {
    this.ending.abort();
  }

  async rebuild(projection: string, by: string): Promise<number> {
    const { number } = await this.logged({ order: 'rebuild', projection, by }, () => this.control.rebuild(projection));
    return number;
  }

  /**
   * Goes on to its end even where nobody waits for it any more; whoever asks for the same meanwhile gets that. A server
   * that stops answers `shutting-down`.
   */
  async verify(projection: string, { generation, sample }: Verifying, by: string): Promise<Verified> {
    const key = JSON.stringify([projection, generation, sample]);
    const verify = () =>
      this.control.verify(projection, {
        ...(generation !== undefined && { number: generation }),
        ...(sample !== undefined && { sample }),
      });
    const underWay =
      this.verifying.get(key) ??
      this.logged({ order: 'verify', projection, by }, verify).finally(() => this.verifying.delete(key));
    this.verifying.set(key, underWay);
    return Promise.race([underWay, this.end()]);
  }

  async promote(projection: string, only: number | undefined, by: string): Promise<number> {
    if (await this.isLive(projection, only, ['building', 'rolled-back'])) return only as number;
    const { number } = await this.logged({ order: 'promote', projection, by }, () =>
      this.control.promote(projection, only),
    );
    return number;
  }

  async rollback(projection: string, only: number | undefined, by: string): Promise<number> {
    if (await this.isLive(projection, only, ['previous'])) return only as number;
    const { number } = await this.logged({ order: 'rollback', projection, by }, () =>
      this.control.rollback(projection),
    );
    return number;
  }

  /** Where it was ordered already nothing happens. */
  async skip(projection: string, at: string, reason: string, by: string): Promise<void> {
    const [standing] = await this.projections.standings({ name: projection });
    if (standing && !parkedAt(standing, at) && isSkipped(standing, at)) return;
    await this.logged({ order: 'skip', projection, by, at, reason }, () =>
      this.control.skip(projection, position(at), reason),
    );
  }

  async resume(projection: string, by: string): Promise<number[]> {
    const resumed = await this.logged({ order: 'resume', projection, by }, () => this.control.resume(projection));
    return resumed.map(({ number }) => number);
  }

  async remove(projection: string, by: string): Promise<number[]> {
    const removed = await this.logged({ order: 'remove', projection, by }, () => this.control.drop(projection));
    return removed.map(({ number }) => number);
  }

  /** True where `only` is live already. Refuses where it is not what the order would make live. */
  private async isLive(projection: string, only: number | undefined, roles: readonly Role[]): Promise<boolean> {
    if (only === undefined) return false;
    const [standing] = await this.projections.standings({ name: projection });
    if (!standing || standing.generation === only) return standing !== undefined;
    if (standing.others.some((other) => other.generation === only && roles.includes(other.role))) return false;
    throw new ControlRefused('moved', `generation ${only} of ${projection} is not the one that would become live`);
  }

  private async logged<T>(order: Order, carryOut: () => Promise<T>): Promise<T> {
    try {
      const result = await carryOut();
      this.logger.info({ ...order }, 'an order about a read model');
      return result;
    } catch (error) {
      const refused = error instanceof ControlRefused ? error.code : 'failed';
      this.logger.info({ ...order, refused }, 'an order about a read model was not carried out');
      throw error;
    }
  }

  private end(): Promise<never> {
    const { signal } = this.ending;
    return new Promise((_, reject) => {
      const stop = () => reject(new Problem('shutting-down', undefined, {}, { 'retry-after': '5' }));
      if (signal.aborted) stop();
      else signal.addEventListener('abort', stop, { once: true });
    });
  }
}

const generations = ({ others, ...live }: Standing): readonly GenerationStanding[] => [live, ...others];
const parkedAt = (standing: Standing, at: string) =>
  generations(standing).some(({ parked }) => parked?.position === at);
const isSkipped = (standing: Standing, at: string) =>
  generations(standing).some(({ skips }) => skips.some((skip) => skip.position === at));
