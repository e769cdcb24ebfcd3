import { Incidents, openStack, runUntilTold } from '@app/stack';
import { readConfig } from './config.js';

async function main(): Promise<void> {
  const config = readConfig(process.env, process.argv.slice(2));
  const incidents = new Incidents();
  const { onFatal, onFailure, onServer } = incidents;
  await runUntilTold(incidents, {
    start: async (signal) => {
      const opening = openStack(config.stack, { onFatal, onFailure, onServer, signal });
      opening.catch(() => undefined);
      // Threads of the stack start while Nest is being loaded, which takes longest of all.
      const { loggerFor, startServer } = await import('./server.js');
      const logger = loggerFor(config, incidents);
      return startServer(config, await opening, logger);
    },
    first: async (running) => {
      const { introduce } = await import('./welcome.js');
      process.stdout.write(await introduce(running, config));
    },
  });
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
});
