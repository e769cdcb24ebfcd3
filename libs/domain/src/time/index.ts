export type { Bounds } from './bounds.js';
export * from './comparison.js';
export * from './day.js';
export * from './deadlines.js';
export { EventDate, isExact, notLaterThan, onDay, unknownDate, type EventDateInput } from './event-date.js';
export * from './fuzzy-date.js';
export * from './instant.js';
export * from './period.js';
export * from './ternary.js';
