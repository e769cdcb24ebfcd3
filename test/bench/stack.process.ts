import type { CommandId } from '@app/domain';
import { actorIdOf, Codec, thingIdOf, type Receipt, type RunRequest } from '@app/eventing';
import { projections, QUERIES, Reader, type Query } from '@app/read-models';
import { openStack, openWorker, type Stack, type StackConfig } from '@app/stack';
import { ISSUER } from '@app/platform';
import { Statement } from '@app/domain';
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { race } from './append.js';
import { offer } from './child.js';
import { clients, type Round } from './harness.js';
import { record } from './record.js';
import { Scribe } from './scribe.js';
import { fail, PARTNERSHIP, register, SUBJECT } from './seed.js';

const NAMES = projections.map(({ name }) => name);
const CLIENTS = 20;
const READERS = 4;
const LOOK_MS = 5;
/** What is built anew. */
const READ_MODEL = 'actions';
const PATIENCE_MS = 120_000;

let stack: Stack;
let stop = async (): Promise<void> => undefined;

/** As an api has it, with a record of so many actions in it. */
async function open(config: StackConfig, actions: number): Promise<void> {
  stack = await openStack(config, { onFatal: fail });
  stop = () => stack.close();
  await register(stack.log, stack.keyring, PARTNERSHIP);
  await new Scribe(stack.log, stack.keys, 1).append(record(PARTNERSHIP, actions));
}

/** As a worker. */
async function work(config: Extract<StackConfig, { kind: 'distributed' }>): Promise<void> {
  const worker = await openWorker({ servers: config.servers, leaseMs: 10_000 }, { onFatal: fail });
  stop = () => worker.close();
}

const append = (ms: number): Promise<Round> => race(CLIENTS, ms, (stream, expected, event) => stack.log.append(stream, expected, [event])); // prettier-ignore

const command = (ms: number): Promise<Round> => clients(CLIENTS, ms, newAction);

async function newAction(): Promise<Receipt> {
  const commandId = randomUUID() as CommandId;
  const id = thingIdOf(commandId);
  const request: RunRequest = {
    ...{ partnership: PARTNERSHIP, kind: 'action', id, target: id, command: 'RecordAction', commandId },
    body: { kind: 'action', text: 'Ask the districts for their figures and bring a map of the services on offer' },
    statement: Statement.parse({ statedOn: '2011-11-09', sources: [{ words: 'from the minutes of that day' }] }),
    ...{ actor: await actor(), correlationId: 'bench', causationId: 'bench' },
  };
  const outcome = await stack.runner.run(request);
  if (outcome.ok && 'receipt' in outcome) return outcome.receipt;
  throw new Error('a new action was refused');
}

let known: ReturnType<typeof actorIdOf> | undefined;
async function actor(): Promise<ReturnType<typeof actorIdOf>> {
  if (known) return known;
  const id = await stack.keyring.next();
  return (known = actorIdOf((await stack.keyring.find([id])).get(id) as never, ISSUER, SUBJECT));
}

/** One read model from its first event to the head, beside the live one. */
async function rebuild(): Promise<Round> {
  const { position: head } = await stack.log.head();
  let events = 0;
  for await (const { events: some, caughtUp } of stack.log.subscribe({ after: 0n as typeof head, batch: 10_000, signal: AbortSignal.timeout(PATIENCE_MS) })) {
    events += some.length;
    if (caughtUp) break;
  } // prettier-ignore
  const began = performance.now();
  const { number } = await stack.projections.rebuild(READ_MODEL);
  const reached = async () =>
    (await stack.documents.states()).get(READ_MODEL)?.others.find(({ generation }) => generation.number === number)
      ?.checkpoint.position ?? 0n;
  while ((await reached()) < head) {
    if (performance.now() - began > PATIENCE_MS) throw new Error(`${READ_MODEL} was not built in time`);
    await sleep(LOOK_MS);
  }
  const ms = performance.now() - began;
  await stack.projections.drop(READ_MODEL);
  return { rate: (events * 1000) / ms, latencies: [ms] };
}

/** The first page of 50 actions, words open. */
function read(ms: number): Promise<Round> {
  const query = QUERIES.find(({ name }) => name === 'ListActions') as Query;
  const { documents, log, opener } = stack;
  const reader = new Reader({ documents, log, codec: new Codec(), opener, now: () => new Date() });
  return clients(READERS, ms, async () => {
    const answer = await reader.answer(query, { partnership: PARTNERSHIP }, query.params.parse({ limit: '50' }));
    if (!answer.ok) throw new Error(answer.problem);
    return opener.open(answer.json);
  });
}

/** From a receipt until every read model has passed it, as a request knows that waits for its own write. */
async function lag(times: number): Promise<Round> {
  const latencies: number[] = [];
  for (let i = 0; i < times; i++) {
    const { events } = await newAction();
    latencies.push(await timed(() => passed(events[0]?.position ?? fail(new Error('nothing was recorded')))));
  }
  return { rate: (times * 1000) / latencies.reduce((a, b) => a + b), latencies };
}

async function passed(position: Receipt['events'][number]['position']): Promise<void> {
  const outcome = await stack.positions.passed(NAMES, position, { patienceMs: PATIENCE_MS });
  if (outcome !== 'passed') throw new Error(`the read models are ${outcome}`);
}

/** Until all that is recorded is in the read models. */
const settle = async (): Promise<void> => passed((await stack.log.head()).position);

async function timed(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return performance.now() - began;
}

export type StackProcess = {
  open(config: StackConfig, actions: number): Promise<void>;
  work(config: StackConfig & { kind: 'distributed' }): Promise<void>;
  append(ms: number): Promise<Round>;
  command(ms: number): Promise<Round>;
  rebuild(): Promise<Round>;
  read(ms: number): Promise<Round>;
  lag(times: number): Promise<Round>;
  settle(): Promise<void>;
};
offer({ open, work, append, command, rebuild, read, lag, settle } satisfies StackProcess, () => stop());
