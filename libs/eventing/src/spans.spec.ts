import { AsyncLocalStorage } from 'node:async_hooks';
import { context, ROOT_CONTEXT, SpanStatusCode, trace, type Context, type ContextManager } from '@opentelemetry/api';
import {
  BasicTracerProvider, InMemorySpanExporter, SimpleSpanProcessor, type ReadableSpan,
} from '@opentelemetry/sdk-trace-base'; // prettier-ignore
import { Office } from '../../../test/support/office.js';
import { MemoryDocuments, MemoryKeys, MemoryLog } from './memory/index.js';
import { Positions } from './positions.js';
import type { Projection } from './projection.js';
import { Projector } from './projector/projector.js';

/** What an operator's SDK brings along: which span is the parent of the next. */
class StoredContext implements ContextManager {
  private readonly storage = new AsyncLocalStorage<Context>();
  active = (): Context => this.storage.getStore() ?? ROOT_CONTEXT;
  with: ContextManager['with'] = (within, work, self, ...args) =>
    this.storage.run(within, () => work.call(self as ThisParameterType<typeof work>, ...args));
  bind = <T>(_context: Context, target: T): T => target;
  enable = (): this => this;
  disable = (): this => this;
}

const tally: Projection<number> = {
  name: 'tally',
  version: 1,
  documents: () => ['all'],
  fold: (count = 0) => count + 1,
  entries: () => [],
};

describe('the spans of a process with an SDK', () => {
  const exporter = new InMemorySpanExporter();
  const log = new MemoryLog();
  const office = new Office(log, new MemoryKeys());
  const ending = new AbortController();
  let spans: readonly ReadableSpan[];
  const named = (name: string) => spans.filter((span) => span.name === `throughline.${name}`);

  beforeAll(async () => {
    trace.setGlobalTracerProvider(new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] }));
    context.setGlobalContextManager(new StoredContext());
    const documents = new MemoryDocuments();
    await office.register();
    const { events } = await office.person('Brenda Houghran');
    const waiting = new Positions(documents).passed(['tally'], events[0]!.position, { patienceMs: 20_000 });
    const projector = new Projector({ log, documents, projections: [tally] }, ending.signal);
    await projector.start();
    expect(await waiting).toBe('passed');
    jest.spyOn(log, 'append').mockRejectedValueOnce(new TypeError('no room for Brenda Houghran'));
    await expect(office.person('Brenda Houghran')).rejects.toThrow('no room');
    ending.abort();
    await projector.done();
    spans = exporter.getFinishedSpans();
  });
  afterAll(() => {
    trace.disable();
    context.disable();
  });

  it('tell of every command, append, batch of a projection, and wait', () => {
    const kinds = new Set(spans.map(({ name }) => name));
    expect([...kinds].sort()).toEqual(
      ['append', 'command', 'projection.batch', 'wait'].map((name) => `throughline.${name}`),
    );
    expect(named('command').map(({ attributes }) => attributes['throughline.command'])).toEqual([
      'RegisterPartnership',
      'IntroducePerson',
      'IntroducePerson',
    ]);
    expect(named('projection.batch')[0]?.attributes).toMatchObject({ 'throughline.projection': 'tally' });
  });

  it('show which append belongs to which command', () => {
    const commands = named('command').map((span) => span.spanContext().spanId);
    expect(named('append').map(({ parentSpanContext }) => parentSpanContext?.spanId)).toEqual(commands);
  });

  it('say that something failed, and of what kind it was', () => {
    const failed = spans.filter(({ status }) => status.code === SpanStatusCode.ERROR);
    expect(failed.map(({ name, status }) => [name, status.message])).toEqual([
      ['throughline.append', 'TypeError'],
      ['throughline.command', 'TypeError'],
    ]);
  });

  it('hold no word of any record', () => {
    const told = spans.map(({ attributes, status, events }) => JSON.stringify({ attributes, status, events }));
    for (const words of ['Brenda', 'Testshire', 'testshire']) expect(told.join()).not.toContain(words);
  });
});
