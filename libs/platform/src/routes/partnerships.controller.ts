import { AGGREGATES, RegistrationRequest, type KeyId, type PartnershipId } from '@app/domain';
import { Keyring, Runner } from '@app/eventing';
import { Body, Controller, Get, Post, Query, Req, Res } from '@nestjs/common';
import { partnershipsProjection } from '@app/read-models';
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { WithScope, WithToken } from '../auth/access.js';
import { Grants } from '../auth/grants.js';
import { Membership, MyPartnerships } from '../auth/my-partnerships.js';
import type { Caller } from '../auth/tokens.js';
import { documentedBody } from '../commands/body.js';
import { CommandEdge } from '../commands/command-edge.js';
import { PARTNERSHIP_FORMATS, rowsOf } from '../exports/formats.js';
import { negotiated } from '../exports/negotiate.js';
import { wholeText } from '../exports/whole-list.js';
import { minPosition, nextLink } from '../http/headers.js';
import { CommandFlags, readQuery } from '../http/query.js';
import { validate } from '../http/validation.js';
import { formatParam } from '../openapi/formats.js';
import { describeCommand, minPositionHeader, problems } from '../openapi/operation.js';
import { invalid } from '../problems/problem.js';
import { sendProblem } from '../problems/send.js';
import { Consistency } from '../queries/consistency.js';
import { mount, type Mounted } from './mount.js';
import { pageOfPartnerships, PartnershipList, PartnershipPaging } from './partnership-list.js';
import { registration, Slug } from './partnerships.routes.js';

const { command, example } = registration;
const REGISTER: Mounted = {
  ...mount({ path: '', kind: 'partnership' }, registration),
  body: documentedBody(command, RegistrationRequest.extend({ slug: Slug }), example),
};
const HREF = '/v1/partnerships';

const ListParams = PartnershipPaging.extend(formatParam(PARTNERSHIP_FORMATS));

@Controller('v1/partnerships')
@ApiTags('Partnership')
@ApiBearerAuth()
export class PartnershipsController {
  constructor(
    private readonly commands: CommandEdge,
    private readonly runner: Runner,
    private readonly keyring: Keyring,
    private readonly grants: Grants,
    private readonly mine: MyPartnerships,
    private readonly consistency: Consistency,
  ) {}

  @Get()
  @WithToken()
  @ApiOperation({ operationId: 'ListPartnerships', summary: 'The partnerships in which the caller has a grant' })
  @ApiOkResponse({ description: 'In the order of registration.', standardSchema: PartnershipList })
  @minPositionHeader()
  @problems(
    'unauthorised',
    'validation-failed',
    'not-acceptable',
    'position-beyond-head',
    'projection-behind',
    'internal-error',
    'store-unavailable',
  )
  async list(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Query({ schema: ListParams }) _query: unknown,
  ): Promise<FastifyReply> {
    const { format, type, parameters } = negotiated(PARTNERSHIP_FORMATS, request);
    const paging = readQuery(PartnershipPaging, Object.keys(ListParams.shape), parameters);
    await this.consistency.reach(minPosition(request.headers), [partnershipsProjection.name]);
    const { memberships: items, position } = await this.mine.of(request.caller as Caller);
    reply.headers({ 'content-type': `${type}; charset=utf-8`, vary: 'accept' });
    if (format.is === 'rows') return reply.send(wholeText(rowsOf(Membership, format), { items }));
    const page = pageOfPartnerships(items, paging, { position, now: new Date() });
    if (page.page.next !== null) reply.header('link', nextLink(request.url, page.page.next));
    return reply.send(JSON.stringify(page));
  }

  /** The first grant goes to the caller, in the same append. */
  @Post()
  @WithScope('partnerships:create')
  @describeCommand(REGISTER, '')
  async register(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Body({ schema: REGISTER.body }) body: unknown,
    @Query({ schema: CommandFlags }) _query: unknown,
  ): Promise<FastifyReply> {
    const caller = request.caller as Caller;
    const [partnership, rest] = slugOutOf(body);
    const loaded = await this.runner.load(AGGREGATES.partnership, partnership, partnership);
    if (loaded && !(await this.grants.accessOf(caller, partnership))) return slugTaken(reply);
    // A retry meets the key of the first try, and so the same actor and the same command.
    const digestKey = (loaded?.state.registered?.data.digestKey as KeyId | undefined) ?? (await this.keyring.next());
    const actor = await this.grants.actorOf(caller, digestKey);
    const supplied = { digestKey, issuer: caller.issuer, subject: caller.subject };
    return this.commands.accept(
      {
        mounted: REGISTER,
        kind: 'partnership',
        partnership,
        target: partnership,
        actor,
        href: HREF,
        body: rest,
        supplied,
      },
      request,
      reply,
    );
  }
}

/** Somebody else's: nothing of it is shown. */
const slugTaken = (reply: FastifyReply): FastifyReply =>
  sendProblem(reply, 'already-exists', 'This slug is taken.', { rule: 'already-exists', evidence: [], remedy: [] });

/** The slug is no part of the payload: the stream is called by it. */
function slugOutOf(body: unknown): [PartnershipId, object] {
  const { slug, ...rest } = (body ?? {}) as { slug?: unknown };
  const valid = Slug.safeParse(slug);
  if (valid.success) return [valid.data, rest];
  const whole = validate(REGISTER.body, body ?? {});
  throw invalid(...(whole.ok ? [] : whole.faults));
}
