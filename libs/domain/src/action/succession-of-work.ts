import type { Fact } from '../facts.js';
import type { Party } from '../party.js';
import type { Certainty } from '../source.js';
import type { ChangeKind, Disposition } from '../structure/restructures.events.js';
import type { SeatHolder, SeatStatus } from '../structure/seats.js';
import type { Structure } from '../structure/structure-on.js';
import type { Ending } from '../structure/succession.js';
import { isBefore, type Day, type EventDate } from '../time/index.js';

/** Somebody to whom work came, as far as it says who; a Party is one. */
export interface Whom {
  readonly kind: Party['kind'];
  readonly id?: string;
  readonly members?: readonly string[] | undefined;
  readonly candidates?: readonly string[] | undefined;
}

/** What an owner comes to on a day. */
export type Effective =
  /** The party itself: a person, an organisation, a body in being, whoever holds a seat, or the words for several. */
  | {
      readonly is: 'owner';
      readonly members?: readonly string[];
      /** Of a seat. */
      readonly holders?: readonly SeatHolder[];
      /** Seats that the person held, and that are over. */
      readonly seatsOver?: readonly string[];
      /** The end of the body is only intended or likely, though its day has come. */
      readonly plannedEnd?: Pick<Ending, 'on' | 'certainty' | 'restructureId'>;
    }
  /** A seat that nobody holds, by the record, or that is not there. */
  | { readonly is: 'vacant'; readonly candidates: Extract<SeatStatus, { status: 'vacant' }>['candidates'] }
  /** A body that is planned or not in being yet; what is recorded of its beginning. */
  | { readonly is: 'pending'; readonly from: EventDate; readonly planned: boolean }
  /** The body is gone, and its work was given to nobody. The candidates are the bodies that came of it. */
  | {
      readonly is: 'orphaned';
      readonly why: 'left-orphaned' | 'not-recorded' | 'nothing-said' | 'seat-ended' | 'given-to-one-gone';
      /** In the words of the record. */
      readonly reason?: string;
      readonly candidates: readonly string[];
    }
  | { readonly is: 'cannot-be-told'; readonly candidates: readonly string[] }
  | { readonly is: 'unknown'; readonly reason: string; readonly excluded: readonly string[] };

export type OwnerBasis = 'recorded' | 'exception' | 'default';

/** One restructure on the way from the owner on record to the one in effect. */
export interface Link {
  readonly body: string;
  readonly restructureId: string;
  readonly change: ChangeKind;
  readonly on: EventDate;
  /** By what the work went on: an exception for the action, the default of the body, or not at all. */
  readonly by: 'exception' | 'default' | 'nothing';
  readonly certainty: Certainty;
  readonly planned: boolean;
  readonly fact: Fact;
}

export interface ComesTo {
  readonly effective: Effective;
  /** Whom the work came to, where that is not the owner on record. */
  readonly to?: Whom;
  readonly basis: OwnerBasis;
  readonly chain: readonly Link[];
  /**
   * Where it is not known exactly when a body ended: what it came to if that was by that day, and not before the body
   * itself got the work.
   */
  readonly ifEnded?: ComesTo;
  readonly rests: readonly Fact[];
}

/** What is followed, and what the way has been so far. */
interface Way {
  readonly action: string;
  readonly day: Day;
  readonly structure: Structure;
  readonly basis: OwnerBasis;
  readonly chain: readonly Link[];
  readonly to?: Whom;
}

/**
 * What an owner of the action comes to on a day: a body that has ended is followed through the restructures that were
 * implemented, forward in effective order. Ends, since it passes through no body twice.
 */
export const comesTo = (owner: Whom, action: string, day: Day, structure: Structure): ComesTo =>
  follow(owner, { action, day, structure, basis: 'recorded', chain: [] });

function follow(whom: Whom, way: Way): ComesTo {
  const { id = '' } = whom;
  switch (whom.kind) {
    case 'person':
      return asPerson(id, way);
    case 'organisation':
      return outcome(way, { is: 'owner' });
    case 'collective':
      return outcome(way, { is: 'owner', ...(whom.members && { members: whom.members }) });
    case 'unresolved':
      return outcome(way, { is: 'cannot-be-told', candidates: whom.candidates ?? [] });
    case 'seat':
      return throughSeat(id, way);
    case 'body':
      return throughBody(id, way);
  }
}

function asPerson(id: string, way: Way): ComesTo {
  const over = way.structure.seatsOf(id, way.day).filter(({ ended, planned }) => ended === true && !planned);
  return outcome(
    way,
    { is: 'owner', ...(over.length > 0 && { seatsOver: over.map(({ seatId }) => seatId) }) },
    over.flatMap(({ evidence }) => evidence),
  );
}

function throughSeat(id: string, way: Way): ComesTo {
  const seat = way.structure.seatOn(id, way.day);
  switch (seat.status) {
    case 'held':
      return outcome(way, { is: 'owner', holders: seat.holders }, seat.evidence);
    case 'vacant':
      return outcome(way, { is: 'vacant', candidates: seat.candidates }, seat.evidence);
    case 'not-recorded': {
      const candidates = seat.candidates.flatMap(({ party }) => (party && 'id' in party ? [party.id] : []));
      return outcome(way, { is: 'cannot-be-told', candidates }, seat.evidence);
    }
    case 'unknown':
      return outcome(way, { is: 'unknown', reason: `its holder: ${seat.reason}`, excluded: [] }, seat.evidence);
    case 'not-there': {
      const bodyId = way.structure.bodyOfSeat(id) ?? '';
      const body = way.structure.bodyOn(bodyId, way.day);
      if (body.status === 'ended') return past(bodyId, body.by, way, { ofSeat: true });
      return outcome(way, { is: 'vacant', candidates: [] }, seat.evidence);
    }
  }
}

