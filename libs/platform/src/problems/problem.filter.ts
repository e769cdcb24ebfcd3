import { Catch, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { Opener } from '@app/eventing';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import { describe } from '../observe/logger.js';
import { problemOfFault } from './faults.js';
import { Problem } from './problem.js';
import { problemOf } from './registry.js';

export const PROBLEM_JSON = 'application/problem+json; charset=utf-8';

/** Everything that is thrown becomes a problem (RFC 9457); what nobody foresaw is logged without its words. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(
    private readonly logger: Logger,
    private readonly opener: Opener,
  ) {}

  async catch(fault: unknown, host: ArgumentsHost): Promise<void> {
    const http = host.switchToHttp();
    const reply = http.getResponse<FastifyReply>();
    let problem = problemOfFault(fault);
    if (!problem) {
      const { id } = http.getRequest<FastifyRequest>();
      this.logger.error({ request: id, ...describe(fault) }, 'a request failed');
      problem = new Problem('internal-error');
    }
    await reply
      .status(problemOf(problem.code).status)
      .headers({ ...problem.headers, 'content-type': PROBLEM_JSON })
      .send(await this.opener.open(problemText(problem.code, problem.detail, problem.members)));
  }
}

/** The body of a problem. Words of the record in it may still be sealed. */
export function problemText(code: string, detail: string | undefined, members: Readonly<Record<string, unknown>>): string {
  const { title, status } = problemOf(code);
  return JSON.stringify({ type: `/problems/${code}`, title, status, ...(detail !== undefined && { detail }), ...members });
}
