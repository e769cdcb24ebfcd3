export { EventStoreDbLog, type EventStoreDbConfig, type EventStoreDbOptions } from './log.js';
export { LogUnavailable, RecordsExpire } from './failure.js';
