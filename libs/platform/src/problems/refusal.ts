import type { ProblemType } from './problems.js';

/** A refusal is a conflict with what is on record. */
export const refusal = (title: string, advice: string): ProblemType => ({ status: 409, title, advice });
