import { isDeepStrictEqual } from 'node:util';
import { position, type Position } from '@app/domain';
import { Codec } from '../codec.js';
import { GenerationGone } from '../ports.js';
import type { Doc, Documents, Entry, Generation, GenerationState, LogReader, Page, Stored } from '../ports.js';
import type { Projection } from '../projection.js';
import { Distinct } from './distinct.js';
import { generationsOf } from './generations.js';
import { placeOf, Sample, type Sampled } from './sample.js';

export interface VerifyOptions {
  readonly documents: Pick<Documents, 'load' | 'find' | 'size' | 'states'>;
  readonly log: LogReader;
  readonly codec?: Codec | undefined;
  readonly projection: Projection;
  readonly generation: Generation;
  /** Documents that are compared whole. More of it: more is seen, and it takes longer. */
  readonly sample?: number;
  /** Documents of the sample in one way through the log, which holds up to twice as many. Lower: less memory, more ways. */
  readonly atOnce?: number;
  readonly signal?: AbortSignal;
  /** Of one way through the log; each begins anew. */
  readonly onProgress?: (through: Position, to: Position) => void;
}

export interface Verification {
  /** Read from the log, up to where the generation stood. */
  readonly events: number;
  /** That there should be. */
  readonly documents: number;
  /** Of these. */
  readonly compared: number;
  /** In words, without words of a record. Empty: nothing is wrong with what was looked at. */
  readonly faults: readonly string[];
}

const SAMPLE = 200;
const AT_ONCE = 10_000;
const LOADED_AT_ONCE = 500;
const BATCH = 1_000;
const SHOWN = 10;

/**
 * Compares a generation with a fold of the log: how many documents there are, and a sample of them whole, with the
 * entries under which they are to be found, and those under which they are to be found no longer. The generation may be
 * written meanwhile: each document is compared at the position where it was found.
 *
 * Not seen: entries of documents out of the sample; from which day to which an entry holds; entries under which no event
 * ever put their document; and of as many documents too many as there are too few, the ones too many. Costs one way
 * through the log for each 10,000 documents of the sample. Held in memory meanwhile are up to 20,000 documents as the
 * events make them, with every entry that they ever had, then 10,000 of them as they are stored, and 22 bytes for each
 * document that there is. Throws GenerationGone.
 */
export async function verify(options: VerifyOptions): Promise<Verification> {
  const { projection, sample: size = SAMPLE, atOnce = AT_ONCE } = options;
  const faults = new Faults();
  const sample = new Sample(projection, Math.min(size, atOnce));
  const { upTo, ...whole } = await compared(options, sample, faults, { ids: new Distinct() });
  let count = whole.compared;
  for (let above = sample.next; above !== undefined && count < size;) {
    const more = new Sample(projection, Math.min(size - count, atOnce), above);
    count += (await compared(options, more, faults, { upTo })).compared;
    above = more.next;
  }
  return { ...whole, compared: count, faults: faults.told };
}

/**
 * Of one way through the log. The first counts all documents, in `ids`; later ones take none that was not there by
 * `upTo`, where that one found the generation, or more would be compared than were counted.
 */
async function compared(
  options: VerifyOptions,
  sample: Sample,
  faults: Faults,
  of: { readonly ids: Distinct } | { readonly upTo: Position },
): Promise<Omit<Verification, 'faults'> & { readonly upTo: Position }> {
  const { documents, log, generation } = options;
  const state = await stateOf(options);
  const [ids, upTo] = 'ids' in of ? [of.ids, state.checkpoint.position] : [undefined, of.upTo];
  const reading = new Reading(options, state);
  const seen = (digest: string): void => ids?.add(digest);
  await reading.through(state.checkpoint.position, (event) =>
    event.position <= upTo ? sample.take(event, seen) : sample.goOn(event, () => true, seen),
  );
  const sampled = sample.documents;
  const stored = await storedOf(options, sampled);
  for (const one of sampled) faults.add(missedBy(one, stored.get(one.id), state.checkpoint.position));

  const atLeast = ids?.count ?? 0;
  const size = ids && (await documents.size(generation));
  // What moved on while it was looked at. Where another process writes it, this one may not have heard of the head yet.
  const reached = [state.checkpoint.position, ...[...stored.values()].map((doc) => doc.position)];
  if (ids) reached.push((await log.head()).position, (await stateOf(options)).checkpoint.position);
  await reading.through(latest(reached), (event) =>
    sample.goOn(event, ({ id }) => event.position <= (stored.get(id)?.position ?? position(0)), seen),
  );
  if (ids && size !== undefined && (size < atLeast || size > ids.count)) {
    faults.add(`it has ${size} documents, and ${ids.count} should be there`);
  }
  for (const one of sampled) faults.add(await differenceOf(options, one, stored.get(one.id)));
  return { events: reading.events, documents: ids?.count ?? 0, compared: sampled.length, upTo };
}

