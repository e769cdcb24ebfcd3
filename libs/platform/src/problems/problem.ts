import type { EdgeProblem } from './problems.js';

/** Where a fault lies: a JSON Pointer (RFC 6901) into the body, a query or path parameter, or a header. */
export type Fault = { readonly detail: string } & (
  { readonly pointer: string } | { readonly parameter: string } | { readonly header: string }
);

/** A problem of the edge on its way to the filter. Never carries what the client sent beyond names of fields. */
export class Problem extends Error {
  constructor(
    readonly code: EdgeProblem,
    readonly detail?: string,
    readonly members: Readonly<Record<string, unknown>> = {},
    readonly headers: Readonly<Record<string, string>> = {},
  ) {
    super(code);
  }
}

export const invalid = (...errors: readonly Fault[]): Problem =>
  new Problem('validation-failed', undefined, { errors });

/** The same bytes for an unknown thing, a foreign one, and a partnership without a grant. */
export const notFound = (): Problem => new Problem('not-found');
