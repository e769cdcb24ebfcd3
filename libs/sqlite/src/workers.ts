import { join } from 'node:path';
import { Worker } from 'node:worker_threads';

/** Compiled, a worker lies beside this file; from sources, where the test set-up has bundled it. */
const folder = __filename.endsWith('.ts') ? join(__dirname, '../../../dist/workers') : __dirname;

/** A thread of this library, which understands 'close'. */
export class Thread<Request, Reply> {
  private readonly ended: Promise<void>;

  private constructor(private readonly worker: Worker) {
    this.ended = new Promise((resolve) => worker.once('exit', () => resolve()));
  }

  /** When it has said that it is ready. Throws what it threw before that. */
  static start<Request, Reply>(name: string, workerData: unknown): Promise<Thread<Request, Reply>> {
    return new Promise((resolve, reject) => {
      const worker = new Worker(join(folder, `${name}.js`), { workerData });
      const thread = new Thread<Request, Reply>(worker);
      worker.once('error', reject);
      worker.once('message', () => {
        worker.off('error', reject);
        resolve(thread);
      });
    });
  }

  send(request: Request): void {
    this.worker.postMessage(request);
  }

  onReply(handler: (reply: Reply) => void): void {
    this.worker.on('message', handler);
  }

  onError(handler: (error: Error) => void): void {
    this.worker.on('error', handler);
  }

  /**
   * Waits for what was sent before. A thread must not be stopped from outside, nor the process be ended, while it is
   * inside the database: the driver would abort the whole process.
   */
  async end(): Promise<void> {
    this.worker.postMessage('close');
    await this.ended;
  }
}
