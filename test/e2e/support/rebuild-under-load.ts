import type { Client } from './client.js';
import { Load, PHASES } from './load.js';
import type { Served } from './server.js';

/** What all reads of the load are answered from. */
const NAME = 'actions';
const PATH = `/v1/operations/projections/${NAME}`;
/** To and fro, so that some reads meet each moment of it. */
const MOVES = 5;
/** For the end of the build, one behind the other; far more than any run needs. */
const LOOKS = 5_000;

/**
 * On any stack: `start` gives a server with an empty log, and whatever brings its read models along. A read fails where
 * it has no answer after so many tries; how many it took, and how long, is told in the end, since no test judges that.
 */
export function rebuildUnderLoad(stack: string, start: () => Promise<Served>, { tries } = { tries: 1 }): void {
  describe(`a rebuild on the ${stack} stack, while clients record and read all the time`, () => {
    let served: Served;
    let load: Load;
    let generations: number[];
    beforeAll(async () => {
      served = await start();
      const operator = await served.client('operator', ['operations']);
      load = await Load.start(served, { tries });
      try {
        generations = await rebuildAll(load, operator);
      } finally {
        process.stdout.write(`A rebuild on the ${stack} stack, under load:\n${load.told}\n`);
        await load.stop();
      }
    });
    afterAll(() => served.stop());

    it('takes the place of the live generation, and gives it back, as often as it is told to', () => {
      const [live = 0] = generations;
      expect(generations).toEqual([live, ...Array.from({ length: MOVES }, () => [live + 1, live]).flat(), live + 1]);
    });

    it('meets reads in each of its phases', () => {
      expect(PHASES.filter((phase) => load.reads[phase] === 0)).toEqual([]);
    });

    it('fails no read', () => {
      expect(load.failed).toEqual([]);
    });

    it('leaves nothing out of an answer that the client knows to be on record', () => {
      expect(load.lacking).toEqual([]);
    });

    it('takes no client back to an earlier position', () => {
      expect(load.backwards).toEqual([]);
    });
  });
}

/** What was live, one after the other. */
async function rebuildAll(load: Load, operator: Client): Promise<number[]> {
  const live = [(await standing(operator)).generation];
  await load.during('before');
  let built = 0;
  await load.during('rebuild', async () => {
    built = (await order(operator, 'rebuilds', { expected: 202 })).generation;
    await untilBuilt(operator);
  });
  await load.during('verify', async () => {
    const { faults } = await order(operator, 'verifications');
    expect(faults).toEqual([]);
  });
  // By its number: what was rolled back from is promoted in no other way.
  const promote = async () =>
    void live.push((await order(operator, 'promotions', { body: { generation: built } })).generation);
  for (let move = 0; move < MOVES; move++) {
    await load.during('promote', promote);
    await load.during('rollback', async () => void live.push((await order(operator, 'rollbacks')).generation));
  }
  // The one that was live a moment ago, while reads of it are under way.
  await load.during('drop', async () => {
    await promote();
    await order(operator, 'removals');
  });
  await load.during('after');
  return live;
}

interface Standing {
  readonly generation: number;
  readonly position: string;
  readonly others: readonly { readonly position: string; readonly parked?: object }[];
}

const standing = async (operator: Client): Promise<Standing> => (await operator.get(PATH)).body as Standing;

/** Until it has caught up, so far as that can be said while more is recorded. */
async function untilBuilt(operator: Client): Promise<void> {
  let seen = 'nothing was seen of it';
  for (let look = 0; look < LOOKS; look++) {
    const { position, others } = await standing(operator);
    const [one] = others;
    if (!one || one.parked) throw new Error('the build has stopped');
    if (BigInt(one.position) >= BigInt(position)) return;
    seen = `it is at ${one.position}, and the live one at ${position}`;
  }
  throw new Error(`the build has not caught up in ${LOOKS} looks: ${seen}`);
}

async function order(
  operator: Client,
  noun: string,
  { expected = 200, body: asked = {} }: { expected?: number; body?: object } = {},
): Promise<{ generation: number; faults: string[] }> {
  const { status, text, body } = await operator.post(`${PATH}/${noun}`, asked);
  if (status !== expected) throw new Error(`${noun}: ${status} ${text}`);
  return body as { generation: number; faults: string[] };
}
