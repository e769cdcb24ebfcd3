import { Runner } from '@app/eventing';
import { Reader } from '@app/read-models';
import { DiscoveryModule } from '@nestjs/core';
import { CommandHandler, CqrsModule } from '@nestjs/cqrs';
import { Test } from '@nestjs/testing';
import { ActionCommand } from '../commands/commands.js';
import { COMMAND_HANDLERS } from '../commands/handlers.js';
import { QUERY_HANDLERS } from '../queries/queries.js';
import { HandlerCheck } from './handler-check.js';

@CommandHandler(ActionCommand)
class AnotherActionHandler {
  execute(): void {
    throw new Error('never reached');
  }
}

async function boot(handlers: readonly (new (...args: never[]) => unknown)[]): Promise<void> {
  const module = await Test.createTestingModule({
    imports: [DiscoveryModule, CqrsModule.forRoot()],
    providers: [HandlerCheck, { provide: Runner, useValue: {} }, { provide: Reader, useValue: {} }, ...handlers],
  })
    .setLogger({ log: () => undefined, warn: () => undefined, error: () => undefined })
    .compile();
  await module.init();
}

describe('the start', () => {
  it('goes on where every command and question has one handler', async () => {
    await expect(boot([...COMMAND_HANDLERS, ...QUERY_HANDLERS])).resolves.toBeUndefined();
  });

  it('stops where a command has two', async () => {
    const handlers = [...COMMAND_HANDLERS, ...QUERY_HANDLERS, AnotherActionHandler];
    await expect(boot(handlers)).rejects.toThrow('handle the same message');
  });

  it('stops where a command has none', async () => {
    await expect(boot([...COMMAND_HANDLERS.slice(1), ...QUERY_HANDLERS])).rejects.toThrow(
      'nothing handles PartnershipCommand',
    );
  });
});
