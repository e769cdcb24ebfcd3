import type { ProblemType } from './problems.js';

const conflict = (title: string, advice: string): ProblemType => ({ status: 409, title, advice });

/** Why the domain refuses: one entry per code. Statuses are the edge's; the domain knows none. */
export const REFUSALS: Readonly<Record<string, ProblemType>> = {
  'already-exists': conflict('It is on record already', 'The evidence shows the event that began it. Use another id.'),
  withdrawn: conflict(
    'It was withdrawn as recorded in error',
    'Amend the event that withdrew it, or record the thing anew.',
  ),
  'stated-in-the-future': conflict(
    'Nothing can have been stated on a day to come',
    'statedOn is the day of the paper or meeting; when something is to hold later, say so with effectiveFrom.',
  ),
};
