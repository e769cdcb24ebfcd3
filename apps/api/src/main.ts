import { Incidents, openStack } from '@app/stack';
import { readConfig } from './config.js';

/** What is under way has this long to end; whoever sent SIGTERM waits for 10 s. */
const PATIENCE_MS = 9_000;

async function main(): Promise<void> {
  const config = readConfig(process.env, process.argv.slice(2));
  const told = new AbortController();
  const end = () => {
    setTimeout(() => process.exit(1), PATIENCE_MS).unref();
    told.abort();
  };
  process.once('SIGTERM', end);
  process.once('SIGINT', end);

  const incidents = new Incidents();
  const { onFatal, onFailure, onServer } = incidents;
  const opening = openStack(config.stack, { onFatal, onFailure, onServer, signal: told.signal });
  opening.catch(() => undefined);
  // Threads of the stack start while Nest is being loaded, which takes longest of all.
  const [{ loggerFor, startServer }, { introduce }] = await Promise.all([
    import('./server.js'),
    import('./welcome.js'),
  ]);
  const logger = loggerFor(config, incidents);
  const stack = await opening.catch((error: unknown) => {
    if (told.signal.aborted) return undefined;
    throw error;
  });
  if (!stack) return process.exit(0);

  const running = await startServer(config, stack, logger);
  const stop = (code: number) =>
    void running.stop().then(
      () => process.exit(code),
      () => process.exit(1),
    );
  incidents.endBy(() => {
    stop(1);
    end();
  });
  told.signal.addEventListener('abort', () => stop(0));
  if (told.signal.aborted) return stop(0);
  process.stdout.write(await introduce(running, config));
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
});
