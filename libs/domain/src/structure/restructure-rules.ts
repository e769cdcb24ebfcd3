import { refuse, type Command, type Decision } from '../decider.js';
import type { EventOf } from '../event.js';
import type { Fact } from '../facts.js';
import { isPlanned } from '../source.js';
import { isBefore, isOnOrBefore, type EventDate } from '../time/index.js';
import { beginsAfter } from './body-begins.js';
import { bodyStatusOn } from './body-status.js';
import type { BoardRestructured, ChangeKind, Disposition, StructureChange } from './restructures.events.js';
import { begunBy, endedBy } from './restructures.js';
import { endingsOf } from './succession.js';

type Refused = Extract<Decision, { ok: false }> | undefined;
type Made = Pick<EventOf<typeof BoardRestructured>['data'], 'changes' | 'dispositions'>;
type Place = readonly [least: number, most: number];

const MANY = 50;
/** How many bodies there were before, and are after, a change of each kind. */
const BODIES: Readonly<Record<ChangeKind, { readonly original: Place; readonly resulting: Place }>> = {
  create: { original: [0, 0], resulting: [1, MANY] },
  dissolve: { original: [1, MANY], resulting: [0, 0] },
  merge: { original: [2, MANY], resulting: [1, 1] },
  split: { original: [1, 1], resulting: [2, MANY] },
  replace: { original: [1, 1], resulting: [1, 1] },
  rename: { original: [1, 1], resulting: [0, 0] },
  remandate: { original: [1, 1], resulting: [0, 0] },
  move: { original: [1, 1], resulting: [0, 0] },
  'leave-structure': { original: [1, 1], resulting: [0, 0] },
};

/** What a change of one kind says, and no other: `under` may be left out, for a body that stands under none then. */
const SAYS = { rename: 'name', remandate: 'mandate', move: 'under' } as const;
const isSaid = ['name', 'mandate', 'under'] as const;

const inWords = ([least, most]: Place): string =>
  least === most ? `${least}` : most === MANY ? `${least} or more` : `${least} to ${most}`;

/** Whether each change has the bodies that its kind demands, each once, and says what its kind says. */
export function refuseChanges(changes: readonly StructureChange[]): Refused {
  for (const [i, change] of changes.entries()) {
    const refused = refuseBodies(change, i) ?? refuseSaid(change, i);
    if (refused) return refused;
  }
  return undefined;
}

function refuseBodies(change: StructureChange, i: number): Refused {
  for (const side of ['original', 'resulting'] as const) {
    const ids = change[side] ?? [];
    const [least, most] = BODIES[change.kind][side];
    const pointers = [`/changes/${i}/${side}`];
    if (ids.length < least || ids.length > most) {
      return refuse(
        'bodies-unfit-for-change',
        `${change.kind} takes ${inWords([least, most])} ${side} bodies, not ${ids.length}.`,
        { pointers, details: { kind: change.kind, [side]: ids.length } },
      );
    }
    if (new Set(ids).size < ids.length) {
      return refuse('bodies-unfit-for-change', 'A body stands once on each side of a change.', { pointers });
    }
  }
  const { kind, original = [], resulting = [] } = change;
  if (kind !== 'replace' || original[0] !== resulting[0]) return undefined;
  return refuse('bodies-unfit-for-change', 'A body is replaced by another; one that goes on is not replaced.', {
    pointers: [`/changes/${i}/resulting/0`],
    details: { bodies: original },
  });
}

function refuseSaid(change: StructureChange, i: number): Refused {
  const { kind } = change;
  const own = kind === 'rename' || kind === 'remandate' || kind === 'move' ? SAYS[kind] : undefined;
  const pointer = (field: string) => ({ pointers: [`/changes/${i}/${field}`] });
  const foreign = isSaid.find((field) => field !== own && change[field] !== undefined);
  if (foreign !== undefined) return refuse('change-says-too-much', `${kind} has no ${foreign}.`, pointer(foreign));
  // A record may say that a body is given a new mandate, and not which.
  const isDescribed = own === 'mandate' && change.described !== undefined;
  if (own !== undefined && own !== 'under' && change[own] === undefined && !isDescribed) {
    return refuse('change-says-too-little', `${kind} says the new ${own}.`, pointer(own));
  }
  if (kind === 'move' && change.under === change.original?.[0]) {
    return refuse('change-says-too-much', 'A body cannot stand under itself.', pointer('under'));
  }
  return undefined;
}

/** Whether what is said of the work fits the changes: of bodies that end, each body and each action once. */
export function refuseDispositions({ changes, dispositions }: Made): Refused {
  const ending = changes.flatMap(endedBy);
  const twice = ending.find((id, i) => ending.indexOf(id) < i);
  if (twice !== undefined) {
    return refuse('body-ends-twice', 'A body ends once; two of the changes end it.', {
      pointers: changes.flatMap((change, i) => (endedBy(change).includes(twice) ? [`/changes/${i}/original`] : [])),
      details: { bodies: [twice] },
    });
  }
  for (const [i, { body, exceptions = [] }] of dispositions.entries()) {
    const pointers = [`/dispositions/${i}/body`];
    if (!ending.includes(body)) {
      return refuse('body-does-not-end', 'Only of the work of a body that ends does something become.', { pointers });
    }
    if (dispositions.findIndex((other) => other.body === body) < i) {
      return refuse('disposition-twice', 'What becomes of the work of this body is said already.', { pointers });
    }
    const at = exceptions.findIndex(({ action }, j) => exceptions.findIndex((one) => one.action === action) < j);
    if (at >= 0) {
      return refuse('disposition-twice', 'What becomes of this action is said already.', {
        pointers: [`/dispositions/${i}/exceptions/${at}/action`],
      });
    }
  }
  return undefined;
}

