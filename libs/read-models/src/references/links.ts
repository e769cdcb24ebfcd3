import { z } from 'zod';
import { ActionLinked, holdsOn, type EventOf, type Fact, periodOf } from '@app/domain';
import { factSchema, factView } from '../query/fact-view.js';
import type { Item } from '../query/in-memory.js';
import type { Reading } from '../query/reading.js';
import { shownFor } from '../query/shown.js';
import { Referrer, referrersOf } from './referrers.js';
import { Shows, showsOf, thingBehind } from './shows.js';

/** A link of an action, with the words of what it leads to. */
const ActionLink = factSchema(ActionLinked, 'ActionLink', { shows: Shows });

const linksIn = (facts: readonly Fact[]) =>
  facts.filter(({ type, withdrawn }) => type === ActionLinked.type && !withdrawn) as Fact<
    EventOf<typeof ActionLinked>
  >[];

/** The links of an action that hold on the day, or may. */
async function linksOf(reading: Reading, facts: readonly Fact[]): Promise<Item[]> {
  const links = linksIn(facts).filter((link) => holdsOn(periodOf(link), reading.ask.effectiveAt) !== false);
  const shown = await shownFor(
    reading,
    links,
    links.map(({ data }) => thingBehind(data.to)),
  );
  return links.map((link) => {
    const { kind, id, member } = thingBehind(link.data.to);
    const shows = showsOf(shown.facts(kind, id), member);
    return { view: { ...factView(link, reading.ask, shown.witness), shows }, cites: [link] };
  });
}

/** What an answer about one action says of its links. */
export const linksShape = {
  links: z.array(ActionLink).describe('What it is linked to.'),
  linkedFrom: z.array(Referrer).describe('What points to it: links, sub-actions, statements about it, calls for it.'),
};

/** The links of an action on the day, and what points to it. */
export async function linksBothWays(reading: Reading, facts: readonly Fact[], id = reading.target.id ?? '') {
  const [links, linkedFrom] = [await linksOf(reading, facts), await referrersOf(reading, id)];
  return {
    view: { links: links.map(({ view }) => view), linkedFrom: linkedFrom.map(({ view }) => view) },
    cites: [...links, ...linkedFrom].flatMap(({ cites }) => cites),
  };
}
