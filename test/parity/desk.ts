import { createHash } from 'node:crypto';
import { revision, type CommandId } from '@app/domain';
import { ambient, Keyring, Runner, type Outcome, type Random, type Receipt } from '@app/eventing';
import type { Stack } from '@app/stack';
import { uuid5 } from '../../libs/eventing/src/uuid5.js';
import { asked, type Recorder, type Said } from '../support/archive.js';
import { requestOf, type Asked } from '../support/office.js';
import { SameKeys } from './same-keys.js';

const BEGINNING = Date.parse('2020-01-15T08:00:00.000Z');
/** Between two commands. */
const PAUSE_MS = 7 * 60_000 + 1;
const NAMESPACE = 'a9a1c5d2-0d4f-4c8e-9b6a-3e0b7c1d2f34';

/** What came of a command: an outcome, or the name of what was thrown. */
export type Came = Outcome | { readonly thrown: string };

/**
 * Records in one stack, all by itself: clock, nonces, keys and ids depend on the number of the command only. What
 * is tried it asks once more, as clients do: before, only to see; or again the same, with other words under the same id,
 * or at a revision.
 */
export class Desk {
  readonly came: Came[] = [];
  private readonly keys: SameKeys;
  private readonly runner: Runner;
  private nonces = 0;
  private tries = 0;

  constructor(readonly stack: Stack) {
    this.keys = new SameKeys(stack.keys);
    const random: Random = (bytes) =>
      bytes.set(createHash('sha256').update(`nonce ${this.nonces++}`).digest().subarray(0, bytes.length));
    this.runner = new Runner({
      ...{ log: stack.log, keyring: new Keyring(this.keys), random },
      ambient: { ...ambient, now: () => this.now, random: () => 0.5 },
    });
  }

  get now(): Date {
    return new Date(BEGINNING + this.came.length * PAUSE_MS);
  }

  /** Keeps what is known of streams fresh until `signal` aborts. */
  follow(signal: AbortSignal): Promise<void> {
    return this.runner.follow(signal);
  }

  async register(partnership: string): Promise<void> {
    const supplied = { digestKey: await this.keys.next(), issuer: 'here', subject: 'me' };
    const body = { name: partnership, zone: 'Europe/London' };
    const registration = { partnership, kind: 'partnership', id: partnership, command: 'RegisterPartnership' } as const;
    receiptOf(await this.run({ ...registration, supplied, body }));
  }

  /** Those who record in a partnership, each by commands of its own. */
  recorder(partnership: string): Recorder {
    const attempt: Recorder['attempt'] = async (kind, command, body, said) => {
      const outcome = await this.often({ partnership, ...asked(kind, command, body, said) });
      return 'receipt' in outcome ? outcome.receipt : undefined;
    };
    const record: Recorder['record'] = async (kind, command, body, said = {}) =>
      receiptOf(await this.run({ partnership, ...asked(kind, command, body, said) }));
    const thing = async (kind: Asked['kind'], command: string, body: object, said: Said = {}) =>
      (await record(kind, command, body, said)).id;
    return {
      ...{ attempt, record, thing },
      body: (name, said) => thing('structure', 'EstablishBody', { name, kind: 'group' }, said),
      organisation: (name, said) => thing('structure', 'IntroduceOrganisation', { name }, said),
    };
  }

  private async often(request: Asked): Promise<Came> {
    const commandId = this.nextId();
    const n = this.tries++;
    if (n % 4 === 0) await this.run({ ...request, commandId: this.nextId(), dryRun: true });
    const outcome = await this.run({ ...request, commandId });
    if (n % 4 === 1) await this.run({ ...request, commandId });
    if (n % 4 === 2) await this.run({ ...request, commandId, statement: { sources: [{ words: 'otherwise' }] } });
    if (n % 4 === 3) await this.run({ ...request, ifMatch: revision(n % 5) });
    return outcome;
  }

  private async run({ commandId = this.nextId(), ...request }: Asked): Promise<Came> {
    const came = await this.runner.run(requestOf({ ...request, commandId })).catch((error: unknown) => {
      return { thrown: `${(error as Error).constructor.name}: ${(error as Error).message}` };
    });
    this.came.push(came);
    return came;
  }

  private nextId(): CommandId {
    return uuid5(`command ${this.came.length}`, NAMESPACE) as CommandId;
  }
}

function receiptOf(came: Came): Receipt {
  if ('receipt' in came) return came.receipt;
  throw new Error(`not recorded: ${JSON.stringify(came, (_, value: unknown) => (typeof value === 'bigint' ? `${value}` : value))}`); // prettier-ignore
}