function throughBody(id: string, way: Way): ComesTo {
  const body = way.structure.bodyOn(id, way.day);
  switch (body.status) {
    case 'in-force': {
      const { plannedEnd: end, evidence } = body;
      // What a plan begins is there only for work that comes to it by a plan.
      if (body.planned && !way.chain.some(({ planned }) => planned)) {
        return outcome(way, { is: 'pending', from: body.from, planned: true }, evidence);
      }
      const plannedEnd = end && { on: end.on, certainty: end.certainty, restructureId: end.restructureId };
      return outcome(way, { is: 'owner', ...(plannedEnd && { plannedEnd }) }, [
        ...evidence,
        ...(end ? [end.fact] : []),
      ]);
    }
    case 'not-yet':
      return outcome(way, { is: 'pending', from: body.from, planned: body.planned }, body.evidence);
    case 'unknown': {
      const { reason, excluded, evidence, end } = body;
      const told = outcome(way, { is: 'unknown', reason, excluded }, evidence);
      return end ? { ...told, ifEnded: past(id, end, way, { ofSeat: false }) } : told;
    }
    case 'ended':
      return past(id, body.by, way, { ofSeat: false });
  }
}

/** What became of the work of a body that has ended; a seat on it takes no part in its default. */
function past(id: string, ending: Ending, way: Way, { ofSeat }: { readonly ofSeat: boolean }): ComesTo {
  const { restructureId, change, on, certainty, ahead: planned, fact } = ending;
  const link = { body: id, restructureId, change: change.kind, on, certainty, planned, fact };
  const stop = (effective: Effective, by: Link['by'] = 'nothing') =>
    outcome({ ...way, chain: [...way.chain, { ...link, by }] }, effective);
  const candidates = candidatesAfter(ending, way);
  // Work that was given to a body which had ended before it could get it went nowhere.
  const last = way.chain.at(-1);
  const gone: Effective = { is: 'orphaned', why: 'given-to-one-gone', candidates };
  if (way.chain.some(({ body }) => body === id)) return outcome(way, gone);
  const gotNothing = last && !haveSameBounds(on, last.on) ? isBefore(on, last.on) : false;
  if (gotNothing === true) return stop(gone);
  const { work, by } = workOf(ending.disposition, way.action, ofSeat);
  if (work?.is === 'to') {
    const came = follow(work.whom, { ...way, basis: by, to: work.whom, chain: [...way.chain, { ...link, by }] });
    if (gotNothing === false || came.effective.is === 'orphaned') return came;
    return { ...outcome(way, IN_WHICH_ORDER, [fact]), ifEnded: came };
  }
  if (work?.is === 'orphaned')
    return stop({ is: 'orphaned', why: 'left-orphaned', reason: work.reason, candidates }, by);
  const silent = ofSeat ? 'seat-ended' : 'nothing-said';
  return stop({ is: 'orphaned', why: work ? 'not-recorded' : silent, candidates });
}

/** It has ended; whether it had before the work came to it, which then went nowhere, their dates leave open. */
const IN_WHICH_ORDER: Effective = {
  is: 'unknown',
  reason: 'order of the ends not known exactly',
  excluded: ['in-force', 'not-yet'],
};

/** The body is in being no more, whatever became of the work. */
export const isGone = (effective: Effective): boolean =>
  effective.is === 'unknown' && effective.excluded.includes('in-force');

/** Taken for one date, fuzzy ones too. */
const haveSameBounds = (a: EventDate, b: EventDate): boolean => a.earliest === b.earliest && a.latest === b.latest;

type Work =
  | { readonly is: 'to'; readonly whom: Whom }
  | { readonly is: 'orphaned'; readonly reason: string }
  | { readonly is: 'not-recorded' };

function workOf(
  disposition: Disposition | undefined,
  action: string,
  ofSeat: boolean,
): { readonly work: Work | undefined; readonly by: 'exception' | 'default' } {
  const exception = disposition?.exceptions?.find((one) => one.action === action);
  if (exception) {
    const { work } = exception;
    return { by: 'exception', work: work.is === 'to' ? { is: 'to', whom: work.owner } : work };
  }
  if (!disposition || ofSeat) return { by: 'default', work: undefined };
  const { work } = disposition;
  return { by: 'default', work: work.is === 'to' ? { is: 'to', whom: { kind: 'body', id: work.body } } : work };
}

/** The bodies that came of it, and of those of them that have ended too. */
function candidatesAfter(ending: Ending, { day, structure }: Way): readonly string[] {
  const [found, seen] = [new Set<string>(), new Set<string>()];
  const visit = ({ successors }: Ending): void => {
    for (const id of successors) {
      if (seen.has(id)) continue;
      seen.add(id);
      const body = structure.bodyOn(id, day);
      if (body.status === 'ended') visit(body.by);
      else found.add(id);
    }
  };
  visit(ending);
  return [...found];
}

const outcome = ({ basis, chain, to }: Way, effective: Effective, evidence: readonly Fact[] = []): ComesTo => ({
  effective,
  ...(to && { to }),
  basis,
  chain,
  rests: [...chain.map(({ fact }) => fact), ...evidence],
});
