/** One side's share of a round. */
export interface Round {
  /** In the row's unit, per second. */
  readonly rate: number;
  /** Of single operations, in ms. */
  readonly latencies: readonly number[];
}

/** A row of the table, and of `--json`: rates are medians of the rounds in `unit`, p50 and p99 are ours, in ms. */
export interface Row {
  readonly name: string;
  readonly unit: string;
  readonly ours: number;
  readonly ceiling: number;
  readonly ratio: number;
  /** Absent where two ways of ours are compared. */
  readonly target?: number;
  readonly p50: number;
  readonly p99: number;
  readonly note?: string;
}

export interface Contest extends Pick<Row, 'name' | 'unit' | 'target'> {
  readonly rounds: number;
  /** Rounds before anything is counted: a server that has just started is not what people meet. */
  readonly warmUps: number;
  readonly ours: () => Promise<Round>;
  readonly ceiling: () => Promise<Round>;
}

/**
 * Both sides in turn, and the other one first in every second round: what slows the machine down for a while, or heats
 * it up, meets both alike.
 */
export async function compare({ rounds, warmUps, ours, ceiling, ...row }: Contest): Promise<Row> {
  for (let round = 0; round < warmUps; round++) for (const side of [ours, ceiling]) await side();
  const counted: { ours: Round[]; ceiling: Round[] } = { ours: [], ceiling: [] };
  for (let round = 0; round < rounds; round++) {
    const turns = [async () => counted.ours.push(await ours()), async () => counted.ceiling.push(await ceiling())];
    for (const turn of round % 2 === 0 ? turns : turns.reverse()) await turn();
  }
  const [own, best] = [counted.ours, counted.ceiling].map((side) => median(side.map(({ rate }) => rate))) as [
    number,
    number,
  ];
  const latencies = counted.ours.flatMap((round) => round.latencies).sort((a, b) => a - b);
  return {
    ...row,
    ...{ ours: own, ceiling: best, ratio: own / best },
    ...{ p50: percentile(latencies, 0.5), p99: percentile(latencies, 0.99) },
  };
}

/** Of an even number of values the mean of the middle two. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = (sorted.length - 1) / 2;
  return ((sorted[Math.floor(middle)] as number) + (sorted[Math.ceil(middle)] as number)) / 2;
}

/** The nearest rank: the smallest of the sorted values that so large a part of them does not exceed. */
export const percentile = (sorted: readonly number[], part: number): number =>
  sorted[Math.max(0, Math.ceil(part * sorted.length) - 1)] as number;

/** So many clients, each of which waits for its answer before it asks again, for `ms`. */
export async function clients(count: number, ms: number, ask: (client: number) => Promise<unknown>): Promise<Round> {
  const latencies: number[] = [];
  const began = performance.now();
  const client = async (_: unknown, i: number): Promise<void> => {
    for (let at = performance.now(); at - began < ms;) {
      await ask(i);
      const now = performance.now();
      latencies.push(now - at);
      at = now;
    }
  };
  await Promise.all(Array.from({ length: count }, client));
  return { rate: (latencies.length * 1000) / (performance.now() - began), latencies };
}
