import type { Recorded } from '@app/domain';
import type { Entry } from './ports.js';

/**
 * A read model: which documents an event touches (from the event alone), how it folds into each, and under which
 * entries the document is found. All three are pure and total; sealed words pass through them unopened.
 */
export interface Projection<D = unknown> {
  readonly name: string;
  /** Raised when documents or entries change shape: the next start builds a new generation beside the live one. */
  readonly version: number;
  documents(event: Recorded): readonly string[];
  fold(doc: D | undefined, event: Recorded, id: string): D;
  entries(doc: D, id: string): readonly Entry[];
}
