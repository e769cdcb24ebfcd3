import { SEALED_PREFIX } from '@app/domain';
import type { FastifyReply } from 'fastify';
import { problemOf } from './registry.js';

const PROBLEM_JSON = 'application/problem+json; charset=utf-8';

/** Answers with a problem (RFC 9457). */
export function sendProblem(
  reply: FastifyReply,
  code: string,
  detail?: string,
  members: Readonly<Record<string, unknown>> = {},
): FastifyReply {
  const { title, status } = problemOf(code);
  const body = { type: `/problems/${code}`, title, status, ...(detail !== undefined && { detail }), ...members };
  return reply.status(status).header('content-type', PROBLEM_JSON).send(JSON.stringify(body, unsealed));
}

// Words whose key is destroyed are still tokens in the facts that a rule saw. Tokens are never opened here: a body may
// hold somebody else's, and must not have it opened by being refused.
const unsealed = (_name: string, value: unknown): unknown =>
  typeof value === 'string' && value.startsWith(SEALED_PREFIX) ? null : value;
