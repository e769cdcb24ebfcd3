import { join } from 'node:path';
import type { Generation, Position } from '@app/eventing';
import { Thread } from '@app/sqlite';
import { Calls, type CallMessage } from './calls.js';
import type { ProjectorData, ProjectorMessage } from './projector-worker.js';
import type { ReadSide, Surroundings } from './read-side.js';

type Worker = Thread<ProjectorMessage, CallMessage>;

/** The read side in a thread of its own: a batch that is folded there holds up nobody here. */
export class ProjectorThread implements ReadSide {
  private constructor(
    private readonly thread: Worker,
    private readonly calls: Calls<ReadSide>,
  ) {}

  /** `onFatal`: it has ended though nobody asked it to. */
  static async start(
    data: ProjectorData,
    around: Surroundings,
    onFatal: (error: Error) => void,
  ): Promise<ProjectorThread> {
    const thread: Worker = await Thread.start(join(__dirname, 'projector-worker'), data);
    const calls = new Calls<ReadSide>((message) => thread.send(message), {
      advanced: around.advanced.bind(around),
      failed: around.failed.bind(around),
      destroy: around.destroy.bind(around),
    });
    thread.onReply((message) => calls.receive(message));
    thread.onError((error) => {
      calls.end(error);
      onFatal(error);
    });
    return new ProjectorThread(thread, calls);
  }

  rebuild(projection: string): ReturnType<ReadSide['rebuild']> {
    return this.calls.call('rebuild', projection);
  }

  verify(projection: string, o?: Parameters<ReadSide['verify']>[1]): ReturnType<ReadSide['verify']> {
    return this.calls.call('verify', projection, o);
  }

  promote(projection: string, number?: number): ReturnType<ReadSide['promote']> {
    return this.calls.call('promote', projection, number);
  }

  rollback(projection: string): ReturnType<ReadSide['rollback']> {
    return this.calls.call('rollback', projection);
  }

  skip(projection: string, at: Position, reason: string): Promise<void> {
    return this.calls.call('skip', projection, at, reason);
  }

  resume(projection: string): Promise<readonly Generation[]> {
    return this.calls.call('resume', projection);
  }

  drop(projection: string): ReturnType<ReadSide['drop']> {
    return this.calls.call('drop', projection);
  }

  /** Behind the commits under way. What was asked and is not done is refused. */
  async close(): Promise<void> {
    this.calls.end(new Error('the read side is ending'));
    await this.thread.end();
  }
}
