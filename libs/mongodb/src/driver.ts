// The one file that imports the driver: what is used of it, and what its errors mean to us.
import {
  MongoBulkWriteError,
  MongoError,
  MongoNetworkError,
  MongoServerError,
  MongoServerSelectionError,
} from 'mongodb';

export { Binary, BSON, MongoClient } from 'mongodb';
export type {
  AnyBulkWriteOperation,
  Collection,
  Db,
  Document,
  Filter,
  MongoClientOptions,
  UpdateFilter,
} from 'mongodb';

/**
 * Codes with which a server says that it is not the primary now, is on its way out or in, or could not wait for the
 * majority: whether it was written is not known, and it may be sent again, since all that we write is repeatable.
 */
const PASSING = new Set([
  ...[6, 7, 89, 91, 189, 262, 9001, 10107, 11600, 11602, 13435, 13436],
  // WriteConcernFailed, ReadConcernMajorityNotAvailableYet; CursorNotFound where the primary changed amid a list.
  ...[64, 134, 43],
]);
/** A connection that was idle, and is gone by now, may fail with the bare error of its socket. */
const BROKEN = new Set(['ECONNRESET', 'ECONNREFUSED', 'ECONNABORTED', 'EPIPE', 'ETIMEDOUT', 'ENOTFOUND', 'EAI_AGAIN']);
const DUPLICATE_KEY = 11_000;
const NO_NAMESPACE = 26;
const FULL = new Set([14_031, 28]);

/** There is no primary, or the way to it broke: the same may succeed later. */
export function isPassing(error: unknown): boolean {
  if (error instanceof MongoNetworkError || error instanceof MongoServerSelectionError) return true;
  if (!(error instanceof MongoError)) return BROKEN.has((error as NodeJS.ErrnoException | undefined)?.code ?? '');
  if (PASSING.has(Number(error.code)) || concernOf(error) !== undefined) return true;
  return ['RetryableWriteError', 'RetryableError', 'SystemOverloadedError'].some((label) => error.hasErrorLabel(label));
}

/** Which of the documents of an insert were there already; undefined where the error says anything else. */
export function duplicatesIn(error: unknown): readonly number[] | undefined {
  if (!(error instanceof MongoServerError) || concernOf(error) !== undefined) return undefined;
  if (!(error instanceof MongoBulkWriteError)) return error.code === DUPLICATE_KEY ? [0] : undefined;
  const errors = [error.writeErrors].flat();
  const isClear = errors.length > 0 && errors.every(({ code }) => code === DUPLICATE_KEY);
  return isClear ? errors.map(({ index }) => index) : undefined;
}

export const isAbsent = (error: unknown): boolean => error instanceof MongoServerError && error.code === NO_NAMESPACE;

export const isFull = (error: unknown): boolean => error instanceof MongoServerError && FULL.has(Number(error.code));

/** What was written is not durable by the majority yet, whatever else the answer says. */
const concernOf = (error: MongoError): unknown =>
  error instanceof MongoBulkWriteError ? error.result?.getWriteConcernError() : undefined;
