import type { KeyObject } from 'node:crypto';
import { createApp, createLogger, issuerKeyIn, traceOf } from '@app/platform';
import type { ReadSideFailure, Stack } from '@app/stack';
import type { Config } from './config.js';
import type { Incidents } from './incidents.js';

/** A server that takes requests. */
export interface Running {
  readonly url: string;
  readonly stack: Stack;
  readonly issuerKey: KeyObject;
  readonly logger: ReturnType<typeof createLogger>;
  /** Takes no more requests, answers those under way, and closes the log. Repeatable. */
  stop(): Promise<void>;
}

/** Listens, on a stack that is opened already; closes it where that fails. */
export async function startServer(config: Config, stack: Stack, incidents: Incidents): Promise<Running> {
  const logger = createLogger(config.logLevel);
  incidents.tell({
    fatal: (error) => logger.fatal(traceOf(error), 'the store cannot go on'),
    // What went wrong may quote a record: operators see it under /v1/operations, and the log does not.
    failure: ({ projection, position, attempts }: ReadSideFailure) =>
      logger.error({ projection, position: position?.toString(), attempts }, 'a read model was held up'),
  });
  try {
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
