import { ControlRefused, type ControlFault } from '@app/eventing';

type Functions<Names extends PropertyKey> = Readonly<Record<Names, (...args: never[]) => unknown>>;
type Parameters_<F, K extends keyof F> = F[K] extends (...args: infer A) => unknown ? A : never;
type Result<F, K extends keyof F> = F[K] extends (...args: never[]) => infer R ? Awaited<R> : never;

/** An error on its way between threads, where classes do not travel. */
interface Carried {
  readonly message: string;
  /** Of a ControlRefused. */
  readonly code?: ControlFault;
}
export type CallMessage =
  | { readonly name: string; readonly args: readonly unknown[]; readonly id?: number }
  | { readonly settled: number; readonly result?: unknown; readonly error?: Carried };

interface Waiting {
  readonly resolve: (result: never) => void;
  readonly reject: (error: Error) => void;
}

/** Calls between two threads, both ways: each side gives its functions, and calls those of the other (`There`). */
export class Calls<There extends Functions<keyof There>> {
  private readonly waiting = new Map<number, Waiting>();
  private last = 0;

  constructor(
    private readonly send: (message: CallMessage) => void,
    private readonly here: Functions<string>,
  ) {}

  /** Rejects with what the function there threw, by its message; a ControlRefused as such. */
  call<K extends keyof There & string>(name: K, ...args: Parameters_<There, K>): Promise<Result<There, K>> {
    return new Promise((resolve, reject) => {
      const id = ++this.last;
      this.waiting.set(id, { resolve, reject });
      this.send({ name, args, id });
    });
  }

  /** As `call`, where nobody waits for the end of it. */
  tell<K extends keyof There & string>(name: K, ...args: Parameters_<There, K>): void {
    this.send({ name, args });
  }

  receive(message: CallMessage): void {
    if ('name' in message) return void this.answer(message);
    const waiting = this.waiting.get(message.settled);
    this.waiting.delete(message.settled);
    if (message.error) waiting?.reject(unpack(message.error));
    else waiting?.resolve(message.result as never);
  }

  /** The other side is gone. */
  end(error: Error): void {
    for (const { reject } of this.waiting.values()) reject(error);
    this.waiting.clear();
  }

  private async answer({ name, args, id }: Extract<CallMessage, { name: string }>): Promise<void> {
    const settle = (outcome: { result?: unknown; error?: Carried }) => id && this.send({ settled: id, ...outcome });
    try {
      settle({ result: await this.here[name]?.(...(args as never[])) });
    } catch (error) {
      settle({ error: pack(error) });
    }
  }
}

const pack = (error: unknown): Carried => ({
  message: (error as Error).message,
  ...(error instanceof ControlRefused && { code: error.code }),
});

const unpack = ({ message, code }: Carried): Error => (code ? new ControlRefused(code, message) : new Error(message));
