import { ApiClient, createApp, createLogger, issuerKeyIn, mintToken, type Scope } from '@app/platform';
import { openStack, StoreError, type Stack } from '@app/stack';
import { EXIT } from './exit.js';

/** A server to speak to, and tokens for it. */
export interface Server {
  readonly url: string;
  readonly token: (subject: string, scopes?: readonly Scope[]) => Promise<string>;
}

/**
 * Speaks to the server of a data folder: to the one that is running on it, or where there is none to one of our own,
 * for as long as it takes. Throws StoreError.
 */
export async function withServer<T>(
  folder: string,
  use: (server: Server) => Promise<T>,
  { create = false }: { create?: boolean } = {},
): Promise<T> {
  const opened = await openedBy(folder, create);
  return typeof opened === 'string' ? use(serverAt(opened, folder)) : ownServer(opened, folder, use);
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

async function ownServer<T>(stack: Stack, folder: string, use: (server: Server) => Promise<T>): Promise<T> {
  try {
    const app = await createApp(stack, { issuerKey: issuerKeyIn(folder), logger: createLogger('fatal') });
    try {
      await app.listen(0, '127.0.0.1');
      return await use(serverAt(await app.getUrl(), folder));
    } finally {
      await app.close();
    }
  } finally {
    await stack.close();
  }
}

export const serverAt = (url: string, folder: string): Server => ({
  url,
  token: (subject, scopes = []) => mintToken(issuerKeyIn(folder), { subject, scopes, expiresIn: 60 * 60 }),
});

/** The store is beyond use: whatever is under way cannot end well. */
function fatal(error: Error): void {
  console.error(error.message);
  process.exit(EXIT.server);
}

/** Somebody who may run the read models, and reads no record. */
export const operator = async ({ url, token }: Server): Promise<ApiClient> =>
  new ApiClient(url, await token('throughline-cli', ['operations']));
