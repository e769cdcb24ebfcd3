import { begunBy } from '../query/doubts.js';
import { namingOf } from '../query/naming.js';
import type { Reading } from '../query/reading.js';
import { homeOf } from '../query/reported-in.js';
import type { ScannedThing } from '../query/scan-things.js';
import type { ThingKind } from '../query/things.js';
import type { Contradiction } from './contradiction.js';

interface Referrer {
  readonly kind: ThingKind;
  readonly id: string;
  readonly contradiction: Contradiction;
}

/** What still refers to what was withdrawn in this thing: a creation may be withdrawn though other streams name it. */
export async function referrersTo(reading: Reading, { id: own, facts }: ScannedThing): Promise<Referrer[]> {
  const referrers: Referrer[] = [];
  for (const withdrawn of facts.filter((fact) => fact.withdrawn && homeOf(fact) === own)) {
    const id = begunBy(withdrawn);
    if (id === undefined) continue;
    for (const { kind, id: referrer, naming } of await namingOf(reading, id)) {
      const contradiction: Contradiction = {
        kind: 'withdrawn-reference',
        match: 'definite',
        facts: [...naming, withdrawn],
        words: 'It refers to something that was withdrawn as recorded in error.',
        refersTo: id,
      };
      referrers.push({ kind, id: referrer, contradiction });
    }
  }
  return referrers;
}
