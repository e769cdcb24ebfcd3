import { randomUUID } from 'node:crypto';
import { EventStoreDbLog, type EventStoreDbConfig, type EventStoreDbOptions } from '@app/eventstoredb';
import { StandIn } from './stand-in.js';

/** Streams of one test on a server that others use as well: the one at ESDB_URL, or a stand-in of its own. */
export interface NodeUnderTest {
  readonly config: EventStoreDbConfig;
  /** Undefined where it is a real node: no fault can be asked of it. */
  readonly server: StandIn | undefined;
  /** A log as a process of its own has it. Closed with the rest, where it is not before. */
  open(o?: Partial<EventStoreDbConfig & EventStoreDbOptions>): Promise<EventStoreDbLog>;
  dispose(): Promise<void>;
}

export async function eventStoreDbNode(kind: 'any' | 'stand-in' = 'any'): Promise<NodeUnderTest> {
  const { ESDB_URL, ESDB_USERNAME, ESDB_PASSWORD = '', ESDB_CA_FILE } = process.env;
  const isReal = kind === 'any' && ESDB_URL !== undefined;
  const server = isReal ? undefined : await StandIn.start();
  const config = {
    url: server?.url ?? ESDB_URL ?? '',
    ...(isReal && ESDB_USERNAME !== undefined && { credentials: { username: ESDB_USERNAME, password: ESDB_PASSWORD } }),
    ...(isReal && ESDB_CA_FILE !== undefined && { caFile: ESDB_CA_FILE }),
    prefix: `test-${randomUUID()}`,
  };
  const logs: EventStoreDbLog[] = [];
  return {
    config,
    server,
    open: async (o = {}) => {
      const onFatal = (error: Error) => fatal.push(error);
      const log = await EventStoreDbLog.open({ ...config, ...o }, { onFatal, ...o });
      logs.push(log);
      return log;
    },
    dispose: async () => {
      for (const log of logs) await log.close();
      await server?.kill();
      const [first] = fatal.splice(0);
      if (first) throw first;
    },
  };
}

const fatal: Error[] = [];
