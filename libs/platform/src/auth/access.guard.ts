import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import { bearerToken } from '../http/headers.js';
import { notFound, Problem } from '../problems/problem.js';
import { NEEDS, type Needs } from './access.js';
import { Grants } from './grants.js';
import { TokenVerifier, type Caller } from './tokens.js';

/**
 * From token to roles: a token that does not verify is 401; a partnership without a grant is 404, as an unknown one
 * is; a grant without the role is 403.
 */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly tokens: TokenVerifier,
    private readonly grants: Grants,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const needs = this.reflector.getAllAndOverride<Needs | undefined>(NEEDS, [
      context.getHandler(),
      context.getClass(),
    ]);
    if (!needs) throw new Error(`${context.getClass().name}.${context.getHandler().name} does not say who may call it`);
    if ('public' in needs) return true;
    const request = context.switchToHttp().getRequest<FastifyRequest<{ Params: { p: string } }>>();
    const caller = await this.callerOf(request);
    request.caller = caller;
    if ('scope' in needs) requireScope(caller, needs);
    if ('roles' in needs) await this.enter(request, caller, needs);
    return true;
  }

  private async callerOf({ headers }: FastifyRequest): Promise<Caller> {
    const token = bearerToken(headers);
    const caller = token === undefined ? undefined : await this.tokens.verify(token);
    if (caller) return caller;
    throw new Problem('unauthorised', undefined, {}, { 'www-authenticate': 'Bearer' });
  }

  private async enter(
    request: FastifyRequest<{ Params: { p: string } }>,
    caller: Caller,
    { roles }: Extract<Needs, { roles: unknown }>,
  ): Promise<void> {
    const access = await this.grants.accessOf(caller, request.params.p);
    if (!access) throw notFound();
    if (roles.length > 0 && !roles.some((role) => access.roles.has(role))) {
      throw new Problem('forbidden', `This takes one of the roles ${roles.join(', ')}.`, { roles });
    }
    request.access = access;
  }
}

function requireScope(caller: Caller, { scope }: Extract<Needs, { scope: unknown }>): void {
  if (!caller.scopes.includes(scope)) throw new Problem('forbidden', `This takes the scope ${scope}.`, { scope });
}
