import type { CommandId, Revision, StreamId } from '@app/domain';

/** The stream is not where `If-Match` says. Of another kind than a refusal: the same command may stand after a look. */
export class PreconditionFailed extends Error {
  constructor(
    readonly stream: StreamId,
    readonly current: Revision | 'none',
  ) {
    super(`${stream} is at revision ${current}`);
  }
}

/** The idempotency key has recorded another body already. */
export class KeyReused extends Error {
  constructor(readonly command: CommandId) {
    super('this idempotency key was used for another body');
  }
}

/** The same command is on its way in this process. */
export class InFlight extends Error {
  constructor(readonly command: CommandId) {
    super('the same command is being carried out');
  }
}

/** Too many others change the stream at this time; nothing was recorded, and it may be tried again. */
export class Contended extends Error {
  constructor(readonly stream: StreamId) {
    super(`${stream} is changed by too many at once`);
  }
}
