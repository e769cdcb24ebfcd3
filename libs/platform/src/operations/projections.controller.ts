import { Body, Controller, Get, HttpCode, Param, Post, Query, Req } from '@nestjs/common';
import {
  ApiAcceptedResponse,
  ApiBearerAuth,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { WithScope } from '../auth/access.js';
import { NoParameters } from '../http/query.js';
import { validate } from '../http/validation.js';
import { problems } from '../openapi/operation.js';
import { invalid, Problem } from '../problems/problem.js';
import { ProjectionOrders } from './projection-orders.js';
import {
  Begun, Moved, Removed, Resumed, SkipRequest, StandingView, VerificationView, WhichToMove, WhichToVerify,
} from './projection-schemas.js'; // prettier-ignore
import { Projections } from './projections.js';
import type { Standing } from './standing.js';

const HREF = '/v1/operations/projections';
const OF_ALL = ['validation-failed', 'unauthorised', 'forbidden', 'internal-error', 'store-unavailable'] as const;
const OF_ONE = [...OF_ALL, 'no-such-projection'] as const;

@Controller('v1/operations/projections')
@WithScope('operations')
@ApiTags('Operations')
@ApiBearerAuth()
export class ProjectionsController {
  constructor(
    private readonly projections: Projections,
    private readonly orders: ProjectionOrders,
  ) {}

  @Get()
  @ApiOperation({
    operationId: 'ListProjections',
    summary: 'Every read model: how far it has got, what stopped it, and what is beside it',
  })
  @ApiOkResponse({ description: 'All of them.', standardSchema: z.object({ items: z.array(StandingView) }) })
  @problems(...OF_ALL)
  async list(@Query(NoParameters) _none: unknown): Promise<{ items: Standing[] }> {
    return { items: await this.projections.standings() };
  }

  @Get(':name')
  @ApiOperation({ operationId: 'GetProjection', summary: 'One read model' })
  @ApiOkResponse({ description: 'As in the list.', standardSchema: StandingView })
  @problems(...OF_ONE)
  async one(@Param('name') name: string, @Query(NoParameters) _none: unknown): Promise<Standing> {
    const [standing] = await this.projections.standings({ name });
    if (!standing) throw new Problem('no-such-projection');
    return standing;
  }

  @Post(':name/rebuilds')
  @HttpCode(202)
  @ApiOperation({
    operationId: 'RebuildProjection',
    summary: 'Build a read model anew, beside the live generation',
    description:
      'Answered at once. Nothing is asked of the new generation until it is promoted; the list shows how far it has got. Generations beside the live one are dropped for it, also one that was rolled back from, except one that is building: that goes on.',
  })
  @ApiAcceptedResponse({ description: 'Begun, or going on already.', standardSchema: Begun })
  @problems(...OF_ONE, 'newer-version')
  async rebuild(
    @Req() request: FastifyRequest,
    @Param('name') name: string,
    @Query(NoParameters) _none: unknown,
  ): Promise<{ generation: number; href: string }> {
    const generation = await this.orders.rebuild(name, by(request));
    return { generation, href: `${HREF}/${name}` };
  }

  @Post(':name/verifications')
  @HttpCode(200)
  @ApiOperation({
    operationId: 'VerifyProjection',
    summary: 'Compare a generation with what the log says',
    description:
      'Reads the whole log, and answers when it has: with 200,000 events after seconds, with many millions after minutes, so wait for the answer without a limit of time. Asked again meanwhile, the same one is waited for. Counts all documents, and compares a sample of them whole, and under what they are found; not from which day to which.',
  })
  @ApiOkResponse({ description: 'What was found, good or bad.', standardSchema: VerificationView })
  @problems(...OF_ONE, 'newer-version', 'older-version', 'generations-moved', 'shutting-down')
  async verify(
    @Req() request: FastifyRequest,
    @Param('name') name: string,
    @Body({ schema: WhichToVerify }) body: unknown,
    @Query(NoParameters) _none: unknown,
  ): Promise<z.infer<typeof VerificationView>> {
    const found = await this.orders.verify(name, read(WhichToVerify, body), by(request));
    return { ...found, generation: found.generation.number, faults: [...found.faults] };
  }

  @Post(':name/promotions')
  @HttpCode(200)
  @ApiOperation({
    operationId: 'PromoteProjection',
    summary: 'Answer from the generation that was built',
    description:
      'One compare-and-set. What was live is kept, and stays fed, so that it can be gone back to. What was rolled back from has to be named.',
  })
  @ApiOkResponse({ description: 'It is live.', standardSchema: Moved })
  @problems(...OF_ONE, 'nothing-to-promote', 'generation-behind', 'generations-moved')
  async promote(
    @Req() request: FastifyRequest,
    @Param('name') name: string,
    @Body({ schema: WhichToMove }) body: unknown,
    @Query(NoParameters) _none: unknown,
  ): Promise<{ generation: number }> {
    return { generation: await this.orders.promote(name, read(WhichToMove, body).generation, by(request)) };
  }

  @Post(':name/rollbacks')
  @HttpCode(200)
  @ApiOperation({ operationId: 'RollBackProjection', summary: 'Answer from the generation that was live before' })
  @ApiOkResponse({ description: 'It is live again.', standardSchema: Moved })
  @problems(...OF_ONE, 'nothing-to-roll-back-to', 'generation-behind', 'generations-moved')
  async rollback(
    @Req() request: FastifyRequest,
    @Param('name') name: string,
    @Body({ schema: WhichToMove }) body: unknown,
    @Query(NoParameters) _none: unknown,
  ): Promise<{ generation: number }> {
    return { generation: await this.orders.rollback(name, read(WhichToMove, body).generation, by(request)) };
  }

  @Post(':name/skips')
  @HttpCode(204)
  @ApiOperation({
    operationId: 'SkipEvent',
    summary: 'Let a parked read model pass over the event that it stopped at',
    description: 'The event stays in the log, and the next generation meets it again. The reason is kept and shown.',
  })
  @ApiNoContentResponse({ description: 'It passes over it.' })
  @problems(...OF_ONE, 'not-parked-there')
  async skip(
    @Req() request: FastifyRequest,
    @Param('name') name: string,
    @Body({ schema: SkipRequest }) body: unknown,
    @Query(NoParameters) _none: unknown,
  ): Promise<void> {
    const { at, reason } = read(SkipRequest, body);
    await this.orders.skip(name, at, reason, by(request));
  }

  @Post(':name/resumptions')
  @HttpCode(200)
  @ApiOperation({ operationId: 'ResumeProjection', summary: 'Let a parked read model try its event again' })
  @ApiOkResponse({ description: 'These try again; none where none was parked.', standardSchema: Resumed })
  @problems(...OF_ONE)
  async resume(
    @Req() request: FastifyRequest,
    @Param('name') name: string,
    @Query(NoParameters) _none: unknown,
  ): Promise<{ generations: number[] }> {
    return { generations: await this.orders.resume(name, by(request)) };
  }

  @Post(':name/removals')
  @HttpCode(200)
  @ApiOperation({
    operationId: 'RemoveGenerations',
    summary: 'Drop every generation beside the live one',
    description: 'What is building, and what could be rolled back to. The live one is left alone.',
  })
  @ApiOkResponse({ description: 'These are gone; none where there were none.', standardSchema: Removed })
  @problems(...OF_ONE)
  async remove(
    @Req() request: FastifyRequest,
    @Param('name') name: string,
    @Query(NoParameters) _none: unknown,
  ): Promise<{ generations: number[] }> {
    return { generations: await this.orders.remove(name, by(request)) };
  }
}

const by = ({ caller }: FastifyRequest): string => caller?.subject ?? '';

function read<T>(schema: z.ZodType<T>, body: unknown): T {
  const result = validate(schema, body ?? {});
  if (!result.ok) throw invalid(...result.faults);
  return result.value;
}
