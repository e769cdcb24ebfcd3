import {
  neededForServers, processVariables, readVariables, serversOf, serverVariables, type StackConfig,
} from '@app/stack'; // prettier-ignore
import { z } from 'zod';

const VARIABLES = {
  STACK: z.enum(['embedded', 'distributed']).default('embedded'),
  PORT: z.coerce.number().int().min(0).max(65_535).default(3000),
  DATA_DIR: z.string().min(1).default('./data'),
  EXAMPLES_DIR: z.string().min(1).optional(),
  ...processVariables,
  ...serverVariables,
};

export interface Config {
  readonly port: number;
  readonly host: string;
  readonly stack: Extract<StackConfig, { kind: 'embedded' | 'distributed' }>;
  /** With servers it holds the key that signs tokens, and nothing else. */
  readonly dataDir: string;
  /** Loaded into an empty store, once; undefined with `--empty`, and with servers where no folder is named. */
  readonly examplesDir: string | undefined;
  readonly logLevel: z.output<typeof processVariables.LOG_LEVEL>;
}

/** Read once, at start; nothing else reads the environment. Throws an Error that names every faulty variable. */
export function readConfig(environment: NodeJS.ProcessEnv, args: readonly string[]): Config {
  const strange = args.filter((arg) => arg !== '--empty');
  if (strange.length > 0) throw new Error(`${strange.join(' ')} is not understood; --empty leaves the examples out`);
  const variables = readVariables(VARIABLES, environment, (given) =>
    given['STACK'] === 'distributed' ? neededForServers(given) : [],
  );
  const { PORT, HOST, DATA_DIR, LOG_LEVEL } = variables;
  const isEmbedded = variables.STACK === 'embedded';
  const examplesDir = variables.EXAMPLES_DIR ?? (isEmbedded ? './examples' : undefined);
  return {
    port: PORT,
    host: HOST,
    stack: isEmbedded
      ? { kind: 'embedded', folder: DATA_DIR, create: true }
      : { kind: 'distributed', servers: serversOf(variables) },
    dataDir: DATA_DIR,
    examplesDir: args.includes('--empty') ? undefined : examplesDir,
    logLevel: LOG_LEVEL,
  };
}
