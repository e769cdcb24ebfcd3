import type { Fact } from '@app/domain';
import { namedIn, REFERS } from './doubts.js';
import type { Reading } from './reading.js';
import { homeOf } from './reported-in.js';
import { PROJECTION_OF, type ThingKind } from './things.js';

/** One of each read model in which things are named. */
export const SEARCHED: readonly ThingKind[] = [
  'meeting', 'action', 'body', 'statement', 'statement-list', 'vote', 'priority-list', 'call', 'person', 'document',
]; // prettier-ignore

/** The read models in which things are named. */
export const SEARCHED_IN: readonly string[] = SEARCHED.map((kind) => PROJECTION_OF[kind]);

/** More things that name one than that are not looked through, of each kind. */
const MOST = 200;

/** A thing that names another one, and where it does. */
export interface Naming {
  readonly kind: ThingKind;
  readonly id: string;
  /** Its facts that name it; none is withdrawn. */
  readonly naming: readonly Fact[];
  /** All of its facts that the answer may see. */
  readonly facts: readonly Fact[];
}

/** Everything that names a thing or a member of one, as far as the answer may see it. */
export async function namingOf(reading: Reading, id: string): Promise<Naming[]> {
  const { ask, context, target, memory } = reading;
  const found: Naming[] = [];
  for (const kind of SEARCHED) {
    const { docs } = await context.find(PROJECTION_OF[kind], {
      scope: target.partnership,
      field: REFERS,
      values: [id],
      at: { effectiveAt: null, position: ask.asOf },
      limit: MOST,
      ...(ask.statedBy !== null && { openEnded: true }),
    });
    for (const doc of docs) {
      const { facts } = reading.see(memory.things.scanned(context, kind, doc));
      const [, own = '', ownId = ''] = doc.id.split('/');
      const naming = facts.filter((fact) => homeOf(fact) === ownId && !fact.withdrawn && isNaming(fact, id));
      if (naming.length > 0) found.push({ kind: own as ThingKind, id: ownId, naming, facts });
    }
  }
  return found;
}

/** An amendment repeats what it amends. */
const isNaming = (fact: Fact, id: string): boolean => fact.type !== 'FactAmended' && namedIn(fact).includes(id);
