import { connect } from 'node:net';
import { DryMongoBinary, MongoBinary, MongoMemoryReplSet } from 'mongodb-memory-server-core';
import { MongoBinaryDownloadUrl } from 'mongodb-memory-server-core/lib/util/MongoBinaryDownloadUrl.js';
import { ask, type RunningServer } from './running.js';

const PROXIES = ['https_proxy', 'HTTPS_PROXY', 'http_proxy', 'HTTP_PROXY', 'npm_config_https_proxy'];

/**
 * Starts a real mongod on loopback, a replica set of one. Its program comes from the cache of mongodb-memory-server, or
 * is downloaded into it, once. Throws where there is none to be had: within seconds where nothing can be reached,
 * within five minutes where the download hangs.
 */
export async function startMongod(): Promise<RunningServer> {
  process.env['MONGOMS_MAX_RETRIES'] ??= '1';
  const options = await DryMongoBinary.generateOptions();
  if (!(await DryMongoBinary.locateBinary(options))) await download(options);
  const server = await MongoMemoryReplSet.create({
    replSet: { count: 1, ip: '127.0.0.1', storageEngine: 'wiredTiger' },
  });
  const stop = async (): Promise<void> => void (await server.stop({ doCleanup: true, force: true }));
  try {
    return { ...(await ask(server.getUri())), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function download(options: Required<Parameters<typeof DryMongoBinary.locateBinary>[0]>): Promise<void> {
  if (process.env['MONGOMS_RUNTIME_DOWNLOAD'] === 'false') throw new Error('no mongod, and no download allowed');
  // Behind a proxy, whether the host itself can be reached says nothing.
  if (!PROXIES.some((name) => process.env[name]))
    await reachable(new URL(await new MongoBinaryDownloadUrl(options).getDownloadUrl()));
  console.error(
    `Downloading MongoDB ${options.version} for the tests, once; MONGOMS_RUNTIME_DOWNLOAD=false forbids it.`,
  );
  await Promise.race([MongoBinary.getPath(), after(5 * 60_000, 'the download of mongod took over five minutes')]);
}

async function reachable({ hostname, port }: URL): Promise<void> {
  const socket = connect({ host: hostname, port: Number(port || 443) });
  const connected = new Promise<void>((resolve, reject) => socket.once('connect', resolve).once('error', reject));
  await Promise.race([connected, after(3_000, `${hostname} does not answer`)]).finally(() => socket.destroy());
}

const after = (ms: number, what: string): Promise<never> =>
  new Promise((_, reject) => setTimeout(() => reject(new Error(what)), ms).unref());
