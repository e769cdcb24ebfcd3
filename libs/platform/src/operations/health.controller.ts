import { Controller, Get, HttpStatus, Inject, Res, ServiceUnavailableException } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiServiceUnavailableResponse, ApiTags } from '@nestjs/swagger';
import {
  HealthCheckService,
  HealthIndicatorService,
  type HealthCheckResult,
  type HealthIndicatorResult,
} from '@nestjs/terminus';
import type { EventLog } from '@app/eventing';
import type { FastifyReply } from 'fastify';
import { Public } from '../auth/access.js';
import { LOG } from '../stack.js';
import { Projections } from './projections.js';
import { STORE_MS, within } from './within.js';

const ANY = { type: 'object' } as const;

@Controller('health')
@Public()
@ApiTags('Health')
export class HealthController {
  constructor(
    private readonly health: HealthCheckService,
    private readonly indicators: HealthIndicatorService,
    private readonly projections: Projections,
    @Inject(LOG) private readonly eventLog: EventLog,
  ) {}

  @Get('live')
  @ApiOperation({ operationId: 'live', summary: 'Whether the process answers at all' })
  @ApiOkResponse({ description: 'It does.', schema: ANY })
  live(): { status: 'ok' } {
    return { status: 'ok' };
  }

  /**
   * Degraded where a read model is parked, or of a newer version than this program: the others answer, so requests may
   * come.
   */
  @Get('ready')
  @ApiOperation({
    operationId: 'ready',
    summary: 'Whether it can serve; degraded where a read model is parked, or newer than the program',
  })
  @ApiOkResponse({ description: 'It can: status is ok or degraded.', schema: ANY })
  @ApiServiceUnavailableResponse({ description: 'It cannot: the log or the read models do not answer.', schema: ANY })
  async ready(@Res() reply: FastifyReply): Promise<FastifyReply> {
    const { status, details } = await this.check();
    const serves = status === 'ok' || status === 'degraded';
    return reply.status(serves ? HttpStatus.OK : HttpStatus.SERVICE_UNAVAILABLE).send({ status, details });
  }

  private async check(): Promise<HealthCheckResult> {
    try {
      return await this.health.check([() => this.log(), () => this.readModels()]);
    } catch (error) {
      if (error instanceof ServiceUnavailableException) return error.getResponse() as HealthCheckResult;
      throw error;
    }
  }

  private async log(): Promise<HealthIndicatorResult> {
    const session = this.indicators.check('log');
    try {
      const head = await within(STORE_MS, this.eventLog.head());
      return head ? session.up({ position: head.position.toString() }) : session.down();
    } catch {
      return session.down();
    }
  }

  private async readModels(): Promise<HealthIndicatorResult> {
    const session = this.indicators.check('projections');
    try {
      const standings = await within(STORE_MS, this.projections.overview());
      if (!standings) return session.down();
      // What went wrong may quote a record; operators find it under /v1/operations.
      // Where nobody brings it along: for longer than a lease lasts, there is no worker.
      const shown = standings.map(({ name, position, lag, parked, holder, newer }) => [
        name,
        {
          ...{ position, lag },
          ...(holder === null && { holder }),
          ...(parked && { parkedAt: parked.position }),
          ...(newer && { newer }),
        },
      ]);
      const data = Object.fromEntries(shown) as Record<string, object>;
      return standings.some(({ parked, newer }) => parked ?? newer) ? session.degraded(data) : session.up(data);
    } catch {
      return session.down();
    }
  }
}
