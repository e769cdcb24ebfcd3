import type { Query } from '../query/answer.js';

export const callQueries: readonly Query[] = [];
