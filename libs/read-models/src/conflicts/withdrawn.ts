import type { Fact } from '@app/domain';
import { begunBy, namedIn, REFERS } from '../query/doubts.js';
import type { Reading } from '../query/reading.js';
import type { ScannedThing } from '../query/scan-things.js';
import { PROJECTION_OF, type ThingKind } from '../query/things.js';
import { isOwnFact } from '../meetings/meeting.js';
import type { Contradiction } from './contradiction.js';

/** One of each read model. */
export const SEARCHED: readonly ThingKind[] = ['meeting', 'action', 'body', 'person', 'document'];
const MOST = 200;

interface Referrer {
  readonly kind: ThingKind;
  readonly id: string;
  readonly contradiction: Contradiction;
}

/** What still refers to what was withdrawn in this thing: a creation may be withdrawn though other streams name it. */
export async function referrersTo(reading: Reading, { facts }: ScannedThing): Promise<Referrer[]> {
  const gone = facts.filter(({ withdrawn }) => withdrawn);
  const referrers: Referrer[] = [];
  for (const withdrawn of gone) {
    const id = begunBy(withdrawn);
    if (id !== undefined) referrers.push(...(await referring(reading, id, withdrawn)));
  }
  return referrers;
}

async function referring(reading: Reading, id: string, withdrawn: Fact): Promise<Referrer[]> {
  const { ask, context, target, memory } = reading;
  const found: Referrer[] = [];
  for (const kind of SEARCHED) {
    const at = { effectiveAt: null, position: ask.asOf };
    const query = { scope: target.partnership, field: REFERS, values: [id], at, limit: MOST };
    const { docs } = await context.find(PROJECTION_OF[kind], {
      ...query,
      ...(ask.statedBy !== null && { openEnded: true }),
    });
    for (const doc of docs) {
      const { facts } = reading.see(memory.things.scanned(context, kind, doc));
      const [first] = facts;
      const naming = facts.filter((fact) => first && isOwnFact(fact, first) && !fact.withdrawn && isNaming(fact, id));
      if (naming.length === 0) continue;
      const [, own = '', ownId = ''] = doc.id.split('/');
      const words = 'It refers to something that was withdrawn as recorded in error.';
      found.push({
        kind: own as ThingKind,
        id: ownId,
        contradiction: {
          kind: 'withdrawn-reference',
          match: 'definite',
          facts: [...naming, withdrawn],
          words,
          refersTo: id,
        },
      });
    }
  }
  return found;
}

/** A withdrawn thing's own amendment names it too, and is no reference. */
const isNaming = (fact: Fact, id: string): boolean =>
  fact.type !== 'FactAmended' && namedIn(fact).includes(id) && begunBy(fact) !== id;
