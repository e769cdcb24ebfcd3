export { MongoConnection, MongoUnavailable, type ConnectionOptions, type Server } from './connection.js';
export * from './documents.js';
export * from './keys.js';
export * from './open.js';
