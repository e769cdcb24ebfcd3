import { codeOf, type ApiClient } from '@app/platform';
import { z } from 'zod';
import { EXIT, Stop } from '../exit.js';

const ofGeneration = {
  generation: z.number(),
  position: z.string(),
  lag: z.number().nullable(),
  share: z.number(),
  parked: z.object({ position: z.string(), error: z.string(), attempts: z.number() }).optional(),
  skips: z.array(z.object({ position: z.string(), reason: z.string() })),
  holder: z.string().nullable(),
};
const Generation = z.object(ofGeneration);
const Other = Generation.extend({ role: z.enum(['building', 'rolled-back', 'previous', 'left-behind']) });
const Standing = z.object({
  name: z.string(),
  ...ofGeneration,
  newer: z.literal(true).optional(),
  others: z.array(Other),
});

export type Generation = z.infer<typeof Generation>;
export type Other = z.infer<typeof Other>;
export type Standing = z.infer<typeof Standing>;

/** The server did not do what it was ordered; `problem` is the last part of the type of its answer. */
export class Refused extends Stop {
  constructor(
    readonly problem: string,
    message: string,
  ) {
    super(EXIT.different, message);
  }
}

const PATH = '/v1/operations/projections';

/** Throws Stop where the server does not say. */
export async function standings(api: ApiClient): Promise<Standing[]> {
  const reply = await api.get(PATH);
  if (!reply.ok) throw new Stop(EXIT.server, reply.problem.detail ?? reply.problem.title);
  return z.object({ items: z.array(Standing) }).parse(reply.body).items;
}

export async function standingOf(api: ApiClient, name: string): Promise<Standing> {
  const reply = await api.get(`${PATH}/${encodeURIComponent(name)}`);
  if (!reply.ok) throw refused(reply.problem, name);
  return Standing.parse(reply.body);
}

/** Gives an order about a read model, and what is answered. Throws Refused. */
export async function order<T>(
  api: ApiClient,
  name: string,
  noun: 'rebuilds' | 'verifications' | 'promotions' | 'rollbacks' | 'skips' | 'resumptions' | 'removals',
  answer: z.ZodType<T>,
  body: object = {},
): Promise<T> {
  const patient = noun === 'verifications';
  const reply = await api.order(`${PATH}/${encodeURIComponent(name)}/${noun}`, body, { patient });
  if (!reply.ok) throw refused(reply.problem, name);
  return answer.parse(reply.body);
}

function refused(problem: Parameters<typeof codeOf>[0], name: string): Refused {
  const code = codeOf(problem);
  if (code !== 'no-such-projection') return new Refused(code, problem.detail ?? problem.title);
  return new Refused(code, `there is no read model ${name}; \`projections list\` names them`);
}
