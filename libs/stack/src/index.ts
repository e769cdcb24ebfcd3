export { openStack } from './open-stack.js';
export type { Stack, StackConfig, StackOptions } from './stack.js';
export { openWorker, type Worker, type WorkerConfig, type WorkerOptions } from './worker.js';
export type { ServerNews, ServersConfig } from './servers.js';
export {
  neededForServers, processVariables, readVariables, serversOf, serverVariables,
} from './environment.js'; // prettier-ignore
export { Incidents, type IncidentListener } from './incidents.js';
export { runUntilTold } from './lifetime.js';
export { Stopped } from './stopped.js';
export { openHoldings, readHoldings, type Holdings, type HoldingsReader } from './holdings.js';
export type { ReadSide, ReadSideFailure } from './read-side.js';
export { StoreError, type Owner, type StoreErrorCode } from '@app/sqlite';
