import { Basis, DEFAULT_ZONE, PartnershipId, Statement, TimeZone, clearText, type Source } from '@app/domain';
import { z } from 'zod';
import { asWritten, Handle, WrittenLines, WrittenParty } from './written.js';

const lines = z
  .union([WrittenLines, z.array(WrittenLines).min(1).max(50)])
  .transform((written) => (Array.isArray(written) ? written : [written]));

const manner = z.strictObject({
  voice: z.enum(['minutes', 'editor', 'quotation']).optional(),
  saidBy: WrittenParty.optional(),
  basis: Basis.optional(),
  quote: z.string().min(1).max(4_000).optional().describe('The words at the lines; compared with the paper.'),
});

/** What every entry has, whatever it records. */
export const Envelope = z.strictObject({
  entry: z.string(),
  handle: Handle,
  under: Handle.optional().describe('The entry that this one says something about.'),
  document: Handle.optional().describe('The paper that the lines are lines of; usually a default of the section.'),
  lines: lines.optional().describe('Where it stands: 171, 171-172, or a list of these.'),
  source: manner.optional().describe('How it stands there: whose voice, who said it, stated or inferred.'),
  ...(asWritten(Statement) as typeof Statement).shape,
});
export type Envelope = z.output<typeof Envelope>;
export const ENVELOPE_KEYS: ReadonlySet<string> = new Set(Object.keys(Envelope.shape));

export const WrittenDocument = z.strictObject({
  handle: Handle,
  file: clearText(255).describe('Name of the paper in the folder that --documents names.'),
  title: z.string().min(1).max(300),
  date: Statement.shape.statedOn.describe('The date that the paper bears.'),
  status: z.string().min(1).max(200).optional(),
  digest: z
    .string()
    .regex(/^[0-9a-f]{64}$/, 'SHA-256 in lower-case hex')
    .optional()
    .describe('Of the paper. Without it the paper itself is needed; with both they must agree.'),
  lineCount: z.int().min(0).optional(),
  byteCount: z.int().min(0).optional(),
  parts: z.int().min(1).max(128).default(1).describe('In how many parts of at most 512 KiB its text will be filed.'),
});
export type WrittenDocument = z.output<typeof WrittenDocument>;

const Section = z.strictObject({
  title: z.string().max(300).optional().describe('For the reader of the file; recorded nowhere.'),
  defaults: z
    .record(z.string(), z.unknown())
    .default({})
    .describe('Taken by every entry of the section that knows the field and does not give it.'),
  entries: z.array(z.record(z.string(), z.unknown())).min(1).max(5_000),
});

/** A file as a whole; its entries are checked by kind. */
export const RecordFile = z.strictObject({
  throughline: z.literal(1).describe('The version of this format.'),
  partnership: z.strictObject({
    id: PartnershipId,
    name: clearText(),
    zone: TimeZone.default(DEFAULT_ZONE),
  }),
  documents: z.array(WrittenDocument).max(100).default([]),
  sections: z.array(Section).max(500).default([]),
});
export type RecordFile = z.output<typeof RecordFile>;

/** The sources of an entry with handles for ids: one per run of lines, then those that are written out. */
export function sourcesOf({ document, lines: runs = [], source = {}, sources = [] }: Envelope): Source[] {
  return [...runs.map((run) => ({ documentId: document, lines: run, ...source }) as Source), ...sources];
}
