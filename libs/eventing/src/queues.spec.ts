import type { CommandId, StreamId } from '@app/domain';
import { Contended, InFlight } from './faults.js';
import { Queues } from './queues.js';

const stream = 's' as StreamId;
const command = (name: string) => name as CommandId;

/** A task that ends when it is told to. */
function task() {
  const ended = { begun: false, end: (_: unknown): void => undefined };
  const run = () => {
    ended.begun = true;
    return new Promise((resolve) => (ended.end = resolve));
  };
  return { run, ended };
}
const turn = () => new Promise(setImmediate);

describe('commands on one stream', () => {
  it('are carried out one at a time, in the order in which they came', async () => {
    const queues = new Queues();
    const [one, two] = [task(), task()];
    const first = queues.run(stream, command('1'), one.run);
    const second = queues.run(stream, command('2'), two.run);
    await turn();
    expect([one.ended.begun, two.ended.begun]).toEqual([true, false]);
    one.ended.end('a');
    expect(await first).toBe('a');
    await turn();
    two.ended.end('b');
    expect(await second).toBe('b');
  });

  it('go on behind one that failed', async () => {
    const queues = new Queues();
    const failed = queues.run(stream, command('1'), () => Promise.reject(new Error('no')));
    const next = queues.run(stream, command('2'), async () => 'yes');
    await expect(failed).rejects.toThrow('no');
    expect(await next).toBe('yes');
  });

  it('do not wait for those on another', async () => {
    const queues = new Queues();
    const [one, two] = [task(), task()];
    const first = queues.run(stream, command('1'), one.run);
    const second = queues.run('t' as StreamId, command('2'), two.run);
    await turn();
    expect(two.ended.begun).toBe(true);
    one.ended.end(1);
    two.ended.end(2);
    await Promise.all([first, second]);
  });

  it('are turned away as contended beyond the bound, and welcome again afterwards', async () => {
    const queues = new Queues(1);
    const one = task();
    const first = queues.run(stream, command('1'), one.run);
    await expect(queues.run(stream, command('2'), async () => 'x')).rejects.toThrow(Contended);
    await turn();
    one.ended.end(1);
    await first;
    expect(await queues.run(stream, command('2'), async () => 'x')).toBe('x');
  });

  it('that are in there already are in flight, until they are done', async () => {
    const queues = new Queues();
    const one = task();
    const first = queues.run(stream, command('1'), one.run);
    await expect(queues.run(stream, command('1'), async () => 'x')).rejects.toThrow(InFlight);
    await turn();
    one.ended.end(1);
    await first;
    expect(await queues.run(stream, command('1'), async () => 'again')).toBe('again');
  });
});
