import type { Query } from '../query/answer.js';

export const voteQueries: readonly Query[] = [];
