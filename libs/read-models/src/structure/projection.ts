import {
  CertaintyRevised, FactAmended, FactDisputed, parseStreamId, position, revision, walkEvent,
  type Concerned, type Fact, type Recorded, type Revision,
} from '@app/domain'; // prettier-ignore
import type { Projection } from '@app/eventing';
import type { ReadContext } from '../query/context.js';
import { begunBy } from '../query/doubts.js';
import { thingId, withBorrowed, type Thing } from '../query/thing.js';
import { ALL, outer, thingProjection, type Row } from '../query/thing-projection.js';
import { rowsOf } from './rows.js';

/** How far the structure's stream has got: its last events as pairs of revision and position. */
interface Head {
  readonly last: readonly (readonly [revision: string, position: string])[];
}

/** An answer is given a little behind the stream at most; a longer memory would only grow. */
const REMEMBERED = 100;

const headId = (partnership: string): string => thingId(partnership, 'structure', partnership);
const isHead = (id: string): boolean => id.split('/')[1] === 'structure';

const members = thingProjection({
  name: 'structure',
  version: 3,
  documents: (event) => documentsOf(event),
  rows: (facts, first, { kind, id }): Row[] => {
    // A document may hold only what others say of it.
    if (BEGUN[first.type] !== kind || begunBy(first) !== id) return [];
    return [{ field: ALL, value: kind, ...boundsOf(first) }, ...rowsOf(kind, id, facts)];
  },
});

/**
 * Every body, organisation, seat and restructure, and what each person holds, a document of its own; and the head of
 * their stream. Each document holds every event that names the thing, before an amendment or after it.
 */
export const structureProjection: Projection<Thing | Head> = {
  ...members,
  documents: (event) => {
    const { kind, partnership } = parseStreamId(event.stream);
    return kind === 'structure' ? [headId(partnership), ...documentsOf(event)] : [];
  },
  fold: (doc, event, id) =>
    isHead(id) ? withHead(doc as Head | undefined, event) : withBorrowed(doc as Thing | undefined, event, id),
  entries: (doc, id) => (isHead(id) ? [] : members.entries(doc as Thing, id)),
};

const withHead = (head: Head | undefined, { revision, position }: Recorded): Head => ({
  last: [...(head?.last ?? []).slice(1 - REMEMBERED), [revision.toString(), position.toString()]],
});

const KINDS = ['body', 'organisation', 'seat', 'restructure'] as const;
const isOurs = (kind: string): boolean => KINDS.some((one) => one === kind);

/** Which event begins which kind. */
const BEGUN: Readonly<Record<string, string>> = {
  BodyEstablished: 'body',
  OrganisationIntroduced: 'organisation',
  SeatCreated: 'seat',
  RestructureProposed: 'restructure',
};

/** A change of the structure is on record from its proposal on, whenever it takes effect. */
/** What is to come, or is over, is on record: its status says so. */
const isListedAlways = ({ type }: Fact): boolean => type === 'RestructureProposed' || type === 'BodyEstablished';
const boundsOf = (first: Fact) => (isListedAlways(first) ? { from: null, to: null } : outer(first));

/** People are found by these as those who hold a seat. */
const isHolding = (type: string): boolean => type === 'SeatFilled' || type === 'SeatVacated';

interface Said {
  readonly member?: string;
  readonly concerned?: Concerned;
}

function documentsOf(event: Recorded): string[] {
  const { concerned, member } = event.data as Said;
  const type = concerned?.type ?? event.type;
  const begun = BEGUN[type];
  const beginning = concerned ? concerned.member : begunBy({ ...event, recorded: event });
  const named: string[] = [
    ...(begun !== undefined && beginning !== undefined ? [`${begun}/${beginning}`] : []),
    ...(concerned?.named ?? []),
  ];
  walkEvent(event, ({ leaf, value }) => {
    if (leaf.is === 'ref') named.push(`${leaf.to}/${value}`);
  });
  const about = concerned ? concerned.member : member;
  const own = named.filter((name) => isOurs(kindIn(name)));
  // A gap says of which member it is, but not what that is.
  if (about !== undefined && !named.some((name) => idIn(name) === about) && !isOfRelation(type, own)) {
    own.push(...KINDS.map((kind) => `${kind}/${about}`));
  }
  const people = isHolding(type) ? named.filter((name) => kindIn(name) === 'person') : [];
  const { partnership } = parseStreamId(event.stream);
  const holders = people.map((name) => `holder/${idIn(name)}`);
  return [...new Set([...own, ...holders])].map((name) => thingId(partnership, kindIn(name), idIn(name)));
}

const kindIn = (name: string): string => name.split('/')[0] as string;
const idIn = (name: string): string => name.split('/')[1] as string;
/** What is said of a relation has it for its member, and it has no document; so has what is said of that. */
const isOfRelation = (type: string, named: readonly string[]): boolean =>
  type.startsWith('Relation') || (named.length > 0 && SAID_ON_EVENTS.includes(type));
const SAID_ON_EVENTS: readonly string[] = [FactAmended.type, FactDisputed.type, CertaintyRevised.type];

/** Of the structure's stream, at the position that the answer is given at. */
export async function structureRevision(context: ReadContext): Promise<Revision | undefined> {
  const id = headId(context.partnership);
  const doc = (await context.load(structureProjection.name, [id])).get(id);
  const { last } = doc ? (JSON.parse(doc.json) as Head) : { last: [] };
  const found = last.findLast(([, at]) => position(at) <= context.position);
  return found && revision(BigInt(found[0]));
}
