import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Operations } from './processes/adapters.js';

const compiled = join(__dirname, '../../dist/workers');

type Reply =
  | { readonly result: unknown }
  | { readonly error: { readonly message: string; readonly kind: string } }
  | { readonly fatal: string };

/** What an operation threw in the other process. */
export class FailedThere extends Error {
  constructor(
    readonly there: {
      readonly message: string;
      readonly kind: string;
      readonly code?: string;
      readonly owner?: unknown;
    },
  ) {
    super(there.message);
  }
}

export interface ChildOptions {
  /** Kills itself at this step; see processes/die-at-step.ts. */
  readonly dieAtStep?: number;
  /** Runs as this user. */
  readonly uid?: number;
  /** Shell commands run before it, in the process that it will be: limits, mounts. */
  readonly after?: string;
  /** What runs that shell, as in `['unshare', '--mount']`. */
  readonly by?: readonly string[];
}

/** A process of its own that works with the adapters and can be killed at any moment. */
export class Child {
  /** What the log gave as the reason when it stopped writing. */
  readonly fatal: Promise<string>;
  private readonly gone: Promise<void>;
  private settle: (reply: Reply) => void = () => undefined;

  private constructor(private readonly process: ChildProcess) {
    this.gone = once(process, 'exit').then(() => undefined);
    this.fatal = new Promise((resolve) => {
      process.on('message', (reply: Reply) => ('fatal' in reply ? resolve(reply.fatal) : this.settle(reply)));
    });
  }

  static start({ dieAtStep, uid, after = ':', by = [] }: ChildOptions = {}): Child {
    const preload = dieAtStep ? `--require ${join(compiled, 'die-at-step.js')}` : '';
    const command = `${after} && exec "${process.execPath}" ${preload} "${join(compiled, 'adapters.js')}"`;
    const [program = '', ...args] = [...by, '/bin/sh', '-c', command];
    return new Child(
      spawn(program, args, {
        stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
        serialization: 'advanced',
        env: { ...process.env, ...(dieAtStep && { DIE_AT_STEP: String(dieAtStep) }) },
        ...(uid !== undefined && { uid, gid: uid }),
      }),
    );
  }

  /** One at a time. Rejects with FailedThere, or where the process died. */
  async call<K extends keyof Operations>(
    operation: K,
    ...args: Parameters<Operations[K]>
  ): Promise<Awaited<ReturnType<Operations[K]>>> {
    const reply = new Promise<Reply>((resolve) => (this.settle = resolve));
    this.process.send({ operation, args });
    const answer = await Promise.race([reply, this.gone]);
    if (!answer) throw new Error(`the process died before it had done ${operation}`);
    if ('error' in answer) throw new FailedThere(answer.error);
    return (answer as { result: unknown }).result as Awaited<ReturnType<Operations[K]>>;
  }

  get isDead(): boolean {
    return this.process.exitCode !== null || this.process.signalCode !== null;
  }

  /** As if the machine took it away: nothing is closed. */
  async kill(): Promise<void> {
    if (!this.isDead) this.process.kill('SIGKILL');
    await this.gone;
  }
}
