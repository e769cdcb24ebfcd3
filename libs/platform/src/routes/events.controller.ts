import {
  AGGREGATES,
  eventTypeOf,
  FactAmended,
  makerOf,
  type Aggregate,
  type CommandType,
  type EventOf,
  type Fact,
  type Role,
} from '@app/domain';
import { Runner } from '@app/eventing';
import { parseEventAddress } from '@app/read-models';
import { Body, Controller, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { WithRole, type Access } from '../auth/access.js';
import { CommandEdge } from '../commands/command-edge.js';
import { partnershipHref, thingHref } from '../http/links.js';
import { CommandFlags } from '../http/query.js';
import { describeCommand } from '../openapi/operation.js';
import { notFound, Problem } from '../problems/problem.js';
import { events } from './events.routes.js';
import { mount, type Mounted } from './mount.js';

/** The same command in every aggregate; the first stands for all on the API page. */
const [AMEND, DISPUTE, REVISE] = events.commands.map((route) => mount({ path: 'events', kind: 'action' }, route)) as [
  Mounted,
  Mounted,
  Mounted,
];

/** What is said of an event goes to the stream that its address names. */
@Controller('v1/partnerships/:p/events/:id')
@ApiTags(events.tag)
@ApiBearerAuth()
export class EventStatementsController {
  constructor(
    private readonly commands: CommandEdge,
    private readonly runner: Runner,
  ) {}

  @Post('amendments')
  @WithRole()
  @describeCommand(AMEND, `:p/${AMEND.path}`)
  amend(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Param('id') id: string,
    @Body({ schema: AMEND.body }) _body: unknown,
    @Query({ schema: CommandFlags }) _query: unknown,
  ): Promise<FastifyReply> {
    return this.accept(AMEND, id, request, reply);
  }

  @Post('disputes')
  @WithRole(...DISPUTE.type.roles)
  @describeCommand(DISPUTE, `:p/${DISPUTE.path}`)
  dispute(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Param('id') id: string,
    @Body({ schema: DISPUTE.body }) _body: unknown,
    @Query({ schema: CommandFlags }) _query: unknown,
  ): Promise<FastifyReply> {
    return this.accept(DISPUTE, id, request, reply);
  }

  @Post('certainties')
  @WithRole(...REVISE.type.roles)
  @describeCommand(REVISE, `:p/${REVISE.path}`)
  revise(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Param('id') id: string,
    @Body({ schema: REVISE.body }) _body: unknown,
    @Query({ schema: CommandFlags }) _query: unknown,
  ): Promise<FastifyReply> {
    return this.accept(REVISE, id, request, reply);
  }

  private async accept(
    mounted: Mounted,
    address: string,
    request: FastifyRequest,
    reply: FastifyReply,
  ): Promise<FastifyReply> {
    const { partnership, actor, roles } = request.access as Access;
    const place = parseEventAddress(partnership, address);
    if (!place) throw notFound();
    const { kind, id, revision } = place;
    const aggregate = AGGREGATES[kind] as unknown as Aggregate<unknown>;
    const loaded = await this.runner.load(aggregate, partnership, id);
    const fact = loaded?.facts[Number(revision)];
    if (!fact) throw notFound();
    if (mounted === AMEND) requireRole(aggregate, amendedIn(loaded.facts, fact), mounted.type, roles);
    const href = `${partnershipHref(partnership)}/${mounted.path.replace(':id', address)}`;
    const thing = thingHref(fact);
    return this.commands.accept(
      {
        mounted,
        kind,
        partnership,
        actor,
        target: id,
        member: revision.toString(),
        href,
        ...(thing !== undefined && { thing }),
        body: request.body,
      },
      request,
      reply,
    );
  }
}

/** What an amendment in the end changes, through amendments of amendments. Ends: each is later than what it amends. */
function amendedIn(facts: readonly Fact[], fact: Fact): Fact {
  if (fact.type !== FactAmended.type) return fact;
  const { concerned } = fact.data as EventOf<typeof FactAmended>['data'];
  return amendedIn(facts, facts[Number(concerned.revision)] as Fact);
}

/** Whoever may say something may correct it: the role is that of the command that records such an event. */
function requireRole(
  aggregate: Aggregate<unknown>,
  fact: Fact,
  amend: CommandType<never>,
  held: ReadonlySet<Role>,
): void {
  const type = eventTypeOf(fact.type);
  const maker = type && makerOf(aggregate, type, fact);
  const roles = maker && maker.roles.length > 0 ? maker.roles : amend.roles;
  if (!roles.some((role) => held.has(role))) {
    throw new Problem('forbidden', `This takes one of the roles ${roles.join(', ')}.`, { roles });
  }
}
