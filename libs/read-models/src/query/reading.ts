import { LRUCache } from 'lru-cache';
import { DEFAULT_ZONE, dayOf, Day, endOfDay, Instant, position, type Fact, type Position } from '@app/domain';
import { positionAt } from '../clock/queries.js';
import { PositionText, type Ask, type TemporalParams } from './ask.js';
import type { NotThere } from './answer.js';
import { ReadContext, type ReadStores } from './context.js';
import type { Mentions } from './glossary.js';
import { readCursor, type Cursor } from './cursor.js';
import { PROJECTION_OF, Things, type Known, type Seen, type ThingKind } from './things.js';

/** What the path of a request names. */
export interface Target {
  readonly partnership: string;
  readonly id?: string;
  readonly member?: string;
  /** A member of a member: a match of a mark. */
  readonly sub?: string;
  /** A member of that: a vacancy of a holding of a seat. */
  readonly leaf?: string;
}

/** What outlives a request: nothing in it is a word of the record out of its seal. */
export interface Memory {
  readonly things: Things;
  /** Rendered items of lists, as JSON. */
  readonly items: LRUCache<string, Rendered>;
  /** Names and titles, as JSON. */
  readonly glossary: LRUCache<string, string>;
  /** Whether a quote stands where its source says, by quote and generation of the text. */
  readonly verdicts: LRUCache<string, boolean>;
  readonly totals: LRUCache<string, Total>;
  readonly zones: LRUCache<string, string>;
  /** What today is, by zone and minute. */
  readonly days: LRUCache<string, Day>;
}

/** An item of a list, and what it was made of beside its own thing. */
export interface Rendered {
  /** A JSON object but for its opening brace; undefined until it is first shown. */
  members?: string;
  /** State of the other things that it was made of when it was; it is made again where that has changed. */
  stamp?: string;
  mentions?: Mentions;
  readonly needs: readonly Need[];
  readonly uncertain: readonly string[];
  /** What the filters ask about; undefined for a thing that is not there. */
  readonly facets: unknown;
}

/** Of a list at one position; null where it is too many to count. */
interface Total {
  readonly total: number | null;
}

/** Another thing whose facts an item is made of. */
export interface Need {
  readonly kind: ThingKind;
  readonly id: string;
}

const MIB = 1024 * 1024;
/** Of an item without its JSON, in which a character is a byte: facets, needs and mentions. */
const BESIDE = 2_000;

export const memory = (bytes = 128 * MIB): Memory => ({
  things: new Things(bytes / 2),
  items: new LRUCache({
    maxSize: bytes / 2,
    sizeCalculation: ({ members = '' }, key) => members.length + key.length + BESIDE,
  }),
  glossary: new LRUCache({ max: 20_000 }),
  verdicts: new LRUCache({ max: 100_000 }),
  totals: new LRUCache({ max: 1_000 }),
  zones: new LRUCache({ max: 10_000 }),
  days: new LRUCache({ max: 100 }),
});

/** One read: what is asked, when, and what it is answered from. */
export class Reading {
  private constructor(
    readonly context: ReadContext,
    readonly memory: Memory,
    readonly target: Target,
    readonly ask: Ask,
    readonly cursor: Cursor | undefined,
    private readonly digestOf: () => string,
  ) {}

  /** Reads every checkpoint once. A problem instead, where `asOf` lies ahead or the cursor is of another list. */
  static async open(
    stores: ReadStores,
    memory: Memory,
    uses: readonly string[],
    target: Target,
    params: TemporalParams & { readonly cursor?: string | undefined },
    digestOf: () => string,
  ): Promise<Reading | NotThere> {
    const context = await ReadContext.open(stores, target.partnership, uses);
    const cursor = params.cursor === undefined ? undefined : readCursor(params.cursor, digestOf());
    if (cursor === null) return { ok: false, problem: 'cursor-unfit' };
    const zone = await zoneOf(context, memory);
    const asOf = cursor?.asOf ?? (await asOfIn(context, zone, params.asOf));
    if (asOf > context.position)
      return { ok: false, problem: 'position-ahead', position: asOf, reached: context.position };
    const effectiveAt = cursor?.effectiveAt ?? params.effectiveAt ?? todayIn(zone, context.now, memory);
    const ask: Ask = { effectiveAt, asOf, statedBy: params.statedBy ?? null, position: context.position };
    return new Reading(context, memory, target, ask, cursor, digestOf);
  }

  /** Of the list that is asked for, its filters and dates. */
  get digest(): string {
    return this.digestOf();
  }

  /** The thing in the path, or of that id; undefined for what is not there and for another partnership's. */
  async known(kind: ThingKind, id = this.target.id ?? ''): Promise<Known | undefined> {
    return (await this.all(kind, [id])).get(id);
  }

  /** The answer is of the record as it stands, so that it may be changed on sight of it. */
  get isNow(): boolean {
    return this.ask.asOf === this.ask.position && this.ask.statedBy === null;
  }

  all(kind: ThingKind, ids: Iterable<string>): Promise<Map<string, Known>> {
    return this.memory.things.get(this.context, kind, ids);
  }

  async facts(kind: ThingKind, ids: Iterable<string>): Promise<Map<string, readonly Fact[]>> {
    const known = await this.all(kind, ids);
    return new Map([...known].map(([id, thing]) => [id, thing.see(this.ask).facts]));
  }

  see(known: Known): Seen {
    return known.see(this.ask);
  }
}

async function zoneOf(context: ReadContext, { zones, things }: Memory): Promise<string> {
  const { partnership } = context;
  const key = `${context.generationOf(PROJECTION_OF.partnership)} ${partnership}`;
  const cached = zones.get(key);
  if (cached !== undefined) return cached;
  const known = (await things.get(context, 'partnership', [partnership])).get(partnership);
  const zone = (known?.events[0]?.data as { zone?: string } | undefined)?.zone;
  // Registration cannot be amended, so what it says of the zone never changes.
  if (zone !== undefined) zones.set(key, zone);
  return zone ?? DEFAULT_ZONE;
}

const MINUTE_MS = 60_000;

/** A day begins with a minute, in every zone. */
function todayIn(zone: string, now: Date, { days }: Memory): Day {
  const key = `${zone} ${Math.floor(now.getTime() / MINUTE_MS)}`;
  const day = days.get(key) ?? dayOf(now, zone);
  days.set(key, day);
  return day;
}

async function asOfIn(context: ReadContext, zone: string, asOf: string | undefined): Promise<Position> {
  if (asOf === undefined) return context.position;
  if (PositionText.safeParse(asOf).success) return position(BigInt(asOf));
  const day = Day.safeParse(asOf);
  return positionAt(context, day.success ? endOfDay(day.data, zone) : Instant.parse(asOf));
}
