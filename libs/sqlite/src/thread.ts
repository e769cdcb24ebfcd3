import { basename, join } from 'node:path';
import { Worker } from 'node:worker_threads';

/** Workers run compiled code. From sources, as in tests, they are where the test set-up has bundled them. */
const compiled = (module: string): string =>
  __filename.endsWith('.ts') ? join(__dirname, '../../../dist/workers', `${basename(module)}.js`) : `${module}.js`;

/** A thread with a database: one that says 'ready' when it is, and ends when it is told 'close'. */
export class Thread<Request, Reply> {
  private readonly ended: Promise<void>;
  private early: Reply[] | undefined = [];
  private handle = (reply: Reply): void => void this.early?.push(reply);

  private constructor(private readonly worker: Worker) {
    this.ended = new Promise((resolve) => worker.once('exit', () => resolve()));
  }

  /** `module`: its path, without an ending. Resolves when it is ready; rejects with what it threw before that. */
  static start<Request, Reply>(module: string, workerData: unknown): Promise<Thread<Request, Reply>> {
    return new Promise((resolve, reject) => {
      const worker = new Worker(compiled(module), { workerData });
      const thread = new Thread<Request, Reply>(worker);
      worker.once('error', reject);
      worker.on('message', (message: Reply | 'ready') => {
        if (message !== 'ready') return thread.handle(message);
        worker.off('error', reject);
        resolve(thread);
      });
    });
  }

  /** Gets everything from its first word on. Set it once. */
  onReply(handler: (reply: Reply) => void): void {
    this.handle = handler;
    for (const reply of this.early ?? []) handler(reply);
    this.early = undefined;
  }

  send(request: Request): void {
    this.worker.postMessage(request);
  }

  onError(handler: (error: Error) => void): void {
    this.worker.on('error', handler);
  }

  /**
   * Waits for what was sent before. A thread must not be stopped from outside, nor the process be ended by
   * `process.exit`, while it is inside the database: the driver would abort the process (nothing is lost by it).
   */
  async end(): Promise<void> {
    this.worker.postMessage('close');
    await this.ended;
  }
}
