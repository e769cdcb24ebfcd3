import type { Query } from '@app/read-models';
import { Body, Controller, Get, Inject, Post, Query as QueryString, Req, Res, type Type } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { WithRole, type Access } from '../auth/access.js';
import { CommandEdge, type Incoming } from '../commands/command-edge.js';
import { CommandFlags } from '../http/query.js';
import { documentedParams } from '../openapi/formats.js';
import { describeCommand, describeQuery } from '../openapi/operation.js';
import { notFound } from '../problems/problem.js';
import { mountQuery, QueryEdge } from '../queries/query-edge.js';
import { hrefOf, mount, type Mounted, type PathParams } from './mount.js';
import { readersOf } from './readers.js';
import type { Resource } from './route.js';

/** What every resource controller has at hand. */
abstract class ResourceController {
  constructor(
    @Inject(CommandEdge) readonly commands: CommandEdge,
    @Inject(QueryEdge) readonly queries: QueryEdge,
  ) {}
}

/**
 * A Nest controller for a resource, made of its table: `@Post` for each of its commands and `@Get` for each question
 * asked below its path. The methods bear the names of the commands and questions.
 */
export function controllerOf(resource: Resource, queries: readonly Query[]): Type {
  class Mounting extends ResourceController {}
  Object.defineProperty(Mounting, 'name', { value: `${resource.tag}Controller` });
  Controller('v1/partnerships/:p')(Mounting);
  ApiTags(resource.tag)(Mounting);
  ApiBearerAuth()(Mounting);
  for (const route of resource.commands) addCommand(Mounting, mount(resource, route));
  for (const query of queries) addQuery(Mounting, query);
  return Mounting;
}

type Handler = (this: ResourceController, request: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply>;

function addCommand(controller: Type, mounted: Mounted): void {
  const incoming = incomingBy(mounted);
  addMethod(
    controller,
    mounted.command,
    function (request, reply) {
      return this.commands.accept(incoming(request), request, reply);
    },
    [Post(mounted.path), WithRole(...mounted.type.roles), describeCommand(mounted, `:p/${mounted.path}`)],
    { body: mounted.body, query: CommandFlags },
  );
}

function addQuery(controller: Type, query: Query): void {
  const mounted = mountQuery(query);
  const readers = readersOf(query);
  addMethod(
    controller,
    query.name,
    function (request, reply) {
      return this.queries.answer(mounted, request, reply);
    },
    [
      Get(query.path.replace(/\{(\w+)\}/g, ':$1')),
      WithRole(...readers),
      describeQuery(query, `{p}/${query.path}`, readers),
    ],
    { query: documentedParams(query) },
  );
}

/**
 * As the compiler does for a decorated method `name(@Req() request, @Res() reply, @Body({ schema }) …)`. The schemas
 * are there for the API page: the edges validate, for they take a body apart first and word the faults.
 */
function addMethod(
  controller: Type,
  name: string,
  handler: Handler,
  decorators: readonly MethodDecorator[],
  schemas: { readonly body?: z.ZodType; readonly query: z.ZodType },
): void {
  const prototype = controller.prototype as object;
  if (Object.hasOwn(prototype, name)) throw new Error(`${controller.name} has two methods ${name}`);
  Object.defineProperty(handler, 'name', { value: name });
  Object.defineProperty(prototype, name, { value: handler, writable: true, configurable: true });
  const descriptor = Object.getOwnPropertyDescriptor(prototype, name) as PropertyDescriptor;
  Reflect.defineMetadata('design:paramtypes', [Object, Object, Object, Object], prototype, name);
  Req()(prototype, name, 0);
  Res()(prototype, name, 1);
  QueryString({ schema: schemas.query })(prototype, name, 2);
  if (schemas.body) Body({ schema: schemas.body })(prototype, name, 3);
  for (const decorate of decorators) decorate(prototype, name, descriptor);
}

/** Ids of things and members are UUIDs; nothing else is there. */
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

function incomingBy(mounted: Mounted): (request: FastifyRequest) => Incoming {
  const { kind, path } = mounted;
  const thing = kind === 'partnership' ? '' : /^.*?:id/.exec(path)?.[0];
  return (request) => {
    const params = request.params as PathParams;
    const { id, member, sub } = params;
    if ([id, member, sub].some((part) => part !== undefined && !UUID.test(part))) throw notFound();
    const { partnership, actor } = request.access as Access;
    const target = kind === 'partnership' ? partnership : id;
    return {
      mounted,
      kind,
      partnership,
      actor,
      href: hrefOf(path, params),
      ...(thing !== undefined && { thing: hrefOf(thing, params) }),
      body: request.body,
      ...(target !== undefined && { target }),
      ...(member !== undefined && { member }),
      ...(sub !== undefined && { sub }),
    };
  };
}
