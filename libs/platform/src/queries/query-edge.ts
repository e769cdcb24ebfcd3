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
import type { Logger } from 'pino';
import { z } from 'zod';
import type { Access } from '../auth/access.js';
import type { Format, Listed, Rows } from '../exports/format.js';
import { formatsOf, itemOf, rowsOf } from '../exports/formats.js';
import { FORMAT, negotiated } from '../exports/negotiate.js';
import { putAround, wholeList } from '../exports/whole-list.js';
import { etagOf, minPosition, nextLink, POSITION_HEADER } from '../http/headers.js';
import { readQuery } from '../http/query.js';
import { traceOf } from '../observe/logger.js';
import { LOGGER } from '../observe/token.js';
import { invalid, notFound, Problem } from '../problems/problem.js';
import type { PathParams } from '../routes/mount.js';
import { LOG } from '../stack.js';
import { Consistency } from './consistency.js';
import { GrantEvents } from './grant-events.js';
import { Ask } from './queries.js';

/** A question with the names of its parameters and what it is to be had in, worked out once. */
export interface MountedQuery {
  readonly query: Query;
  readonly known: readonly string[];
  readonly formats: readonly [Format, ...Format[]];
}

export const mountQuery = (query: Query): MountedQuery => {
  const { params } = query as { params: z.ZodType };
  if (!(params instanceof z.ZodObject)) throw new Error(`the parameters of ${query.name} are no object`);
  const formats = formatsOf(query);
  return { query, known: [...Object.keys(params.shape), ...(formats.length > 1 ? [FORMAT] : [])], formats };
};

/** Of a list that is written whole. */
const PAGE = { limit: 200 };

/** Every GET under a partnership: from the request to the read models, and from the answer to the text that is sent. */
@Injectable()
export class QueryEdge {
  constructor(
    private readonly bus: QueryBus,
    private readonly opener: Opener,
    private readonly consistency: Consistency,
    private readonly grantEvents: GrantEvents,
    @Inject(LOG) private readonly log: EventLog,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  async answer(
    { query, known, formats }: MountedQuery,
    request: FastifyRequest,
    reply: FastifyReply,
  ): Promise<FastifyReply> {
    const { p: partnership, ...named } = request.params as PathParams;
    const { format, type, parameters } = negotiated(formats, request);
    const params = readQuery<TemporalParams>(query.params, known, parameters);
    const target = { partnership, ...named };
    await this.grantEvents.refuse(query, request.access as Access, named.id);
    await this.consistency.reach(minPosition(request.headers), readModelsOf(query));
    const ask = new Ask(query, target, format.is === 'rows' ? { ...params, ...PAGE } : params);
    const found = await this.found(ask);
    reply.headers({
      [POSITION_HEADER]: found.position.toString(),
      'content-type': `${type}; charset=utf-8`,
      vary: 'accept',
    });
    if (format.is === 'rows')
      return this.sendWhole(rowsOf(itemOf(query) as z.ZodType, format), ask, found, request, reply);
    if (found.revision !== undefined) reply.header('etag', etagOf(found.revision));
    if (found.next !== undefined) reply.header('link', nextLink(request.url, found.next));
    const json = await this.opened(found);
    return reply.send(format.is === 'answer' ? json : await format.render(JSON.parse(json) as Listed));
  }

  private async sendWhole(
    rows: Rows,
    ask: Ask,
    found: Found,
    { method }: FastifyRequest,
    reply: FastifyReply,
  ): Promise<FastifyReply> {
    // What is wrong with the first page can still be answered with a problem.
    const first = JSON.parse(await this.opened(found)) as Listed;
    putAround(reply, first);
    // Of an answer to HEAD every page would be made, and then thrown away.
    return reply.send(wholeList(rows, method === 'HEAD' ? [] : this.pages(ask, first, found.next)));
  }

  /** One after the other, at the position of the first. A fault breaks the answer off, so that nobody takes it for whole. */
  private async *pages(ask: Ask, first: Listed, cursor: string | undefined): AsyncGenerator<Listed> {
    yield first;
    try {
      for (let next = cursor; next !== undefined;) {
        const after = { ...ask.params, cursor: next };
        const page = await this.found(new Ask(ask.question, ask.target, after));
        yield JSON.parse(await this.opened(page)) as Listed;
        next = page.next;
      }
    } catch (fault) {
      this.logger.error({ question: ask.question.name, ...traceOf(fault) }, 'a list broke off');
      throw fault;
    }
  }

  private async found(ask: Ask): Promise<Found> {
    let answer: Answer = await this.bus.execute(ask);
    if (mayBeNews(answer, ask.params)) {
      await this.consistency.reach((await this.log.head()).position, readModelsOf(ask.question));
      answer = await this.bus.execute(ask);
    }
    if (!answer.ok) throw await this.problemOf(answer);
    return answer;
  }

  private async opened({ opened, pieces, json }: Found): Promise<string> {
    return opened ? json : this.opener.open(pieces ?? json);
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
