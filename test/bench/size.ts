/** How much is measured. */
export interface Size {
  /** Actions of each partnership in the log that is read and rebuilt; there are about five events to each. */
  readonly long: readonly number[];
  /** The same of the log that is rebuilt in every round. */
  readonly short: readonly number[];
  /** Actions of the record that both stacks hold. */
  readonly both: number;
  readonly rounds: number;
  readonly warmUps: number;
  /** Of one side's share of a round. */
  readonly ms: number;
}

/** 200,000 events in the long log, 20,000 in the short one. Lists are asked of the first partnership. */
export const FULL: Size = {
  long: [10_000, 9_650, 9_650, 9_650],
  short: [1_000, 960, 960, 960],
  both: 200,
  ...{ rounds: 5, warmUps: 3, ms: 600 },
};

/** Whether everything runs at all; its figures mean nothing. */
export const QUICK: Size = { long: [300, 100], short: [100], both: 20, rounds: 1, warmUps: 0, ms: 200 };
