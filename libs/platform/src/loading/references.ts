import { Statement, walk, type Found, type Lines, type RefKind, type Source } from '@app/domain';
import type { EntryKind } from './entry-kinds.js';
import { sourcesOf } from './file-format.js';
import { wordsAt, type Paper } from './papers.js';
import type { Entry } from './read-file.js';

/** Everything that an entry names, in its payload and around it: the handle, and what it must be a handle of. */
export function handlesIn(entry: Entry): { readonly handle: string; readonly to: RefKind | 'any' }[] {
  const named: { handle: string; to: RefKind | 'any' }[] = [];
  const visit = ({ leaf, value }: Found) => {
    if (leaf.is === 'ref') named.push({ handle: value, to: leaf.to });
  };
  walk(entry.kind.body, entry.body, visit);
  walk(Statement, statementOf(entry), visit);
  if (entry.envelope.under !== undefined) named.push({ handle: entry.envelope.under, to: 'any' });
  return [...named, ...(entry.instead ? handlesIn(entry.instead) : [])];
}

const STANDS_FOR: Readonly<Record<string, RefKind>> = {
  person: 'person',
  body: 'body',
  organisation: 'organisation',
  document: 'document',
  meeting: 'meeting',
  action: 'action',
  'agenda-item': 'agenda-item',
  'owner-mark': 'owner-mark',
  statement: 'statement',
  'statement-list': 'statement-list',
  vote: 'vote',
  'vote-option': 'vote-option',
  'priority-list': 'priority-list',
  priority: 'priority',
  call: 'call',
  seat: 'seat',
  restructure: 'restructure',
};

/** Whether an entry of that kind can be what is referred to; every entry is an event. */
export const standsFor = (kind: EntryKind, to: RefKind | 'any'): boolean =>
  to === 'any' || to === 'event' || STANDS_FOR[kind.name] === to;

/** The dates, sources and reasons of an entry, with handles for ids. */
export function statementOf({ envelope }: Entry): Record<string, unknown> {
  const { statedOn, effectiveFrom, effectiveTo, certainty, because } = envelope;
  const stated = { statedOn, effectiveFrom, effectiveTo, certainty, because };
  const sources: readonly Source[] = sourcesOf(envelope);
  return {
    ...Object.fromEntries(Object.entries(stated).filter(([, value]) => value !== undefined)),
    ...(sources.length > 0 && { sources }),
  };
}

/** What a handle stands for: the id, and the words that a party is called by where none are given. */
export interface Meaning {
  readonly id: string;
  readonly name?: string;
}

/** Payload and statement with ids for handles and words for names; `paper` fills in words that are left to it. */
export function filledIn(
  entry: Entry,
  meaning: (handle: string) => Meaning,
  paper: Paper | undefined,
): { data: Record<string, unknown>; statement: Record<string, unknown> } {
  const data = copied(entry.body);
  const statement = copied(statementOf(entry));
  const visit = ({ leaf, value, holder, key }: Found) => {
    if (leaf.is !== 'ref') return;
    const { id, name } = meaning(value);
    holder[key] = id;
    if (key === 'id' && 'resolution' in holder && holder['text'] === undefined) holder['text'] = name;
  };
  walk(entry.kind.body, data, visit);
  walk(Statement, statement, visit);
  const { printed } = entry.kind;
  const words = paper && printed !== undefined && data[printed] === undefined ? wordsAt(paper, linesIn(entry)) : '';
  if (printed !== undefined && words !== '') data[printed] = words;
  if (entry.kind.name !== 'amendment') return { data, statement };
  const instead = entry.instead && filledIn(entry.instead, meaning, paper);
  const replacement = instead ? { ...instead.statement, data: instead.data } : null;
  return { data: { kind: data['kind'], replacement }, statement };
}

// Not structuredClone: what two places share (an alias of YAML, one manner for several lines) would be filled in twice.
const copied = (value: object) => JSON.parse(JSON.stringify(value)) as Record<string, unknown>;

const linesIn = ({ envelope }: Entry): readonly Lines[] => envelope.lines ?? [];
