import { SetMetadata } from '@nestjs/common';
import type { ActorId, PartnershipId, Role } from '@app/domain';
import type { Caller, Scope } from './tokens.js';

/** What a route asks of the caller. A route that says nothing is refused to everybody. */
export type Needs =
  | { readonly public: true }
  | { readonly token: true }
  | { readonly scope: Scope }
  /** One of these roles in the partnership of the path; any role where empty. */
  | { readonly roles: readonly Role[] };

export const NEEDS = 'throughline:needs';

export const Public = () => SetMetadata(NEEDS, { public: true } satisfies Needs);
export const WithToken = () => SetMetadata(NEEDS, { token: true } satisfies Needs);
export const WithScope = (scope: Scope) => SetMetadata(NEEDS, { scope } satisfies Needs);
export const WithRole = (...roles: readonly Role[]) => SetMetadata(NEEDS, { roles } satisfies Needs);

/** Who asks, in which partnership, and what they may do in it today. */
export interface Access {
  readonly partnership: PartnershipId;
  readonly actor: ActorId;
  readonly roles: ReadonlySet<Role>;
}

declare module 'fastify' {
  interface FastifyRequest {
    /** Set by the guard: for every route that is not public. */
    caller?: Caller;
    /** Set by the guard: for routes under a partnership. */
    access?: Access;
  }
}
