export * from './documents.js';
export * from './folder.js';
export * from './keys.js';
export * from './log.js';
export * from './log-reader.js';
export * from './reading.js';
export * from './store-error.js';
export * from './thread.js';