/** Whether something is said of the work of every body that ends, if only that the paper is silent. */
export function refuseUndisposed({ changes, dispositions }: Made): Refused {
  const silent = changes.flatMap(endedBy).filter((id) => !dispositions.some(({ body }) => body === id));
  return silent.length === 0
    ? undefined
    : refuse('work-undisposed', 'Say what becomes of the work of every body that ends, or that it is not recorded.', {
        pointers: ['/dispositions'],
        details: { bodies: silent },
      });
}

/** Whether the bodies can do on that day what the changes and dispositions have them do. */
export function refuseDead(made: Made, command: Command, facts: readonly Fact[]): Refused {
  return refuseEnded(made, command, facts) ?? refuseUnbegun(made, command, facts) ?? refuseHeirs(made, command, facts);
}

function refuseEnded({ changes }: Made, { effectiveFrom }: Command, facts: readonly Fact[]): Refused {
  for (const [i, change] of changes.entries()) {
    for (const side of ['original', 'resulting'] as const) {
      for (const [j, id] of (change[side] ?? []).entries()) {
        const ends = endingsOf(facts, id).filter(({ fact, held }) => !held && isCertain(fact));
        const endsAgain = endedBy(change).includes(id);
        const before = ends.filter(({ on }) => endsAgain || isOnOrBefore(on, effectiveFrom) === true);
        if (before.length === 0) continue;
        const said = endsAgain ? 'It ends by another restructure already.' : 'It has ended by then.';
        return refuse(endsAgain ? 'body-ends-twice' : 'body-ended', said, {
          pointers: [`/changes/${i}/${side}/${j}`],
          details: { bodies: [id] },
          evidence: before.map(({ fact }) => fact),
        });
      }
    }
  }
  return undefined;
}

/** Nothing ends before it has begun; what the restructure itself begins may be on record for later as yet. */
function refuseUnbegun({ changes }: Made, command: Command, facts: readonly Fact[]): Refused {
  const begun = changes.flatMap(begunBy);
  for (const [i, change] of changes.entries()) {
    const certainty = change.certainty ?? command.certainty;
    if (isPlanned(certainty) || certainty === 'disputed') continue;
    for (const id of endedBy(change).filter((body) => !begun.includes(body))) {
      const begins = beginsAfter(facts, id, command.effectiveFrom);
      if (begins?.later !== true) continue;
      return refuse('body-not-begun', `It has not begun by ${command.effectiveFrom.edtf}.`, {
        pointers: [`/changes/${i}/original/${change.original?.indexOf(id)}`],
        details: { bodies: [id] },
        evidence: begins.evidence,
      });
    }
  }
  return undefined;
}

/** One that was stated ahead of its date is on record all the same: what is recorded next must fit it. */
const isCertain = ({ certainty, disputes }: Fact): boolean => certainty !== 'disputed' && disputes.length === 0;

function refuseHeirs({ changes, dispositions }: Made, { effectiveFrom }: Command, facts: readonly Fact[]): Refused {
  const [ending, begun] = [changes.flatMap(endedBy), changes.flatMap(begunBy)];
  for (const { id, pointer } of dispositions.flatMap(heirsOf)) {
    if (begun.includes(id)) continue;
    const dead = ending.includes(id) ? { evidence: [] } : lifeless(id, effectiveFrom, facts);
    if (!dead) continue;
    return refuse('work-to-no-living-body', 'Work can be given only to a body that lives then.', {
      pointers: [pointer],
      details: { bodies: [id] },
      evidence: dead.evidence,
    });
  }
  return undefined;
}

/** What says that the body certainly is not in being on any day that the date may be. */
function lifeless(id: string, date: EventDate, facts: readonly Fact[]): { evidence: readonly Fact[] } | undefined {
  const days = [date.earliest, date.latest];
  const statuses = days.map((day) => (day === null ? undefined : bodyStatusOn(facts, id, day, 'followed')));
  const [first, last] = statuses;
  if (first?.status === 'ended' && isCertain(first.by.fact)) return first;
  if (last?.status === 'not-yet' && !last.planned && isBefore(date, last.from) === true) return last;
  return undefined;
}

function heirsOf({ work, exceptions = [] }: Disposition, i: number): { id: string; pointer: string }[] {
  return [
    ...(work.is === 'to' ? [{ id: work.body, pointer: `/dispositions/${i}/work/body` }] : []),
    ...exceptions.flatMap(({ work: other }, j) =>
      other.is === 'to' && other.owner.kind === 'body'
        ? [{ id: other.owner.id, pointer: `/dispositions/${i}/exceptions/${j}/work/owner` }]
        : [],
    ),
  ];
}
