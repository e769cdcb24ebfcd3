import { randomUUID } from 'node:crypto';
import {
  position,
  Statement,
  streamId,
  type ActorId,
  type CommandId,
  type KeyId,
  type Revision,
  type StreamKind,
} from '@app/domain';
import { Keyring, Runner, thingIdOf, type Ambient, type EventLog, type Keys, type Outcome, type Receipt, type RunRequest, type Stored } from '@app/eventing'; // prettier-ignore

/** A clock, and everything else from outside, that a test moves by hand. */
export class TestAmbient implements Ambient {
  at = new Date('2020-01-15T12:00:00.000Z');
  ms = 0;
  readonly slept: number[] = [];
  now = () => this.at;
  elapsed = () => this.ms;
  random = () => 0.5;
  async sleep(ms: number): Promise<void> {
    this.slept.push(ms);
  }
}

export const PARTNERSHIP = 'testshire';

/** What a process has: a runner of its own on stores that others may share. */
export class Office {
  readonly ambient = new TestAmbient();
  readonly keyring: Keyring;
  readonly runner: Runner;

  constructor(
    readonly log: EventLog,
    readonly keys: Keys,
  ) {
    this.keyring = new Keyring(keys);
    this.runner = new Runner({ log, keyring: this.keyring, ambient: this.ambient });
  }

  run(request: Asked): Promise<Outcome> {
    return this.runner.run(requestOf(request));
  }

  /** The receipt; throws where it was refused. */
  async recorded(request: Asked): Promise<Receipt> {
    const outcome = await this.run(request);
    if (outcome.ok && 'receipt' in outcome) return outcome.receipt;
    throw new Error(
      JSON.stringify(outcome, (_, value: unknown) => (typeof value === 'bigint' ? String(value) : value)),
    );
  }

  async register(partnership = PARTNERSHIP): Promise<Receipt> {
    const digestKey: KeyId = await this.keys.next();
    const supplied = { digestKey, issuer: 'here', subject: 'me' };
    return this.recorded({
      partnership, kind: 'partnership', id: partnership, command: 'RegisterPartnership', supplied, body: { name: 'Testshire', zone: 'Europe/London' },
    }); // prettier-ignore
  }

  action(text = 'Draft the plan', rest: Partial<Asked> = {}): Promise<Receipt> {
    return this.recorded({ kind: 'action', command: 'RecordAction', body: { kind: 'action', text }, ...rest });
  }

  person(name = 'Brenda Houghran', rest: Partial<Asked> = {}): Promise<Receipt> {
    return this.recorded({ kind: 'person', command: 'IntroducePerson', body: { name }, ...rest });
  }

  async stored(kind: StreamKind, id: string): Promise<Stored[]> {
    const events: Stored[] = [];
    for await (const event of this.log.read(streamId(PARTNERSHIP, kind, id))) events.push(event);
    return events;
  }
}

/** A request, of which a test says what matters to it. */
export interface Asked extends Partial<Omit<RunRequest, 'statement' | 'commandId' | 'ifMatch'>> {
  readonly kind: StreamKind;
  readonly command: string;
  readonly body: object;
  readonly statement?: unknown;
  readonly commandId?: string;
  readonly ifMatch?: Revision;
}

export function requestOf({ statement, commandId, ...asked }: Asked): RunRequest {
  const command = (commandId ?? randomUUID()) as CommandId;
  const id = asked.id ?? thingIdOf(command);
  return {
    partnership: PARTNERSHIP,
    id,
    target: id,
    actor: 'secretary' as ActorId,
    correlationId: 'test',
    causationId: 'test',
    ...asked,
    statement: Statement.parse(statement ?? {}),
    commandId: command,
  };
}

/** All events of the log, in its order. */
export async function everything(log: EventLog): Promise<Stored[]> {
  const events: Stored[] = [];
  const stop = new AbortController();
  for await (const batch of log.subscribe({ after: position(0), batch: 1_000, signal: stop.signal })) {
    events.push(...batch.events);
    if (batch.caughtUp) stop.abort();
  }
  return events;
}
