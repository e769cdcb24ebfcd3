import { randomBytes } from 'node:crypto';
import { hostname } from 'node:os';
import type { Documents, EventLog } from '@app/eventing';
import { Closing } from './closing.js';
import type { ServersConfig } from './servers.js';
import { bringAlong, type WorkOptions } from './shared.js';
import type { StackOptions } from './stack.js';

export interface WorkerConfig {
  readonly servers: ServersConfig;
  readonly leaseMs: number;
  /** Names of the read models to bring along, and KEY_DESTRUCTION; all of them where absent. */
  readonly only?: readonly string[];
}

export type WorkerOptions = StackOptions & Pick<WorkOptions, 'onApplied'>;

/** A process that brings read models along. */
export interface Worker {
  readonly log: EventLog;
  readonly documents: Documents;
  /** Its name where it holds a lease. */
  readonly holder: string;
  /** Behind the commits under way; gives its leases back. */
  close(): Promise<void>;
}

/** Waits for the servers as `openStack` does. */
export async function openWorker({ servers, leaseMs, only }: WorkerConfig, options: WorkerOptions): Promise<Worker> {
  const closing = new Closing();
  try {
    const { openServers } = await import('./servers.js');
    const opened = await openServers(servers, options);
    closing.add(() => opened.close());
    // What fails is swept by the next worker, or with the next drop.
    opened.sweep().catch(() => undefined);
    const holder = `${hostname()}:${process.pid}:${randomBytes(4).toString('hex')}`;
    const { onFailure, onApplied } = options;
    await bringAlong(
      opened,
      {
        tenancy: { holder, leaseMs },
        ...(only && { only }),
        ...(onFailure && { onFailure }),
        ...(onApplied && { onApplied }),
      },
      closing,
    );
    return { log: opened.log, documents: opened.documents, holder, close: () => closing.run() };
  } catch (error) {
    await closing.run();
    throw error;
  }
}
