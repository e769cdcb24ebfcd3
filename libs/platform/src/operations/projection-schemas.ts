import { z } from 'zod';
import { ROLES } from './standing.js';

const decimal = z.string().regex(/^\d{1,19}$/, 'must be a position: digits only');
const number = z.int().min(0);

const ofGeneration = {
  generation: number,
  position: decimal,
  lag: z
    .number()
    .nullable()
    .describe('Seconds; null where it cannot be told: it is of another log, or that does not answer.'),
  share: z.number().describe('Position as a part of the last one in the log, from 0 to 1.'),
  parked: z
    .object({
      position: decimal,
      eventId: z.string(),
      error: z.string(),
      attempts: z.int(),
      diverged: z.literal(true).optional().describe('The log is another one than it was built from.'),
    })
    .optional(),
  skips: z
    .array(z.object({ position: decimal, eventId: z.string(), reason: z.string() }))
    .describe('Events that it passes over, since somebody said so.'),
  holder: z.string().nullable().describe('The process that writes it; null: nobody does.'),
};

export const StandingView = z
  .object({
    name: z.string(),
    ...ofGeneration,
    newer: z
      .literal(true)
      .optional()
      .describe('The live generation is of a newer version than this program, which may misread it.'),
    others: z
      .array(
        z.object({
          ...ofGeneration,
          role: z
            .enum(ROLES)
            .describe(
              'building: newer than the live one, to be promoted. rolled-back: newer too, and was live; can be promoted again by its number, until a rebuild drops it. previous: was live, and can be rolled back to. left-behind: of an earlier version of the program, or of another log; dropped by and by.',
            ),
        }),
      )
      .describe('Generations beside the live one, oldest first.'),
  })
  .meta({ id: 'ProjectionStanding' });

export const Begun = z.object({ generation: number, href: z.string() }).meta({ id: 'ProjectionRebuild' });

export const WhichToVerify = z
  .strictObject({
    generation: number.optional().describe('By default the one that is building, or else the live one.'),
    sample: z.int().min(1).max(10_000).optional().describe('Documents that are compared whole; 200 by default.'),
  })
  .meta({ id: 'ProjectionVerificationRequest', examples: [{ sample: 1_000 }] });

export const VerificationView = z
  .object({
    generation: number,
    events: z.int().describe('Read from the log.'),
    documents: z.int().describe('That there should be.'),
    compared: z.int(),
    faults: z.array(z.string()).describe('Empty: nothing is wrong with what was looked at.'),
  })
  .meta({ id: 'ProjectionVerification' });

export const WhichToMove = z
  .strictObject({
    generation: number
      .optional()
      .describe(
        'Only this one; where it is live already, nothing happens. For safe repetition, and to promote what was rolled back from.',
      ),
  })
  .meta({ id: 'ProjectionMoveRequest', examples: [{ generation: 2_000_001 }] });

export const Moved = z.object({ generation: number.describe('Live now.') }).meta({ id: 'ProjectionMove' });

export const SkipRequest = z
  .strictObject({
    at: decimal.describe('Where it is parked, as the list shows.'),
    reason: z.string().trim().min(1, 'must say why').max(500),
  })
  .meta({
    id: 'ProjectionSkipRequest',
    examples: [{ at: '4711', reason: 'Written by a test of the import, see ticket 12' }],
  });

export const Resumed = z.object({ generations: z.array(number) }).meta({ id: 'ProjectionResumption' });

export const Removed = z.object({ generations: z.array(number) }).meta({ id: 'ProjectionRemoval' });
