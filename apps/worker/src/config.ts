import { KEY_DESTRUCTION } from '@app/eventing';
import { projections } from '@app/read-models';
import {
  neededForServers, processVariables, readVariables, serversOf, serverVariables, type WorkerConfig,
} from '@app/stack'; // prettier-ignore
import { z } from 'zod';

const NAMES = [...projections.map(({ name }) => name), KEY_DESTRUCTION];

const VARIABLES = {
  ...processVariables,
  ...serverVariables,
  STACK: z.literal('distributed', { error: 'a worker is for the distributed stack' }).default('distributed'),
  PORT: z.coerce.number().int().min(0).max(65_535).default(3001),
  LEASE_SECONDS: z.coerce.number().min(1).max(600).default(10),
  PROJECTIONS: z
    .string()
    .transform((names) => names.split(',').map((name) => name.trim()))
    .refine((names) => names.every((name) => NAMES.includes(name)), { error: `each one of ${NAMES.join(', ')}` })
    .optional(),
};

export interface Config extends WorkerConfig {
  readonly port: number;
  readonly host: string;
  readonly logLevel: z.output<typeof processVariables.LOG_LEVEL>;
}

/** Read once, at start; nothing else reads the environment. Throws an Error that names every faulty variable. */
export function readConfig(environment: NodeJS.ProcessEnv): Config {
  const variables = readVariables(VARIABLES, environment, neededForServers);
  const { HOST, PORT, LOG_LEVEL, LEASE_SECONDS, PROJECTIONS } = variables;
  return {
    servers: serversOf(variables),
    leaseMs: LEASE_SECONDS * 1_000,
    ...(PROJECTIONS && { only: PROJECTIONS }),
    port: PORT,
    host: HOST,
    logLevel: LOG_LEVEL,
  };
}
