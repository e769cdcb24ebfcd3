import { z } from 'zod';
import type { ApiClient, Problem } from './api-client.js';
import type { Said } from './compare.js';

/** An event as amended, as the server answers it; `said` is absent where it was withdrawn. */
export type RecordedEvent = { readonly said: Said | undefined } | { readonly problem: Problem };

const Source = z.looseObject({}).transform(({ verified: _, ...source }) => source);

const EventAnswer = z.looseObject({
  asAmended: z
    .looseObject({ data: z.record(z.string(), z.unknown()), sources: z.array(Source) })
    .transform(({ data, ...statement }): Said => ({ data, statement }))
    .nullable(),
  certaintyRevisedBy: z.array(z.string()),
});

/** `certainty` is absent where it was revised since: that the world has moved on is no difference. */
export async function recordedEvent(api: ApiClient, href: string): Promise<RecordedEvent> {
  const reply = await api.get(href);
  if (!reply.ok) return { problem: reply.problem };
  const { asAmended, certaintyRevisedBy } = EventAnswer.parse(reply.body);
  if (asAmended === null) return { said: undefined };
  const { certainty, ...rest } = asAmended.statement;
  return { said: { ...asAmended, statement: certaintyRevisedBy.length > 0 ? rest : { ...rest, certainty } } };
}
