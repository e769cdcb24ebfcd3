import type { Query } from '../query/answer.js';

export const statementQueries: readonly Query[] = [];
