import { z } from 'zod';
import { factsOf, type Fact } from '@app/domain';
import { ACTION_HOLDER } from '../actions/queries.js';
import { DOCUMENTS } from '../documents/queries.js';
import { MEETINGS } from '../meetings/meeting.js';
import { PARTNERSHIPS } from '../partnerships/queries.js';
import { PEOPLE } from '../people/queries.js';
import type { Query } from '../query/answer.js';
import { temporal, visible, type TemporalParams } from '../query/ask.js';
import { existing } from '../query/existence.js';
import { readModelsFor } from '../query/glossary.js';
import { pageOf } from '../query/in-memory.js';
import { listSchema, paging, type Paging } from '../query/listing.js';
import { CALLS, PRIORITY_LISTS, RESTRUCTURES, STATEMENT_LISTS, STATEMENTS, VOTES } from '../query/holders.js';
import type { Holder } from '../query/members.js';
import { shownFor } from '../query/shown.js';
import { BODIES, ORGANISATIONS } from '../structure/queries.js';
import { HistoryEntry, historyEntry } from './entry.js';
import { withOriginals } from './originals.js';

const HISTORIES = listSchema(HistoryEntry, 'History');

const params = z.strictObject({
  after: z
    .string()
    .regex(/^\d{1,18}$/, 'must be a revision')
    .optional()
    .describe('Only events of its own stream after this revision: what an If-Match that went stale has missed.'),
  ...temporal,
  ...paging,
});

type Params = TemporalParams & Paging & { readonly after?: string | undefined };

/** What was recorded of a thing, in the order of the log; of what was withdrawn too, and whatever day is asked about. */
const historyOf = (holder: Holder): Query<Params> => ({
  name: `Get${holder.noun}History`,
  path: holder.isPartnership ? 'history' : `${holder.path}/{id}/history`,
  summary:
    'Every event that concerns it, with what it said before and after amendments, by whom, and on what evidence.',
  params: params,
  answer: HISTORIES,
  uses: readModelsFor(holder.kind),
  async run(reading, asked) {
    const { partnership, id = partnership } = reading.target;
    const known = await reading.known(holder.kind, id);
    const there = existing(reading, known, false, holder.begins, { withdrawnToo: true });
    if ('ok' in there) return there;
    const seen = visible(there.known.events, reading.ask);
    const [events, { uncertain }] = [await withOriginals(reading, seen.events), seen];
    const facts = factsOf(events);
    const { witness } = await shownFor(reading, facts);
    const stream = there.known.events[0]?.stream;
    const { after } = asked;
    const isAsked = ({ recorded }: Fact) =>
      after === undefined || (recorded.stream === stream && recorded.revision > BigInt(after));
    const items = facts.filter(isAsked).map((fact) => ({ view: historyEntry(fact, events, witness), cites: [fact] }));
    return pageOf(
      reading,
      items,
      asked,
      () => ({ status: 'not-recorded', reason: 'Nothing is recorded of it.' }),
      uncertain,
    );
  },
});

export const historyQueries: readonly Query[] = [
  ACTION_HOLDER, MEETINGS, PEOPLE, BODIES, ORGANISATIONS, RESTRUCTURES, STATEMENTS, STATEMENT_LISTS, VOTES,
  PRIORITY_LISTS, CALLS, DOCUMENTS, PARTNERSHIPS,
].map((holder) => historyOf(holder) as Query); // prettier-ignore
