import { serversOf, type ServerNews, type StackConfig, type StackOptions } from '@app/stack';
import { EXIT } from './exit.js';
import { variables, type Where } from './server.js';

export type StoreConfig = Exclude<StackConfig, { kind: 'memory' }>;

/** The store itself, where no server is to stand between. Throws Stop. */
export function storeIn({ data, stack }: Where, o: { create?: boolean } = {}): StoreConfig {
  if (stack === 'distributed') return { kind: 'distributed', servers: serversOf(variables()) };
  return { kind: 'embedded', folder: data, create: o.create ?? false };
}

export const storeOptions: StackOptions = {
  onFatal: (error) => {
    console.error(error.message);
    process.exit(EXIT.server);
  },
  onServer: ({ server, at, is }: ServerNews) => {
    if (is === 'awaited') console.error(`waiting for ${server} at ${at}`);
    if (is === 'silent') console.error(`${server} at ${at} does not answer`);
  },
};
