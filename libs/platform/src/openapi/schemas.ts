import { z } from 'zod';

const decimal = z.string().regex(/^\d+$/);

/** What a change answers with, 201. */
export const Receipt = z
  .object({
    id: z.string().describe('Of the new thing, or of the new member of a collection.'),
    href: z.string().describe('Where it can be read; also in Location.'),
    events: z.array(
      z.object({
        id: z.uuid(),
        href: z.string().describe('The event itself; amendments of it are posted to its /amendments.'),
        type: z.string(),
        revision: decimal.describe('Number of the event in its stream, from 0.'),
        position: decimal.describe('Place in the log: opaque, increasing, valid in this log only.'),
      }),
    ),
  })
  .meta({ id: 'Receipt' });
export type Receipt = z.infer<typeof Receipt>;

/** What `dryRun=true` answers with, 200. */
export const DryRun = z
  .object({
    dryRun: z.literal(true),
    events: z.array(z.looseObject({ type: z.string(), data: z.unknown() })),
  })
  .meta({ id: 'DryRun' });

export const EventLink = z
  .object({
    href: z.string().describe('The event, as recorded and as amended.'),
    id: z.string(),
    type: z.string(),
    position: decimal,
    sources: z.array(z.unknown()).describe('Document lines, meetings or words on which the event rests.'),
  })
  .meta({ id: 'EventLink' });

export const RemedyLink = z
  .object({ command: z.string(), method: z.literal('POST'), href: z.string(), why: z.string() })
  .meta({ id: 'RemedyLink' });

/** RFC 9457. */
export const ProblemBody = z
  .looseObject({
    type: z.string().describe('Stable; its page says what to do.'),
    title: z.string(),
    status: z.int(),
    detail: z.string().optional(),
    errors: z
      .array(
        z.object({
          pointer: z.string().optional().describe('JSON Pointer (RFC 6901) into the body.'),
          parameter: z.string().optional().describe('Query or path parameter.'),
          header: z.string().optional(),
          detail: z.string(),
        }),
      )
      .optional(),
    rule: z.string().optional().describe('The rule that refuses; the same code as in type.'),
    evidence: z.array(EventLink).optional().describe('The events that forbid it.'),
    remedy: z.array(RemedyLink).optional().describe('What would work instead.'),
  })
  .meta({ id: 'Problem' });
