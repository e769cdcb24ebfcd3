import { z } from 'zod';
import type { ServersConfig } from './servers.js';

/** What every process takes that serves HTTP. */
export const processVariables = {
  HOST: z.string().min(1).default('127.0.0.1'),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
};

// Messages of our own: they never quote what was given, which may hold a password.
const beginning = (...schemes: string[]) =>
  z.string().refine((url) => schemes.some((scheme) => url.startsWith(`${scheme}://`)), {
    error: `must begin with ${schemes.map((scheme) => `${scheme}://`).join(' or ')}`,
  });

/** Where the servers of the distributed stack are, and how to speak to them. */
export const serverVariables = {
  ESDB_URL: beginning('esdb', 'esdb+discover').optional(),
  ESDB_USERNAME: z.string().optional(),
  ESDB_PASSWORD: z.string().optional(),
  ESDB_CA_FILE: z.string().optional(),
  ESDB_PREFIX: z
    .string()
    .regex(/^[^$/\s][^/\s]*$/, { error: 'has no slash and no space, and does not begin with $' })
    .default('throughline'),
  MONGODB_URL: beginning('mongodb', 'mongodb+srv').optional(),
  MONGODB_DATABASE: z.string().default('throughline'),
  KEYS_MONGODB_URL: beginning('mongodb', 'mongodb+srv').optional(),
  KEYS_DATABASE: z.string().default('throughline-keys'),
};

type Variables = z.output<z.ZodObject<typeof serverVariables>>;

/** Names of those that `STACK=distributed` cannot do without, given what is there. */
export function neededForServers(given: Readonly<Record<string, string>>): readonly string[] {
  const credentials = ['ESDB_USERNAME', 'ESDB_PASSWORD'];
  const areHalf = credentials.some((name) => given[name] !== undefined);
  return ['ESDB_URL', 'MONGODB_URL', ...(areHalf ? credentials : [])];
}

/** Of variables of which none that is needed is missing. */
export function serversOf(variables: Variables): ServersConfig {
  const { ESDB_URL = '', ESDB_USERNAME: username, ESDB_PASSWORD: password, ESDB_CA_FILE: caFile } = variables;
  const { MONGODB_URL = '', KEYS_MONGODB_URL = MONGODB_URL } = variables;
  return {
    log: {
      url: ESDB_URL,
      prefix: variables.ESDB_PREFIX,
      ...(username !== undefined && password !== undefined && { credentials: { username, password } }),
      ...(caFile !== undefined && { caFile }),
    },
    documents: { url: MONGODB_URL, database: variables.MONGODB_DATABASE },
    keys: { url: KEYS_MONGODB_URL, database: variables.KEYS_DATABASE },
  };
}

/**
 * The variables of a shape. One that is set to nothing is one that is not set. Throws an Error that names every faulty
 * one and every one that is missing, and quotes none.
 */
export function readVariables<S extends z.ZodRawShape>(
  shape: S,
  environment: NodeJS.ProcessEnv,
  needed: (given: Readonly<Record<string, string>>) => readonly string[],
): z.output<z.ZodObject<S>> {
  const set = Object.entries(environment).filter(
    (one): one is [string, string] => one[1] !== undefined && one[1] !== '',
  );
  const given = Object.fromEntries(set);
  const result = z.object(shape).safeParse(given);
  const faults = (result.error?.issues ?? []).map(({ path, message }) => `${path.join('.')}: ${message}`);
  const missing = needed(given).filter((name) => given[name] === undefined);
  faults.push(...missing.map((name) => `${name}: must be set`));
  if (!result.success || faults.length > 0) throw new Error(`The configuration is faulty. ${faults.join('; ')}`);
  return result.data;
}
