import { z } from 'zod';
import {
  CertaintyRevised,
  factsOf,
  FactAmended,
  FactDisputed,
  type EventType,
  type Fact,
  type Recorded,
  type Revision,
} from '@app/domain';
import { NOT_FOUND, type NotThere, type Query } from '../query/answer.js';
import { Temporal, temporal, visible, type TemporalParams } from '../query/ask.js';
import { factSchema, factView } from '../query/fact-view.js';
import { parseEventAddress } from '../query/event-address.js';
import { glossarySchema, NAMED_IN } from '../query/glossary.js';
import { pageOf } from '../query/in-memory.js';
import { listSchema, paging, type Paging } from '../query/listing.js';
import type { Reading } from '../query/reading.js';
import { shownFor } from '../query/shown.js';
import { single } from '../query/single.js';
import { HistoryEntry, historyEntry, Saying, saying } from './entry.js';

interface Traced {
  /** Of the stream, for `If-Match` of an amendment. */
  readonly revision: Revision | undefined;
  readonly fact: Fact;
  readonly facts: readonly Fact[];
  readonly events: readonly Recorded[];
  readonly uncertain: readonly string[];
}

/** The event at the address in the path, with what was said of it since; read from its stream, so no index is needed. */
async function traced(reading: Reading): Promise<Traced | NotThere> {
  const place = parseEventAddress(reading.target.partnership, reading.target.id ?? '');
  if (!place) return NOT_FOUND;
  const since: Recorded[] = [];
  for await (const event of reading.context.stream(place.stream, place.revision)) {
    if (event.position > reading.ask.position) break;
    since.push(event);
  }
  const [itself] = since;
  if (!itself) return NOT_FOUND;
  const { events, uncertain } = visible(since, reading.ask);
  const facts = factsOf(events);
  const fact = facts.find(({ recorded }) => recorded.id === itself.id);
  const revision = reading.isNow ? since.at(-1)?.revision : undefined;
  return fact ? { fact, facts, events, uncertain, revision } : { ok: false, problem: 'not-yet-recorded' };
}

const getEvent: Query = {
  name: 'GetEvent',
  path: 'events/{id}',
  summary: 'One event by its address: as recorded, and as amended.',
  params: z.strictObject(temporal),
  answer: z
    .strictObject({
      ...HistoryEntry.shape,
      asAmended: Saying.nullable().describe('What it says with every amendment that stands; null: it is withdrawn.'),
      temporal: Temporal,
      ...glossarySchema,
    })
    .meta({ id: 'EventAnswer' }),
  uses: NAMED_IN,
  async run(reading) {
    const found = await traced(reading);
    if ('ok' in found) return found;
    const { fact, uncertain, revision } = found;
    const { witness } = await shownFor(reading, [fact]);
    // What an amendment did needs the events before it too.
    const events = await wholeStream(reading, fact);
    const view = {
      ...historyEntry(fact, events, witness),
      asAmended: fact.withdrawn ? null : saying(fact, fact, witness),
    };
    return single(reading, { uncertain }, view, [fact], revision);
  },
};

async function wholeStream(reading: Reading, { type, recorded }: Fact): Promise<readonly Recorded[]> {
  if (type !== FactAmended.type) return [];
  const events: Recorded[] = [];
  for await (const event of reading.context.stream(recorded.stream)) {
    if (event.position > recorded.position) break;
    events.push(event);
  }
  return visible(events, reading.ask).events;
}

/** What was said of one event: its amendments, its disputes, the revisions of its certainty. */
function saidOf(path: string, type: EventType, field: string): Query[] {
  const named = path.charAt(0).toUpperCase() + path.slice(1);
  const isOf = (fact: Fact, id: string) =>
    fact.type === type.type && (fact.data as Record<string, unknown>)[field] === id;
  const list: Query<TemporalParams & Paging> = {
    name: `ListEvent${named}`,
    path: `events/{id}/${path}`,
    summary: type.summary,
    params: z.strictObject({ ...temporal, ...paging }),
    answer: listSchema(factSchema(type, `Event${named}Item`), `Event${named}List`),
    uses: NAMED_IN,
    async run(reading, params) {
      const found = await traced(reading);
      if ('ok' in found) return found;
      const own = found.facts.filter((fact) => isOf(fact, found.fact.recorded.id) && !fact.withdrawn);
      const { witness } = await shownFor(reading, own);
      const items = own.map((fact) => ({ view: factView(fact, reading.ask, witness), cites: [fact] }));
      return pageOf(
        reading,
        items,
        params,
        () => ({ status: 'not-recorded', reason: 'There are none.' }),
        found.uncertain,
      );
    },
  };
  const get: Query = {
    name: `GetEvent${named}Member`,
    path: `events/{id}/${path}/{member}`,
    summary: type.summary,
    params: z.strictObject(temporal),
    answer: factSchema(type, `Event${named}Member`, { temporal: Temporal, ...glossarySchema }),
    uses: NAMED_IN,
    async run(reading) {
      const found = await traced(reading);
      if ('ok' in found) return found;
      const member = found.facts.find((fact) => fact.recorded.id === reading.target.member);
      if (!member || member.withdrawn || !isOf(member, found.fact.recorded.id)) return NOT_FOUND;
      const { witness } = await shownFor(reading, [member]);
      return single(reading, found, factView(member, reading.ask, witness), [member], found.revision);
    },
  };
  return [list, get];
}

export const eventQueries: readonly Query[] = [
  getEvent,
  ...saidOf('amendments', FactAmended, 'amends'),
  ...saidOf('disputes', FactDisputed, 'eventId'),
  ...saidOf('certainties', CertaintyRevised, 'eventId'),
];
