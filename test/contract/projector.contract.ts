import { position, streamId, type Position } from '@app/domain';
import { Positions, Projector, ProjectionStopped } from '@app/eventing';
import type {
  Ambient,
  Batch,
  Documents,
  EventLog,
  LogReader,
  Passed,
  Progress,
  Projection,
  ProjectionState,
} from '@app/eventing';
import fc from 'fast-check';
import { courses, failing, happen, reading, tally, written, type Step } from '../support/readings.js';

/** A log, and as many empty stores for documents as a test wants. */
export interface ProjectorStores {
  readonly log: EventLog;
  newDocuments(): Promise<Documents>;
  dispose(): Promise<void>;
}

const IDS = [
  ...[0, 1, 2, 3].map((n) => `testshire/action/a${n}`),
  'all',
  'kind/action',
  'kind/issue',
  'kind/offer',
  'kind/heading',
];
const PATIENT = { patienceMs: 20_000 };
/** Time stands still, so that a live batch is never cut into slices. */
const TIMELESS: Ambient = { now: () => new Date(0), elapsed: () => 0, random: () => 0, sleep: async () => undefined };

/** A projector with what a test needs to look at it. */
class Running {
  readonly progress: Progress[] = [];
  readonly positions: Positions;
  readonly projector: Projector;
  private readonly stopping = new AbortController();

  constructor(
    log: LogReader,
    readonly documents: Documents,
    private readonly projections: readonly Projection[],
    options: Partial<ConstructorParameters<typeof Projector>[0]> = {},
  ) {
    this.positions = new Positions(documents);
    const onProgress = (progress: Progress): void => {
      this.progress.push(progress);
      if (progress.isLive) this.positions.advanced(progress.generation, progress.mark.position);
    };
    const onFailure = ({ attempts }: { attempts: number }) => (attempts < 3 ? { retryInMs: 0 } : ('park' as const));
    this.projector = new Projector(
      { log, documents, projections, onProgress, onFailure, ...options },
      this.stopping.signal,
    );
  }

  static async start(...args: ConstructorParameters<typeof Running>): Promise<Running> {
    const running = new Running(...args);
    await running.projector.start();
    return running;
  }

  passed(at: Position, names = this.projections.map(({ name }) => name)): Promise<Passed> {
    return this.positions.passed(names, at, PATIENT);
  }

  async state(name: string): Promise<ProjectionState> {
    const state = (await this.documents.states()).get(name);
    if (!state) throw new Error(`no ${name}`);
    return state;
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    await this.projector.done();
  }
}

/** The log in batches of these sizes, over and over. */
const inBatches = (log: LogReader, sizes: readonly number[]): LogReader => ({
  read: (...args) => log.read(...args),
  head: () => log.head(),
  close: () => log.close(),
  async *subscribe(o): AsyncIterable<Batch> {
    let turn = 0;
    for await (const { events, through, caughtUp } of log.subscribe(o)) {
      const rest = [...events];
      while (rest.length > 0) {
        const part = rest.splice(0, sizes[turn++ % sizes.length]);
        const isLast = rest.length === 0;
        yield {
          events: part,
          through: isLast ? through : (part.at(-1)?.position ?? through),
          caughtUp: caughtUp && isLast,
        };
      }
      if (events.length === 0) yield { events, through, caughtUp };
    }
  },
});

/** Documents of a process that dies at its nth step: one before and one after each call, and one amid each commit. */
function dyingAt(
  documents: Documents,
  fatal: number,
): Documents & { readonly isDead: boolean; readonly died: Promise<void> } {
  let steps = 0;
  let isDead = false;
  let die: () => void = () => undefined;
  const died = new Promise<void>((resolve) => (die = resolve));
  const step = () => {
    isDead ||= ++steps === fatal;
    if (!isDead) return;
    die();
    throw new Error('the process has died');
  };
  const around =
    <A extends unknown[], R>(call: (...args: A) => Promise<R>) =>
    async (...args: A): Promise<R> => {
      step();
      const result = await call(...args);
      step();
      return result;
    };
  return {
    load: around((...args) => documents.load(...args)),
    commit: around(async (lease, writes, through) => {
      // Stores without transactions write documents before the checkpoint.
      await documents.commit(lease, writes, { position: position(0), eventId: null });
      step();
      await documents.commit(lease, writes, through);
    }),
    find: (...args) => documents.find(...args),
    count: (...args) => documents.count(...args),
    claim: around((g) => documents.claim(g)),
    park: around((...args) => documents.park(...args)),
    states: around(() => documents.states()),
    promote: around((...args) => documents.promote(...args)),
    drop: around((g) => documents.drop(g)),
    close: () => documents.close(),
    died,
    get isDead() {
      return isDead;
    },
  };
}

