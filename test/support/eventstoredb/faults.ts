import type { Metadata, status } from '@grpc/grpc-js';

/** What a client can ask for; `delivery` is one event on a subscription. `append` and `batchAppend` are two paths. */
export type Method =
  | 'append'
  | 'batchAppend'
  | 'readStream'
  | 'readAll'
  | 'subscribe'
  | 'delete'
  | 'tombstone'
  | 'features'
  | 'gossip'
  | 'delivery';

/** A gRPC status, as it stands in the trailers. */
export interface Refusal {
  readonly code: status;
  readonly details: string;
  readonly metadata?: Metadata;
}

export type Harm =
  /** Takes the call, does nothing and never answers. */
  | { readonly kind: 'silent' }
  /** Does it, and never answers. */
  | { readonly kind: 'answer-lost' }
  /** Does it, and answers when the switch is released. */
  | { readonly kind: 'hold' }
  /** Breaks the connection that the call came on, before or after it has done it. */
  | { readonly kind: 'cut'; readonly when: 'before' | 'after' }
  | { readonly kind: 'slow'; readonly ms: number }
  /** Refuses an append as if somebody had been quicker; writes nothing. `current` is the truth where left out. */
  | { readonly kind: 'conflict'; readonly current?: number | 'no_stream' }
  | { readonly kind: 'refuse'; readonly status: Refusal }
  | { readonly kind: 'not-leader'; readonly host: string; readonly port: number }
  /** Delivers an event on a subscription twice. */
  | { readonly kind: 'duplicate' };

/** Where a harm is done. What is left out does not narrow; without `times` it lasts until it is switched off. */
export type Fault = Harm & {
  readonly on?: Method | readonly Method[];
  readonly stream?: string;
  readonly times?: number;
};

export class Switch {
  /** How often it was done. */
  hits = 0;
  private held: (() => void)[] = [];

  constructor(
    readonly fault: Fault,
    private readonly list: Set<Switch>,
  ) {}

  off(): void {
    this.list.delete(this);
  }

  /** Gives the answers that were held until now; it goes on to hold others unless it is off. */
  release(): void {
    const held = this.held;
    this.held = [];
    for (const answer of held) answer();
  }

  hold(answer: () => void): void {
    this.held.push(answer);
  }

  covers(method: Method, stream: string | undefined): boolean {
    const { kind, on, stream: only } = this.fault;
    if ((kind === 'duplicate') !== (method === 'delivery')) return false;
    if (on !== undefined && ![on].flat().includes(method)) return false;
    return only === undefined || only === stream;
  }
}

/** The faults that are on. The first that covers a call is the one that it gets. */
export class Faults {
  private readonly list = new Set<Switch>();

  on(fault: Fault): Switch {
    const made = new Switch(fault, this.list);
    this.list.add(made);
    return made;
  }

  clear(): void {
    this.list.clear();
  }

  take(method: Method, stream?: string): Switch | undefined {
    if (this.list.size === 0) return undefined;
    for (const one of this.list) {
      if (!one.covers(method, stream)) continue;
      one.hits += 1;
      if (one.hits >= (one.fault.times ?? Infinity)) one.off();
      return one;
    }
    return undefined;
  }
}
