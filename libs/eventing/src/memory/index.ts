export * from './memory-documents.js';
export * from './memory-keys.js';
export * from './memory-log.js';
