import { EDGE_PROBLEMS, type ProblemType } from './problems.js';
import { REFUSALS } from './refusals.js';

/** Every problem that this API can answer with, by code. */
export const PROBLEMS: ReadonlyMap<string, ProblemType> = new Map<string, ProblemType>(
  Object.entries({ ...REFUSALS, ...EDGE_PROBLEMS }).sort(([a], [b]) => a.localeCompare(b)),
);

export const problemOf = (code: string): ProblemType => PROBLEMS.get(code) ?? EDGE_PROBLEMS['internal-error'];
