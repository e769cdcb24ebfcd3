import { parseStreamId, type Fact, type Recorded, type StreamKind } from '@app/domain';
import type { Entry, Projection } from '@app/eventing';
import { padded } from '../clock/projection.js';
import { doubts, references } from './doubts.js';
import { factsIn, recordedEvents, thingId, withEvent, type Thing } from './thing.js';

/** What a projection of things adds to the common part: under which entries a thing is found. */
interface OfThings {
  readonly name: string;
  readonly version: number;
  /** Documents that an event concerns; those of its own stream's thing where this is absent. */
  readonly documents?: (event: Recorded) => readonly string[];
  /** What is kept of an event in that document, where that is not all of it. */
  readonly kept?: (event: Recorded, documentId: string) => Recorded;
  /** Under what the thing is found, for as long as it is not withdrawn; `first` began it. */
  readonly rows: (facts: readonly Fact[], first: Fact, thing: Thing) => readonly Row[];
}

/** An entry but for what all entries of a thing share. `key` is the order of recording where it is absent. */
export interface Row {
  /** The partnership where it is absent. */
  readonly scope?: string;
  readonly field: string;
  readonly value?: string;
  readonly key?: string;
  readonly from: Entry['from'];
  readonly to: Entry['to'];
}

/** The field under which every thing of a kind is found, in the order of recording. */
export const ALL = 'all';
/**
 * Where all rows of a field stand that tells nothing apart. A scan that names it has them in order; one that names no
 * value has to sort them.
 */
export const UNDIVIDED = [''];

export const thingProjection = ({ name, version, documents, kept, rows }: OfThings): Projection<Thing> => ({
  name,
  version,
  documents: documents ?? ((event) => [thingOf(event)]),
  fold: (thing, event, id) => withEvent(thing, kept?.(event, id) ?? event, id),
  entries(thing) {
    const all = factsIn(recordedEvents(thing));
    const [first] = all;
    if (!first) return [];
    const facts = all.filter(({ withdrawn }) => !withdrawn);
    const key = padded(first.recorded.position);
    const shown = [...(first.withdrawn ? [] : rows(facts, first, thing)), ...references(facts), ...doubts(all)];
    return shown.map((row) => ({ scope: thing.partnership, value: '', key, ...row }));
  },
});

/** The document of the thing whose stream an event is in. */
export function thingOf({ stream }: Recorded): string {
  const { partnership, kind, id } = parseStreamId(stream);
  return thingId(partnership, kind, id);
}

/** A projection of the streams of one kind. */
export const ofStreams =
  (kind: StreamKind) =>
  (event: Recorded): readonly string[] =>
    parseStreamId(event.stream).kind === kind ? [thingOf(event)] : [];

/** Outer bounds of when a fact holds: outside them it certainly does not. */
export const outer = ({ effectiveFrom, effectiveTo }: Fact): Pick<Entry, 'from' | 'to'> => ({
  from: effectiveFrom.earliest,
  to: effectiveTo?.latest ?? null,
});

/** As `outer`, ending where one of `others` has certainly taken the fact's place. */
export function outerUntil(
  fact: Fact,
  others: readonly Fact[],
  comesAfter: (later: Fact, earlier: Fact) => boolean,
): Pick<Entry, 'from' | 'to'> {
  const ends = others
    .filter((other) => comesAfter(other, fact))
    .flatMap(({ effectiveFrom }) => effectiveFrom.latest ?? []);
  const { from, to } = outer(fact);
  return { from, to: [...(to === null ? [] : [to]), ...ends].sort()[0] ?? null };
}
