import type { ReadSideFailure } from '@app/stack';

interface Listener {
  fatal(error: Error): void;
  failure(failure: ReadSideFailure): void;
}

/** What happens to the store, for a log that is there only later; what is told before goes to standard error. */
export class Incidents {
  private listener: Listener = {
    fatal: (error) => console.error(error.message),
    failure: ({ projection, attempts }) => console.error(`${projection} was held up, ${attempts} times`),
  };
  private end: () => void = () => process.exit(1);

  /** Nothing can be recorded any more: the process is to end, and another start recovers. */
  readonly onFatal = (error: Error): void => {
    this.listener.fatal(error);
    this.end();
  };
  readonly onFailure = (failure: ReadSideFailure): void => this.listener.failure(failure);

  tell(listener: Listener): void {
    this.listener = listener;
  }

  endBy(end: () => void): void {
    this.end = end;
  }
}
