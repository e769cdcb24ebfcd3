import type { ActorId, StreamKind } from '@app/domain';
import {
  commandIdOf, Contended, externalCommandIdOf, InFlight, KeyReused, Positions, PreconditionFailed, thingIdOf,
  type Outcome, type Receipt, type RunRequest,
} from '@app/eventing'; // prettier-ignore
import { Injectable } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { etagOf, idempotencyKey, ifMatch, POSITION_HEADER } from '../http/headers.js';
import { readFlags } from '../http/query.js';
import { Metrics } from '../observe/metrics.js';
import { problemOfFault } from '../problems/faults.js';
import { eventHref } from '../http/links.js';
import { notFound, Problem } from '../problems/problem.js';
import { sendProblem } from '../problems/send.js';
import type { Mounted } from '../routes/mount.js';
import { refusalMembers } from '../routes/remedies.js';
import { readBody } from './body.js';
import { COMMAND_FOR } from './commands.js';
import { Supplied } from './supplied.js';

/** A command by its place: what the path says of it and the guard knows; the body as it came. */
export interface Incoming {
  readonly mounted: Mounted;
  readonly kind: StreamKind;
  readonly partnership: string;
  readonly actor: ActorId;
  /** The thing in the path, undefined where the command makes a new one. */
  readonly target?: string;
  readonly member?: string;
  readonly sub?: string;
  /** The path in its one spelling; ids of commands are made of it. */
  readonly href: string;
  /** The thing in the path, where it is read. */
  readonly thing?: string;
  readonly body: unknown;
  /** What the server adds to the payload. */
  readonly supplied?: object;
}

/** Every POST that is a command: from the request to the runner, and from the outcome to the answer. */
@Injectable()
export class CommandEdge {
  constructor(
    private readonly bus: CommandBus,
    private readonly metrics: Metrics,
    private readonly supplied: Supplied,
    private readonly positions: Positions,
  ) {}

  async accept(incoming: Incoming, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const asked = runRequest(incoming, request);
    const supplied = incoming.supplied ?? (await this.supplied.to(asked.command, asked.partnership, asked.body));
    const run = supplied ? { ...asked, supplied } : asked;
    const outcome = await this.run(incoming, run);
    if (!outcome.ok) {
      this.metrics.commands.inc({ command: run.command, outcome: 'refused' });
      if (outcome.refusal.code === 'not-found') throw notFound();
      const members = refusalMembers(outcome.refusal, incoming);
      return sendProblem(reply, outcome.refusal.code, outcome.refusal.message, members);
    }
    if ('dryRun' in outcome) {
      this.metrics.commands.inc({ command: run.command, outcome: 'dry-run' });
      return reply.status(200).send({ dryRun: true, events: outcome.dryRun });
    }
    const { receipt, repeated } = outcome;
    this.metrics.commands.inc({ command: run.command, outcome: repeated ? 'repeated' : 'recorded' });
    if (!repeated) this.metrics.appends.inc(receipt.events.length);
    return sendReceipt(reply.status(await this.statusOf(incoming, receipt)), receipt, incoming.href);
  }

  private async statusOf({ mounted }: Incoming, { events }: Receipt): Promise<201 | 202> {
    const recorded = events.at(-1)?.position;
    if (mounted.followedBy === undefined || recorded === undefined) return 201;
    return (await this.positions.passed([mounted.followedBy], recorded)) === 'passed' ? 201 : 202;
  }

  private async run(incoming: Incoming, run: RunRequest): Promise<Outcome> {
    try {
      return await this.bus.execute(new COMMAND_FOR[incoming.kind](run));
    } catch (fault) {
      this.metrics.commands.inc({ command: run.command, outcome: 'fault' });
      const conflict = conflictKind(fault);
      if (conflict) this.metrics.conflicts.inc({ kind: conflict });
      throw fault instanceof PreconditionFailed ? withChanges(fault, incoming, run.ifMatch) : fault;
    }
  }
}

function runRequest(incoming: Incoming, request: FastifyRequest): RunRequest {
  const { mounted, kind, partnership, actor, href, member, sub } = incoming;
  const key = idempotencyKey(request.headers);
  const seen = ifMatch(request.headers);
  if (mounted.type.onSight && seen === undefined) throw new Problem('precondition-required');
  const { dryRun } = readFlags(request.query);
  const { payload, statement, externalId } = readBody(mounted.payload, incoming.body);
  const commandId =
    externalId === undefined
      ? commandIdOf({ partnership, actor, method: 'POST', path: href, idempotencyKey: key })
      : externalCommandIdOf(partnership, href, externalId);
  const target = incoming.target ?? thingIdOf(commandId);
  return {
    partnership,
    kind,
    id: target,
    command: mounted.command,
    target,
    ...(member !== undefined && { member }),
    ...(sub !== undefined && { sub }),
    body: payload,
    statement,
    ...(externalId !== undefined && { externalId }),
    commandId,
    actor,
    correlationId: request.id,
    causationId: request.id,
    ...(seen !== undefined && { ifMatch: seen }),
    ...(dryRun && { dryRun }),
  };
}

/** A new thing stands in its collection, and a new member in the collection of the path. */
function sendReceipt(reply: FastifyReply, receipt: Receipt, collection: string): FastifyReply {
  const href = `${collection}/${receipt.id}`;
  const events = receipt.events.map(({ id, type, revision, position }) => ({
    id,
    href: eventHref({ stream: receipt.stream, revision }),
    type,
    revision: revision.toString(),
    position: position.toString(),
  }));
  const last = events.at(-1);
  return reply
    .header('location', href)
    .header('etag', etagOf(last?.revision ?? '0'))
    .header(POSITION_HEADER, last?.position ?? '0')
    .send({ id: receipt.id, href, events });
}

function conflictKind(fault: unknown): string | undefined {
  if (fault instanceof PreconditionFailed) return 'if-match';
  if (fault instanceof KeyReused) return 'key-reused';
  if (fault instanceof InFlight) return 'in-flight';
  return fault instanceof Contended ? 'contended' : undefined;
}

/** With a link to the events since the revision that the client saw. */
function withChanges(fault: PreconditionFailed, { thing }: Incoming, seen: RunRequest['ifMatch']): Problem {
  const { code, detail, members, headers } = problemOfFault(fault) as Problem;
  const changes = thing === undefined ? {} : { changes: `${thing}/history?after=${seen}` };
  return new Problem(code, detail, { ...members, ...changes }, headers);
}
