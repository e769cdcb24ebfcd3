import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { DiscoveryService } from '@nestjs/core';
import { COMMAND_FOR } from '../commands/commands.js';
import { Ask } from '../queries/queries.js';

/** Where `@nestjs/cqrs` notes what a handler handles. */
const HANDLES = ['__commandHandler__', '__queryHandler__'] as const;

/** A second handler of a command is only a warning to Nest, and the last one silently wins: here it stops the start. */
@Injectable()
export class HandlerCheck implements OnApplicationBootstrap {
  constructor(private readonly discovery: DiscoveryService) {}

  onApplicationBootstrap(): void {
    const handlers = new Map<unknown, string>();
    for (const { metatype } of this.discovery.getProviders()) {
      if (typeof metatype !== 'function') continue;
      for (const key of HANDLES) {
        const handled: unknown = Reflect.getMetadata(key, metatype);
        if (handled === undefined) continue;
        const other = handlers.get(handled);
        if (other !== undefined) throw new Error(`${other} and ${metatype.name} handle the same message`);
        handlers.set(handled, metatype.name);
      }
    }
    for (const message of [...Object.values(COMMAND_FOR), Ask]) {
      if (!handlers.has(message)) throw new Error(`nothing handles ${message.name}`);
    }
  }
}
