import { Agent, request as httpRequest } from 'node:http';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openStack, type Stack } from '@app/stack';
import { Client } from './support/client.js';
import { memoryStack } from './support/memory-stack.js';
import { serve } from './support/server.js';

const onFatal = (error: Error) => {
  throw error;
};

describe('a server that is told to stop', () => {
  it('answers what is under way, takes nothing more, and lets go of connections that are kept alive', async () => {
    const stack = await memoryStack();
    const served = await serve(stack);
    const secretary = await served.client('secretary', ['partnerships:create']);
    const { held, release } = holdAppends(stack);
    const recording = post(served.url, secretary.token as string);
    await held;
    const stopped = served.stop();
    await untilRefused(served.url);
    release();
    const { status, connection } = await recording;
    await stopped;
    expect([status, connection]).toEqual([201, 'close']);
    await expect(new Client(served.url).get('/health/live')).rejects.toThrow();
  });
});

describe('a server on files', () => {
  let folder: string;
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'e2e-'))));
  afterEach(() => rmSync(folder, { recursive: true }));

  it('has everything again after a stop: words, grants, read models, and receipts of retries', async () => {
    const P = '/v1/partnerships/anytown';
    const [first, url] = await started();
    const secretary = await first.client('secretary', ['partnerships:create']);
    await secretary.record('/v1/partnerships', { slug: 'anytown', name: 'Anytown' });
    const body = { kind: 'action', text: 'Map the services' };
    const receipt = await secretary.record(`${P}/actions`, body, { 'idempotency-key': 'row-1' });
    expect((await secretary.get(receipt.href)).body.text).toBe('Map the services');
    await first.stop();

    const [second] = await started();
    expect(second.url).not.toBe(url);
    const again = await second.client('secretary');
    expect((await again.get(receipt.href)).body.text).toBe('Map the services');
    expect(await again.record(`${P}/actions`, body, { 'idempotency-key': 'row-1' })).toEqual(receipt);
    await second.stop();
  });

  async function started() {
    const served = await serve(await openStack({ kind: 'embedded', folder }, { onFatal }));
    return [served, served.url] as const;
  }
});

/** Until the server takes no request any more: it says so, or does not listen. */
async function untilRefused(url: string): Promise<void> {
  const answer = () => new Client(url).get('/health/live');
  const isTaken = () =>
    answer().then(
      ({ status }) => status === 200,
      () => false,
    );
  while (await isTaken());
}

/** Every append waits until it is let go; `held` tells that one is waiting. */
function holdAppends(stack: Stack): { held: Promise<void>; release: () => void } {
  let tell: () => void = () => undefined;
  let release: () => void = () => undefined;
  const held = new Promise<void>((resolve) => (tell = resolve));
  const released = new Promise<void>((resolve) => (release = resolve));
  const append = stack.log.append.bind(stack.log);
  jest.spyOn(stack.log, 'append').mockImplementation(async (...args) => {
    tell();
    await released;
    return append(...args);
  });
  return { held, release };
}

/** On a connection that the client would keep. */
function post(url: string, token: string): Promise<{ status: number | undefined; connection: string | undefined }> {
  const agent = new Agent({ keepAlive: true });
  return new Promise((resolve, reject) => {
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json', 'idempotency-key': 'a' };
    const sent = httpRequest(`${url}/v1/partnerships`, { method: 'POST', headers, agent }, (answer) => {
      answer.resume();
      answer.on('end', () => resolve({ status: answer.statusCode, connection: answer.headers.connection }));
    });
    sent.on('error', reject);
    sent.end(JSON.stringify({ slug: 'anytown', name: 'Anytown' }));
  });
}
