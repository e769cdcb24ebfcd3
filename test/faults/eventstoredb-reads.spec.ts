import type { EventLog } from '@app/eventing';
import { LogUnavailable } from '@app/eventstoredb';
import { status } from '@grpc/grpc-js';
import { newEvents, newStream } from '../contract/event-log.contract.js';
import { standInNode } from '../support/eventstoredb/node.js';
import { StandIn } from '../support/eventstoredb/stand-in.js';
import { eventually, failure, idsOf, read } from '../support/eventstoredb/traps.js';

describe('with EventStoreDB', () => {
  let node: Awaited<ReturnType<typeof standInNode>>;
  let server: StandIn;
  let log: EventLog;
  beforeEach(async () => {
    node = await standInNode();
    server = node.server;
    log = await node.open({ deadlineMs: 2_000 });
  });
  afterEach(() => node.dispose());

  describe('a read', () => {
    it('without an answer fails, and does not wait for ever', async () => {
      server.fault({ kind: 'silent', on: 'readStream' });
      expect(await failure(read(log, newStream()))).toBeInstanceOf(LogUnavailable);
    });

    it.each([
      ['silent', { kind: 'silent' }],
      ['cut off before its answer', { kind: 'cut', when: 'before' }],
      ['cut off in its answer', { kind: 'cut', when: 'after' }],
    ] as const)('that is %s once gets the whole stream all the same, each event once', async (_, harm) => {
      const [stream, events] = [newStream(), newEvents(700)];
      await (await node.open()).append(stream, 'none', events);
      server.fault({ ...harm, on: 'readStream', times: 1 });
      expect(idsOf(await read(log, stream))).toEqual(idsOf(events));
    });

    it('that comes to a follower goes to the leader', async () => {
      const [stream, events] = [newStream(), newEvents(2)];
      await log.append(stream, 'none', events);
      const leader = await StandIn.start({ store: server.store });
      try {
        server.fault({ kind: 'not-leader', host: '127.0.0.1', port: leader.port, on: 'readStream' });
        expect(idsOf(await read(log, stream))).toEqual(idsOf(events));
        expect(leader.calls.readStream).toBe(1);
      } finally {
        await leader.kill();
      }
    });
  });

  describe('what stands at a position', () => {
    it('is nothing where no event has it, and not known where the server is not ready', async () => {
      const { position } = await log.append(newStream(), 'none', newEvents(1));
      expect(await log.eventAt((position + 1n) as typeof position)).toBeNull();
      await server.restart({ answering: false });
      expect(await failure(log.eventAt((position + 1n) as typeof position))).toBeInstanceOf(LogUnavailable);
      expect(await failure(log.eventAt(position))).toBeInstanceOf(LogUnavailable);
    });
  });

  it('what stands at a position is not "nothing" because the server failed when it was asked', async () => {
    const [event] = newEvents(1);
    const { position } = await log.append(newStream(), 'none', [event!]);
    const unwell = { code: status.UNKNOWN, details: 'out of breath' };
    server.fault({ kind: 'refuse', status: unwell, on: 'readAll', times: 2 });
    expect(await log.eventAt(position)).toBe(event?.id);
  });

  describe('the head', () => {
    it('is heard of when another process appends, without a question to the server', async () => {
      const other = await node.open();
      const { position } = await other.append(newStream(), 'none', newEvents(1));
      server.fault({ kind: 'silent', on: 'readAll' });
      await eventually(async () => (await log.head()).position === position);
    });

    it('is asked of the server where the subscription is silent', async () => {
      server.muteSubscriptions();
      const other = await node.open();
      const { position } = await other.append(newStream(), 'none', newEvents(1));
      await eventually(async () => (await log.head()).position === position);
    });

    it('is not known where the server is away', async () => {
      await server.kill();
      await eventually(() => log.head().then(() => false, (error: unknown) => error instanceof LogUnavailable)); // prettier-ignore
    });
  });
});
