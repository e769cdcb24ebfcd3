import { Reader, type Answer, type Query as Question, type Target, type TemporalParams } from '@app/read-models';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';

/** A question with its validated parameters, on its way to the read models. */
export class Ask extends Query<Answer> {
  constructor(
    readonly question: Question,
    readonly target: Target,
    readonly params: TemporalParams,
  ) {
    super();
  }
}

@QueryHandler(Ask)
export class AskHandler implements IQueryHandler<Ask> {
  constructor(private readonly reader: Reader) {}
  execute({ question, target, params }: Ask): Promise<Answer> {
    return this.reader.answer(question, target, params);
  }
}

export const QUERY_HANDLERS = [AskHandler];
