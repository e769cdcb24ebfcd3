import { fork } from 'node:child_process';
import { join } from 'node:path';
import { Calls, type CallMessage } from '../../libs/stack/src/calls.js';

type Functions = Readonly<Record<string, (...args: never[]) => unknown>>;

/** Another process of the bench, with a heap and a thread of its own. */
export interface Child<F extends Functions> {
  readonly call: Calls<F>['call'];
  end(): Promise<void>;
}

/** `module`: the name of a file beside this one, which offers `F`. */
export function start<F extends Functions>(module: string, o: { readonly heapMb?: number } = {}): Child<F> {
  const execArgv = o.heapMb === undefined ? [] : [`--max-old-space-size=${o.heapMb}`];
  const child = fork(join(__dirname, `${module}.js`), { execArgv, serialization: 'advanced' });
  const calls = new Calls<F>((message) => child.send(message), {});
  child.on('message', (message) => calls.receive(message as CallMessage));
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  void ended.then(() => calls.end(new Error(`${module} has ended`)));
  const end = async () => {
    if (child.connected) child.disconnect();
    await ended;
  };
  return { call: calls.call.bind(calls), end };
}

/** In the child: what others may call, and what it does before it ends. */
export function offer(functions: Functions, atEnd: () => Promise<void> = async () => undefined): void {
  const calls = new Calls((message) => process.send?.(message), functions);
  process.on('message', (message) => calls.receive(message as CallMessage));
  process.once('disconnect', () => void atEnd().then(() => process.exit()));
}
