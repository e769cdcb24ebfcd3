export * from './ports.js';
export * from './projection.js';
