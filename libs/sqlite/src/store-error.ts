export type StoreErrorCode =
  'folder-missing' | 'folder-read-only' | 'folder-in-use' | 'file-missing' | 'file-foreign' | 'file-newer';

/** Why a data folder cannot be used; `message` says it to its owner. Nothing in the folder was changed. */
export class StoreError extends Error {
  constructor(
    readonly code: StoreErrorCode,
    message: string,
    /** Where `folder-in-use`: whose it is, as far as that process has said. */
    readonly owner?: Owner,
  ) {
    super(message);
  }
}

/** The process that has the folder. `url` once its server listens. */
export interface Owner {
  readonly pid: number;
  /** RFC 3339. */
  readonly started: string;
  readonly url?: string;
}
