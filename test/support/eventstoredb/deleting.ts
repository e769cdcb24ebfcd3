import type { sendUnaryData, ServerUnaryCall } from '@grpc/grpc-js';
import {
  DeleteResp,
  TombstoneResp,
  type DeleteReq,
  type TombstoneReq,
} from '@eventstore/db-client/generated/streams_pb.js';
import { expectedOf, nameOf } from './messages.js';
import { serve, streamDeleted, wrongVersion, type Node } from './serve.js';
import type { Outcome } from './store.js';

export function softDelete(
  node: Node,
  call: ServerUnaryCall<DeleteReq, DeleteResp>,
  done: sendUnaryData<DeleteResp>,
): void {
  remove(node, 'delete', call, (at) => done(null, new DeleteResp().setPosition(positioned(DeleteResp, at))), done);
}

export function tombstone(
  node: Node,
  call: ServerUnaryCall<TombstoneReq, TombstoneResp>,
  done: sendUnaryData<TombstoneResp>,
): void {
  const answer = (at: string): void => done(null, new TombstoneResp().setPosition(positioned(TombstoneResp, at)));
  remove(node, 'tombstone', call, answer, done);
}

type Options = DeleteReq.Options | TombstoneReq.Options;

function remove(
  node: Node,
  method: 'delete' | 'tombstone',
  call: ServerUnaryCall<{ getOptions(): Options | undefined }, unknown>,
  answer: (position: string) => void,
  refuse: (error: ReturnType<typeof streamDeleted>) => void,
): void {
  const options = call.request.getOptions();
  if (!options) return;
  const stream = nameOf(options.getStreamIdentifier());
  const expected = expectedOf(options, options.getRevision());
  serve<Outcome>(node, {
    method,
    stream,
    peer: call.getPeer(),
    refuse,
    work: () =>
      method === 'delete' ? node.store.softDelete(stream, expected) : node.store.tombstone(stream, expected),
    answer: (result) => {
      if (result.kind === 'written') answer(String(result.position));
      else if (result.kind === 'deleted') refuse(streamDeleted(stream));
      else refuse(wrongVersion(stream, typeof expected === 'number' ? String(expected) : '-1', result.current));
    },
  });
}

const positioned = <P extends { setCommitPosition(v: string): P; setPreparePosition(v: string): P }>(
  of: { Position: new () => P },
  at: string,
): P => new of.Position().setCommitPosition(at).setPreparePosition(at);
