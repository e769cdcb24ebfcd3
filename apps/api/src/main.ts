import { Incidents, openStack, runUntilTold } from '@app/stack';
import { readConfig } from './config.js';

async function main(): Promise<void> {
  const config = readConfig(process.env, process.argv.slice(2));
  const incidents = new Incidents();
  const { onFatal, onFailure, onServer } = incidents;
  const running = await runUntilTold(incidents, {
    open: async (signal) => {
      const opening = openStack(config.stack, { onFatal, onFailure, onServer, signal });
      opening.catch(() => undefined);
      // Threads of the stack start while Nest is being loaded, which takes longest of all.
      const { loggerFor, startServer } = await import('./server.js');
      const logger = loggerFor(config, incidents);
      const stack = await opening;
      return () => startServer(config, stack, logger);
    },
    start: (begin) => begin(),
  });
  if (!running) return;
  const { introduce } = await import('./welcome.js');
  process.stdout.write(await introduce(running, config));
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
});
