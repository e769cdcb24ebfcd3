import { randomUUID } from 'node:crypto';

/** An answer, read whole. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  // Tests look into answers freely.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  readonly body: any;
}

type Extra = Readonly<Record<string, string>>;

/** Somebody who speaks HTTP to a server. Reads wait for what this client has written. */
export class Client {
  private position: string | undefined;

  constructor(
    readonly url: string,
    readonly token?: string,
  ) {}

  get(path: string, headers: Extra = {}): Promise<Answer> {
    return this.send('GET', path, undefined, {
      ...(this.position && { 'throughline-min-position': this.position }),
      ...headers,
    });
  }

  /** With a new key each time, unless the headers have one. */
  async post(path: string, body: unknown = {}, headers: Extra = {}): Promise<Answer> {
    const answer = await this.send('POST', path, body, { 'idempotency-key': randomUUID(), ...headers });
    if (answer.status < 300) this.position = answer.headers.get('throughline-position') ?? this.position;
    return answer;
  }

  /** The receipt; throws where it was not recorded. */
  async record(path: string, body: unknown = {}, headers: Extra = {}): Promise<Receipt> {
    const answer = await this.post(path, body, headers);
    if (answer.status !== 201) throw new Error(`${answer.status} ${answer.text}`);
    return answer.body as Receipt;
  }

  async send(method: string, path: string, body: unknown, headers: Extra = {}): Promise<Answer> {
    const response = await fetch(this.url + path, {
      method,
      headers: {
        ...(this.token !== undefined && { authorization: `Bearer ${this.token}` }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, headers: response.headers, text, body: parsed(text) };
  }
}

export interface Receipt {
  readonly id: string;
  readonly href: string;
  readonly events: readonly {
    readonly id: string;
    readonly href: string;
    readonly type: string;
    readonly revision: string;
    readonly position: string;
  }[];
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
