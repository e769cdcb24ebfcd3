export * from './catalogue.js';
export * from './markdown.js';
