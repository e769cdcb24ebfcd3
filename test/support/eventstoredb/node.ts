import { randomUUID } from 'node:crypto';
import { EventStoreDbLog, type EventStoreDbConfig, type EventStoreDbOptions } from '@app/eventstoredb';
import { StandIn, type StandInOptions } from './stand-in.js';

/** Streams of one test on a server, and the logs that its processes open. */
export interface NodeUnderTest {
  readonly config: EventStoreDbConfig;
  /** A log as a process of its own has it. Closed with the rest, where it is not before. */
  open(o?: Partial<EventStoreDbConfig & EventStoreDbOptions>): Promise<EventStoreDbLog>;
  /** Fails where a log that was to go on has said that it cannot. */
  dispose(): Promise<void>;
}

/** On the server that others use as well, at ESDB_URL, where one is named; on a stand-in of its own otherwise. */
export async function eventStoreDbNode(): Promise<NodeUnderTest> {
  const access = accessNamed();
  return access ? nodeAt(access) : standInNode();
}

/** To the server that the environment names. */
export function accessNamed(): Omit<EventStoreDbConfig, 'prefix'> | undefined {
  const { ESDB_URL, ESDB_USERNAME, ESDB_PASSWORD = '', ESDB_CA_FILE } = process.env;
  if (ESDB_URL === undefined) return undefined;
  return {
    url: ESDB_URL,
    ...(ESDB_USERNAME !== undefined && { credentials: { username: ESDB_USERNAME, password: ESDB_PASSWORD } }),
    ...(ESDB_CA_FILE !== undefined && { caFile: ESDB_CA_FILE }),
  };
}

/** On a stand-in, of which harm can be asked. */
export async function standInNode(options?: StandInOptions): Promise<NodeUnderTest & { readonly server: StandIn }> {
  const server = await StandIn.start(options);
  const node = nodeAt({ url: server.url });
  const dispose = async () => {
    try {
      await node.dispose();
    } finally {
      await server.kill();
    }
  };
  return { ...node, server, dispose };
}

function nodeAt(access: Omit<EventStoreDbConfig, 'prefix'>): NodeUnderTest {
  const config = { ...access, prefix: `test-${randomUUID()}` };
  const logs: EventStoreDbLog[] = [];
  const fatal: Error[] = [];
  return {
    config,
    open: async (o = {}) => {
      const log = await EventStoreDbLog.open({ ...config, ...o }, { onFatal: (error) => fatal.push(error), ...o });
      logs.push(log);
      return log;
    },
    dispose: async () => {
      await Promise.all(logs.map((log) => log.close()));
      const [first] = fatal;
      if (first) throw first;
    },
  };
}
