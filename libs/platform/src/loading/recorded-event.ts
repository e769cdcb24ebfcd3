import { z } from 'zod';
import type { ApiClient, Problem } from './api-client.js';
import type { Said } from './compare.js';

/** An event as the server answers it: `said` as amended, absent where it was withdrawn, and as it was `first` recorded. */
export type RecordedEvent = { readonly said: Said | undefined; readonly first: Said } | { readonly problem: Problem };

const Source = z.looseObject({}).transform(({ verified: _, ...source }) => source);

const Saying = z
  .looseObject({ data: z.record(z.string(), z.unknown()), sources: z.array(Source) })
  .transform(({ data, ...statement }): Said => ({ data, statement }));

const EventAnswer = z.looseObject({ asAmended: Saying.nullable(), certaintyRevisedBy: z.array(z.string()) });

/** `certainty` is absent where it was revised since: that the world has moved on is no difference. */
export async function recordedEvent(api: ApiClient, href: string): Promise<RecordedEvent> {
  const reply = await api.get(href);
  if (!reply.ok) return { problem: reply.problem };
  const { asAmended, certaintyRevisedBy } = EventAnswer.parse(reply.body);
  const first = Saying.parse(reply.body);
  if (asAmended === null) return { said: undefined, first };
  const { certainty, ...rest } = asAmended.statement;
  return { said: { ...asAmended, statement: certaintyRevisedBy.length > 0 ? rest : { ...rest, certainty } }, first };
}
