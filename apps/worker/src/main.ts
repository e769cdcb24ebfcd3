import { createLogger, createWorkerApp, incidentLog, WorkMetrics } from '@app/platform';
import { Incidents, openWorker, type Worker } from '@app/stack';
import { readConfig, type Config } from './config.js';

/** What is under way has this long to end; whoever sent SIGTERM waits for 10 s. */
const PATIENCE_MS = 9_000;

async function main(): Promise<void> {
  const config = readConfig(process.env);
  const logger = createLogger(config.logLevel);
  const told = new AbortController();
  const end = () => {
    setTimeout(() => process.exit(1), PATIENCE_MS).unref();
    told.abort();
  };
  process.once('SIGTERM', end);
  process.once('SIGINT', end);

  const incidents = new Incidents();
  incidents.tell(incidentLog(logger));
  const { onFatal, onFailure, onServer } = incidents;
  const work = new WorkMetrics();
  const onApplied = work.applied.bind(work);
  const opening = openWorker(config, { onFatal, onFailure, onServer, onApplied, signal: told.signal });
  const worker = await opening.catch((error: unknown) => {
    if (told.signal.aborted) return undefined;
    throw error;
  });
  if (!worker) return process.exit(0);

  work.showLeases(worker.documents, worker.holder);
  const { url, stop } = await serve(config, worker, work, logger);
  const stopWith = (code: number) =>
    void stop().then(
      () => process.exit(code),
      () => process.exit(1),
    );
  incidents.endBy(() => {
    stopWith(1);
    end();
  });
  told.signal.addEventListener('abort', () => stopWith(0));
  if (told.signal.aborted) return stopWith(0);
  logger.info({ url, holder: worker.holder }, 'the worker is at work');
}

type Logger = ReturnType<typeof createLogger>;

/** Listens; closes the worker where that fails. */
async function serve({ host, port }: Config, worker: Worker, work: WorkMetrics, logger: Logger) {
  const { log, documents } = worker;
  try {
    const app = await createWorkerApp({ log, documents, work, logger });
    await app.listen(port, host);
    let stopped: Promise<void> | undefined;
    const stop = async () => {
      await app.close();
      await worker.close();
    };
    return { url: await app.getUrl(), stop: () => (stopped ??= stop()) };
  } catch (error) {
    await worker.close();
    throw error;
  }
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
});
