import { isDeepStrictEqual } from 'node:util';
import { position, type Position } from '@app/domain';
import { Codec } from '../codec.js';
import type { Doc, Documents, Entry, Generation, GenerationState, LogReader, Stored } from '../ports.js';
import type { Projection } from '../projection.js';
import { generationsOf } from './generations.js';
import { Sample, type Sampled } from './sample.js';

export interface VerifyOptions {
  readonly documents: Pick<Documents, 'load' | 'find' | 'size' | 'states'>;
  readonly log: LogReader;
  readonly codec?: Codec | undefined;
  readonly projection: Projection;
  readonly generation: Generation;
  /** Documents that are compared whole. More of it: more is seen, and more is held in memory. */
  readonly sample?: number;
  readonly signal?: AbortSignal;
  readonly onProgress?: (through: Position, to: Position) => void;
}

export interface Verification {
  /** Read from the log, up to where the generation stood. */
  readonly events: number;
  /** That there should be. */
  readonly documents: number;
  readonly compared: number;
  /** In words, without words of a record. Empty: nothing is wrong with what was looked at. */
  readonly faults: readonly string[];
}

const SAMPLE = 200;
const BATCH = 1_000;
const SHOWN = 10;

/**
 * Compares a generation with a fold of the log: how many documents there are, and a sample of them and of their entries
 * whole. The generation may be written meanwhile: each document is compared at the position where it was found.
 */
export async function verify(options: VerifyOptions): Promise<Verification> {
  const { documents, log, projection, generation, sample: size = SAMPLE } = options;
  const state = await stateOf(options);
  if (!state) throw new Error(`there is no generation ${generation.number} of ${projection.name}`);
  const sample = new Sample(projection, size);
  const reading = new Reading(options, state);

  await reading.through(state.checkpoint.position, (event) => sample.take(event));
  const atLeast = sample.count;
  const stored = await documents.load(generation, sample.documents.map(({ id }) => id)); // prettier-ignore
  const expected = state.checkpoint.position;
  const faults = missed(sample.documents, stored, expected);
  const count = await documents.size(generation);
  // What moved on while it was looked at. Where another process writes it, this one may not have heard of the head yet.
  const now = await stateOf(options);
  const { position: head } = await log.head();
  const reached = [...stored.values()].map((doc) => doc.position);
  await reading.through(latest(head, now?.checkpoint.position ?? head, ...reached), (event) =>
    sample.take(event, ({ id }) => event.position <= (stored.get(id)?.position ?? position(0))),
  );
  if (count < atLeast || count > sample.count) {
    faults.push(`it has ${count} documents, and ${sample.count} should be there`);
  }
  for (const one of sample.documents) faults.push(...(await differences(options, one, stored.get(one.id))));
  const shown = faults.length > SHOWN ? [...faults.slice(0, SHOWN), `and ${faults.length - SHOWN} more`] : faults;
  return { events: reading.events, documents: sample.count, compared: sample.documents.length, faults: shown };
}

const latest = (...all: readonly Position[]): Position => all.reduce((a, b) => (a > b ? a : b));

/** One way through the log, stopped and gone on with. */
class Reading {
  events = 0;
  private at = position(0);

  constructor(
    private readonly options: VerifyOptions,
    private readonly state: GenerationState,
  ) {}

  async through(to: Position, take: (event: ReturnType<Codec['read']>) => void): Promise<void> {
    const { log, codec = new Codec(), signal, onProgress } = this.options;
    if (this.at >= to) return;
    const done = new AbortController();
    const until = signal ? AbortSignal.any([done.signal, signal]) : done.signal;
    for await (const { events, caughtUp } of log.subscribe({ after: this.at, batch: BATCH, signal: until })) {
      for (const stored of events) {
        if (stored.position > to) break;
        if (!this.isSkipped(stored)) take(codec.read(stored));
        this.at = stored.position;
        this.events++;
      }
      onProgress?.(this.at, to);
      // A checkpoint of another log may lie beyond the end of this one.
      if (this.at >= to || (events.at(-1)?.position ?? to) > to || (caughtUp && events.length === 0)) done.abort();
    }
    signal?.throwIfAborted();
  }

  private isSkipped({ position: at, id }: Stored): boolean {
    return this.state.skips.some((skip) => skip.at === at && skip.eventId === id);
  }
}

async function stateOf({ documents, generation: g }: VerifyOptions): Promise<GenerationState | undefined> {
  const state = (await documents.states()).get(g.projection);
  return state && generationsOf(state).find(({ generation }) => generation.number === g.number);
}

/** What should have got further, by where the generation stood. */
function missed(sampled: readonly Sampled[], stored: ReadonlyMap<string, Doc>, at: Position): string[] {
  return sampled.flatMap(({ id, position: expected }) => {
    const doc = stored.get(id);
    if (!doc) return [`document ${id} is missing`];
    return doc.position < expected ? [`document ${id} lacks the event at ${expected}, though it has passed ${at}`] : [];
  });
}

async function differences(options: VerifyOptions, one: Sampled, stored: Doc | undefined): Promise<string[]> {
  // What is missing or lacks an event was told already.
  if (!stored || stored.position < one.position) return [];
  if (stored.position > one.position) return [`document ${one.id} is at ${stored.position}, where no event touches it`];
  const { projection } = options;
  const expected = JSON.parse(JSON.stringify(one.doc)) as unknown;
  if (!isDeepStrictEqual(parsed(stored.json), expected)) {
    return [`document ${one.id} is not what the events up to ${one.position} make of it`];
  }
  for (const entry of projection.entries(one.doc, one.id)) {
    if (!(await isFound(options, entry, one))) return [`document ${one.id} is not found under ${entry.field}`];
  }
  return [];
}

/** Undefined where it is no JSON, which is what no document is. */
function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}

async function isFound(
  { documents, generation }: VerifyOptions,
  { scope, field, value, key }: Entry,
  one: Sampled,
): Promise<boolean> {
  const at = { effectiveAt: null, position: one.position };
  const query = { scope, field, values: [value], keys: { from: key, to: key }, at, limit: 200, held: () => true };
  for (let page = await documents.find(generation, query); ;) {
    if (page.docs.some(({ id }) => id === one.id)) return true;
    if (!page.next) return false;
    page = await documents.find(generation, { ...query, after: page.next });
  }
}