export function projectorContract(name: string, setUp: () => Promise<ProjectorStores>, numRuns = 30): void {
  describe(`a projector on ${name}`, () => {
    let stores: ProjectorStores;
    let log: EventLog;
    let documents: Documents;
    let running: Running[];

    const start = async (
      ...[projections, options, on]: [readonly Projection[], object?, Documents?]
    ): Promise<Running> => {
      const started = await Running.start(log, on ?? documents, projections, options);
      running.push(started);
      return started;
    };
    const steps = (...kinds: number[]): Step[] => kinds.map((kind, i) => ({ action: i % 4, kind }));
    const SOME = steps(0, 1, 2, 3, 1, 1, 2, 0, 3, 0, 1, 2);

    beforeEach(async () => {
      stores = await setUp();
      log = stores.log;
      documents = await stores.newDocuments();
      running = [];
    });

    afterEach(async () => {
      await Promise.all(running.map((each) => each.stop()));
      await stores.dispose();
    });

    describe('brings documents and entries to what they would be', () => {
      it('one event at a time, whatever the batches', async () => {
        const step = fc.record({ action: fc.nat(3), kind: fc.nat(3) });
        const sizes = fc.array(fc.integer({ min: 1, max: 7 }), { minLength: 1, maxLength: 4 });
        await fc.assert(
          fc.asyncProperty(
            fc.array(step, { minLength: 1, maxLength: 25 }),
            sizes,
            fc.nat(25),
            async (all, batches, cut) => {
              const fresh = await setUp();
              const of = { log: fresh.log, documents: await fresh.newDocuments() };
              const last = await happen(of.log, all.slice(0, cut));
              const projections = [courses('one by one'), courses('in batches'), courses('in batches, forgetful')];
              const slow = await Running.start(inBatches(of.log, [1]), of.documents, projections.slice(0, 1));
              const quick = await Running.start(inBatches(of.log, batches), of.documents, projections.slice(1, 2));
              const options = { cacheBytes: 1 };
              const forgetful = await Running.start(
                inBatches(of.log, batches),
                of.documents,
                projections.slice(2),
                options,
              );
              const end = (await happen(of.log, all.slice(cut))) || last;
              const readings: unknown[] = [];
              for (const each of [slow, quick, forgetful]) {
                expect(await each.passed(end)).toBe('passed');
                await each.stop();
                for (const { live } of (await of.documents.states()).values()) {
                  if (each.progress.some(({ generation }) => generation.projection === live.projection)) {
                    readings.push(await reading(of.documents, live, IDS, end));
                  }
                }
              }
              await fresh.dispose();
              expect(readings).toHaveLength(3);
              expect(readings[1]).toEqual(readings[0]);
              expect(readings[2]).toEqual(readings[0]);
            },
          ),
          { numRuns },
        );
      });

      it('had it not been stopped at any step on the way', async () => {
        const last = await happen(log, SOME.slice(0, 7));
        const projections = [courses('a'), tally('b')];
        const read = async (on: Documents) => {
          const states = [...(await on.states()).values()];
          return Promise.all(states.map(({ live }) => reading(on, live, IDS, last)));
        };
        const undisturbed = await start(projections);
        await undisturbed.passed(last);
        const expected = await read(documents);
        let fatal = 0;
        for (let hasDied = true; hasDied;) {
          const fresh = await stores.newDocuments();
          const dying = dyingAt(fresh, ++fatal);
          const doomed = new Running(inBatches(log, [4]), fresh, projections, { documents: dying });
          await doomed.projector.start().catch(() => undefined);
          await Promise.race([doomed.passed(last), dying.died]);
          await doomed.stop();
          hasDied = dying.isDead;
          const after = await Running.start(inBatches(log, [3]), fresh, projections);
          expect(await after.passed(last)).toBe('passed');
          await after.stop();
          expect({ fatal, read: await read(fresh) }).toEqual({ fatal, read: expected });
        }
        expect(fatal).toBeGreaterThan(25);
      }, 60_000);
    });

    describe('reads and writes', () => {
      it('once for a batch, however many events it has', async () => {
        const last = await happen(log, SOME);
        const load = jest.spyOn(documents, 'load');
        const commit = jest.spyOn(documents, 'commit');
        await (await start([courses()], { ambient: TIMELESS })).passed(last);
        expect(load).toHaveBeenCalledTimes(1);
        expect(commit.mock.calls.map(([, writes]) => writes.length)).toEqual([4]);
      });

      it('the log once for all projections at the same place', async () => {
        const subscribe = jest.spyOn(log, 'subscribe');
        const last = await happen(log, SOME);
        await (await start([courses('a'), courses('b'), tally('c')])).passed(last);
        expect(subscribe).toHaveBeenCalledTimes(1);
      });

      it('the log once again when one that was behind has come up', async () => {
        const before = await happen(log, SOME);
        const first = await start([courses('a')]);
        await first.passed(before);
        await first.stop();
        const subscribe = jest.spyOn(log, 'subscribe');
        const both = await start([courses('a'), courses('b')]);
        await both.passed(before);
        const signals = () => subscribe.mock.calls.map(([{ signal }]) => signal.aborted);
        // The merging shows behind the next batch at the latest.
        await both.passed(await happen(log, steps(1)));
        await both.passed(await happen(log, steps(1)));
        expect(signals().filter((aborted) => !aborted)).toHaveLength(1);
      });

      it('a checkpoint behind events without a handler, so that lag and waits do not lie', async () => {
        const nothing: Projection = { ...courses('nothing'), documents: () => [] };
        const last = await happen(log, SOME);
        const started = await start([nothing]);
        expect(await started.passed(last)).toBe('passed');
        const stored = await streamEnd(log, last);
        expect((await started.state('nothing')).checkpoint).toEqual({ position: last, eventId: stored });
      });

      it('a checkpoint behind what the log has passed over beyond the last event of a batch', async () => {
        const last = await happen(log, SOME);
        const beyond = position(last + 100n);
        const further: LogReader = {
          ...inBatches(log, [100]),
          async *subscribe(o): AsyncIterable<Batch> {
            for await (const batch of log.subscribe(o)) yield { ...batch, through: beyond };
          },
        };
        const started = await Running.start(further, documents, [courses()]);
        running.push(started);
        expect(await started.passed(beyond)).toBe('passed');
        expect((await started.state('courses')).checkpoint).toEqual({
          position: beyond,
          eventId: await streamEnd(log, last),
        });
      });

      it('live in slices of 5 ms, that nobody may wait for the end of a long batch', async () => {
        let ms = 0;
        const ambient = {
          now: () => new Date(),
          elapsed: () => (ms += 3),
          random: () => 0,
          sleep: async () => undefined,
        };
        const last = await happen(log, SOME);
        const commit = jest.spyOn(documents, 'commit');
        await (await start([courses()], { ambient })).passed(last);
        expect(commit.mock.calls.length).toBeGreaterThan(3);
        expect(commit.mock.calls.map(([, , { position: at }]) => at)).toEqual(
          commit.mock.calls.map(([, , { position: at }]) => at).sort((a, b) => Number(a - b)),
        );
      });
    });

    describe('an event that cannot be folded', () => {
      const isBad = ({ data }: { data: unknown }) => (data as { kind: string }).kind === 'offer';

      it('parks its projection before it, with the reason, while the others go on', async () => {
        const last = await happen(log, steps(0, 1, 2, 3));
        const started = await start([courses('good'), failing('bad', isBad)]);
        expect(await started.passed(last, ['good'])).toBe('passed');
        expect(await started.passed(last, ['bad'])).toBe('parked');
        expect(await started.passed(await happen(log, steps(1)), ['good'])).toBe('passed');
        const bad = await started.state('bad');
        expect(bad.checkpoint.position).toBe(position(2));
        expect(bad.parked).toEqual({
          at: 3n, eventId: await streamEnd(log, position(3)), error: 'TypeError: no such thing', attempts: 3,
        }); // prettier-ignore
        expect((await started.state('good')).parked).toBeUndefined();
      });

      it('is in no document when it fails in the second of two, though both were changed before', async () => {
        const whole = tally('bad');
        const halfBad: Projection<{ readonly times: number }> = {
          ...whole,
          fold: (doc, event, id) => {
            if (id === 'all' && isBad(event)) throw new Error('no');
            return whole.fold(doc, event, id);
          },
        };
        const isBad = ({ position: at }: { position: Position }) => at === 3n;
        const last = await happen(log, steps(0, 0, 0));
        const started = await start([halfBad]);
        expect(await started.passed(last)).toBe('parked');
        const docs = await documents.load((await started.state('bad')).live, IDS);
        expect([...docs.values()].map(({ id, json }) => `${id} ${json}`).sort()).toEqual([
          'all {"times":2}',
          'kind/action {"times":2}',
        ]);
      });

      it('stays parked over a restart until it is resumed, and then the projection goes on', async () => {
        let isMended = false;
        const last = await happen(log, steps(0, 1, 2, 3));
        const first = await start([failing('bad', (event) => isBad(event) && !isMended)]);
        expect(await first.passed(last)).toBe('parked');
        await first.stop();
        const second = await start([failing('bad', (event) => isBad(event) && !isMended)]);
        expect(await second.passed(last)).toBe('parked');
        isMended = true;
        await second.projector.resume('bad');
        expect(await second.passed(last)).toBe('passed');
        expect((await second.state('bad')).parked).toBeUndefined();
      });

      it('that this program cannot read parks every projection, since none may pass over it', async () => {
        const last = await happen(log, steps(0, 1));
        const stream = streamId('testshire', 'action', 'new');
        const unknown = { ...written('ActionRecorded', {}), type: 'ActionForgotten' };
        const { position: beyond } = await log.append(stream, 'none', [unknown]);
        const started = await start([courses('a'), tally('b')]);
        expect(await started.passed(last)).toBe('passed');
        for (const each of ['a', 'b']) {
          expect(await started.passed(beyond, [each])).toBe('parked');
          expect((await started.state(each)).parked?.error).toContain('ActionForgotten');
        }
      });

      it('is tried again before that, each one as often, and then nothing is lost', async () => {
        const failures = new Map<bigint, number>();
        const isShaky = ({ position: at }: { position: Position }) => {
          failures.set(at, (failures.get(at) ?? 0) + 1);
          return at > 2n && failures.get(at)! <= 2;
        };
        const last = await happen(log, steps(0, 1, 2, 3));
        const started = await start([failing('shaky', isShaky)]);
        expect(await started.passed(last)).toBe('passed');
      });
    });

    it('a store that fails is tried for ever, and parks nothing', async () => {
      const commit = documents.commit.bind(documents);
      let failures = 5;
      jest.spyOn(documents, 'commit').mockImplementation(async (...args) => {
        if (failures-- > 0) throw new Error('busy');
        return commit(...args);
      });
      const last = await happen(log, steps(0, 1));
      const started = await start([courses()], { onFailure: () => ({ retryInMs: 0 }) });
      expect(await started.passed(last)).toBe('passed');
    });

    describe('a rebuild', () => {
      it('makes the same documents beside the live ones, and puts them in their place', async () => {
        const last = await happen(log, SOME);
        const started = await start([courses('a'), tally('b')]);
        await started.passed(last);
        const { live: before } = await started.state('a');
        const made = await started.projector.rebuild('a');
        const { live, others } = await started.state('a');
        expect(live).toEqual(made);
        expect(others.map(({ generation }) => generation)).toEqual([before]);
        expect(await reading(documents, made, IDS, last)).toEqual(await reading(documents, before, IDS, last));
        expect(await started.passed(await happen(log, steps(1)))).toBe('passed');
        expect(started.progress.some(({ generation, isLive }) => generation.number === made.number && !isLive)).toBe(
          true,
        );
      });

      it('leaves only one replaced generation behind', async () => {
        const last = await happen(log, SOME);
        const started = await start([courses('a')]);
        await started.passed(last);
        const second = await started.projector.rebuild('a');
        const third = await started.projector.rebuild('a');
        const { live, others } = await started.state('a');
        expect([live, ...others.map(({ generation }) => generation)]).toEqual([third, second]);
      });

      it('that two ask for at once is one', async () => {
        const started = await start([courses('a')]);
        const [one, two] = await Promise.all([started.projector.rebuild('a'), started.projector.rebuild('a')]);
        expect(two).toEqual(one);
      });

      it('that is under way when the projector stops says so', async () => {
        let isBad = false;
        const last = await happen(log, SOME);
        const started = await start([failing('a', () => isBad)], { onFailure: () => ({ retryInMs: 0 }) });
        await started.passed(last);
        isBad = true;
        const rebuilt = started.projector.rebuild('a');
        await started.stop();
        await expect(rebuilt).rejects.toThrow('has stopped');
      });

      it('that finds another generation live by now is given up, and another may follow', async () => {
        const last = await happen(log, SOME);
        const started = await start([courses('a')]);
        await started.passed(last);
        const { live } = await started.state('a');
        jest.spyOn(documents, 'promote').mockResolvedValueOnce(false);
        await expect(started.projector.rebuild('a')).rejects.toThrow('another generation');
        expect((await started.state('a')).live).toEqual(live);
        const made = await started.projector.rebuild('a');
        expect((await started.state('a')).live).toEqual(made);
      });

      it('that comes upon a bad event is refused, the live generation stays, and once resumed it takes its place', async () => {
        let isBad = false;
        const last = await happen(log, SOME);
        const started = await start([failing('a', () => isBad)]);
        await started.passed(last);
        const { live } = await started.state('a');
        isBad = true;
        await expect(started.projector.rebuild('a')).rejects.toThrow(ProjectionStopped);
        expect((await started.state('a')).live).toEqual(live);
        isBad = false;
        await started.projector.resume('a');
        const isPromoted = () =>
          started.progress.some(({ generation, isLive }) => isLive && generation.number > live.number);
        while (!isPromoted()) await new Promise(setImmediate);
        expect((await started.state('a')).live.number).toBeGreaterThan(live.number);
      });
    });

    describe('a raised version', () => {
      it('builds a generation beside the one of the old version, which is served as it stands until then', async () => {
        const last = await happen(log, SOME);
        const old = await start([courses('a', 1)]);
        await old.passed(last);
        const { live: before } = await old.state('a');
        await old.stop();
        const end = await happen(log, steps(1));
        const promote = jest.spyOn(documents, 'promote');
        const next = await start([courses('a', 2)]);
        expect(await next.passed(end)).toBe('passed');
        const { live, others } = await next.state('a');
        expect(live.number).toBeGreaterThan(before.number);
        expect(promote).toHaveBeenCalledWith('a', before, live);
        expect(others.map(({ checkpoint }) => checkpoint.position)).toEqual([last]);
      });

      it('goes on with what an earlier start had begun', async () => {
        const last = await happen(log, SOME);
        const old = await start([courses('a', 1)]);
        await old.passed(last);
        await old.stop();
        const seven = { ...failing('a', ({ position: at }) => at > 7n), version: 2 };
        const begun = await start([seven]);
        while (!(await begun.state('a')).others.some(({ parked }) => parked)) await new Promise(setImmediate);
        await begun.stop();
        const next = await start([courses('a', 2)]);
        await next.projector.resume('a');
        expect(await next.passed(last)).toBe('passed');
        while ((await next.state('a')).live.number < 2_000_000) await new Promise(setImmediate);
        const applied = next.progress.filter(({ generation }) => generation.number >= 2_000_000).map((p) => p.applied);
        expect(Math.max(...applied)).toBe(SOME.length - 7);
        const docs = await documents.load((await next.state('a')).live, IDS);
        const kinds = [...docs.values()].flatMap(({ json }) => (JSON.parse(json) as { kinds: string[] }).kinds);
        expect(kinds).toHaveLength(SOME.length);
      });
    });

    it('another process that claims a projection ends the work of the first, and nothing is written twice', async () => {
      const last = await happen(log, SOME);
      const first = await start([courses()]);
      await first.passed(last);
      const second = await start([courses()]);
      const end = await happen(log, steps(1, 2));
      expect(await second.passed(end)).toBe('passed');
      const { live } = await second.state('courses');
      const docs = await documents.load(live, IDS);
      const kinds = [...docs.values()].flatMap(({ json }) => (JSON.parse(json) as { kinds: string[] }).kinds);
      expect(kinds).toHaveLength(SOME.length + 2);
    });
  });
}

/** Id of the event at that position. */
async function streamEnd(log: LogReader, at: Position): Promise<string | undefined> {
  const stop = new AbortController();
  for await (const { events } of log.subscribe({ after: position(at - 1n), batch: 1, signal: stop.signal })) {
    stop.abort();
    return events[0]?.id;
  }
  return undefined;
}
