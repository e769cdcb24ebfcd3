import { Opener, type EventLog } from '@app/eventing';
import {
  readModelsOf,
  type Answer,
  type Found,
  type NotThere,
  type Query,
  type TemporalParams,
} from '@app/read-models';
import { Inject, Injectable } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Access } from '../auth/access.js';
import { etagOf, minPosition, POSITION_HEADER } from '../http/headers.js';
import { readQuery } from '../http/query.js';
import { invalid, notFound, Problem } from '../problems/problem.js';
import type { PathParams } from '../routes/mount.js';
import { LOG } from '../stack.js';
import { Consistency } from './consistency.js';
import { GrantEvents } from './grant-events.js';
import { Ask } from './queries.js';

const JSON_TYPE = 'application/json; charset=utf-8';

/** A question with the names of its parameters, worked out once. */
export interface MountedQuery {
  readonly query: Query;
  readonly known: readonly string[];
}

export const mountQuery = (query: Query): MountedQuery => {
  const { params } = query as { params: z.ZodType };
  if (!(params instanceof z.ZodObject)) throw new Error(`the parameters of ${query.name} are no object`);
  return { query, known: Object.keys(params.shape) };
};

/** Every GET under a partnership: from the request to the read models, and from the answer to the text that is sent. */
@Injectable()
export class QueryEdge {
  constructor(
    private readonly bus: QueryBus,
    private readonly opener: Opener,
    private readonly consistency: Consistency,
    private readonly grantEvents: GrantEvents,
    @Inject(LOG) private readonly log: EventLog,
  ) {}

  async answer({ query, known }: MountedQuery, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const { p: partnership, ...named } = request.params as PathParams;
    const params = readQuery<TemporalParams>(query.params, known, request.query);
    const target = { partnership, ...named };
    await this.grantEvents.refuse(query, request.access as Access, named.id);
    await this.consistency.reach(minPosition(request.headers), readModelsOf(query));
    const ask = new Ask(query, target, params);
    let answer: Answer = await this.bus.execute(ask);
    if (mayBeNews(answer, params)) {
      await this.consistency.reach((await this.log.head()).position, readModelsOf(query));
      answer = await this.bus.execute(ask);
    }
    if (!answer.ok) throw await this.problemOf(answer);
    if (answer.revision !== undefined) reply.header('etag', etagOf(answer.revision));
    if (answer.next !== undefined) reply.header('link', nextLink(request.url, answer.next));
    return reply
      .header(POSITION_HEADER, answer.position.toString())
      .header('content-type', JSON_TYPE)
      .send(answer.opened ? answer.json : await this.opener.open(answer.pieces ?? answer.json));
  }

  private async problemOf(answer: NotThere): Promise<Problem> {
    switch (answer.problem) {
      case 'not-found':
        return notFound();
      case 'not-in-effect': {
        const { existsFrom, existsTo } = answer;
        return new Problem('not-in-effect', undefined, { existsFrom, ...(existsTo && { existsTo }) });
      }
      case 'not-yet-recorded':
        return new Problem('not-yet-recorded');
      case 'cursor-unfit':
        return invalid({ parameter: 'cursor', detail: 'is not one that this list gave, with these filters and dates' });
      case 'position-ahead': {
        const { position } = await this.log.head();
        return answer.position > position
          ? new Problem('position-beyond-head')
          : new Problem('projection-behind', undefined, {}, { 'retry-after': '1' });
      }
    }
  }
}

/** What is not there may be in the log and not in the read models yet: whoever was given its address finds it there. */
const mayBeNews = (answer: Answer, { asOf }: TemporalParams): boolean =>
  !answer.ok && asOf === undefined && (answer.problem === 'not-found' || answer.problem === 'not-yet-recorded');

/** RFC 8288: the same list with another cursor. */
function nextLink(url: string, cursor: Found['next'] & string): string {
  const { pathname, searchParams } = new URL(url, 'http://localhost');
  searchParams.set('cursor', cursor);
  return `<${pathname}?${searchParams.toString()}>; rel="next"`;
}
