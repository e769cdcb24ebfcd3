import type { Listed } from './format.js';
import { nameOf } from './names.js';

interface SourceSaid {
  readonly documentId?: string;
  readonly lines?: { readonly from: number; readonly to: number };
  readonly meetingId?: string;
  readonly item?: string;
  readonly words?: string | null;
}

interface EvidenceSaid {
  readonly event: string;
  readonly sources: readonly SourceSaid[];
}

/** "Minutes of 9 November 2011: 161-164, 170; by telephone": every place once, by documents as they come. */
export function sourcesText(sources: readonly SourceSaid[], page: Listed): string {
  const places = new Map<string, Set<string>>();
  for (const source of sources) {
    const { where, lines } = placeOf(source, page);
    if (where !== '') places.set(where, (places.get(where) ?? new Set()).add(lines));
  }
  return [...places].map(([where, lines]) => [where, ...named(lines)].join(': ')).join('; ');
}

export const evidenceText = (evidence: readonly EvidenceSaid[], page: Listed): string =>
  sourcesText(
    evidence.flatMap(({ sources }) => sources),
    page,
  );

/** Addresses, behind /events/, separated by spaces. */
export const eventsText = (evidence: readonly EvidenceSaid[]): string => evidence.map(({ event }) => event).join(' ');

/** "due: No due date is recorded.": of every field without a value why, or the status where that has no words. */
export const missingText = (missing: Readonly<Record<string, { status: string; reason: string | null }>>): string =>
  Object.entries(missing)
    .map(([field, { status, reason }]) => `${field}: ${reason ?? status}`)
    .join('; ');

/** Lines of a document, without which a place is told by its words alone. */
function placeOf(
  { documentId, lines, meetingId, item, words }: SourceSaid,
  page: Listed,
): { where: string; lines: string } {
  if (documentId !== undefined && lines) {
    const { from, to } = lines;
    return {
      where: nameOf(page, 'document', documentId) ?? documentId,
      lines: from === to ? `${from}` : `${from}-${to}`,
    };
  }
  const where =
    meetingId === undefined ? (words ?? '') : `meeting ${meetingId}${item === undefined ? '' : `, item ${item}`}`;
  return { where, lines: '' };
}

function named(lines: ReadonlySet<string>): readonly string[] {
  const given = [...lines].filter((text) => text !== '').sort((a, b) => parseInt(a, 10) - parseInt(b, 10));
  return given.length > 0 ? [given.join(', ')] : [];
}
