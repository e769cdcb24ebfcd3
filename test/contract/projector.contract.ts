import { position, streamId, type Position } from '@app/domain';
import {
  ControlRefused,
  DocumentTooLarge,
  generationsOf,
  Positions,
  ProjectionControl,
  Projector,
  verify,
} from '@app/eventing';
import type {
  Ambient,
  Batch,
  Documents,
  EventLog,
  Generation,
  GenerationState,
  LogReader,
  Passed,
  Progress,
  Projection,
  ProjectionState,
} from '@app/eventing';
import fc from 'fast-check';
import { courses, failing, happen, reading, tally, written, type Course, type Step } from '../support/readings.js';

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
const TIMELESS: Ambient = {
  now: () => new Date(0),
  elapsed: () => 0,
  random: () => 0,
  sleep: (_, signal) => idle(signal),
};

/** A projector with what a test needs to look at it. */
class Running {
  readonly progress: Progress[] = [];
  readonly positions: Positions;
  readonly projector: Projector;
  readonly control: ProjectionControl;
  private readonly stopping = new AbortController();

  constructor(
    private readonly log: LogReader,
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
    this.control = new ProjectionControl({
      ...{ log, documents, projections, ambient: { sleep: () => idle() } },
      onChanged: () => this.projector.nudge(),
      onPromoted: (to) => this.projector.promoted(to),
    });
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

  /** Until the store tells of that generation what is asked for. */
  async until({ projection, number }: Generation, isSo: (state: GenerationState) => boolean): Promise<GenerationState> {
    for (;;) {
      const all = generationsOf(await this.state(projection));
      const found = all.find(({ generation }) => generation.number === number);
      if (found && isSo(found)) return found;
      await new Promise(setImmediate);
    }
  }

  /** Builds it anew and puts it in its place, as an operator does. */
  async rebuild(name: string): Promise<Generation> {
    const made = await this.control.rebuild(name);
    const { position: head } = await this.log.head();
    await this.until(made, ({ checkpoint }) => checkpoint.position >= head);
    return this.control.promote(name);
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
  eventAt: (at) => log.eventAt(at),
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
    create: around((g) => documents.create(g)),
    claim: around((...args) => documents.claim(...args)),
    renew: around((lease) => documents.renew(lease)),
    release: around((lease) => documents.release(lease)),
    unpark: around((...args) => documents.unpark(...args)),
    size: (g) => documents.size(g),
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
      }, 600_000);
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

