import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import { MIN_POSITION_HEADER, POSITION_HEADER } from '../http/headers.js';
import { DryRun, ProblemBody, Receipt } from '../openapi/schemas.js';
import { patientFetch } from './patient-fetch.js';

export type Problem = z.infer<typeof ProblemBody>;

export type Reply<T> =
  | { readonly ok: true; readonly status: number; readonly body: T; readonly etag: string | null }
  | { readonly ok: false; readonly problem: Problem };

/** The server cannot be reached, or does not answer as one of ours. */
export class ServerUnavailable extends Error {}

const REQUEST_MILLISECONDS = 30_000;
const ATTEMPTS = 6;
const PASSING = new Set([
  'in-flight',
  'contended',
  'projection-behind',
  'log-unavailable',
  'store-unavailable',
  'shutting-down',
]);

/** The code at the end of a problem's type. */
export const codeOf = ({ type }: Problem): string => type.split('/').at(-1) ?? type;

/**
 * Speaks to a server over HTTP and reads what it wrote: every GET waits for the last position that an answer gave.
 * What passes by itself (a contended stream, a read model that is behind) is tried again with the same key.
 */
export class ApiClient {
  private position = '0';

  constructor(
    private readonly url: string,
    private readonly token: string,
  ) {}

  /** Position of the last answer. */
  get seen(): bigint {
    return BigInt(this.position);
  }

  get(path: string): Promise<Reply<Record<string, unknown>>> {
    return this.request('GET', path, { [MIN_POSITION_HEADER]: this.position }, undefined, Json);
  }

  /**
   * With `etag`, only if that is still what the server has; with `dryRun` nothing is recorded, and there is no receipt
   * but that of what was recorded before.
   */
  async post(
    path: string,
    body: unknown,
    how: { etag?: string | null; dryRun?: boolean } = {},
  ): Promise<Reply<Receipt | 'would-be-recorded'>> {
    const headers = { 'idempotency-key': randomUUID(), ...(how.etag && { 'if-match': how.etag }) };
    const url = how.dryRun ? `${path}?dryRun=true` : path;
    const reply = await this.request('POST', url, headers, body, z.union([Receipt, DryRun]));
    if (!reply.ok) return reply;
    return { ...reply, body: 'dryRun' in reply.body ? 'would-be-recorded' : reply.body };
  }

  /** A POST that is no command of the record: what the server is asked to do. Patient: for as long as it takes. */
  order(path: string, body: object = {}, how: { patient?: boolean } = {}): Promise<Reply<Record<string, unknown>>> {
    return this.request('POST', path, { 'idempotency-key': randomUUID() }, body, Json, how);
  }

  private async request<T>(
    method: string,
    path: string,
    headers: Record<string, string>,
    body: unknown,
    schema: z.ZodType<T>,
    how: { patient?: boolean } = {},
  ): Promise<Reply<T>> {
    // prettier-ignore
    for (let attempt = 1; ; attempt++) {
      const response = await this.send(method, path, headers, body, how);
      this.position = response.headers.get(POSITION_HEADER) ?? this.position;
      const json: unknown = response.status === 204 ? {} : await response.json().catch(() => undefined);
      if (response.ok) {
        const parsed = schema.safeParse(json);
        if (!parsed.success) throw new ServerUnavailable(`${this.url} does not answer as Throughline does`);
        return { ok: true, status: response.status, body: parsed.data, etag: response.headers.get('etag') };
      }
      const problem = ProblemBody.safeParse(json);
      if (!problem.success) throw new ServerUnavailable(`${this.url} answered ${response.status} without a problem`);
      if (attempt === ATTEMPTS || !PASSING.has(codeOf(problem.data))) return { ok: false, problem: problem.data };
      await pause(Number(response.headers.get('retry-after') ?? '1') * 1_000);
    }
  }

  private async send(
    method: string,
    path: string,
    headers: Record<string, string>,
    body: unknown,
    { patient = false }: { patient?: boolean },
  ): Promise<Response> {
    const request = {
      method,
      headers: {
        authorization: `Bearer ${this.token}`,
        ...headers,
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    };
    const url = new URL(path, this.url);
    try {
      if (patient) return await patientFetch(url, request);
      return await fetch(url, { ...request, signal: AbortSignal.timeout(REQUEST_MILLISECONDS) });
    } catch (error) {
      throw new ServerUnavailable(`no answer from ${this.url}`, { cause: error });
    }
  }
}

const Json = z.record(z.string(), z.unknown());
