import { QUERIES, Reader, type Query, type Target } from '@app/read-models';
import { Codec } from '@app/eventing';
import type { Stack } from '@app/stack';
import { queryCalled } from '../support/archive.js';
import type { Ranks } from './ranks.js';

export interface Question {
  readonly query: Query;
  readonly target: Target;
  /** As a query string has them. */
  readonly params: Readonly<Record<string, string>>;
  /** What `asOf` is to be, as a rank: each log has positions of its own. */
  readonly asOfRank?: number;
  readonly limit?: string;
}

/** One page of an answer, with ranks for positions. */
interface Page {
  readonly answer: unknown;
  readonly ids: readonly string[];
  readonly events: readonly string[];
  readonly next?: string;
}

/** Lists come in many pages, or whole. */
const [SMALL, LARGE] = ['7', '200'];
/** It looks at everything: slow at a server that reads whole collections, so it is asked where all is asked. */
const LOOKS_AT_ALL = 'ListConflicts';
const MOST_PAGES = 200;

/** Asks one stack, on a day and at an hour that do not change. */
export class Inquiry {
  private readonly reader: Reader;

  constructor(
    private readonly stack: Stack,
    readonly ranks: Ranks,
    now: Date,
  ) {
    const { documents, log, opener } = stack;
    this.reader = new Reader({ documents, log, codec: new Codec(), opener, now: () => now });
  }

  /** All pages of the answer. */
  async ask(question: Question): Promise<Page[]> {
    const pages: Page[] = [];
    for (let cursor: string | undefined, more = true; more; more = cursor !== undefined) {
      if (pages.length === MOST_PAGES) throw new Error(`${question.query.name} does not come to an end`);
      const page = await this.page(question, cursor);
      pages.push(page);
      cursor = page.next;
    }
    return pages;
  }

  private async page(question: Question, cursor?: string): Promise<Page> {
    const { query, target, params, asOfRank, limit } = question;
    const asked = {
      ...params,
      ...(limit !== undefined && isPaged(query) && { limit }),
      ...(asOfRank !== undefined && { asOf: this.ranks.at(asOfRank).toString() }),
      ...(cursor !== undefined && { cursor }),
    };
    const answer = await this.reader.answer(query, target, query.params.parse(asked));
    if (!answer.ok) return { answer: this.ranks.of(answer), ids: [], events: [] };
    const json = answer.opened ? answer.json : await this.stack.opener.open(answer.json);
    const { items = [], page } = JSON.parse(json) as { items?: Item[]; page?: { next: string | null } };
    const { json: _, pieces: __, next: ___, ...rest } = answer;
    return {
      answer: { ...(this.ranks.of(rest) as object), body: this.ranks.inJson(json) },
      ids: items.flatMap(({ id }) => (typeof id === 'string' ? [id] : [])),
      events: items.flatMap(({ events }) => (Array.isArray(events) ? (events as string[]) : [])),
      ...(page?.next && { next: page.next }),
    };
  }
}

type Item = Readonly<Record<string, unknown>>;
const isPaged = ({ params }: Query): boolean => params.safeParse({ limit: SMALL }).success;
const isDated = ({ params }: Query): boolean => params.safeParse({ effectiveAt: '2019-02-15' }).success;

/** Every question, put to a partnership, in all ways, and to something in it, each in one of the ways. */
export async function allQuestions(inquiry: Inquiry, partnership: string, lastRank: number): Promise<Question[]> {
  const addresses = new Addresses(inquiry, partnership);
  const ways = waysOf(lastRank);
  const questions: Question[] = [];
  for (const [n, query] of QUERIES.entries()) {
    for (const target of await addresses.targets(query.path)) {
      const chosen = query.path.includes('{') ? [ways[n % ways.length] as Way] : ways;
      for (const way of isDated(query) ? chosen : [NOW]) questions.push({ query, target, limit: LARGE, ...way });
    }
  }
  return [...questions, ...(await ownerships(inquiry, partnership, ways)), ...lists(partnership)];
}

/** Whose every action is, or was. */
async function ownerships(inquiry: Inquiry, partnership: string, ways: readonly Way[]): Promise<Question[]> {
  const [actions, ownership] = [queryCalled('ListActions'), queryCalled('GetOwnership')];
  const pages = await inquiry.ask({ query: actions, target: { partnership }, limit: LARGE, ...NOW });
  const ids = pages.flatMap((page) => page.ids);
  return ids.map((id, i) => ({ query: ownership, target: { partnership, id }, ...(ways[i % ways.length] as Way) }));
}

/** The lists of a partnership as they are now, in many pages. */
export const lists = (partnership: string): Question[] =>
  QUERIES.filter((query) => !query.path.includes('{') && isPaged(query) && query.name !== LOOKS_AT_ALL).map(
    (query) => ({
      ...{ query, target: { partnership }, limit: SMALL, ...NOW },
    }),
  );

type Way = Pick<Question, 'params' | 'asOfRank'>;
const NOW: Way = { params: {} };
const waysOf = (lastRank: number): Way[] => [
  NOW,
  { params: { effectiveAt: '2019-02-15' } },
  { params: {}, asOfRank: Math.floor(lastRank / 2) },
  { params: { statedBy: '2019-02-20' } },
  { params: { asOf: '2020-01-25T12:00:00Z' } },
];

/** Ids of things and their members, as lists give them. */
class Addresses {
  private readonly known = new Map<string, Promise<Target[]>>();

  constructor(
    private readonly inquiry: Inquiry,
    private readonly partnership: string,
  ) {}

  /** With what stands in the places of a path: the last of each list, which is what most was said of. */
  targets(path: string): Promise<Target[]> {
    const [, parent, name] = /^(.*?)\/?\{(\w+)\}[^{]*$/.exec(path) ?? [];
    if (parent === undefined || name === undefined) return Promise.resolve([{ partnership: this.partnership }]);
    const key = `${parent} ${name}`;
    const found = this.known.get(key) ?? this.below(parent, name);
    this.known.set(key, found);
    return found;
  }

  private async below(parent: string, name: string): Promise<Target[]> {
    const list = QUERIES.find(({ path }) => path === (parent === 'events' ? 'conflicts' : parent));
    if (!list) return [];
    const found: Target[] = [];
    for (const target of await this.targets(parent)) {
      const pages = await this.inquiry.ask({ query: list, target, params: {}, limit: LARGE });
      const ids = pages.flatMap((page) => (parent === 'events' ? page.events : page.ids));
      for (const id of ids.slice(-1)) found.push({ ...target, [name]: id });
    }
    return found;
  }
}