      it('live in slices of 5 ms, that nobody may wait for the end of a long batch', async () => {
        let ms = 0;
        const ambient: Ambient = {
          now: () => new Date(),
          elapsed: () => (ms += 3),
          random: () => 0,
          sleep: (_, signal) => idle(signal),
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
        await second.control.resume('bad');
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

    describe('an event that makes a document larger than the store takes', () => {
      /** Of the tally of all: its tenth event is too much. */
      const LIMIT = '{"times":9}'.length;
      const withLimit = (): void => {
        const commit = documents.commit.bind(documents);
        jest.spyOn(documents, 'commit').mockImplementation(async (lease, writes, through) => {
          const bytes = writes.find(({ id }) => id === 'all')?.json?.length ?? 0;
          if (bytes > LIMIT) throw new DocumentTooLarge('all', bytes, LIMIT);
          return commit(lease, writes, through);
        });
      };
      const timesOf = async (g: Generation): Promise<string | undefined> =>
        (await documents.load(g, ['all'])).get('all')?.json;

      it('parks its projection before it, naming event and document, and what was before it in its batch is kept', async () => {
        withLimit();
        const last = await happen(log, SOME);
        const started = await start([tally('counted'), courses('whole')], { ambient: TIMELESS });
        expect(await started.passed(last, ['counted'])).toBe('parked');
        expect(await started.passed(last, ['whole'])).toBe('passed');
        const { live, checkpoint, parked } = await started.state('counted');
        expect(parked).toEqual({
          ...{ at: 10n, eventId: await streamEnd(log, position(10)), attempts: 3 },
          error: `DocumentTooLarge: document all would take ${LIMIT + 1} bytes, and the store takes ${LIMIT}`,
        });
        expect([checkpoint.position, await timesOf(live)]).toEqual([9n, '{"times":9}']);
      });

      it('is skipped like any other, and the document stays as it was before it', async () => {
        withLimit();
        const last = await happen(log, SOME.slice(0, 10));
        const started = await start([tally('counted')], { ambient: TIMELESS });
        expect(await started.passed(last)).toBe('parked');
        await started.control.skip('counted', position(10), 'too much');
        expect(await started.passed(last)).toBe('passed');
        expect(await timesOf((await started.state('counted')).live)).toBe('{"times":9}');
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

    describe('an event that is skipped', () => {
      const isBad = ({ data }: { data: unknown }) => (data as { kind: string }).kind === 'offer';

      it('is in no document, and the projection goes on behind it', async () => {
        const last = await happen(log, steps(0, 1, 2, 3));
        const started = await start([failing('bad', isBad)]);
        expect(await started.passed(last)).toBe('parked');
        await started.control.skip('bad', position(3), 'typed in by mistake');
        expect(await started.passed(last)).toBe('passed');
        const { live, skips } = await started.state('bad');
        expect(skips).toEqual([
          { at: 3n, eventId: await streamEnd(log, position(3)), reason: 'typed in by mistake' },
        ]); // prettier-ignore
        expect([...(await documents.load(live, IDS)).keys()].sort()).toEqual([0, 1, 3].map((n) => IDS[n]));
      });

      it('is skipped where the projection is parked, and nowhere else', async () => {
        const last = await happen(log, steps(0, 1, 2, 3));
        const started = await start([failing('bad', isBad)]);
        expect(await started.passed(last)).toBe('parked');
        await expect(started.control.skip('bad', position(2), 'a mistake')).rejects.toThrow(ControlRefused);
        expect((await started.state('bad')).parked?.at).toBe(3n);
      });

      it('is not skipped by the next generation, whose code may be mended', async () => {
        let isMended = false;
        const last = await happen(log, steps(0, 1, 2, 3));
        const started = await start([failing('bad', (event) => isBad(event) && !isMended)]);
        expect(await started.passed(last)).toBe('parked');
        await started.control.skip('bad', position(3), 'until it is mended');
        expect(await started.passed(last)).toBe('passed');
        isMended = true;
        const made = await started.rebuild('bad');
        expect([...(await documents.load(made, IDS)).keys()].sort()).toEqual([0, 1, 2, 3].map((n) => IDS[n]));
      });
    });

    describe('a rebuild', () => {
      it('makes the same documents beside the live ones, and when it is promoted they take their place', async () => {
        const last = await happen(log, SOME);
        const started = await start([courses('a'), tally('b')]);
        await started.passed(last);
        const { live: before } = await started.state('a');
        const made = await started.control.rebuild('a');
        await started.until(made, ({ checkpoint }) => checkpoint.position === last);
        expect((await started.state('a')).live).toEqual(before);
        expect(await started.control.promote('a')).toEqual(made);
        const { live, others } = await started.state('a');
        expect(live).toEqual(made);
        expect(others.map(({ generation }) => generation)).toEqual([before]);
        expect(await reading(documents, made, IDS, last)).toEqual(await reading(documents, before, IDS, last));
        expect(await started.passed(await happen(log, steps(1)))).toBe('passed');
        const shown = started.progress.filter(({ generation }) => generation.number === made.number);
        expect(new Set(shown.map(({ isLive }) => isLive))).toEqual(new Set([false, true]));
      });

      it('keeps what was live before fed, so that it can be gone back to at any time', async () => {
        const started = await start([courses('a')]);
        await started.passed(await happen(log, SOME));
        const { live: before } = await started.state('a');
        const made = await started.rebuild('a');
        const last = await happen(log, steps(1, 2));
        expect(await started.passed(last)).toBe('passed');
        expect(await started.control.rollback('a')).toEqual(before);
        const { live, others } = await started.state('a');
        expect([live, others[0]?.generation]).toEqual([before, made]);
        expect(await started.passed(last)).toBe('passed');
        expect(await reading(documents, made, IDS, last)).toEqual(await reading(documents, before, IDS, last));
        await expect(started.control.promote('a')).rejects.toMatchObject({ code: 'nothing-to-promote' });
        await expect(started.control.promote('a', before.number)).rejects.toMatchObject({ code: 'moved' });
        expect(await started.control.promote('a', made.number)).toEqual(made);
      });

      it('after a rollback makes another, and drops the one that was rolled back from', async () => {
        const started = await start([courses('a')]);
        await started.passed(await happen(log, SOME));
        const { live: before } = await started.state('a');
        const made = await started.rebuild('a');
        await started.control.rollback('a');
        expect((await started.control.verify('a')).generation).toEqual(before);
        const next = await started.rebuild('a');
        expect(next.number).toBe(made.number + 1);
        const { live, others } = await started.state('a');
        expect([live, others.map(({ generation }) => generation)]).toEqual([next, [before]]);
      });

      it('leaves only one replaced generation behind', async () => {
        const last = await happen(log, SOME);
        const started = await start([courses('a')]);
        await started.passed(last);
        const second = await started.rebuild('a');
        const third = await started.rebuild('a');
        const { live, others } = await started.state('a');
        expect([live, ...others.map(({ generation }) => generation)]).toEqual([third, second]);
      });

      it('that is ordered again while it is under way is the same one', async () => {
        const started = await start([courses('a')]);
        const one = await started.control.rebuild('a');
        expect(await started.control.rebuild('a')).toEqual(one);
      });

      it('is given up without a fault where it is dropped amid its work', async () => {
        const last = await happen(log, SOME);
        const told: unknown[] = [];
        const onFailure = (failure: unknown) => (told.push(failure), { retryInMs: 0 });
        const load: Documents['load'] = async (g, ids) => {
          if ((await documents.states()).get('a')?.live.number !== g.number) await documents.drop(g);
          return documents.load(g, ids);
        };
        const on = Object.assign(Object.create(documents) as Documents, { load });
        const started = await start([courses('a')], { onFailure }, on);
        await started.passed(last);
        await started.control.rebuild('a');
        while ((await started.state('a')).others.length > 0) await new Promise(setImmediate);
        await started.stop();
        expect(told).toEqual([]);
      });

      it('that is behind is not promoted', async () => {
        const last = await happen(log, SOME);
        const started = await start([failing('a', ({ position: at }) => isHeldUp && at > 3n)]);
        let isHeldUp = false;
        await started.passed(last);
        isHeldUp = true;
        const { live } = await started.state('a');
        const made = await started.control.rebuild('a');
        await started.until(made, ({ parked }) => parked !== undefined);
        await expect(started.control.promote('a')).rejects.toMatchObject({ code: 'behind' });
        expect((await started.state('a')).live).toEqual(live);
        isHeldUp = false;
        await started.control.resume('a');
        await started.until(made, ({ checkpoint }) => checkpoint.position === last);
        expect(await started.control.promote('a')).toEqual(made);
      });

      it('goes on where it was when the projector starts again', async () => {
        let isHeldUp = false;
        const last = await happen(log, SOME);
        const bad = failing('a', ({ position: at }) => isHeldUp && at > 3n);
        const first = await start([bad]);
        await first.passed(last);
        isHeldUp = true;
        const made = await first.control.rebuild('a');
        await first.until(made, ({ parked }) => parked !== undefined);
        await first.stop();
        isHeldUp = false;
        const second = await start([bad]);
        await second.control.resume('a');
        await second.until(made, ({ checkpoint }) => checkpoint.position === last);
        // The store shows it before whoever wrote it is told so.
        await second.stop();
        const applied = second.progress.filter(({ generation }) => generation.number === made.number);
        expect(Math.max(...applied.map((each) => each.applied))).toBe(SOME.length - 3);
      });

      it('is refused where there is no such projection, nothing to promote, or nothing to go back to', async () => {
        const { control } = await start([courses('a')]);
        await expect(control.rebuild('b')).rejects.toMatchObject({ code: 'no-such-projection' });
        await expect(control.promote('a')).rejects.toMatchObject({ code: 'nothing-to-promote' });
        await expect(control.rollback('a')).rejects.toMatchObject({ code: 'nothing-to-roll-back-to' });
      });

      it('has a number that no other had, of what was dropped or is of a newer version either', async () => {
        const started = await start([courses('a')]);
        const made = await started.control.rebuild('a');
        await started.control.drop('a');
        const next = await started.control.rebuild('a');
        expect(next.number).toBe(made.number + 1);
        await documents.create({ ...made, number: 2_000_000 });
        await started.control.drop('a');
        expect(await started.control.rebuild('a')).toEqual({ ...made, number: next.number + 1 });
      });

      it('is given up when it is dropped, and the live one stays', async () => {
        const last = await happen(log, SOME);
        const started = await start([courses('a')]);
        await started.passed(last);
        const { live } = await started.state('a');
        const made = await started.control.rebuild('a');
        expect(await started.control.drop('a')).toEqual([made]);
        expect(await started.passed(await happen(log, steps(1)))).toBe('passed');
        expect(await started.state('a')).toMatchObject({ live, others: [] });
      });
    });

    it('what has a long way to go holds up nobody who is at the head, whoever begins first', async () => {
      const first = await start([courses('a', 1), courses('b')]);
      await first.passed(await happen(log, SOME));
      await first.stop();
      const held: (() => void)[] = [];
      let isOver = false;
      const slow: LogReader = {
        ...inBatches(log, [2]),
        async *subscribe(o): AsyncIterable<Batch> {
          for await (const batch of inBatches(log, [2]).subscribe(o)) {
            // What begins at the beginning stands still after its first batch.
            if (!isOver && o.after === 0n && batch.through > 2n) await new Promise<void>((go) => held.push(go));
            yield batch;
          }
        },
      };
      const second = await Running.start(slow, documents, [courses('a', 2), courses('b')]);
      running.push(second);
      while (held.length === 0) await new Promise(setImmediate);
      for (let n = 0; n < 3; n++) expect(await second.passed(await happen(log, steps(1)), ['b'])).toBe('passed');
      isOver = true;
      for (const go of held) go();
      expect(await second.passed((await log.head()).position)).toBe('passed');
    });

    it('begins what it has taken, where the store fails at the next one', async () => {
      const last = await happen(log, SOME);
      const claim = documents.claim.bind(documents);
      jest.spyOn(documents, 'claim').mockImplementation(async (g, o) => {
        if (g.projection === 'b') throw new Error('busy');
        return claim(g, o);
      });
      const told: string[] = [];
      const onFailure = ({ projection }: { projection: string }) => (told.push(projection), { retryInMs: 0 });
      const started = await start([courses('a'), courses('b'), courses('c')], { onFailure });
      expect(await started.passed(last, ['a', 'c'])).toBe('passed');
      expect(new Set(told)).toEqual(new Set(['b']));
      jest.restoreAllMocks();
      started.projector.nudge();
      expect(await started.passed(last, ['b'])).toBe('passed');
    });

    it('leaves a projection that a newer version writes alone, and so do orders', async () => {
      const last = await happen(log, SOME);
      const next = await start([courses('a', 2)]);
      await next.passed(last);
      await next.stop();
      const { live } = await next.state('a');
      const old = await start([courses('a', 1)]);
      await expect(old.control.rebuild('a')).rejects.toMatchObject({ code: 'newer-version' });
      await expect(old.control.verify('a')).rejects.toMatchObject({ code: 'newer-version' });
      old.projector.nudge();
      await idle();
      expect(await old.state('a')).toMatchObject({ live, others: [] });
    });

    it('does not replace what is outlived by what does not agree with the log', async () => {
      const last = await happen(log, SOME);
      const old = await start([courses('a', 1)]);
      await old.passed(last);
      await old.stop();
      const { live: before } = await old.state('a');
      const promote = jest.fn((...args: Parameters<Documents['promote']>) => documents.promote(...args));
      const lossy = Object.assign(Object.create(documents) as Documents, { size: async () => 1, promote });
      const failed = new Promise<string>((resolve) => {
        const onFailure = ({ error }: { error: Error }) => (resolve(error.message), { retryInMs: 0 });
        void start([courses('a', 2)], { onFailure }, lossy);
      });
      expect(await failed).toContain('documents');
      expect(promote).not.toHaveBeenCalled();
      expect((await documents.states()).get('a')?.live).toEqual(before);
    });

    describe('a verification', () => {
      const found = async (started: Running, projection: Projection, sample?: number) => {
        const { live: generation } = await started.state(projection.name);
        return verify({ documents, log, projection, generation, ...(sample && { sample }) });
      };

      it('finds nothing where documents and entries are what the log makes of them', async () => {
        const started = await start([courses('a'), tally('b')]);
        await started.passed(await happen(log, SOME));
        expect(await found(started, courses('a'))).toEqual({ events: 12, documents: 4, compared: 4, faults: [] });
        expect(await found(started, tally('b'), 2)).toEqual({ events: 12, documents: 5, compared: 2, faults: [] });
      });

      it('finds every document that is other than the events make it, or is no JSON', async () => {
        const started = await start([courses('a')]);
        await started.passed(await happen(log, SOME));
        const other: Projection = { ...courses('a'), fold: () => ({ kinds: ['other'] }) };
        const inWords = expect.stringContaining('is not what the events') as string;
        expect((await found(started, other)).faults).toEqual(Array(4).fill(inWords));
        const { live: generation } = await started.state('a');
        const damaged = Object.assign(Object.create(documents) as Documents, {
          load: async (g: Generation, ids: readonly string[]) =>
            new Map([...(await documents.load(g, ids))].map(([id, doc]) => [id, { ...doc, json: 'no JSON' }])),
        });
        const { faults } = await verify({ documents: damaged, log, projection: courses('a'), generation });
        expect(faults).toEqual(Array(4).fill(inWords));
      });

      it('finds a document that no event has touched where it stands, and one that is not there', async () => {
        const started = await start([courses('a')]);
        const last = await happen(log, SOME);
        await started.passed(last);
        await started.stop();
        const { live, checkpoint } = await started.state('a');
        const id = IDS[1]!;
        const lease = await documents.claim(live);
        const [doc] = (await documents.load(live, [id])).values();
        const beyond = position(doc!.position + 1n);
        await documents.commit(
          lease,
          [{ id, json: '{"kinds":[]}', position: beyond, opened: [], closed: [] }],
          checkpoint,
        );
        expect((await found(started, courses('a'))).faults).toEqual([expect.stringContaining(id)]);
        await documents.commit(lease, [{ id, json: null, position: last, opened: [], closed: [] }], checkpoint);
        const { faults } = await found(started, courses('a'));
        expect(faults).toContain(`document ${id} is missing`);
        expect(faults).toContain('it has 3 documents, and 4 should be there');
      });

      it('finds the same however few documents are held at once, and compares each once', async () => {
        const started = await start([courses('a')]);
        await started.passed(await happen(log, SOME));
        const { live: generation } = await started.state('a');
        const asked = { documents, log, generation, atOnce: 1 };
        const whole = await verify({ ...asked, projection: courses('a'), sample: 100 });
        expect(whole).toEqual({ events: 12, documents: 4, compared: 4, faults: [] });
        expect(await verify({ ...asked, projection: courses('a'), sample: 3 })).toEqual({ ...whole, compared: 3 });
        const other: Projection = { ...courses('a'), fold: () => ({ kinds: ['other'] }) };
        const { faults } = await verify({ ...asked, projection: other, sample: 100 });
        expect(new Set(faults.map((what) => what.split(' ')[1]))).toEqual(new Set(IDS.slice(0, 4)));
      });

      it('compares no more documents than it counted, though more are recorded amid it', async () => {
        const started = await start([courses('a')]);
        // In this order samples take them.
        const [first, second, ...later] = [3, 2, 0, 1].map((action) => ({ action, kind: 0 }));
        await started.passed(await happen(log, [first!, second!]));
        const { live: generation } = await started.state('a');
        let looks = 0;
        const states: Documents['states'] = async () => {
          // The third look begins the second way through the log.
          if (++looks === 3) await started.passed(await happen(log, [first!, second!, ...later]));
          return documents.states();
        };
        const growing = Object.assign(Object.create(documents) as Documents, { states });
        const asked = { documents: growing, log, projection: courses('a'), generation };
        const found = await verify({ ...asked, sample: 100, atOnce: 1 });
        expect(found).toEqual({ events: 2, documents: 2, compared: 2, faults: [] });
        expect((await started.state('a')).checkpoint.position).toBe(6n);
      });

      it('finds an entry that should be gone', async () => {
        const kept: Projection<Course> = {
          ...courses('a'),
          entries: ({ kinds }, id) =>
            kinds.flatMap((_, i) => courses('a').entries({ kinds: kinds.slice(0, i + 1) }, id)),
        };
        const started = await start([kept]);
        await started.passed(await happen(log, SOME));
        const inWords = expect.stringContaining('is still found under kind') as string;
        expect((await found(started, courses('a'))).faults).toEqual(Array(4).fill(inWords));
      });

      it('finds an entry that is missing', async () => {
        const started = await start([courses('a')]);
        await started.passed(await happen(log, SOME));
        const more: Projection = {
          ...courses('a'),
          entries: (doc, id) => [
            ...courses('a').entries(doc as never, id),
            { scope: 'testshire', field: 'more', value: 'x', key: id, from: null, to: null },
          ],
        };
        expect((await found(started, more)).faults).toHaveLength(4);
      });
    });

    describe('a log that is another than the one a projection was built from', () => {
      it('is noticed at the start, and the projection is built anew from it', async () => {
        const first = await start([courses('a')]);
        await first.passed(await happen(log, SOME));
        await first.stop();
        const { live: before } = await first.state('a');
        const other = await setUp();
        const last = await happen(other.log, steps(3, 2, 1));
        const second = await Running.start(other.log, documents, [courses('a')]);
        running.push(second);
        for (;;) {
          const { live, checkpoint } = await second.state('a');
          if (live.number > before.number && checkpoint.position === last) break;
          await new Promise(setImmediate);
        }
        const { live } = await second.state('a');
        const fresh = await other.newDocuments();
        const third = await Running.start(other.log, fresh, [courses('a')]);
        await third.passed(last);
        const expected = await reading(fresh, (await third.state('a')).live, IDS, last);
        expect(await reading(documents, live, IDS, last)).toEqual(expected);
        await third.stop();
        await second.stop();
        await other.dispose();
      });
    });

    describe('of several workers', () => {
      let ms: number;
      const clock: Ambient = { ...TIMELESS, elapsed: () => ms, sleep: (_, signal) => idle(signal) };
      const worker = (holder: string, projections: readonly Projection[], on?: Documents): Promise<Running> =>
        start(projections, { ambient: clock, tenancy: { holder, leaseMs: 1_000 } }, on);
      const holders = async (of: Running, name = 'a') => (await of.state(name)).lease.holder;
      const lookUntil = async (of: Running, isSo: () => Promise<boolean>): Promise<void> => {
        while (!(await isSo())) {
          of.projector.nudge();
          await new Promise(setImmediate);
        }
      };
      beforeEach(() => void (ms = 0));

      it('one leads, and the others stand by', async () => {
        const last = await happen(log, SOME);
        const one = await worker('one', [courses('a')]);
        const two = await worker('two', [courses('a')]);
        expect(await one.passed(last)).toBe('passed');
        two.projector.nudge();
        expect(await one.passed(await happen(log, steps(1)))).toBe('passed');
        expect([await holders(one), two.progress]).toEqual(['one', []]);
      });

      it('each of several projections goes at its own pace, by whoever leads it', async () => {
        const last = await happen(log, SOME);
        const one = await worker('one', [courses('a')]);
        const two = await worker('two', [courses('a'), tally('b')]);
        expect(await two.passed(last, ['a', 'b'])).toBe('passed');
        expect([await holders(two, 'a'), await holders(two, 'b')]).toEqual(['one', 'two']);
        await one.stop();
      });

      it('another goes on at once when the one that led has stopped', async () => {
        const one = await worker('one', [courses('a')]);
        const two = await worker('two', [courses('a')]);
        await one.passed(await happen(log, SOME));
        await one.stop();
        await lookUntil(two, async () => (await holders(two)) === 'two');
        expect(await two.passed(await happen(log, steps(1)))).toBe('passed');
      });

      it('another goes on after the lease time when the one that led was killed', async () => {
        let isKilled = false;
        const one = await worker(
          'one',
          [courses('a')],
          cutOff(documents, () => isKilled),
        );
        const two = await worker('two', [courses('a')]);
        await one.passed(await happen(log, SOME));
        isKilled = true;
        const last = await happen(log, steps(1, 2));
        await lookUntil(two, async () => (ms += 100) >= 900);
        expect(await holders(two)).toBe('one');
        await lookUntil(two, async () => {
          ms += 100;
          return (await holders(two)) === 'two';
        });
        expect(await two.passed(last)).toBe('passed');
      });

      it('one that was cut off and comes back writes nothing, and stands by', async () => {
        let isCutOff = false;
        const one = await worker(
          'one',
          [courses('a')],
          cutOff(documents, () => isCutOff),
        );
        const two = await worker('two', [courses('a')]);
        await one.passed(await happen(log, SOME));
        isCutOff = true;
        await happen(log, steps(1));
        await lookUntil(two, async () => {
          ms += 400;
          return (await holders(two)) === 'two';
        });
        isCutOff = false;
        const last = await happen(log, steps(2, 3));
        expect(await two.passed(last)).toBe('passed');
        await lookUntil(one, async () => (await holders(one)) === 'two');
        const fresh = await stores.newDocuments();
        const alone = await Running.start(log, fresh, [courses('a')]);
        await alone.passed(last);
        const expected = await reading(fresh, (await alone.state('a')).live, IDS, last);
        expect(await reading(documents, (await two.state('a')).live, IDS, last)).toEqual(expected);
        await alone.stop();
      });

      it('that are of two versions of the program, the newer one replaces what is live, and the older one leaves it', async () => {
        const last = await happen(log, SOME);
        const old = await worker('old', [courses('a', 1)]);
        await old.passed(last);
        const next = await worker('new', [courses('a', 2)]);
        await lookUntil(next, async () => (await next.state('a')).live.number >= 2_000_000);
        const { live } = await next.state('a');
        await lookUntil(old, async () => true);
        const end = await happen(log, steps(1));
        expect(await next.passed(end)).toBe('passed');
        const { live: after, others } = await next.state('a');
        expect(after).toEqual(live);
        expect(others.map(({ generation: { number }, lease }) => [number, lease.holder])).toEqual([[1_000_000, 'old']]);
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
        await next.control.resume('a');
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

/** Ends when it is told to, or in the next turn of the event loop. */
const idle = (signal?: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const end = () => {
      signal?.removeEventListener('abort', end);
      resolve();
    };
    setImmediate(end);
    signal?.addEventListener('abort', end, { once: true });
  });

/** The store as a process has it whose network can be cut. */
function cutOff(documents: Documents, isCut: () => boolean): Documents {
  return new Proxy(documents, {
    get: (target, name) => {
      const found = Reflect.get(target, name) as unknown;
      if (typeof found !== 'function') return found;
      return (...args: unknown[]) =>
        isCut()
          ? Promise.reject(new Error('the network is cut'))
          : (found as (...a: unknown[]) => unknown).apply(target, args);
    },
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
