import type { StreamKind } from '@app/domain';
import type { Outcome, RunRequest } from '@app/eventing';
import { Command } from '@nestjs/cqrs';

/** A validated command on its way to the aggregate that decides it. */
export abstract class AggregateCommand extends Command<Outcome> {
  constructor(readonly request: RunRequest) {
    super();
  }
}

export class PartnershipCommand extends AggregateCommand {}
export class StructureCommand extends AggregateCommand {}
export class DocumentCommand extends AggregateCommand {}
export class PersonCommand extends AggregateCommand {}
export class MeetingCommand extends AggregateCommand {}
export class ActionCommand extends AggregateCommand {}
export class StatementCommand extends AggregateCommand {}
export class StatementListCommand extends AggregateCommand {}
export class VoteCommand extends AggregateCommand {}
export class PriorityListCommand extends AggregateCommand {}
export class CallCommand extends AggregateCommand {}

export const COMMAND_FOR = {
  partnership: PartnershipCommand,
  structure: StructureCommand,
  document: DocumentCommand,
  person: PersonCommand,
  meeting: MeetingCommand,
  action: ActionCommand,
  statement: StatementCommand,
  'statement-list': StatementListCommand,
  vote: VoteCommand,
  'priority-list': PriorityListCommand,
  call: CallCommand,
} as const satisfies Record<StreamKind, new (request: RunRequest) => AggregateCommand>;
