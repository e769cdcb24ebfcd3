import { fork, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { Calls, type CallMessage } from '../../libs/stack/src/calls.js';

type Functions = Readonly<Record<string, (...args: never[]) => unknown>>;

/** Another process of the bench, with a heap and a garbage collector of its own, and the functions that it offers. */
export class Child<F extends Functions> {
  private readonly calls: Calls<F>;
  private readonly ended: Promise<void>;

  /** `module`: the name of a file beside this one. */
  constructor(module: string, o: { readonly heapMb?: number } = {}) {
    const execArgv = o.heapMb === undefined ? [] : [`--max-old-space-size=${o.heapMb}`];
    const child = fork(join(__dirname, `${module}.js`), { execArgv, serialization: 'advanced' });
    this.calls = new Calls((message) => child.send(message), {});
    child.on('message', (message) => this.calls.receive(message as CallMessage));
    this.ended = new Promise((resolve) => child.once('exit', () => resolve()));
    void this.ended.then(() => this.calls.end(new Error(`${module} has ended`)));
    this.child = child;
  }
  private readonly child: ChildProcess;

  get call(): Calls<F>['call'] {
    return this.calls.call.bind(this.calls);
  }

  /** Lets it do what it does when nobody speaks to it any more. */
  async end(): Promise<void> {
    if (this.child.connected) this.child.disconnect();
    await this.ended;
  }
}

/** In the child: what it offers, and what it does at its end. */
export function offer(functions: Functions, end: () => Promise<void> = async () => undefined): void {
  const calls = new Calls((message) => process.send?.(message), functions);
  process.on('message', (message) => calls.receive(message as CallMessage));
  process.once('disconnect', () => void end().then(() => process.exit()));
}
