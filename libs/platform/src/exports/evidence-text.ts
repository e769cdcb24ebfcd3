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

/** "Minutes of 9 November, lines 161-164; by telephone": every place once. */
export const sourcesText = (sources: readonly SourceSaid[], page: Listed): string =>
  [...new Set(sources.map((source) => sourceText(source, page)))].filter((text) => text !== '').join('; ');

export const evidenceText = (evidence: readonly EvidenceSaid[], page: Listed): string =>
  sourcesText(
    evidence.flatMap(({ sources }) => sources),
    page,
  );

/** Addresses, behind /events/, separated by spaces. */
export const eventsText = (evidence: readonly EvidenceSaid[]): string => evidence.map(({ event }) => event).join(' ');

function sourceText({ documentId, lines, meetingId, item, words }: SourceSaid, page: Listed): string {
  if (documentId !== undefined && lines) {
    const { from, to } = lines;
    return `${nameOf(page, 'document', documentId) ?? documentId}, ${from === to ? `line ${from}` : `lines ${from}-${to}`}`;
  }
  if (meetingId !== undefined) return `meeting ${meetingId}${item === undefined ? '' : `, item ${item}`}`;
  return words ?? '';
}
