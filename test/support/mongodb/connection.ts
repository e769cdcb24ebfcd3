import { connect, type Socket } from 'node:net';
import type { Document } from 'mongodb';
import { partOf, type Retries } from './retries.js';
import type { Fault } from './tcp-proxy.js';
import { Messages, type Message } from './wire.js';

/** A request on its way, in the hands of a fault. */
export interface Exchange {
  readonly request: Document;
  /** Lets the server do it, or only the first of its statements, and gives its answer, which the client does not get. */
  pass(statements?: number): Promise<Document>;
  /** Answers the client. */
  reply(answer: Document): void;
  /** Resets the connection to the client. */
  cut(): void;
  /** From now on nothing comes through on this connection, which stays open. */
  silence(): void;
}

export interface Rules {
  frozen(): boolean;
  met(request: Message): Fault | undefined;
  hello(told: Document): Document;
  readonly retries: Retries | undefined;
  closed(): void;
}

const HELLOS = new Set(['hello', 'ismaster', 'isMaster']);

/** One connection of a client, and one of its own to the server. */
export class Connection {
  private readonly server: Socket;
  private readonly waiting = new Map<number, { resolve: (answer: Message) => void; reject: (error: Error) => void }>();
  private silent = false;
  private isCut = false;

  constructor(
    private readonly client: Socket,
    server: { readonly host: string; readonly port: number },
    private readonly rules: Rules,
  ) {
    this.server = connect({ ...server, noDelay: true });
    client.setNoDelay(true);
    const [requests, answers] = [new Messages(), new Messages()];
    client.on('data', (piece) => {
      for (const request of requests.add(piece)) this.request(request);
    });
    this.server.on('data', (piece) => {
      for (const answer of answers.add(piece)) this.answer(answer);
    });
    // An error is followed by 'close', which is where it is dealt with.
    for (const socket of [client, this.server]) socket.on('error', () => undefined);
    client.on('close', () => {
      this.isCut = true;
      this.endWhenDone();
    });
    this.server.on('close', () => {
      for (const { reject } of this.waiting.values()) reject(new Error('the server closed the connection'));
      this.waiting.clear();
      this.cut();
      rules.closed();
    });
  }

  /** The server still does what it has been sent; its connection ends after its last answer. */
  cut(): void {
    if (this.isCut) return;
    this.isCut = true;
    // Node loses a socket that is reset while it is ending, and then cannot exit.
    if (this.client.writableEnded) this.client.destroy();
    else this.client.resetAndDestroy();
  }

  end(): void {
    this.client.destroy();
    this.server.destroy();
  }

  private request(request: Message): void {
    if (this.silent || this.isCut) return;
    if (this.rules.frozen()) return void (this.silent = true);
    const fault = this.rules.met(request) ?? relay;
    const exchange: Exchange = {
      get request() {
        return request.document();
      },
      pass: (statements = Infinity) => this.pass(request, statements),
      reply: (answer) => this.reply(request.answer(answer)),
      cut: () => this.cut(),
      silence: () => void (this.silent = true),
    };
    if (fault === relay && request.moreToCome) return void this.server.write(request.bytes);
    Promise.resolve(fault(exchange)).catch(() => this.cut());
  }

  private pass(request: Message, statements: number): Promise<Document> {
    const send = async (part?: Document): Promise<Document> => {
      const answered = new Promise<Message>((resolve, reject) => this.waiting.set(request.id, { resolve, reject }));
      this.server.write(part ? request.with(part).bytes : request.bytes);
      const answer = (await answered).document(true);
      return HELLOS.has(request.command) ? this.rules.hello(answer) : answer;
    };
    const document = request.document(true);
    return this.rules.retries?.send(document, statements, send) ?? send(partOf(document, 0, statements));
  }

  private answer(answer: Message): void {
    const waiting = this.waiting.get(answer.answers);
    this.waiting.delete(answer.answers);
    // A hello may be answered again and again, without being asked.
    if (waiting && !answer.moreToCome) waiting.resolve(answer);
    else this.reply(answer.with(this.rules.hello(answer.document(true))));
    if (this.isCut) this.endWhenDone();
  }

  private reply(answer: Message): void {
    if (!this.silent && !this.isCut && !this.rules.frozen()) this.client.write(answer.bytes);
  }

  private endWhenDone(): void {
    if (this.waiting.size === 0) this.server.destroy();
  }
}

const relay: Fault = async (exchange) => exchange.reply(await exchange.pass());
