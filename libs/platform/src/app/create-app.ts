import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { acceptJsonBodies } from '../http/body.js';
import { NestLogger } from '../observe/logger.js';
import { Metrics } from '../observe/metrics.js';
import { serveApiPage } from '../openapi/api-page.js';
import type { ServerStack } from '../stack.js';
import { fastifyAdapter } from './fastify.js';
import { addHooks } from './hooks.js';
import { refuseOtherMethods } from './methods.js';
import { securityHeaders } from './security-headers.js';
import { PlatformModule, type PlatformOptions } from './platform.module.js';

/** The server on a stack, not listening yet. `close` it before the stack: what is under way is answered first. */
export async function createApp(stack: ServerStack, options: PlatformOptions): Promise<NestFastifyApplication> {
  const security = await securityHeaders();
  const app = await NestFactory.create<NestFastifyApplication>(
    PlatformModule.on(stack, options),
    fastifyAdapter(security),
    {
      logger: new NestLogger(options.logger),
      bodyParser: false,
      abortOnError: false,
    },
  );
  const fastify = app.getHttpAdapter().getInstance();
  acceptJsonBodies(fastify);
  const stopping = addHooks(fastify, security, stack.log, options.logger, app.get(Metrics));
  refuseOtherMethods(fastify);
  fastify.addHook('preClose', (done) => {
    stopping();
    done();
  });
  serveApiPage(app);
  await app.init();
  return app;
}
