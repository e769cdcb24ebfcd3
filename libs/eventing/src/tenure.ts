import type { Ambient } from './ambient.js';
import { StaleLease, type Documents, type Generation, type GenerationState, type Lease } from './ports.js';

/** Of a process that is one of several. */
export interface Tenancy {
  /** Names the process, to whoever looks who leads. */
  readonly holder: string;
  /**
   * A lease without a sign of life for so long may be taken by another. Lower: the work of a process that was killed
   * goes on sooner. Higher: one that is only slow, or cut off for a moment, keeps it.
   */
  readonly leaseMs: number;
}

/** Signs of life for each lease time, so that two may be lost. */
const BEATS = 3;

/**
 * How a process comes to write a generation, and stays the one. Alone, it takes the lease at once. With others beside
 * it, it takes what nobody holds, or what has shown no sign of life for the lease time, by its own clock. What is safe
 * never rests on these times: of two that think they lead, the store takes commits from the later one alone.
 */
export class Tenure {
  /** What was last seen of leases that others hold, and since when. */
  private readonly seen = new Map<string, { readonly epoch: number; readonly beats: number; readonly since: number }>();

  constructor(
    private readonly documents: Pick<Documents, 'claim' | 'renew' | 'release'>,
    private readonly ambient: Pick<Ambient, 'elapsed' | 'sleep'>,
    private readonly tenancy?: Tenancy,
  ) {}

  get isAlone(): boolean {
    return this.tenancy === undefined;
  }

  /** Undefined while somebody else holds it. To be asked again and again. */
  async acquire({ generation, lease: { epoch, holder, beats } }: GenerationState): Promise<Lease | undefined> {
    if (!this.tenancy) return this.documents.claim(generation);
    if (holder !== null && this.isAlive(nameOf(generation), epoch, beats, this.tenancy.leaseMs)) return undefined;
    try {
      return await this.documents.claim(generation, { holder: this.tenancy.holder, after: epoch });
    } catch (error) {
      if (error instanceof StaleLease) return undefined;
      throw error;
    }
  }

  /** Shows signs of life until `signal` aborts; true where another has taken the lease meanwhile. */
  async keep(lease: Lease, signal: AbortSignal): Promise<boolean> {
    if (!this.tenancy) return false;
    for (;;) {
      await this.ambient.sleep(this.tenancy.leaseMs / BEATS, signal);
      if (signal.aborted) return false;
      try {
        await this.documents.renew(lease);
      } catch (error) {
        // A store that does not answer takes no commit of anybody either.
        if (error instanceof StaleLease) return true;
      }
    }
  }

  /** Nobody has to wait for the lease time then. */
  async giveBack(lease: Lease): Promise<void> {
    if (this.tenancy) await this.documents.release(lease).catch(() => undefined);
  }

  private isAlive(name: string, epoch: number, beats: number, leaseMs: number): boolean {
    const now = this.ambient.elapsed();
    const known = this.seen.get(name);
    if (known?.epoch === epoch && known.beats === beats) return now - known.since < leaseMs;
    this.seen.set(name, { epoch, beats, since: now });
    return true;
  }
}

const nameOf = ({ projection, number }: Generation): string => `${projection} ${number}`;
