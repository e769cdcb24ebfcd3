import { parseStreamId, position, revision, type Concerned, type Recorded, type Revision } from '@app/domain';
import type { Projection } from '@app/eventing';
import type { ReadContext } from '../query/context.js';
import { thingId, type Thing } from '../query/thing.js';
import { ALL, outer, thingProjection } from '../query/thing-projection.js';

/** How far the structure's stream has got: its last events as pairs of revision and position. */
interface Head {
  readonly last: readonly (readonly [revision: string, position: string])[];
}

/** An answer is given a little behind the stream at most; a longer memory would only grow. */
const REMEMBERED = 100;

const headId = (partnership: string): string => thingId(partnership, 'structure', partnership);
const isHead = (id: string): boolean => id.split('/')[1] === 'structure';

/** A document may hold a gap of something else only: see `membersOf`. */
const BEGUN: Readonly<Record<string, string>> = { BodyEstablished: 'body', OrganisationIntroduced: 'organisation' };

const members = thingProjection({
  name: 'structure',
  version: 1,
  documents: (event) => membersOf(event),
  rows: (_facts, first) => {
    const value = BEGUN[first.type];
    return value === undefined ? [] : [{ field: ALL, value, ...outer(first) }];
  },
});

/** Bodies and organisations, each a document of its own, and the head of their stream. */
export const structureProjection: Projection<Thing | Head> = {
  ...members,
  documents: (event) => {
    const { kind, partnership } = parseStreamId(event.stream);
    return kind === 'structure' ? [headId(partnership), ...membersOf(event)] : [];
  },
  fold: (doc, event, id) =>
    isHead(id) ? withHead(doc as Head | undefined, event) : members.fold(doc as Thing | undefined, event, id),
  entries: (doc, id) => (isHead(id) ? [] : members.entries(doc as Thing, id)),
};

const withHead = (head: Head | undefined, { revision, position }: Recorded): Head => ({
  last: [...(head?.last ?? []).slice(1 - REMEMBERED), [revision.toString(), position.toString()]],
});

interface Named {
  readonly bodyId?: string;
  readonly organisationId?: string;
  readonly member?: string;
  readonly concerned?: Concerned;
}

function membersOf({ stream, data }: Recorded): string[] {
  const { partnership } = parseStreamId(stream);
  const { bodyId, organisationId, member, concerned } = data as Named;
  if (bodyId !== undefined) return [thingId(partnership, 'body', bodyId)];
  if (organisationId !== undefined) return [thingId(partnership, 'organisation', organisationId)];
  if (concerned?.member !== undefined) {
    return [thingId(partnership, concerned.type.startsWith('Body') ? 'body' : 'organisation', concerned.member)];
  }
  // A gap says of which member it is, but not what that is.
  return member === undefined
    ? []
    : [thingId(partnership, 'body', member), thingId(partnership, 'organisation', member)];
}

/** Of the structure's stream, at the position that the answer is given at. */
export async function structureRevision(context: ReadContext): Promise<Revision | undefined> {
  const id = headId(context.partnership);
  const doc = (await context.load(structureProjection.name, [id])).get(id);
  const { last } = doc ? (JSON.parse(doc.json) as Head) : { last: [] };
  const found = last.findLast(([, at]) => position(at) <= context.position);
  return found && revision(BigInt(found[0]));
}
