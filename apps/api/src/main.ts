import { openStack } from '@app/stack';
import { readConfig } from './config.js';
import { Incidents } from './incidents.js';

/** What is under way has this long to end; whoever sent SIGTERM waits for 10 s. */
const PATIENCE_MS = 9_000;

async function main(): Promise<void> {
  const config = readConfig(process.env, process.argv.slice(2));
  const incidents = new Incidents();
  const opening = openStack({ kind: 'embedded', folder: config.dataDir, create: true }, incidents);
  // Threads of the stack start while Nest is being loaded, which takes longest of all.
  const [{ startServer }, { loadInto, localToken, welcome }, stack] = await Promise.all([
    import('./server.js'),
    import('./welcome.js'),
    opening,
  ]);
  const running = await startServer(config, stack, incidents);
  const stop = (code: number) => {
    setTimeout(() => process.exit(1), PATIENCE_MS).unref();
    running.stop().then(
      () => process.exit(code),
      () => process.exit(1),
    );
  };
  incidents.endBy(() => stop(1));
  process.once('SIGTERM', () => stop(0));
  process.once('SIGINT', () => stop(0));
  const token = await localToken(running);
  if (config.examplesDir !== undefined) await loadInto(running, token, config.examplesDir);
  process.stdout.write(welcome(running.url, token));
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
});
