import { Runner, type Outcome } from '@app/eventing';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import {
  ActionCommand, CallCommand, DocumentCommand, MeetingCommand, PartnershipCommand, PersonCommand, PriorityListCommand,
  StatementCommand, StatementListCommand, StructureCommand, VoteCommand,
} from './commands.js'; // prettier-ignore

// Nothing is decided here: the aggregate does that, and the runner records it.

@CommandHandler(PartnershipCommand)
export class PartnershipCommandHandler implements ICommandHandler<PartnershipCommand> {
  constructor(private readonly runner: Runner) {}
  execute({ request }: PartnershipCommand): Promise<Outcome> {
    return this.runner.run(request);
  }
}

@CommandHandler(StructureCommand)
export class StructureCommandHandler implements ICommandHandler<StructureCommand> {
  constructor(private readonly runner: Runner) {}
  execute({ request }: StructureCommand): Promise<Outcome> {
    return this.runner.run(request);
  }
}

@CommandHandler(DocumentCommand)
export class DocumentCommandHandler implements ICommandHandler<DocumentCommand> {
  constructor(private readonly runner: Runner) {}
  execute({ request }: DocumentCommand): Promise<Outcome> {
    return this.runner.run(request);
  }
}

@CommandHandler(PersonCommand)
export class PersonCommandHandler implements ICommandHandler<PersonCommand> {
  constructor(private readonly runner: Runner) {}
  execute({ request }: PersonCommand): Promise<Outcome> {
    return this.runner.run(request);
  }
}

@CommandHandler(MeetingCommand)
export class MeetingCommandHandler implements ICommandHandler<MeetingCommand> {
  constructor(private readonly runner: Runner) {}
  execute({ request }: MeetingCommand): Promise<Outcome> {
    return this.runner.run(request);
  }
}

@CommandHandler(ActionCommand)
export class ActionCommandHandler implements ICommandHandler<ActionCommand> {
  constructor(private readonly runner: Runner) {}
  execute({ request }: ActionCommand): Promise<Outcome> {
    return this.runner.run(request);
  }
}

@CommandHandler(StatementCommand)
export class StatementCommandHandler implements ICommandHandler<StatementCommand> {
  constructor(private readonly runner: Runner) {}
  execute({ request }: StatementCommand): Promise<Outcome> {
    return this.runner.run(request);
  }
}

@CommandHandler(StatementListCommand)
export class StatementListCommandHandler implements ICommandHandler<StatementListCommand> {
  constructor(private readonly runner: Runner) {}
  execute({ request }: StatementListCommand): Promise<Outcome> {
    return this.runner.run(request);
  }
}

@CommandHandler(VoteCommand)
export class VoteCommandHandler implements ICommandHandler<VoteCommand> {
  constructor(private readonly runner: Runner) {}
  execute({ request }: VoteCommand): Promise<Outcome> {
    return this.runner.run(request);
  }
}

@CommandHandler(PriorityListCommand)
export class PriorityListCommandHandler implements ICommandHandler<PriorityListCommand> {
  constructor(private readonly runner: Runner) {}
  execute({ request }: PriorityListCommand): Promise<Outcome> {
    return this.runner.run(request);
  }
}

@CommandHandler(CallCommand)
export class CallCommandHandler implements ICommandHandler<CallCommand> {
  constructor(private readonly runner: Runner) {}
  execute({ request }: CallCommand): Promise<Outcome> {
    return this.runner.run(request);
  }
}

export const COMMAND_HANDLERS = [
  PartnershipCommandHandler,
  StructureCommandHandler,
  DocumentCommandHandler,
  PersonCommandHandler,
  MeetingCommandHandler,
  ActionCommandHandler,
  StatementCommandHandler,
  StatementListCommandHandler,
  VoteCommandHandler,
  PriorityListCommandHandler,
  CallCommandHandler,
];
