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
}

/** In the order of the file. `folder` holds the papers; without it a document is filed by what the file says of it. */
export function filingsOf({ head, placeOfDocument }: ReadFile, folder: string | undefined): Promise<Filing[]> {
  return Promise.all(head.documents.map((document, i) => filing(document, placeOfDocument(i), folder)));
}

async function filing(document: WrittenDocument, place: Place, folder: string | undefined): Promise<Filing> {
  const { handle, file, ...written } = document;
  const found = folder === undefined ? undefined : await paperIn(folder, file);
  const refuse = (reason: string): Filing => ({ handle, entries: [], refusal: { place, reason } });
  if (found && 'missing' in found) return refuse(found.missing);
  if (found && written.digest !== undefined && written.digest !== found.digest) {
    return refuse(`${file} is another paper: its digest is ${found.digest}`);
  }
  const { digest, lineCount, byteCount } = found ?? written;
  if (digest === undefined || lineCount === undefined) {
    return refuse('needs digest and lineCount, or the paper itself by --documents');
  }
  const body = {
    ...Object.fromEntries(Object.entries(written).filter(([, value]) => value !== undefined)),
    digest,
    lineCount,
    ...(byteCount !== undefined && { byteCount }),
    parts: found?.parts.length ?? written.parts,
    fileName: file,
  };
  const filed = entry('document', handle, body, place);
  const texts = (found?.parts ?? []).map((text, i) =>
    entry('document-text', `${handle}.text.${i + 1}`, { part: i + 1, text }, place, handle),
  );
  return { handle, entries: [filed, ...texts], ...(found && { paper: found }) };
}

const entry = (kind: string, handle: string, body: Entry['body'], place: Place, under?: string): Entry => ({
  kind: entryKind(kind),
  handle,
  body,
  place,
  envelope: { entry: kind, handle, ...(under !== undefined && { under }) },
});
