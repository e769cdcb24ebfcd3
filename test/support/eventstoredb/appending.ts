import type { sendUnaryData, ServerDuplexStream, ServerReadableStream } from '@grpc/grpc-js';
import {
  AppendReq,
  type AppendResp,
  type BatchAppendReq,
  type BatchAppendResp,
} from '@eventstore/db-client/generated/streams_pb.js';
import { MaximumAppendSizeExceeded } from '@eventstore/db-client/generated/shared_pb.js';
import * as messages from './messages.js';
import { serve, streamDeleted, tooLarge, type Call, type Node } from './serve.js';
import type { Expected, Outcome, Proposed } from './store.js';

const maxAppendSize = 1024 * 1024;

interface Asked {
  readonly stream: string;
  readonly expected: Expected;
  readonly events: readonly Proposed[];
}

type Result = Outcome | { readonly kind: 'too-large' };

/** Each append is a call of its own: the path that is taken when credentials come with it. */
export function append(node: Node, call: ServerReadableStream<AppendReq, AppendResp>, done: sendUnaryData<AppendResp>) {
  const events: Proposed[] = [];
  let options = new AppendReq.Options();
  call.on('data', (request: AppendReq) => {
    const event = request.getProposedMessage();
    options = request.getOptions() ?? options;
    if (event) events.push(messages.proposedOf(event));
  });
  const take = (): void => {
    if (call.cancelled) return;
    const stream = messages.nameOf(options.getStreamIdentifier());
    const expected = messages.expectedOf(options, options.getRevision());
    const refuse: Call<Result>['refuse'] = (refusal) => done(refusal);
    serve<Result>(node, {
      method: 'append',
      peer: call.getPeer(),
      refuse,
      ...appending(node, { stream, expected, events }),
      answer: (result) => {
        if (result.kind === 'written') done(null, messages.appendSuccess(result));
        else if (result.kind === 'wrong-version') done(null, messages.appendWrong(result, expected));
        else refuse(result.kind === 'deleted' ? streamDeleted(stream) : tooLarge(maxAppendSize));
      },
    });
  };
  // A client that dies in the middle ends its events as well, and is cancelled right after: none of them is written.
  call.on('end', () => setImmediate(take));
}

/** Every append of a connection over one call that never ends; an answer is found by its correlation. */
export function batchAppend(node: Node, call: ServerDuplexStream<BatchAppendReq, BatchAppendResp>): void {
  const open = new Map<string, { options: BatchAppendReq.Options; events: Proposed[] }>();
  call.on('data', (request: BatchAppendReq) => {
    const correlation = request.getCorrelationId();
    const options = request.getOptions();
    if (!correlation) return;
    const id = correlation.getString();
    if (options) open.set(id, { options, events: [] });
    const one = open.get(id);
    if (!one) return;
    for (const message of request.getProposedMessagesList()) one.events.push(messages.proposedOf(message));
    if (!request.getIsFinal()) return;
    open.delete(id);
    const stream = messages.nameOf(one.options.getStreamIdentifier());
    const expected = messages.expectedOf(one.options, one.options.getStreamPosition());
    serve<Result>(node, {
      method: 'batchAppend',
      peer: call.getPeer(),
      // A refusal is not of this append alone: it ends the call, and every append that waits on it.
      refuse: (refusal) => call.emit('error', refusal),
      ...appending(node, { stream, expected, events: one.events }),
      answer: (result) => {
        const response = messages.batchResponse(correlation, one.options);
        if (result.kind === 'written') response.setSuccess(messages.batchSuccess(result));
        else if (result.kind === 'wrong-version') response.setError(messages.batchWrong(result, expected));
        else if (result.kind === 'deleted') response.setError(messages.batchDeleted(stream));
        else response.setError(batchTooLarge());
        call.write(response);
      },
    });
  });
  call.on('end', () => call.end());
}

const appending = (
  node: Node,
  { stream, expected, events }: Asked,
): Pick<Call<Result>, 'stream' | 'work' | 'conflict'> => ({
  stream,
  work: () => (sizeOf(events) > maxAppendSize ? { kind: 'too-large' } : node.store.append(stream, expected, events)),
  conflict: (current = node.store.current(stream)) => ({ kind: 'wrong-version', current }),
});

const sizeOf = (events: readonly Proposed[]): number =>
  events.reduce((sum, { type, data, metadata }) => sum + data.length + metadata.length + 2 * type.length, 0);

const batchTooLarge = () =>
  messages.statusWith(
    new MaximumAppendSizeExceeded().setMaxappendsize(maxAppendSize).serializeBinary(),
    'MaximumAppendSizeExceeded',
  );
