import { position, type EventId, type Position } from '@app/domain';
import type { LogReader, Stored } from '../ports.js';
import { Framing, VERSION, type Mark, type Proof } from './framing.js';
import { LOG_FORMAT, eventIn, lineOf } from './log-file.js';
import { FileDamaged, unframed } from './unframing.js';
import { batchesOf } from './whole-log.js';

/** How far an unfinished file is good, and the last event in it. */
export interface Begun {
  readonly mark: Mark;
  readonly last: { readonly position: Position; readonly id: EventId } | undefined;
}

export interface ExportOptions {
  readonly log: Pick<LogReader, 'subscribe' | 'head'>;
  readonly now: () => Date;
  /** Goes on behind it. */
  readonly begun?: Begun | undefined;
  readonly onProgress?: (events: number, through: Position, to: Position) => void;
}

/**
 * The whole log as text, in pieces that are to be written in order. Words in it stay sealed. `write` says when it has
 * taken a piece.
 */
export async function exportLog(
  { log, now, begun, onProgress }: ExportOptions,
  write: (text: string) => Promise<void>,
): Promise<Proof & { readonly through: Position }> {
  const { position: to } = await log.head();
  const framing = new Framing(begun?.mark);
  let through = begun?.last?.position ?? position(0);
  if (!begun) await write(framing.begin(header(to, now())));
  for await (const events of batchesOf(log, { after: through })) {
    for (const text of framing.blocks(events.map(lineOf))) await write(text);
    through = (events.at(-1) as Stored).position;
    onProgress?.(framing.items, through, to);
  }
  const { line, proof } = framing.end();
  await write(line);
  return { ...proof, through };
}

const header = (head: Position, at: Date) => ({
  format: LOG_FORMAT,
  version: VERSION,
  begunAt: at.toISOString(),
  headThen: `${head}`,
});

/**
 * What of an earlier export can be gone on with, whether it was finished or not: all up to the last proof. Undefined
 * where there is not even a first line. Throws FileForeign.
 */
export async function begunIn(pieces: AsyncIterable<Buffer>): Promise<Begun | undefined> {
  let begun: Begun | undefined;
  try {
    for await (const { items, mark } of unframed(pieces, LOG_FORMAT, eventIn)) {
      begun = { mark, last: items.at(-1) ?? begun?.last };
    }
  } catch (error) {
    if (!(error instanceof FileDamaged)) throw error;
  }
  return begun;
}

/** Whether the log is the one that the file was begun from. */
export const isOf = async (log: Pick<LogReader, 'eventAt'>, { last }: Begun): Promise<boolean> =>
  !last || (await log.eventAt(last.position)) === last.id;
