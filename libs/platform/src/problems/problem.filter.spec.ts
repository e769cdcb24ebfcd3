import { StoreUnavailable } from '@app/eventing';
import type { ArgumentsHost } from '@nestjs/common';
import { Writable } from 'node:stream';
import { createLogger } from '../observe/logger.js';
import { ProblemFilter } from './problem.filter.js';

/** What is logged of a request that ends in this fault. */
async function logged(fault: Error): Promise<object[]> {
  const lines: string[] = [];
  const sink = new Writable({ write: (chunk: Buffer, _encoding, done) => (lines.push(chunk.toString()), done()) });
  const reply = { headers: () => reply, status: () => reply, header: () => reply, send: () => reply };
  const http = { getRequest: () => ({ id: 'r1' }), getResponse: () => reply };
  const host = { switchToHttp: () => http } as unknown as ArgumentsHost;
  await new ProblemFilter(createLogger('trace', sink)).catch(fault, host);
  return lines.map((line) => JSON.parse(line) as object);
}

describe('a request that fails', () => {
  it('since a store does not answer is a warning, which has none of its words', async () => {
    const lines = await logged(new StoreUnavailable('mongo-1 is away'));
    expect(lines).toMatchObject([{ level: 40, request: 'r1', error: 'StoreUnavailable' }]);
    expect(JSON.stringify(lines)).not.toContain('mongo-1');
  });

  it('by a mistake of ours is an error', async () => {
    expect(await logged(new TypeError('x'))).toMatchObject([{ level: 50, request: 'r1', error: 'TypeError' }]);
  });
});
