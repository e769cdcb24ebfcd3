import {
  ApiClient, createApp, createLogger, issuerKeyIn, mintToken, temporaryIssuerKey, type Scope,
} from '@app/platform'; // prettier-ignore
import {
  neededForServers, openStack, readVariables, serversOf, serverVariables, StoreError, type ServerNews, type Stack,
} from '@app/stack'; // prettier-ignore
import type { KeyObject } from 'node:crypto';
import { EXIT, Stop } from './exit.js';

export const STACKS = ['embedded', 'distributed'] as const;

/** Of the options of every command: what holds the record. */
export interface Where {
  /** The data folder, on the embedded stack. */
  readonly data: string;
  readonly stack: (typeof STACKS)[number];
}

/** A server to speak to, and tokens for it. */
export interface Server {
  readonly url: string;
  /** Whether what is to be done after this command has ended is done then: by a server that runs, or by workers. */
  readonly lasts: boolean;
  readonly token: (subject: string, scopes?: readonly Scope[]) => Promise<string>;
}

/**
 * Speaks to the server of a data folder: to the one that is running on it, or where there is none to one of our own,
 * for as long as it takes. On the distributed stack always to one of our own, beside those that run. Throws StoreError.
 */
export async function withServer<T>(
  { data, stack }: Where,
  use: (server: Server) => Promise<T>,
  { create = false }: { create?: boolean } = {},
): Promise<T> {
  // From the environment it comes as it is there.
  if (!STACKS.includes(stack)) throw new Stop(EXIT.usage, `STACK must be one of ${STACKS.join(', ')}`);
  if (stack === 'distributed') return ownServer(await openDistributed(), temporaryIssuerKey(), true, use);
  const opened = await openedBy(data, create);
  return typeof opened === 'string' ? use(serverAt(opened, data)) : ownServer(opened, issuerKeyIn(data), false, use);
}

/** By the environment that api and worker read. Waits for the servers, and says so. */
export async function openDistributed(): Promise<Stack> {
  const servers = serversOf(variables());
  const onServer = ({ server, at, is }: ServerNews) =>
    is === 'awaited' && console.error(`waiting for ${server} at ${at}`);
  try {
    return await openStack({ kind: 'distributed', servers }, { onFatal: fatal, onServer });
  } catch (error) {
    throw new Stop(EXIT.server, (error as Error).message);
  }
}

export function variables(): ReturnType<typeof readVariables<typeof serverVariables>> {
  try {
    return readVariables(serverVariables, process.env, neededForServers);
  } catch (error) {
    throw new Stop(EXIT.usage, (error as Error).message);
  }
}

/** The stack, or the address of the server that has the folder. */
export async function openedBy(folder: string, create: boolean): Promise<Stack | string> {
  try {
    return await openStack({ kind: 'embedded', folder, create }, { onFatal: fatal });
  } catch (error) {
    if (error instanceof StoreError && error.owner?.url !== undefined) return error.owner.url;
    throw error;
  }
}

async function ownServer<T>(
  stack: Stack,
  issuerKey: KeyObject,
  lasts: boolean,
  use: (server: Server) => Promise<T>,
): Promise<T> {
  try {
    const app = await createApp(stack, { issuerKey, logger: createLogger('fatal') });
    try {
      await app.listen(0, '127.0.0.1');
      return await use({ url: await app.getUrl(), lasts, token: tokensOf(() => issuerKey) });
    } finally {
      await app.close();
    }
  } finally {
    await stack.close();
  }
}

/** One that runs already. */
export const serverAt = (url: string, folder: string): Server => ({
  url,
  lasts: true,
  token: tokensOf(() => issuerKeyIn(folder)),
});

const tokensOf =
  (key: () => KeyObject): Server['token'] =>
  (subject, scopes = []) =>
    mintToken(key(), { subject, scopes, expiresIn: 60 * 60 });

/** The store is beyond use: whatever is under way cannot end well. */
function fatal(error: Error): void {
  console.error(error.message);
  process.exit(EXIT.server);
}

/** Somebody who may run the read models, and reads no record. */
export const operator = async ({ url, token }: Server): Promise<ApiClient> =>
  new ApiClient(url, await token('throughline-cli', ['operations']));
