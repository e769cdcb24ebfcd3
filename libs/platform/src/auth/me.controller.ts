import { Controller, Get, Req } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { problems } from '../openapi/operation.js';
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

@Controller('v1/me')
@ApiTags('Me')
@ApiBearerAuth()
export class MeController {
  constructor(private readonly mine: MyPartnerships) {}

  @Get()
  @WithToken()
  @ApiOperation({ operationId: 'GetMe', summary: 'Who am I, and what may I do where?' })
  @ApiOkResponse({ description: 'What the token says, and the grants that it meets.', standardSchema: Me })
  @problems('unauthorised', 'internal-error')
  async me(@Req() request: FastifyRequest): Promise<z.output<typeof Me>> {
    const { issuer, subject, scopes, expiresAt } = request.caller as Caller;
    const grants = await this.mine.of({ issuer, subject });
    return { issuer, subject, scopes: [...scopes], expiresAt: expiresAt.toISOString(), grants };
  }
}
