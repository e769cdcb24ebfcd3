import { Writable } from 'node:stream';
import { createLogger, NestLogger, traceOf } from './logger.js';

function logged(write: (logger: NestLogger) => void): Record<string, unknown>[] {
  const lines: string[] = [];
  const sink = new Writable({ write: (chunk: Buffer, _encoding, done) => (lines.push(chunk.toString()), done()) });
  write(new NestLogger(createLogger('trace', sink)));
  return lines.map((line) => JSON.parse(line) as Record<string, unknown>);
}

describe('the log', () => {
  it('holds one JSON object a line, with time, level and context', () => {
    const [line] = logged((logger) => logger.warn('careful', 'Somewhere'));
    expect(line).toMatchObject({
      level: 40,
      msg: 'careful',
      context: 'Somewhere',
      time: expect.stringMatching(/Z$/) as string,
    });
  });

  it('tells where a fault arose, and not its words, which may quote a record', () => {
    const [line] = logged((logger) => logger.error(new TypeError('Frau Muster owes 5 pounds')));
    expect(JSON.stringify(line)).not.toContain('Muster');
    expect(line).toMatchObject({
      error: 'TypeError',
      at: expect.arrayContaining([expect.stringMatching(/^at /)]) as unknown,
    });
  });

  it('keeps the code of a system error', () => {
    expect(traceOf(Object.assign(new Error('x'), { code: 'ENOSPC' })).error).toBe('Error ENOSPC');
  });
});
