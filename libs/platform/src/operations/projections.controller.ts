import { Controller, Get, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import {
  ApiAcceptedResponse,
  ApiBearerAuth,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import { z } from 'zod';
import type { Logger } from 'pino';
import { WithScope } from '../auth/access.js';
import { NoParameters } from '../http/query.js';
import { traceOf } from '../observe/logger.js';
import { problems } from '../openapi/operation.js';
import { notFound } from '../problems/problem.js';
import { LOGGER } from '../observe/token.js';
import { PROJECTION_CONTROL, type ProjectionControl } from '../stack.js';
import { Projections, type Standing } from './projections.js';

const decimal = z.string().regex(/^\d+$/);
const StandingView = z
  .object({
    name: z.string(),
    generation: z.int(),
    position: decimal,
    lag: z.number().describe('Seconds.'),
    parked: z.object({ position: decimal, eventId: z.string(), error: z.string(), attempts: z.int() }).optional(),
    building: z.array(z.object({ generation: z.int(), position: decimal })),
  })
  .meta({ id: 'ProjectionStanding' });

const ERRORS = ['unauthorised', 'forbidden', 'not-found', 'internal-error'] as const;

@Controller('v1/operations/projections')
@WithScope('operations')
@ApiTags('Operations')
@ApiBearerAuth()
export class ProjectionsController {
  constructor(
    private readonly projections: Projections,
    @Inject(PROJECTION_CONTROL) private readonly control: ProjectionControl,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  @Get()
  @ApiOperation({
    operationId: 'ListProjections',
    summary: 'Every read model: how far it has got, and what stopped it',
  })
  @ApiOkResponse({ description: 'All of them.', standardSchema: z.object({ items: z.array(StandingView) }) })
  @problems(...ERRORS)
  async list(@Query(NoParameters) _none: unknown): Promise<{ items: Standing[] }> {
    return { items: await this.projections.standings() };
  }

  /** Answered at once: the list shows how far it has got, and the live generation serves until then. */
  @Post(':name/rebuilds')
  @HttpCode(202)
  @ApiOperation({
    operationId: 'RebuildProjection',
    summary: 'Build a read model anew beside the live one, then switch',
  })
  @ApiAcceptedResponse({ description: 'Begun, or going on already.' })
  @problems(...ERRORS)
  async rebuild(@Param('name') name: string, @Query(NoParameters) _none: unknown): Promise<{ href: string }> {
    await this.known(name);
    this.control
      .rebuild(name)
      .catch((fault: unknown) => this.logger.error({ projection: name, ...traceOf(fault) }, 'a rebuild stopped'));
    return { href: '/v1/operations/projections' };
  }

  @Post(':name/resumptions')
  @HttpCode(204)
  @ApiOperation({ operationId: 'ResumeProjection', summary: 'Let a parked read model try its event again' })
  @ApiNoContentResponse({ description: 'It tries again, or was not parked.' })
  @problems(...ERRORS)
  async resume(@Param('name') name: string, @Query(NoParameters) _none: unknown): Promise<void> {
    await this.known(name);
    await this.control.resume(name);
  }

  private async known(name: string): Promise<void> {
    if (!(await this.projections.standings()).some((standing) => standing.name === name)) throw notFound();
  }
}
