import type { Query } from '../query/answer.js';

export const priorityQueries: readonly Query[] = [];
