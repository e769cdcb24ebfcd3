import { StoreUnavailable } from '@app/eventing';
import { Catch, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import { traceOf } from '../observe/logger.js';
import { problemOfFault } from './faults.js';
import { Problem } from './problem.js';
import { sendProblem } from './send.js';

/** Everything that is thrown becomes a problem; what nobody foresaw is logged, without its words. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(private readonly logger: Logger) {}

  async catch(fault: unknown, host: ArgumentsHost): Promise<void> {
    const http = host.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    const { code, detail, members, headers } = problemOfFault(fault) ?? this.unforeseen(fault, request);
    if (fault instanceof StoreUnavailable) {
      this.logger.warn({ request: request.id, error: fault.constructor.name }, 'a store did not answer');
    }
    await sendProblem(http.getResponse<FastifyReply>().headers(headers), code, detail, members);
  }

  private unforeseen(fault: unknown, { id }: FastifyRequest): Problem {
    this.logger.error({ request: id, ...traceOf(fault) }, 'a request failed');
    return new Problem('internal-error');
  }
}
