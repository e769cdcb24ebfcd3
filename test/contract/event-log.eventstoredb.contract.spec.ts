import { eventStoreDbNode } from '../support/eventstoredb/node.js';
import { eventLogContract } from './event-log.contract.js';

// A real node is asked for more than one process' memory is.
jest.setTimeout(30_000);

eventLogContract('EventStoreDB', () => eventStoreDbNode(), { durable: false });
