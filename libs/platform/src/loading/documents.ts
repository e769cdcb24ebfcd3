import { entryKind } from './entry-kinds.js';
import { paperIn, type Paper } from './papers.js';
import type { Entry, ReadFile } from './read-file.js';
import type { WrittenDocument } from './file-format.js';
import type { Place } from './place.js';

/** A document of a file as entries: one that files it, and where the paper is at hand one for each part of its text. */
export interface Filing {
  readonly handle: string;
  readonly entries: readonly Entry[];
  readonly paper?: Paper;
  /** Why it cannot be filed. */
  readonly refusal?: { readonly place: Place; readonly reason: string };
  /** What only the paper tells, where neither it nor the file does: it may have been filed before. */
  readonly lacking?: ReadonlySet<string>;
}

const TOLD_BY_THE_PAPER = new Set(['digest', 'lineCount', 'byteCount', 'parts']);

/** Folders with papers: one that has to hold every paper, and one that comes with the file and may hold some. */
export interface Folders {
  readonly papers?: string | undefined;
  readonly beside?: string | undefined;
}

/** In the order of the file. Without its paper a document is filed by what the file says of it. */
export function filingsOf({ head, placeOfDocument }: ReadFile, folders: Folders): Promise<Filing[]> {
  return Promise.all(head.documents.map((document, i) => filing(document, placeOfDocument(i), folders)));
}

async function found(
  file: string,
  { papers, beside }: Folders,
): Promise<Paper | { readonly missing: string } | undefined> {
  const own = beside === undefined ? undefined : await paperIn(beside, file);
  if (own && !('missing' in own)) return own;
  return papers === undefined ? undefined : paperIn(papers, file);
}

async function filing(document: WrittenDocument, place: Place, folders: Folders): Promise<Filing> {
  const { handle, file, ...written } = document;
  const paper = await found(file, folders);
  const refuse = (reason: string): Filing => ({ handle, entries: [], refusal: { place, reason } });
  if (paper && 'missing' in paper) return refuse(paper.missing);
  if (paper && written.digest !== undefined && written.digest !== paper.digest) {
    return refuse(`${file} is another paper: its digest is ${paper.digest}`);
  }
  const told = paper && { ...pick(paper), parts: paper.parts.length };
  const body = { ...defined(written), ...told, fileName: file };
  const filed = entry('document', handle, body, place);
  if (body.digest === undefined || body.lineCount === undefined) {
    return { handle, entries: [filed], lacking: TOLD_BY_THE_PAPER };
  }
  const texts = (paper?.parts ?? []).map((text, i) =>
    entry('document-text', `${handle}.text.${i + 1}`, { part: i + 1, text }, place, handle),
  );
  return { handle, entries: [filed, ...texts], ...(paper && { paper }) };
}

const pick = ({ digest, lineCount, byteCount }: Paper) => ({ digest, lineCount, byteCount });
const defined = <T extends object>(value: T): Partial<T> =>
  Object.fromEntries(Object.entries(value).filter(([, part]) => part !== undefined)) as Partial<T>;

const entry = (kind: string, handle: string, body: Entry['body'], place: Place, under?: string): Entry => ({
  kind: entryKind(kind),
  handle,
  body,
  place,
  envelope: { entry: kind, handle, ...(under !== undefined && { under }) },
});
