import { z } from 'zod';
import { eventType, type EventOf } from '../event.js';
import { Party } from '../party.js';
import { clearText, paperText, words } from '../schema.js';
import { Lines } from '../source.js';
import { EventDate } from '../time/index.js';

/** Of one part of a text, in UTF-8: sealed and written as base64 it stays within one append. */
export const MAX_PART_BYTES = 512 * 1024;
/** 64 MiB in all. */
const MAX_PARTS = 128;

const utf8Length = (text: string): number => new TextEncoder().encode(text).length;
const hasLoneSurrogate = (text: string): boolean => /\p{Surrogate}/u.test(text);

export const DocumentFiled = eventType(
  'DocumentFiled',
  z.strictObject({
    title: words(300).describe('In one’s own short words.'),
    date: EventDate.optional().describe('The date that the document bears.'),
    status: words(200).optional().describe('As printed: "Draft", "for approval".'),
    digest: z
      .string()
      .regex(/^[0-9a-f]{64}$/, 'must be SHA-256 in lower-case hex')
      .describe('SHA-256 of the whole text in UTF-8.'),
    lineCount: z.int().min(1).max(10_000_000).describe('Lines end at LF; a last one without LF counts.'),
    byteCount: z
      .int()
      .min(1)
      .max(MAX_PARTS * MAX_PART_BYTES)
      .optional()
      .describe('Of the whole text in UTF-8.'),
    parts: z.int().min(1).max(MAX_PARTS).describe('In how many parts the text is to be filed.'),
    fileName: clearText(255).optional(),
  }),
  {
    dates: 'happening',
    begins: 'thing',
    fixed: ['digest'],
    summary: 'A paper is on file: what it is, and the digest that its text must have.',
  },
);

export const DocumentTextFiled = eventType(
  'DocumentTextFiled',
  z.strictObject({
    part: z.int().min(1).max(MAX_PARTS).describe('Counted from 1.'),
    text: paperText(MAX_PART_BYTES)
      .refine((text) => utf8Length(text) <= MAX_PART_BYTES, `must be at most ${MAX_PART_BYTES} bytes of UTF-8`)
      .refine((text) => !hasLoneSurrogate(text), 'must not break off within a character'),
  }),
  {
    dates: 'happening',
    amendable: false,
    summary: 'A part of the text; with the last one the text counts as filed, and quotes are compared with it.',
  },
);

export const DocumentAttributed = eventType(
  'DocumentAttributed',
  z.strictObject({
    to: Party.nullable().describe('Null: the document names nobody.'),
    as: z.enum(['author', 'signatory', 'note-taker']),
    lines: Lines.optional().describe('The whole document where absent.'),
  }),
  {
    dates: 'happening',
    summary: 'Who wrote, signed or took down a document or some lines of it, or that nobody is named.',
  },
);

export const documentEvents = [DocumentFiled, DocumentTextFiled, DocumentAttributed] as const;
export type DocumentEvent = EventOf<(typeof documentEvents)[number]>;
