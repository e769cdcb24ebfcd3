import { randomUUID } from 'node:crypto';
import {
  onDay, streamId,
  type ActorId, type CommandId, type Day, type EventId, type Instant, type Position, type Recorded, type Revision, type StreamId,
} from '@app/domain'; // prettier-ignore
import {
  Codec,
  type Digest,
  type Documents,
  type Entry,
  type EventLog,
  type Generation,
  type Projection,
} from '@app/eventing';

const codec = new Codec();
const KINDS = ['action', 'issue', 'offer', 'heading'] as const;
const DAY = '2020-01-15' as Day;

/** What happens to one of a few actions: it is recorded, and then its kind is set again and again. */
export interface Step {
  readonly action: number;
  readonly kind: number;
}

/** Appends one event for each step, in order. */
export async function happen(log: EventLog, steps: readonly Step[]): Promise<Position> {
  const revisions = new Map<StreamId, Revision>();
  let at = (await log.head()).position;
  for (const { action, kind } of steps) {
    const stream = streamId('testshire', 'action', `a${action}`);
    const before = revisions.get(stream) ?? (await lastOf(log, stream));
    const type = before === 'none' ? 'ActionRecorded' : 'ActionReclassified';
    const { revision, position } = await log.append(stream, before, [
      written(type, { kind: KINDS[kind % KINDS.length] }),
    ]);
    revisions.set(stream, revision);
    at = position;
  }
  return at;
}

export const written = (type: string, data: unknown) =>
  codec.write(
    { type, data, statedOn: onDay(DAY), effectiveFrom: onDay(DAY), sources: [], certainty: 'fact' },
    {
      id: randomUUID() as EventId,
      recordedAt: '2020-01-15T12:00:00.000Z' as Instant,
      actor: 'secretary' as ActorId,
      commandId: randomUUID() as CommandId,
      digest: '' as Digest,
      correlationId: 'test',
      causationId: 'test',
    },
  );

async function lastOf(log: EventLog, stream: StreamId): Promise<Revision | 'none'> {
  let last: Revision | 'none' = 'none';
  for await (const { revision } of log.read(stream)) last = revision;
  return last;
}

export interface Course {
  readonly kinds: readonly string[];
}

/** The kinds that each action has had, found under the present one; an action of kind 'heading' is found nowhere. */
export const courses = (name = 'courses', version = 1): Projection<Course> => ({
  name,
  version,
  documents: ({ stream }) => [stream],
  fold: (course, { data }) => ({ kinds: [...(course?.kinds ?? []), kindOf(data)] }),
  entries: ({ kinds }, id) => {
    const kind = kinds.at(-1) ?? '';
    const entry = { scope: 'testshire', key: id, from: DAY, to: null };
    const once = [...new Set(kinds)].map((had): Entry => ({ ...entry, field: 'had', value: had }));
    return kind === 'heading' ? once : [...once, { ...entry, field: 'kind', value: kind }];
  },
});

/** How often each kind was set, over all actions: many events to one document. */
export const tally = (name = 'tally'): Projection<{ readonly times: number }> => ({
  name,
  version: 1,
  documents: ({ data }) => [`kind/${kindOf(data)}`, 'all'],
  fold: (doc) => ({ times: (doc?.times ?? 0) + 1 }),
  entries: ({ times }, id) => [
    { scope: 'testshire', field: 'times', value: times > 2 ? 'many' : 'few', key: id, from: null, to: null },
  ],
});

/** Refuses to fold what the test says. */
export const failing = (name: string, fails: (event: Recorded) => boolean): Projection<Course> => {
  const whole = courses(name);
  return {
    ...whole,
    fold: (course, event, id) => {
      if (fails(event)) throw new TypeError('no such thing');
      return whole.fold(course, event, id);
    },
  };
};

const kindOf = (data: unknown): string => (data as { kind: string }).kind;

/** Everything that can be asked of a generation: its documents, and what is found at every position. */
export async function reading(
  documents: Documents,
  g: Generation,
  ids: readonly string[],
  last: Position,
): Promise<unknown> {
  const docs = await documents.load(g, ids);
  const found: string[] = [];
  for (let at = 0n; at <= last; at++) {
    for (const field of ['kind', 'had', 'times']) {
      for (const value of [...KINDS, 'many', 'few']) {
        const query = { scope: 'testshire', field, values: [value], limit: 100 };
        const page = await documents.find(g, { ...query, at: { effectiveAt: DAY, position: at as Position } });
        if (page.docs.length > 0) found.push(`${at} ${field} ${value}: ${page.docs.map(({ id }) => id).join(' ')}`);
      }
    }
  }
  return { docs: [...docs.values()].sort((a, b) => (a.id < b.id ? -1 : 1)), found };
}
