import { Controller, Get, Query, Req } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { partnershipsProjection } from '@app/read-models';
import { minPosition } from '../http/headers.js';
import { NoParameters } from '../http/query.js';
import { minPositionHeader, problems } from '../openapi/operation.js';
import { Consistency } from '../queries/consistency.js';
import { WithToken } from './access.js';
import { Membership, MyPartnerships } from './my-partnerships.js';
import { Scope, type Caller } from './tokens.js';

const Me = z
  .object({
    issuer: z.string(),
    subject: z.string(),
    scopes: z.array(Scope),
    expiresAt: z.string().describe('Of the token.'),
    grants: z.array(Membership).describe('Those that hold today.'),
  })
  .meta({ id: 'Me' });

const WITH_POSITION = [
  'unauthorised',
  'validation-failed',
  'position-beyond-head',
  'projection-behind',
  'internal-error',
  'store-unavailable',
] as const;

@Controller('v1/me')
@ApiTags('Me')
@ApiBearerAuth()
export class MeController {
  constructor(
    private readonly mine: MyPartnerships,
    private readonly consistency: Consistency,
  ) {}

  @Get()
  @WithToken()
  @ApiOperation({ operationId: 'GetMe', summary: 'Who am I, and what may I do where?' })
  @ApiOkResponse({ description: 'What the token says, and the grants that it meets.', standardSchema: Me })
  @minPositionHeader()
  @problems(...WITH_POSITION)
  async me(@Req() request: FastifyRequest, @Query(NoParameters) _none: unknown): Promise<z.output<typeof Me>> {
    await this.consistency.reach(minPosition(request.headers), [partnershipsProjection.name]);
    const { issuer, subject, scopes, expiresAt } = request.caller as Caller;
    const { memberships: grants } = await this.mine.of({ issuer, subject });
    return { issuer, subject, scopes: [...scopes], expiresAt: expiresAt.toISOString(), grants };
  }
}
