import {
  AppendResp,
  BatchAppendReq,
  BatchAppendResp,
  ReadResp,
  type AppendReq,
} from '@eventstore/db-client/generated/streams_pb.js';
import {
  AllStreamPosition,
  Empty,
  StreamDeleted,
  StreamIdentifier,
  UUID,
  WrongExpectedVersion,
} from '@eventstore/db-client/generated/shared_pb.js';
import { Status } from '@eventstore/db-client/generated/status_pb.js';
import { Any } from 'google-protobuf/google/protobuf/any_pb.js';
import { Empty as WellKnownEmpty } from 'google-protobuf/google/protobuf/empty_pb.js';
import type { Expected, Outcome, Proposed, Recorded } from './store.js';

type Wrong = Extract<Outcome, { kind: 'wrong-version' }>;
type Written = Extract<Outcome, { kind: 'written' }>;

/** Numbers of 64 bits are strings in these messages; a number is silently sent as 0. */
const int64 = String;

export const nameOf = (identifier: StreamIdentifier | undefined): string =>
  Buffer.from(identifier?.getStreamName_asU8() ?? []).toString('utf8');

export const identifierOf = (stream: string): StreamIdentifier =>
  new StreamIdentifier().setStreamName(new Uint8Array(Buffer.from(stream, 'utf8')));

export function proposedOf(message: AppendReq.ProposedMessage | BatchAppendReq.ProposedMessage): Proposed {
  return {
    id: message.getId()?.getString() ?? '',
    type: message.getMetadataMap().get('type') ?? '',
    contentType: message.getMetadataMap().get('content-type') ?? '',
    data: message.getData_asU8(),
    metadata: message.getCustomMetadata_asU8(),
  };
}

interface Expecting {
  hasNoStream(): boolean;
  hasAny(): boolean;
  hasStreamExists(): boolean;
}

export function expectedOf(options: Expecting, revision: string): Expected {
  if (options.hasNoStream()) return 'no_stream';
  if (options.hasAny()) return 'any';
  if (options.hasStreamExists()) return 'stream_exists';
  return Number(revision);
}

export function eventMessage(event: Recorded): Buffer {
  return (event.message ??= Buffer.from(readEvent(event).serializeBinary()));
}

function readEvent(event: Recorded): ReadResp {
  const position = int64(event.position);
  const recorded = new ReadResp.ReadEvent.RecordedEvent()
    .setId(new UUID().setString(event.id))
    .setStreamIdentifier(identifierOf(event.stream))
    .setStreamRevision(event.revision)
    .setCommitPosition(position)
    .setPreparePosition(position)
    .setCustomMetadata(event.metadata)
    .setData(event.data);
  recorded
    .getMetadataMap()
    .set('type', event.type)
    .set('content-type', event.contentType)
    // In units of 100 nanoseconds.
    .set('created', `${event.created}0000`);
  return new ReadResp().setEvent(new ReadResp.ReadEvent().setEvent(recorded).setCommitPosition(position));
}

export const confirmationMessage = (id: string): Buffer =>
  bytes(new ReadResp().setConfirmation(new ReadResp.SubscriptionConfirmation().setSubscriptionId(id)));

export const checkpointMessage = (position: number): Buffer =>
  bytes(
    new ReadResp().setCheckpoint(
      new ReadResp.Checkpoint().setCommitPosition(int64(position)).setPreparePosition(int64(position)),
    ),
  );

export const notFoundMessage = (stream: string): Buffer =>
  bytes(new ReadResp().setStreamNotFound(new ReadResp.StreamNotFound().setStreamIdentifier(identifierOf(stream))));

const bytes = (message: ReadResp): Buffer => Buffer.from(message.serializeBinary());

export function appendSuccess({ revision, position }: Written): AppendResp {
  const success = new AppendResp.Success().setPosition(
    new AppendResp.Position().setCommitPosition(int64(position)).setPreparePosition(int64(position)),
  );
  if (revision === 'no_stream') success.setNoStream(new Empty());
  else success.setCurrentRevision(int64(revision));
  return new AppendResp().setSuccess(success);
}

export function appendWrong({ current }: Wrong, expected: Expected): AppendResp {
  const wrong = new AppendResp.WrongExpectedVersion();
  if (current === 'no_stream') wrong.setCurrentNoStream(new Empty());
  else wrong.setCurrentRevision(int64(current));
  if (expected === 'no_stream') wrong.setExpectedNoStream(new Empty());
  else if (expected === 'any') wrong.setExpectedAny(new Empty());
  else if (expected === 'stream_exists') wrong.setExpectedStreamExists(new Empty());
  else wrong.setExpectedRevision(int64(expected));
  return new AppendResp().setWrongExpectedVersion(wrong);
}

export function batchResponse(correlation: UUID, options: BatchAppendReq.Options): BatchAppendResp {
  const response = new BatchAppendResp()
    .setCorrelationId(correlation)
    .setStreamIdentifier(options.getStreamIdentifier());
  if (options.hasNoStream()) return response.setNoStream(new WellKnownEmpty());
  if (options.hasAny()) return response.setAny(new WellKnownEmpty());
  if (options.hasStreamExists()) return response.setStreamExists(new WellKnownEmpty());
  return response.setStreamPosition(options.getStreamPosition());
}

export function batchSuccess({ revision, position }: Written): BatchAppendResp.Success {
  const success = new BatchAppendResp.Success().setPosition(
    new AllStreamPosition().setCommitPosition(int64(position)).setPreparePosition(int64(position)),
  );
  if (revision === 'no_stream') return success.setNoStream(new WellKnownEmpty());
  return success.setCurrentRevision(int64(revision));
}

export function batchWrong({ current }: Wrong, expected: Expected): Status {
  const wrong = new WrongExpectedVersion();
  if (current === 'no_stream') wrong.setCurrentNoStream(new WellKnownEmpty());
  else wrong.setCurrentStreamRevision(int64(current));
  if (expected === 'no_stream') wrong.setExpectedNoStream(new WellKnownEmpty());
  else if (expected === 'any') wrong.setExpectedAny(new WellKnownEmpty());
  else if (expected === 'stream_exists') wrong.setExpectedStreamExists(new WellKnownEmpty());
  else wrong.setExpectedStreamPosition(int64(expected));
  return statusWith(wrong.serializeBinary(), 'WrongExpectedVersion');
}

export const batchDeleted = (stream: string): Status =>
  statusWith(new StreamDeleted().setStreamIdentifier(identifierOf(stream)).serializeBinary(), 'StreamDeleted');

export function statusWith(value: Uint8Array, name: string): Status {
  const details = new Any();
  details.pack(value, `event_store.client.${name}`);
  return new Status().setMessage(name).setDetails(details);
}
