import { z } from 'zod';
import { walkEvent, type Fact } from '@app/domain';
import { actionTitle } from '../actions/title.js';
import { documentTitle } from '../documents/title.js';
import { personName } from '../people/name.js';
import { statementTitle } from '../statements/title.js';
import { memberName } from '../structure/name.js';
import { Fragment, writeJson } from './answer.js';
import type { Ask } from './ask.js';
import type { Reading } from './reading.js';
import { PROJECTION_OF, type Seen, type ThingKind } from './things.js';

const named = z.record(
  z.string(),
  z.looseObject({ name: z.string().nullable(), redacted: z.literal(true).optional() }),
);

const titled = z.record(
  z.string(),
  z.looseObject({ title: z.string().nullable(), redacted: z.literal(true).optional() }),
);

/** What the ids in an answer stand for, each once. */
export const glossarySchema = {
  people: named.describe('Names of the people in the answer, by id, as on `effectiveAt`.'),
  named: z
    .strictObject({
      bodies: named,
      organisations: named,
      documents: titled,
      actions: titled.optional(),
      statements: titled.optional(),
    })
    .describe(
      'By id the names, as on `effectiveAt`, of the bodies and organisations in the answer, the titles of its documents, and, where it mentions any, of actions and statements: their words where they have no title.',
    )
    .meta({ id: 'Named' }),
};

const ENTRY: { readonly [K in Glossed]: (seen: Seen, ask: Ask, id: string) => object | undefined } = {
  person: personName,
  body: memberName,
  organisation: memberName,
  document: documentTitle,
  action: actionTitle,
  statement: statementTitle,
};
type Glossed = Extract<ThingKind, 'person' | 'body' | 'organisation' | 'document' | 'action' | 'statement'>;

const PARTIES_IN = ['people', 'structure', 'documents'] as const;
/** The read models in which the names stand of whatever an answer mentions. */
export const NAMED_IN = [...PARTIES_IN, 'actions', 'statements'] as const;

/** The read models that answers about things of a kind are made of. What is said of people and documents names no work. */
export const readModelsFor = (kind: ThingKind): readonly string[] => [
  PROJECTION_OF[kind],
  ...(kind === 'person' || kind === 'document' ? PARTIES_IN : NAMED_IN),
];

/** Ids of what an answer names, by kind. */
export type Mentions = Readonly<Record<Glossed, ReadonlySet<string>>>;

const nobody = () => ({
  person: new Set<string>(),
  body: new Set<string>(),
  organisation: new Set<string>(),
  document: new Set<string>(),
  action: new Set<string>(),
  statement: new Set<string>(),
});

/** Everything that these facts name. */
export function mentionsOf(facts: Iterable<Fact>): Mentions {
  const mentions = nobody();
  for (const fact of facts) {
    walkEvent(fact, ({ leaf, value }) => {
      if (leaf.is === 'ref' && leaf.to in mentions) mentions[leaf.to as Glossed].add(value);
    });
  }
  return mentions;
}

export function union(several: Iterable<Mentions>): Mentions {
  const all = nobody();
  for (const mentions of several) {
    for (const kind of Object.keys(all) as Glossed[]) for (const id of mentions[kind]) all[kind].add(id);
  }
  return all;
}

/** The members `people` and `named` of an answer. */
export async function glossary(
  reading: Reading,
  mentions: Mentions,
): Promise<{ readonly people: Fragment; readonly named: Fragment }> {
  const [people, bodies, organisations, documents, actions, statements] = await Promise.all([
    entries(reading, 'person', mentions.person),
    entries(reading, 'body', mentions.body),
    entries(reading, 'organisation', mentions.organisation),
    entries(reading, 'document', mentions.document),
    entries(reading, 'action', mentions.action),
    entries(reading, 'statement', mentions.statement),
  ]);
  const named = {
    ...{ bodies, organisations, documents },
    ...(actions !== EMPTY && { actions }),
    ...(statements !== EMPTY && { statements }),
  };
  return { people, named: new Fragment(writeJson(named)) };
}

const EMPTY = new Fragment('{}');

async function entries(reading: Reading, kind: Glossed, ids: ReadonlySet<string>): Promise<Fragment> {
  if (ids.size === 0) return EMPTY;
  const { ask, memory } = reading;
  const parts: string[] = [];
  for (const [id, known] of await reading.all(kind, ids)) {
    const key = `${reading.target.partnership} ${kind} ${id} ${known.stampOf(ask)} ${ask.effectiveAt} ${ask.statedBy}`;
    let json = memory.glossary.get(key);
    if (json === undefined) {
      json = JSON.stringify(ENTRY[kind](known.see(ask), ask, id) ?? null);
      memory.glossary.set(key, json);
    }
    if (json !== 'null') parts.push(`"${id}":${json}`);
  }
  return new Fragment(`{${parts.join(',')}}`);
}
