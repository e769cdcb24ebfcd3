import 'reflect-metadata';
import { readConfig } from './config.js';
import { startServer, type Running } from './server.js';
import { loadInto, localToken, welcome } from './welcome.js';

/** What is under way has this long to end; whoever sent SIGTERM waits for 10 s. */
const PATIENCE_MS = 9_000;

async function main(): Promise<void> {
  const config = readConfig(process.env, process.argv.slice(2));
  let failed = false;
  const running: Running = await startServer(config, () => {
    failed = true;
    stop();
  });
  const stop = () => {
    setTimeout(() => process.exit(1), PATIENCE_MS).unref();
    running.stop().then(
      () => process.exit(failed ? 1 : 0),
      () => process.exit(1),
    );
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
  const token = await localToken(running);
  if (config.examplesDir !== undefined) await loadInto(running, token, config.examplesDir);
  process.stdout.write(welcome(running.url, token));
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
});
