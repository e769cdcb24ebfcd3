import { z } from 'zod';
import { ActionLinked, holdsOn, walkEvent, type EventOf, type Fact, periodOf } from '@app/domain';
import { standing, standingView } from '../query/fact-view.js';
import type { Item } from '../query/in-memory.js';
import { namingOf } from '../query/naming.js';
import type { Reading } from '../query/reading.js';
import { shownFor } from '../query/shown.js';
import { Shows, showsOf } from './shows.js';

/** Something on record that points to what is asked about. */
export const Referrer = z
  .strictObject({
    in: z.strictObject({ kind: z.string(), id: z.string() }).describe('The thing in whose record it stands.'),
    shows: Shows,
    as: z
      .string()
      .describe('How it points here: the sort of a link (`concerns`), or the field that names it (`parent`, `about`).'),
    id: z.string().describe('Of the event that says so.'),
    type: z.string(),
    ...standing,
  })
  .meta({ id: 'Referrer' });

/** All that points to a thing, or to a member of one, on the day, or may; in the order of the log. */
export async function referrersOf(reading: Reading, id: string): Promise<Item[]> {
  const naming = (await namingOf(reading, id)).flatMap((one) => one.naming.map((fact) => ({ ...one, fact })));
  const found = naming.filter(({ fact }) => holdsOn(periodOf(fact), reading.ask.effectiveAt) !== false);
  const { witness } = await shownFor(
    reading,
    found.map(({ fact }) => fact),
  );
  return found.sort(byPosition).map(({ kind, id: own, facts, fact }) => ({
    view: {
      in: { kind, id: own },
      shows: showsOf(facts),
      as: roleOf(fact, id),
      id: fact.recorded.id,
      type: fact.type,
      ...standingView(fact, reading.ask, witness),
    },
    cites: [fact],
  }));
}

const byPosition = (a: { readonly fact: Fact }, b: { readonly fact: Fact }): number =>
  a.fact.recorded.position < b.fact.recorded.position ? -1 : 1;

/** The sort of a link, or the field of the payload in which the id stands. */
function roleOf(fact: Fact, id: string): string {
  if (fact.type === ActionLinked.type) return (fact.data as EventOf<typeof ActionLinked>['data']).link;
  let role = '';
  walkEvent(fact, ({ leaf, value, pointer }) => {
    if (role === '' && leaf.is === 'ref' && value === id) role = pointer.split('/')[2] ?? '';
  });
  return role;
}
