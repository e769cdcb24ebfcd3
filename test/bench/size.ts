/** How much is measured. */
export interface Size {
  /** Of each partnership in the long log; there are about five events to each action. */
  readonly actions: readonly number[];
  readonly rounds: number;
  /** Of one side's share of a round. */
  readonly ms: number;
}

/** 200,000 events; rows are asked of the first partnership. */
export const FULL: Size = { actions: [10_000, 9_650, 9_650, 9_650], rounds: 5, ms: 1_000 };
/** Whether everything runs at all; its figures mean nothing. */
export const QUICK: Size = { actions: [300, 100], rounds: 1, ms: 200 };
