import type { ReadSideFailure } from './read-side.js';
import type { ServerNews } from './servers.js';
import { Stopped } from './stopped.js';

export interface IncidentListener {
  /** `reason` where it may be written down. */
  fatal(error: Error, reason?: string): void;
  failure(failure: ReadSideFailure): void;
  server(news: ServerNews): void;
}

/** What happens to the stores, for a log that is there only later; what is told before goes to standard error. */
export class Incidents {
  private listener: IncidentListener = {
    fatal: (error) => console.error(error.message),
    failure: ({ projection, attempts }) => console.error(`${projection} was held up, ${attempts} times`),
    server: (news) => void this.early.push(news),
  };
  private readonly early: ServerNews[] = [];
  private end: () => void = () => process.exit(1);

  /** Nothing can be recorded any more: the process is to end, and another start recovers. */
  readonly onFatal = (error: Error): void => {
    this.listener.fatal(error, error instanceof Stopped ? error.message : undefined);
    this.end();
  };
  readonly onFailure = (failure: ReadSideFailure): void => this.listener.failure(failure);
  readonly onServer = (news: ServerNews): void => this.listener.server(news);

  tell(listener: IncidentListener): void {
    this.listener = listener;
    for (const news of this.early.splice(0)) listener.server(news);
  }

  endBy(end: () => void): void {
    this.end = end;
  }
}
