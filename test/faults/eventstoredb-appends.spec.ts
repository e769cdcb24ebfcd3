import { AppendAmbiguous, revision, WrongRevision } from '@app/eventing';
import type { EventLog } from '@app/eventing';
import { status } from '@grpc/grpc-js';
import { newEvents, newStream } from '../contract/event-log.contract.js';
import { standInNode } from '../support/eventstoredb/node.js';
import { StandIn } from '../support/eventstoredb/stand-in.js';
import { failure, idsOf, read } from '../support/eventstoredb/traps.js';

describe('an append to EventStoreDB', () => {
  let node: Awaited<ReturnType<typeof standInNode>>;
  let server: StandIn;
  let log: EventLog;
  /** For what is to run into its deadline. */
  let hasty: EventLog;
  beforeEach(async () => {
    node = await standInNode();
    server = node.server;
    log = await node.open();
    hasty = await node.open({ deadlineMs: 500 });
  });
  afterEach(() => node.dispose());

  it('is a call of its own, never one of the list that all connections of a process share', async () => {
    await log.append(newStream(), 'none', newEvents(2));
    expect(server.calls).toMatchObject({ append: 1 });
    expect(server.calls).not.toHaveProperty('batchAppend');
    expect(server.calls).not.toHaveProperty('features');
  });

  it.each(['silent', 'answer-lost'] as const)(
    'that gets no answer (%s) is of unknown outcome at its deadline, and sent again is written once',
    async (kind) => {
      const [stream, events] = [newStream(), newEvents(2)];
      server.fault({ kind, on: 'append', times: 1 });
      expect(await failure(hasty.append(stream, 'none', events))).toBeInstanceOf(AppendAmbiguous);
      expect(await log.append(stream, 'none', events)).toMatchObject({ revision: 1n });
      expect(idsOf(await read(log, stream))).toEqual(idsOf(events));
    },
  );

  it.each(['before', 'after'] as const)(
    'whose connection breaks %s it is written is of unknown outcome, and sent again is written once',
    async (when) => {
      const [stream, events] = [newStream(), newEvents(2)];
      server.fault({ kind: 'cut', when, on: 'append', times: 1 });
      expect(await failure(log.append(stream, 'none', events))).toBeInstanceOf(AppendAmbiguous);
      expect(await log.append(stream, 'none', events)).toMatchObject({ revision: 1n });
      expect(idsOf(await read(log, stream))).toEqual(idsOf(events));
    },
  );

  it.each([
    ['UNKNOWN', status.UNKNOWN],
    ['ABORTED', status.ABORTED],
    ['CANCELLED', status.CANCELLED],
    ['UNAVAILABLE', status.UNAVAILABLE],
    ['INTERNAL', status.INTERNAL],
  ])('that is answered %s may have been written', async (_, code) => {
    server.fault({ kind: 'refuse', status: { code, details: 'something is wrong' }, on: 'append', times: 1 });
    expect(await failure(log.append(newStream(), 'none', newEvents(1)))).toBeInstanceOf(AppendAmbiguous);
    expect(server.calls.append).toBe(1);
  });

  it('whose answer comes after its deadline does no harm', async () => {
    const [stream, events] = [newStream(), newEvents(1)];
    const held = server.fault({ kind: 'hold', on: 'append', times: 1 });
    expect(await failure(hasty.append(stream, 'none', events))).toBeInstanceOf(AppendAmbiguous);
    held.release();
    expect(await log.append(stream, 'none', events)).toMatchObject({ revision: 0n });
    expect(await read(log, stream)).toHaveLength(1);
  });

  it.each([
    [4, 4n],
    ['no_stream', 'none'],
  ] as const)('that conflicts with a stream at %s says so', async (current, actual) => {
    server.fault({ kind: 'conflict', current, on: 'append', times: 1 });
    const conflict = await failure(log.append(newStream(), revision(1), newEvents(1)));
    expect(conflict).toBeInstanceOf(WrongRevision);
    expect(conflict).toMatchObject({ expected: 1n, actual });
  });

  it('waits for a server that is not ready, as long as it may take', async () => {
    const notReady = { code: status.UNKNOWN, details: 'Server Is Not Ready' };
    server.fault({ kind: 'refuse', status: notReady, on: 'append', times: 3 });
    expect(await log.append(newStream(), 'none', newEvents(1))).toMatchObject({ revision: 0n });
    expect(server.calls.append).toBe(4);
  });

  it('waits for a server that is not there, as long as it may take', async () => {
    await server.kill();
    const patient = log.append(newStream(), 'none', newEvents(1));
    await new Promise(setImmediate);
    await server.restart();
    // The connection that was lost may be noticed only by this append; then it is the same one again.
    const outcome = await patient.catch((error: unknown) => error);
    if (outcome instanceof AppendAmbiguous) await log.append(newStream(), 'none', newEvents(1));
    else expect(outcome).toMatchObject({ revision: 0n });
  });

  it('to a server that stays away is given up as of unknown outcome', async () => {
    await server.kill();
    expect(await failure(hasty.append(newStream(), 'none', newEvents(1)))).toBeInstanceOf(AppendAmbiguous);
  });

  it('that comes to a follower goes to the leader', async () => {
    const leader = await StandIn.start({ store: server.store });
    try {
      server.fault({ kind: 'not-leader', host: '127.0.0.1', port: leader.port, on: 'append' });
      expect(await log.append(newStream(), 'none', newEvents(1))).toMatchObject({ revision: 0n });
      expect(leader.calls.append).toBe(1);
    } finally {
      await leader.kill();
    }
  });

  it('is not touched by what breaks another connection of the process', async () => {
    const other = await standInNode();
    try {
      const lost = await other.open({ deadlineMs: 500 });
      const held = server.fault({ kind: 'hold', on: 'append', times: 1 });
      const waiting = log.append(newStream(), 'none', newEvents(1));
      await server.until(() => held.hits === 1);
      other.server.fault({ kind: 'cut', when: 'before', on: 'append', times: 1 });
      expect(await failure(lost.append(newStream(), 'none', newEvents(1)))).toBeInstanceOf(AppendAmbiguous);
      server.endSubscriptions({ code: status.UNAVAILABLE, details: 'goodbye' });
      held.release();
      expect(await waiting).toMatchObject({ revision: 0n });
    } finally {
      await other.dispose();
    }
  });

  it('is written once whatever happens to its connection, again and again, and the process goes on', async () => {
    const streams = await Promise.all(
      Array.from({ length: 30 }, async () => {
        const [stream, events] = [newStream(), newEvents(4)];
        for (const [n, event] of events.entries()) {
          await untilKnown(() => log.append(stream, n === 0 ? 'none' : revision(n - 1), [event]));
          if (n % 2 === 0) server.cut();
        }
        return { stream, ids: idsOf(events) };
      }),
    );
    for (const { stream, ids } of streams) expect(idsOf(await read(log, stream))).toEqual(ids);
  });

  it('to a cluster of which no node is found is given up, and the process goes on', async () => {
    const hosts = `esdb://127.0.0.1:${server.port},127.0.0.1:${server.port}`;
    const quick = await node.open({ url: `${hosts}?tls=false&discoveryInterval=20`, deadlineMs: 1_000 });
    const append = () => failure(quick.append(newStream(), 'none', newEvents(1)));
    const held = server.fault({ kind: 'hold', on: 'append', times: 1 });
    const waiting = append();
    await server.until(() => held.hits === 1);
    const goodbye = { code: status.UNAVAILABLE, details: 'goodbye' };
    server.fault({ kind: 'refuse', status: goodbye, on: 'append', times: 1 });
    expect(await append()).toBeInstanceOf(AppendAmbiguous);
    // The client now looks for a node, and the first append fails while it does.
    const looking = append();
    await server.kill();
    expect(await looking).toBeInstanceOf(AppendAmbiguous);
    expect(await waiting).toBeInstanceOf(AppendAmbiguous);
  });

  it('is not kept longer than its deadline where a node of a cluster says nothing of the others', async () => {
    const hosts = `esdb://127.0.0.1:${server.port},127.0.0.1:${server.port}?tls=false&gossipTimeout=40`;
    const quick = await node.open({ url: hosts, deadlineMs: 1_000 });
    server.fault({ kind: 'silent', on: 'gossip' });
    server.fault({ kind: 'cut', when: 'before', on: 'append' });
    const append = () => failure(quick.append(newStream(), 'none', newEvents(1)));
    expect(await append()).toBeInstanceOf(AppendAmbiguous);
    // Now the client has no connection, and asks which node is the leader before it sends anything.
    expect(await append()).toBeInstanceOf(AppendAmbiguous);
  });

  it('of the first events of a longer one again has the place of the last of these', async () => {
    const [stream, events] = [newStream(), newEvents(3)];
    await log.append(stream, 'none', events);
    const second = (await read(log, stream))[1];
    const again = await log.append(stream, 'none', events.slice(0, 2));
    expect(again).toEqual({ revision: 1n, position: second?.position });
  });

  it('that was sent is answered before the log is closed', async () => {
    const held = server.fault({ kind: 'hold', on: 'append', times: 1 });
    const waiting = log.append(newStream(), 'none', newEvents(1));
    await server.until(() => held.hits === 1);
    let isAnswered = false;
    void waiting.then(() => (isAnswered = true));
    const closing = log.close();
    held.release();
    await closing;
    expect(isAnswered).toBe(true);
    expect(await waiting).toMatchObject({ revision: 0n });
    expect(await failure(log.append(newStream(), 'none', newEvents(1)))).toBeInstanceOf(AppendAmbiguous);
  });
});

/** Sends it again while its outcome is unknown, as the runner does. */
async function untilKnown(append: () => Promise<unknown>): Promise<void> {
  for (let attempt = 0; attempt < 50; attempt++) {
    try {
      await append();
      return;
    } catch (error) {
      if (!(error instanceof AppendAmbiguous)) throw error;
    }
  }
  throw new Error('it stayed unknown');
}
