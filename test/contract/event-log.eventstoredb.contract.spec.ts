import { appendAndDie } from '../support/eventstoredb/append-and-die.js';
import { eventStoreDbNode } from '../support/eventstoredb/node.js';
import { eventLogContract } from './event-log.contract.js';

// A real node is asked for more than one process' memory is.
jest.setTimeout(120_000);

eventLogContract(
  'EventStoreDB',
  async () => {
    const node = await eventStoreDbNode();
    return {
      ...node,
      appendAndDie: (step, stream, events) => appendAndDie({ config: node.config, step, stream, events }),
    };
  },
  { durable: true },
);
