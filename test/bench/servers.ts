import { issuerKeyIn, mintToken } from '@app/platform';
import { spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { BareServing } from './bare.process.js';
import { start } from './child.js';
import { SUBJECT } from './seed.js';

export interface Server {
  readonly port: number;
  /** The lines of a request's head that every request of this server needs. */
  readonly headers: Readonly<Record<string, string>>;
  stop(): Promise<void>;
}

const LOOK_MS = 20;

/** What `npm start` runs, on a data folder that is there, with nothing set but the port. Its log goes to a file. */
export async function startOurs(folder: string): Promise<Server> {
  const log = openSync(join(folder, 'server.log'), 'a');
  const child = spawn(process.execPath, [require.resolve('../../apps/api/src/main.js')], {
    env: { ...process.env, PORT: '0', DATA_DIR: folder },
    stdio: ['ignore', log, 'inherit'],
  });
  closeSync(log);
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const url = await untilReady(folder, () => child.exitCode !== null);
  const token = await mintToken(issuerKeyIn(folder), { subject: SUBJECT });
  return {
    port: Number(new URL(url).port),
    headers: { authorization: `Bearer ${token}` },
    stop: async () => {
      child.kill('SIGTERM');
      await ended;
    },
  };
}

/** The address that the server announces in its folder, once it says that it is ready. */
async function untilReady(folder: string, hasEnded: () => boolean): Promise<string> {
  for (;;) {
    if (hasEnded()) throw new Error('the server has ended');
    const url = announced(folder);
    if (url !== undefined && (await isReady(url))) return url;
    await sleep(LOOK_MS);
  }
}

const isReady = (url: string): Promise<boolean> => fetch(`${url}/health/ready`).then(({ ok }) => ok, () => false); // prettier-ignore

function announced(folder: string): string | undefined {
  try {
    return (JSON.parse(readFileSync(join(folder, 'server.json'), 'utf8')) as { url?: string }).url;
  } catch {
    return undefined;
  }
}

/** Fastify with nothing but its routes; see bare.process.ts. */
export async function startBare(folder: string): Promise<Server> {
  const child = start<BareServing>('bare.process');
  return { port: await child.call('listen', folder), headers: {}, stop: () => child.end() };
}

/** A request as it goes over the wire. */
export function wire(
  { headers }: Server,
  method: string,
  path: string,
  o: { body?: object; headers?: object } = {},
): string {
  const body = o.body === undefined ? '' : JSON.stringify(o.body);
  const all = {
    host: 'localhost',
    ...headers,
    ...o.headers,
    ...(body !== '' && { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) }),
  };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
  return `${method} ${path} HTTP/1.1\r\n${lines.join('')}\r\n${body}`;
}

export async function get({ port, headers }: Server, path: string): Promise<string> {
  const answer = await fetch(`http://127.0.0.1:${port}${path}`, { headers });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${answer.status} ${text}`);
  return text;
}
