import type { Server } from 'node:http';
import { Writable } from 'node:stream';
import { createApp, createLogger, mintToken, temporaryIssuerKey, type Scope, type ServerStack } from '@app/platform';
import { Client } from './client.js';

/** A server on a stack, listening on a free port, and what it wrote to its log. */
export interface Served {
  readonly url: string;
  readonly stack: ServerStack;
  readonly http: Server;
  readonly log: readonly string[];
  /** Every route that was registered. */
  readonly routes: readonly { readonly method: string; readonly url: string }[];
  /** Somebody with a token of this server. */
  client(subject: string, scopes?: readonly Scope[]): Promise<Client>;
  token(subject: string, scopes?: readonly Scope[]): Promise<string>;
  stop(): Promise<void>;
}

export async function serve(stack: ServerStack & { close(): Promise<void> }): Promise<Served> {
  const log: string[] = [];
  const sink = new Writable({ write: (chunk: Buffer, _encoding, done) => (log.push(chunk.toString()), done()) });
  const issuerKey = temporaryIssuerKey();
  const app = await createApp(stack, { issuerKey, logger: createLogger('info', sink) });
  await app.listen(0, '127.0.0.1');
  const url = await app.getUrl();
  const token = (subject: string, scopes: readonly Scope[] = []) =>
    mintToken(issuerKey, { subject, scopes, expiresIn: 600 });
  return {
    routes: routesIn(app.getHttpAdapter().getInstance().printRoutes({ commonPrefix: false })),
    url,
    stack,
    http: app.getHttpServer(),
    log,
    token,
    client: async (subject, scopes) => new Client(url, await token(subject, scopes)),
    stop: async () => {
      await app.close();
      await stack.close();
    },
  };
}

/** Routes from the tree that Fastify's router prints: one line a path, indented below the path that it goes on from. */
function routesIn(tree: string): { method: string; url: string }[] {
  const above: string[] = [];
  return tree.split('\n').flatMap((line) => {
    const [, indent = '', part = '', methods] = /^([│ ]*)[├└]── (\S*)(?: \((.*)\))?$/.exec(line) ?? [];
    const depth = indent.length / 4;
    above.length = depth;
    above[depth] = part;
    const url = above.join('');
    return (methods?.split(', ') ?? []).filter((method) => method !== 'HEAD').map((method) => ({ method, url }));
  });
}
