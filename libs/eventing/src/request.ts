import type {
  ActorId,
  CommandId,
  Decided,
  EventId,
  Position,
  Refusal,
  Revision,
  Statement,
  StreamId,
  StreamKind,
} from '@app/domain';

/** A command as the edge hands it over: validated in shape, by whom it is, defaults not filled in. */
export interface RunRequest {
  readonly partnership: string;
  readonly kind: StreamKind;
  /** Of the stream's thing; that of a new thing is `thingIdOf(commandId)`. Not looked at for the two single streams. */
  readonly id: string;
  /** Name of the command type. */
  readonly command: string;
  /** The thing in the path: the stream's, or a body or organisation of the structure. */
  readonly target: string;
  readonly member?: string;
  /** The member of that member in the path. */
  readonly sub?: string;
  /** The payload as the client gave it. */
  readonly body: object;
  /** What the server adds to the payload. No part of what tells two bodies apart, for it may differ at each try. */
  readonly supplied?: object;
  readonly statement: Statement;
  /** Whether `commandId` was made of an id that the client chose: another body is then a refusal, not a fault. */
  readonly externalId?: string;
  readonly commandId: CommandId;
  readonly actor: ActorId;
  readonly correlationId: string;
  readonly causationId: string;
  /** The revision that the stream must be at. */
  readonly ifMatch?: Revision;
  readonly dryRun?: boolean;
}

export interface Receipt {
  /** Of what the command made: a thing, or the member that its first event is. */
  readonly id: string;
  readonly stream: StreamId;
  readonly events: readonly ReceiptEvent[];
}

export interface ReceiptEvent {
  readonly id: EventId;
  readonly type: string;
  readonly revision: Revision;
  readonly position: Position;
}

/**
 * `repeated`: recorded by an earlier try, perhaps long ago. `dryRun`: what would be recorded, its words as they came
 * (so it must not pass through an Opener, which takes words that look like a token for one).
 */
export type Outcome =
  | { readonly ok: true; readonly receipt: Receipt; readonly repeated: boolean }
  | { readonly ok: true; readonly dryRun: readonly Decided[] }
  | { readonly ok: false; readonly refusal: Refusal };
