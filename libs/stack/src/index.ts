export { openStack, type Stack, type StackConfig, type StackOptions } from './stack.js';
export type { ReadSide, ReadSideFailure } from './read-side.js';
export { StoreError, type Owner, type StoreErrorCode } from '@app/sqlite';
