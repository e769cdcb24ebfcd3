import Module from 'node:module';
import type { DatabaseSync as Driver, StatementSync } from '@photostructure/sqlite';

// Loaded before everything else into each thread of a process that is to die at DIE_AT_STEP: one step before and one
// after every statement, counted from the second write transaction of a thread on (the first belongs to its start).
const fatal = Number(process.env['DIE_AT_STEP']);
let transactions = 0;
let steps = 0;

function step(): void {
  if (transactions < 2 || ++steps !== fatal) return;
  process.kill(process.pid, 'SIGKILL');
  // The signal comes when it comes; nothing more may happen until then.
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
}

/** Gives the object methods of its own, with a step on either side. */
function stepAround<T extends object>(object: T, methods: readonly (keyof T)[]): T {
  for (const method of methods) {
    const original = object[method] as (...args: unknown[]) => unknown;
    const value = (...args: unknown[]): unknown => {
      if (args[0] === 'BEGIN IMMEDIATE') transactions++;
      step();
      const result = original.apply(object, args);
      step();
      return result;
    };
    Object.defineProperty(object, method, { value });
  }
  return object;
}

type Loader = { _load(request: string, ...rest: unknown[]): unknown };
const loader = Module as unknown as Loader;
const load = loader._load.bind(Module);
loader._load = (request, ...rest) => {
  const loaded = load(request, ...rest);
  if (request !== '@photostructure/sqlite') return loaded;
  const driver = loaded as { DatabaseSync: typeof Driver };
  class Stepping extends driver.DatabaseSync {
    constructor(...args: ConstructorParameters<typeof Driver>) {
      super(...args);
      stepAround(this as InstanceType<typeof Driver>, ['exec']);
    }
    override prepare(...args: Parameters<InstanceType<typeof Driver>['prepare']>): InstanceType<typeof StatementSync> {
      return stepAround(super.prepare(...args), ['run', 'get', 'all']);
    }
  }
  return { ...driver, DatabaseSync: Stepping };
};
