import { createLogger, createWorkerApp, incidentLog, WorkMetrics } from '@app/platform';
import { Incidents, openWorker, runUntilTold, type Worker } from '@app/stack';
import { readConfig, type Config } from './config.js';

async function main(): Promise<void> {
  const config = readConfig(process.env);
  const logger = createLogger(config.logLevel);
  const incidents = new Incidents();
  incidents.tell(incidentLog(logger));
  const { onFatal, onFailure, onServer } = incidents;
  const work = new WorkMetrics();
  const onApplied = work.applied.bind(work);
  await runUntilTold(incidents, {
    start: async (signal) => {
      const worker = await openWorker(config, { onFatal, onFailure, onServer, onApplied, signal });
      work.showLeases(worker.documents, worker.holder);
      return { ...(await serve(config, worker, work, logger)), holder: worker.holder };
    },
    first: ({ url, holder }) => logger.info({ url, holder }, 'the worker is at work'),
  });
}

type Logger = ReturnType<typeof createLogger>;

/** Listens; closes the worker where that fails. */
async function serve({ host, port }: Config, worker: Worker, work: WorkMetrics, logger: Logger) {
  const { log, documents } = worker;
  try {
    const app = await createWorkerApp({ log, documents, work, logger });
    await app.listen(port, host);
    const stop = async () => {
      await app.close();
      await worker.close();
    };
    return { url: await app.getUrl(), stop };
  } catch (error) {
    await worker.close();
    throw error;
  }
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
});
