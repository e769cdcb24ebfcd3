import { PROJECTION_PROBLEMS } from './problems.projections.js';

/** One kind of problem (RFC 9457): the status it is answered with, what it is called, and what the reader can do. */
export interface ProblemType {
  readonly status: number;
  readonly title: string;
  readonly advice: string;
}

/** Problems of the edge: of requests that reach no rule of the domain, and of faults. */
export const EDGE_PROBLEMS = {
  'validation-failed': {
    status: 400,
    title: 'The request does not have the form asked for',
    advice:
      'Each entry of errors names a place: a JSON Pointer into the body, a query parameter, or a header. Unknown properties and parameters are refused, so that a misspelling is not silently ignored.',
  },
  'idempotency-key-missing': {
    status: 400,
    title: 'A change needs an Idempotency-Key',
    advice:
      'Send a header Idempotency-Key with a value of your own (a UUID will do), new for every change and the same for every retry of it.',
  },
  unauthorised: {
    status: 401,
    title: 'No valid token',
    advice: 'Send a header "Authorization: Bearer …" with a token that has not expired. The command line mints one.',
  },
  forbidden: {
    status: 403,
    title: 'The grant does not cover this',
    advice: 'The answer names the roles or the scope that would do. An administrator of the partnership grants roles.',
  },
  'not-found': {
    status: 404,
    title: 'There is no such thing',
    advice:
      'Either nothing has this address, or the token has no grant in the partnership that it belongs to; the answer is the same for both.',
  },
  'not-in-effect': {
    status: 404,
    title: 'Not in effect on that date',
    advice: 'existsFrom and existsTo say when it was. Ask with another effectiveAt.',
  },
  'not-yet-recorded': {
    status: 404,
    title: 'Not on record yet at that position or by that date',
    advice: 'It was recorded or stated later. Ask with a later asOf or statedBy, or without.',
  },
  'method-not-allowed': {
    status: 405,
    title: 'This cannot be done to what has this address',
    advice:
      'The header Allow names the methods that it takes. Nothing on record is replaced or deleted: a change is a POST to one of its collections.',
  },
  'not-acceptable': {
    status: 406,
    title: 'It is not to be had in what the header Accept names',
    advice: 'types names the media types that it is to be had in. Lists come as JSON, CSV and NDJSON.',
  },
  'external-id-in-use': {
    status: 409,
    title: 'The external id stands for something else already',
    advice: 'The evidence shows what was recorded under it. Use another externalId, or amend the recorded event.',
  },
  'in-flight': {
    status: 409,
    title: 'The first request with this key is still being answered',
    advice: 'Wait a moment and send the same request again; it gives the same receipt.',
  },
  'position-beyond-head': {
    status: 409,
    title: 'The log has not reached that position',
    advice: 'The position comes from another store, or was made up. Use one that an answer of this server gave.',
  },
  'precondition-failed': {
    status: 412,
    title: 'The thing has changed since you saw it',
    advice:
      'The ETag gives the current revision, and changes leads to the events between. Look at them and send it again with the new If-Match.',
  },
  'payload-too-large': {
    status: 413,
    title: 'The body is too large',
    advice: 'A body may have 1 MiB. File long texts in parts of at most 512 KiB.',
  },
  'uri-too-long': {
    status: 414,
    title: 'The address is too long',
    advice: 'Shorten the address, or ask for fewer things at once.',
  },
  'unsupported-media-type': {
    status: 415,
    title: 'The body is not JSON',
    advice: 'Send the body as application/json in UTF-8.',
  },
  'idempotency-key-reused': {
    status: 422,
    title: 'The key stands for another request',
    advice: 'The same Idempotency-Key came with another body before. Use a new key for a new change.',
  },
  'precondition-required': {
    status: 428,
    title: 'Decided on sight: If-Match is required',
    advice: 'Read the thing, check that it is as you think, and send its ETag as If-Match.',
  },
  'headers-too-large': {
    status: 431,
    title: 'The headers are too large',
    advice: 'All headers together may have 16 KiB.',
  },
  'internal-error': {
    status: 500,
    title: 'Something went wrong on the server',
    advice:
      'It has been logged under the X-Request-Id of the answer. Sending the same change again with the same key is safe.',
  },
  contended: {
    status: 503,
    title: 'Too many changes to one thing at once',
    advice: 'Send it again with the same key after the seconds in Retry-After.',
  },
  'projection-behind': {
    status: 503,
    title: 'The read model has not reached that position yet',
    advice: 'Ask again after the seconds in Retry-After.',
  },
  'projection-parked': {
    status: 503,
    title: 'A read model has stopped at an event that it could not apply',
    advice: 'The events are safe. An operator finds the position and the error under /v1/operations/projections.',
  },
  'log-unavailable': {
    status: 503,
    title: 'The log cannot say whether the change was written',
    advice: 'Send the same change again with the same key: it is recorded once, whatever happened to the first.',
  },
  'store-unavailable': {
    status: 503,
    title: 'The log or a store does not answer',
    advice: 'Send it again after the seconds in Retry-After, a change with the same key: it is recorded once.',
  },
  'shutting-down': {
    status: 503,
    title: 'The server is stopping',
    advice: 'Send it again with the same key after the seconds in Retry-After.',
  },
  'disk-full': {
    status: 507,
    title: 'There is no room left to write',
    advice: 'Nothing was recorded. Free room on the disk of the data folder and send it again with the same key.',
  },
  ...PROJECTION_PROBLEMS,
} as const satisfies Record<string, ProblemType>;

export type EdgeProblem = keyof typeof EDGE_PROBLEMS;
