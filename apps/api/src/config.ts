import { z } from 'zod';

const Environment = z.object({
  PORT: z.coerce.number().int().min(0).max(65_535).default(3000),
  HOST: z.string().min(1).default('127.0.0.1'),
  DATA_DIR: z.string().min(1).default('./data'),
  EXAMPLES_DIR: z.string().min(1).default('./examples'),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
});

export interface Config {
  readonly port: number;
  readonly host: string;
  readonly dataDir: string;
  /** Loaded into an empty store, once; undefined with `--empty`. */
  readonly examplesDir: string | undefined;
  readonly logLevel: z.output<typeof Environment>['LOG_LEVEL'];
}

/** Read once, at start; nothing else reads the environment. Throws an Error that names every faulty variable. */
export function readConfig(environment: NodeJS.ProcessEnv, args: readonly string[]): Config {
  const strange = args.filter((arg) => arg !== '--empty');
  if (strange.length > 0) throw new Error(`${strange.join(' ')} is not understood; --empty leaves the examples out`);
  // A variable that is set to nothing is one that is not set.
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
  const result = Environment.safeParse(given);
  if (!result.success) {
    const faults = result.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
    throw new Error(`The configuration is faulty. ${faults.join('; ')}`);
  }
  const { PORT, HOST, DATA_DIR, EXAMPLES_DIR, LOG_LEVEL } = result.data;
  return {
    port: PORT,
    host: HOST,
    dataDir: DATA_DIR,
    examplesDir: args.includes('--empty') ? undefined : EXAMPLES_DIR,
    logLevel: LOG_LEVEL,
  };
}
