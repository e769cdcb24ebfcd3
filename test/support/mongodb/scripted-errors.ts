import type { Document } from 'mongodb';
import type { Exchange } from './connection.js';
import type { Fault } from './tcp-proxy.js';

// What may become of a request: faults for MongoProxy.on.

/** An error as a server gives it. */
export interface ServerError {
  readonly code: number;
  readonly codeName: string;
  readonly errmsg: string;
}

export const notWritablePrimary: ServerError = { code: 10107, codeName: 'NotWritablePrimary', errmsg: 'not primary' };
export const notPrimaryNoSecondaryOk: ServerError = {
  code: 13435,
  codeName: 'NotPrimaryNoSecondaryOk',
  errmsg: 'not primary and secondaryOk=false',
};
export const primarySteppedDown: ServerError = {
  code: 189,
  codeName: 'PrimarySteppedDown',
  errmsg: 'primary stepped down while waiting for replication',
};
export const interruptedByStepDown: ServerError = {
  code: 11602,
  codeName: 'InterruptedDueToReplStateChange',
  errmsg: 'operation was interrupted',
};
export const shutdownInProgress: ServerError = {
  code: 91,
  codeName: 'ShutdownInProgress',
  errmsg: 'The server is in quiesce mode and will shut down',
};
export const writeConcernFailed: ServerError = {
  code: 64,
  codeName: 'WriteConcernFailed',
  errmsg: 'waiting for replication timed out',
};

/** The request does not reach the server: its connection is reset. */
export const cutBefore: Fault = (exchange) => exchange.cut();

/** The server does it; the connection is reset before its answer comes back. */
export const cutAfter: Fault = async (exchange) => {
  await exchange.pass();
  exchange.cut();
};

/** The request is swallowed, and everything after it on that connection, which stays open. */
export const silent: Fault = (exchange) => exchange.silence();

/** The server does it; then the connection goes silent, so that the answer never comes. */
export const silentAfter: Fault = async (exchange) => {
  await exchange.pass();
  exchange.silence();
};

/** The request waits for a promise before it goes to the server. */
export const heldUntil =
  (released: Promise<unknown>): Fault =>
  async (exchange) => {
    await released;
    exchange.reply(await exchange.pass());
  };

/** The server does it at once; its answer waits for a promise. */
export const answerHeldUntil =
  (released: Promise<unknown>): Fault =>
  async (exchange) => {
    const answer = await exchange.pass();
    await released;
    exchange.reply(answer);
  };

/** It takes so much longer. */
export const slow = (ms: number): Fault => heldAfresh(() => new Promise((resolve) => setTimeout(resolve, ms)));

/** The server's error instead of doing it. */
export const answer =
  (error: ServerError): Fault =>
  (exchange) =>
    exchange.reply(refusal(exchange, error));

/** Done, but the server's answer is this error: the primary stepped down after it had written. */
export const writeThenAnswer =
  (error: ServerError): Fault =>
  async (exchange) => {
    await exchange.pass();
    exchange.reply(refusal(exchange, error));
  };

/** Written on the primary and answered so, but not known to be on a majority: it may yet be undone. */
export const failConcern =
  (error: ServerError = writeConcernFailed): Fault =>
  async (exchange) => {
    const late = error.code === writeConcernFailed.code && { errInfo: { wtimeout: true } };
    exchange.reply({ ...(await exchange.pass()), writeConcernError: { ...error, ...late } });
  };

/** The primary steps down when so many statements of the batch are done: the answer is an error for all of it. */
export const stepDownAfter =
  (statements: number, error: ServerError = interruptedByStepDown): Fault =>
  async (exchange) => {
    await exchange.pass(statements);
    exchange.reply(refusal(exchange, error));
  };

const heldAfresh =
  (wait: () => Promise<unknown>): Fault =>
  (exchange) =>
    heldUntil(wait())(exchange);

/** A server gives the label to what the client marked as a write that may be retried, and to nothing else. */
const refusal = ({ request }: Exchange, error: ServerError): Document => ({
  ok: 0,
  ...error,
  ...('txnNumber' in request && { errorLabels: ['RetryableWriteError'] }),
});
