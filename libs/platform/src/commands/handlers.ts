import { Runner, type Outcome } from '@app/eventing';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import {
  ActionCommand, DocumentCommand, MeetingCommand, PartnershipCommand, PersonCommand, StructureCommand,
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

export const COMMAND_HANDLERS = [
  PartnershipCommandHandler,
  StructureCommandHandler,
  DocumentCommandHandler,
  PersonCommandHandler,
  MeetingCommandHandler,
  ActionCommandHandler,
];
