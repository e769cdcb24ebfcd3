import type { CommandId, StreamId } from '@app/domain';
import { Contended, InFlight } from './faults.js';

/** One command at a time on each stream of this process, in the order of arrival, and so many waiting at most. */
export class Queues {
  private readonly tails = new Map<StreamId, { last: Promise<unknown>; waiting: number }>();
  private readonly commands = new Set<CommandId>();

  constructor(private readonly mostWaiting = 200) {}

  /** Throws InFlight for a command that is in here already, Contended where too many wait. */
  async run<T>(stream: StreamId, command: CommandId, task: () => Promise<T>): Promise<T> {
    if (this.commands.has(command)) throw new InFlight(command);
    const queue = this.tails.get(stream) ?? { last: Promise.resolve(), waiting: 0 };
    if (queue.waiting >= this.mostWaiting) throw new Contended(stream);
    this.tails.set(stream, queue);
    this.commands.add(command);
    queue.waiting++;
    const turn = queue.last.then(task);
    queue.last = turn.catch(() => undefined);
    try {
      return await turn;
    } finally {
      this.commands.delete(command);
      queue.waiting--;
      if (queue.waiting === 0) this.tails.delete(stream);
    }
  }
}
