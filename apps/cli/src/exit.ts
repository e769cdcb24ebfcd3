/** What the process ends with. Scripts rely on these; docs/operations.md lists them. */
export const EXIT = {
  ok: 0,
  /** Something was refused, is different from what is recorded, or is not as it should be. */
  different: 1,
  usage: 2,
  /** The server or the data folder could not be used. */
  server: 3,
} as const;
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** Ends the command with a message for its user. */
export class Stop extends Error {
  constructor(
    readonly code: ExitCode,
    message: string,
  ) {
    super(message);
  }
}
