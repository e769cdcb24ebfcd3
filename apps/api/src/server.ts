import { mkdirSync } from 'node:fs';
import type { KeyObject } from 'node:crypto';
import { createApp, createLogger, incidentLog, issuerKeyIn } from '@app/platform';
import type { Incidents, Stack } from '@app/stack';
import type { Config } from './config.js';

/** A server that takes requests. */
export interface Running {
  readonly url: string;
  readonly stack: Stack;
  readonly issuerKey: KeyObject;
  readonly logger: ReturnType<typeof createLogger>;
  /** Takes no more requests, answers those under way, and closes the log. Repeatable. */
  stop(): Promise<void>;
}

/** The log of the process, which is told of incidents from now on. */
export function loggerFor({ logLevel }: Config, incidents: Incidents): Running['logger'] {
  const logger = createLogger(logLevel);
  incidents.tell(incidentLog(logger));
  return logger;
}

/** Listens, on a stack that is opened already; closes it where that fails. */
export async function startServer(config: Config, stack: Stack, logger: Running['logger']): Promise<Running> {
  try {
    // With servers nothing has made it yet. Nodes that are to take each other's tokens share it.
    mkdirSync(config.dataDir, { recursive: true, mode: 0o700 });
    const issuerKey = issuerKeyIn(stack.folder ?? config.dataDir);
    const app = await createApp(stack, { issuerKey, logger });
    await app.listen(config.port, config.host);
    const url = await app.getUrl();
    stack.announce(url);
    let stopped: Promise<void> | undefined;
    const stop = async () => {
      await app.close();
      await stack.close();
    };
    return { url, stack, issuerKey, logger, stop: () => (stopped ??= stop()) };
  } catch (error) {
    await stack.close();
    throw error;
  }
}
