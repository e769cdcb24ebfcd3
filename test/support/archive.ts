import {
  Codec,
  MemoryDocuments,
  MemoryKeys,
  MemoryLog,
  MemoryLogStore,
  Opener,
  Positions,
  Projector,
} from '@app/eventing';
import type { Documents, EventLog, Receipt, Stored } from '@app/eventing';
import { AGGREGATES, type Position } from '@app/domain';
import { projections, QUERIES, Reader, type Answer, type Query, type Target } from '@app/read-models';
import { everything, Office, PARTNERSHIP, type Asked } from './office.js';

/** What a test says of a command: its thing, where it is not a new one, and its payload with its dates. */
export type Said = Partial<Omit<Asked, 'kind' | 'command' | 'body' | 'statement'>> & {
  readonly on?: string;
  readonly from?: string;
  readonly to?: string;
  readonly sources?: readonly object[];
  readonly certainty?: string;
};

/** Where a test records. */
export type Recorder = Pick<Archive, 'record' | 'attempt' | 'thing' | 'body' | 'organisation'>;

/** An answer, opened and parsed. */
export type Read = Readonly<Record<string, unknown>> & { readonly items: readonly Record<string, unknown>[] };

/** A record that a test writes by commands and then asks, in memory. Close it. */
export class Archive {
  readonly log = new MemoryLog();
  readonly keys = new MemoryKeys();
  readonly office = new Office(this.log, this.keys);
  readonly documents = new MemoryDocuments();
  private readonly opener = new Opener(this.office.keyring);
  private readonly closing = new AbortController();
  private readonly positions = new Positions(this.documents);
  private projector?: Projector;
  reader = this.readerOf(this.documents, this.log);

  static async open(): Promise<Archive> {
    const archive = new Archive();
    await archive.office.register();
    archive.projector = await archive.project(archive.log, archive.documents, archive.positions);
    return archive;
  }

  async close(): Promise<void> {
    this.closing.abort();
    await this.projector?.done();
  }

  /** Records a command and gives its receipt; throws where it was refused. */
  record(kind: Asked['kind'], command: string, body: object, said: Said = {}): Promise<Receipt> {
    return this.office.recorded(asked(kind, command, body, said));
  }

  /** The receipt, or undefined where a rule refuses the command. */
  async attempt(kind: Asked['kind'], command: string, body: object, said: Said): Promise<Receipt | undefined> {
    const outcome = await this.office.run(asked(kind, command, body, said));
    return outcome.ok && 'receipt' in outcome ? outcome.receipt : undefined;
  }

  /** The id of a new thing. */
  async thing(kind: Asked['kind'], command: string, body: object, said: Said = {}): Promise<string> {
    return (await this.record(kind, command, body, said)).id;
  }

  /** The id of a new body. */
  body(name: string, said: Said = {}): Promise<string> {
    return this.thing('structure', 'EstablishBody', { name, kind: 'group' }, said);
  }

  organisation(name: string, said: Said = {}): Promise<string> {
    return this.thing('structure', 'IntroduceOrganisation', { name }, said);
  }

  /** A question by its name, with parameters as a query string has them; throws where the answer is not there. */
  async ask(name: string, target: Omit<Target, 'partnership'> = {}, params: object = {}): Promise<Read> {
    const answer = await this.answer(name, target, params);
    if (!answer.ok) throw new Error(`${name}: ${answer.problem}`);
    const read = JSON.parse(answer.opened ? answer.json : await this.opener.open(answer.json)) as Read;
    // What is documented is what is answered.
    queryCalled(name).answer.parse(read);
    return read;
  }

  async answer(name: string, target: Omit<Target, 'partnership'> = {}, params: object = {}): Promise<Answer> {
    await this.settled();
    return this.reader.answer(queryCalled(name), { partnership: PARTNERSHIP, ...target }, paramsOf(name, params));
  }

  /** Until the read models hold everything that is recorded. */
  async settled(): Promise<void> {
    const { position: head } = await this.log.head();
    await this.positions.passed(
      projections.map(({ name }) => name),
      head,
    );
  }

  stored(kind: Asked['kind'], id: string): Promise<Stored[]> {
    return this.office.stored(kind, id);
  }

  async head(): Promise<Position> {
    return (await this.log.head()).position;
  }

  /** The answer of read models that were fed the log up to a position only. */
  async asOnlyFed(
    through: Position,
  ): Promise<(name: string, target: Omit<Target, 'partnership'>, params: object) => Promise<Answer>> {
    const store = new MemoryLogStore();
    for (const event of await everything(this.log)) {
      if (event.position > through) break;
      store.events.push(event);
      store.streams.set(event.stream, [...(store.streams.get(event.stream) ?? []), event]);
    }
    const log = new MemoryLog(store);
    const documents = new MemoryDocuments();
    const positions = new Positions(documents);
    await this.project(log, documents, positions);
    await positions.passed(
      projections.map(({ name }) => name),
      through,
    );
    const reader = this.readerOf(documents, log);
    return (name, target, params) =>
      reader.answer(queryCalled(name), { partnership: PARTNERSHIP, ...target }, paramsOf(name, params));
  }

  async open(answer: Answer): Promise<unknown> {
    return answer.ok ? JSON.parse(await this.opener.open(answer.json)) : answer;
  }

  readerOf(documents: Documents, log: EventLog): Reader {
    const codec = new Codec();
    return new Reader({ documents, log, codec, opener: this.opener, now: () => this.office.ambient.at });
  }

  private async project(log: EventLog, documents: Documents, positions: Positions): Promise<Projector> {
    const onProgress = ({
      generation,
      mark,
    }: {
      generation: Parameters<Positions['advanced']>[0];
      mark: { position: Position };
    }) => positions.advanced(generation, mark.position);
    const projector = new Projector({ log, documents, projections, onProgress }, this.closing.signal);
    await projector.start();
    return projector;
  }
}

/** What stands at a dotted path; `*` is every element: `look(meeting, 'chair.*.party.id')`. */
export function look(value: unknown, path: string): unknown {
  const [key = '', ...rest] = path.split('.');
  const below = (part: unknown) => (rest.length > 0 ? look(part, rest.join('.')) : part);
  return key === '*' ? (value as unknown[]).map(below) : below((value as Record<string, unknown> | undefined)?.[key]);
}

export function queryCalled(name: string): Query {
  const query = QUERIES.find((one) => one.name === name);
  if (!query) throw new Error(`no question is called ${name}`);
  return query;
}

export function asked(kind: Asked['kind'], command: string, body: object, said: Said): Asked {
  const { on, from, to, sources, certainty, ...rest } = said;
  const statement = {
    sources: sources ?? [{ words: 'by telephone' }],
    ...(on !== undefined && { statedOn: on }),
    ...(from !== undefined && { effectiveFrom: from }),
    ...(to !== undefined && { effectiveTo: to }),
    ...(certainty !== undefined && { certainty }),
  };
  return { kind, command, body: parsed(kind, command, body), statement, ...rest };
}

/** As the edge does. */
function parsed(kind: Asked['kind'], command: string, body: object): object {
  const commands = AGGREGATES[kind].commands as readonly {
    readonly name: string;
    readonly body: { parse(body: unknown): unknown };
  }[];
  const type = commands.find(({ name }) => name === command);
  if (!type) throw new Error(`${kind} knows no command ${command}`);
  return type.body.parse(body) as object;
}

const paramsOf = (name: string, params: object) => queryCalled(name).params.parse(params);
