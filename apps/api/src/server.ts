import type { KeyObject } from 'node:crypto';
import { createApp, createLogger, traceOf, issuerKeyIn } from '@app/platform';
import { openStack, type Stack } from '@app/stack';
import type { Config } from './config.js';

type Logger = ReturnType<typeof createLogger>;

/** A server that takes requests. */
export interface Running {
  readonly url: string;
  readonly stack: Stack;
  readonly issuerKey: KeyObject;
  readonly logger: Logger;
  /** Takes no more requests, answers those under way, and closes the log. Repeatable. */
  stop(): Promise<void>;
}

/** Opens the data folder and listens. `onFatal`: nothing can be recorded any more; stop, and start again. Throws StoreError. */
export async function startServer(config: Config, onFatal: () => void): Promise<Running> {
  const logger = createLogger(config.logLevel);
  const stack = await openStack(
    { kind: 'embedded', folder: config.dataDir, create: true },
    {
      onFatal: (error) => {
        logger.fatal(traceOf(error), 'the store cannot go on');
        onFatal();
      },
      // What went wrong may quote a record: operators see it under /v1/operations, and the log does not.
      onFailure: ({ projection, position, attempts }) =>
        logger.error({ projection, position: position?.toString(), attempts }, 'a read model was held up'),
    },
  );
  try {
    return await listening(config, stack, logger);
  } catch (error) {
    await stack.close();
    throw error;
  }
}

async function listening({ dataDir, port, host }: Config, stack: Stack, logger: Logger): Promise<Running> {
  const issuerKey = issuerKeyIn(stack.folder ?? dataDir);
  const app = await createApp(stack, { issuerKey, logger });
  await app.listen(port, host);
  const url = await app.getUrl();
  stack.announce(url);
  let stopped: Promise<void> | undefined;
  const stop = async () => {
    await app.close();
    await stack.close();
  };
  return { url, stack, issuerKey, logger, stop: () => (stopped ??= stop()) };
}