async function storedOf(
  { documents, generation }: VerifyOptions,
  sampled: readonly Sampled[],
): Promise<ReadonlyMap<string, Doc>> {
  const stored = new Map<string, Doc>();
  for (let i = 0; i < sampled.length; i += LOADED_AT_ONCE) {
    const ids = sampled.slice(i, i + LOADED_AT_ONCE).map(({ id }) => id);
    for (const [id, doc] of await documents.load(generation, ids)) stored.set(id, doc);
  }
  return stored;
}

const latest = (all: readonly Position[]): Position => all.reduce((a, b) => (a > b ? a : b));

/** The first of them, and how many more there are. */
class Faults {
  private readonly shown: string[] = [];
  private more = 0;

  add(what: string | undefined): void {
    if (what === undefined) return;
    if (this.shown.length < SHOWN) this.shown.push(what);
    else this.more++;
  }

  get told(): readonly string[] {
    return this.more > 0 ? [...this.shown, `and ${this.more} more`] : this.shown;
  }
}

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

async function stateOf({ documents, generation: g }: VerifyOptions): Promise<GenerationState> {
  const state = (await documents.states()).get(g.projection);
  const found = state && generationsOf(state).find(({ generation }) => generation.number === g.number);
  if (!found) throw new GenerationGone(g);
  return found;
}

/** What should have got further, by where the generation stood. */
function missedBy({ id, position: expected }: Sampled, stored: Doc | undefined, at: Position): string | undefined {
  if (!stored) return `document ${id} is missing`;
  return stored.position < expected
    ? `document ${id} lacks the event at ${expected}, though it has passed ${at}`
    : undefined;
}

async function differenceOf(
  options: VerifyOptions,
  one: Sampled,
  stored: Doc | undefined,
): Promise<string | undefined> {
  const { id, doc, position: at, passed } = one;
  // What is missing or lacks an event was told already.
  if (!stored || stored.position < at) return undefined;
  if (stored.position > at) return `document ${id} is at ${stored.position}, where no event touches it`;
  if (!isDeepStrictEqual(parsed(stored.json), JSON.parse(JSON.stringify(doc)))) {
    return `document ${id} is not what the events up to ${at} make of it`;
  }
  const held = new Map(options.projection.entries(doc, id).map((entry) => [placeOf(entry), entry]));
  for (const entry of held.values()) {
    if (!(await isFound(options, entry, one))) return `document ${id} is not found under ${entry.field}`;
  }
  for (const [place, entry] of passed) {
    if (held.has(place) || !(await isFound(options, entry, one))) continue;
    return `document ${id} is still found under ${entry.field}, where it should be no longer`;
  }
  return undefined;
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
  { id, position: at }: Sampled,
): Promise<boolean> {
  const query = {
    ...{ scope, field, values: [value], keys: { from: key, to: key }, at: { effectiveAt: null, position: at } },
    ...{ limit: 20, held: () => true },
  };
  // From just before it to just behind it: any number of documents may have the same key.
  let after: Page['next'] = { key, id: id.slice(0, -1) };
  while (after && compareBytes(after.id, id) < 0) {
    const page: Page = await documents.find(generation, { ...query, after });
    if (page.docs.some((doc) => doc.id === id)) return true;
    after = page.next;
  }
  return false;
}

const compareBytes = (a: string, b: string): number => Buffer.compare(Buffer.from(a), Buffer.from(b));
