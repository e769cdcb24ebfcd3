import type { EventLog } from '@app/eventing';
import type { DynamicModule } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Logger } from 'pino';
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
import { WorkerModule, type WorkerOptions } from './worker.module.js';

/** The server on a stack, not listening yet. `close` it before the stack: what is under way is answered first. */
export async function createApp(stack: ServerStack, options: PlatformOptions): Promise<NestFastifyApplication> {
  const app = await appOf(PlatformModule.on(stack, options), stack.log, options.logger);
  serveApiPage(app);
  await app.init();
  return app;
}

/** What a worker says of itself: health and metrics, and nothing of any record. Not listening yet. */
export async function createWorkerApp(options: WorkerOptions): Promise<NestFastifyApplication> {
  const app = await appOf(WorkerModule.on(options), options.log, options.logger);
  await app.init();
  return app;
}

async function appOf(module: DynamicModule, log: EventLog, logger: Logger): Promise<NestFastifyApplication> {
  const security = await securityHeaders();
  const app = await NestFactory.create<NestFastifyApplication>(module, fastifyAdapter(security), {
    logger: new NestLogger(logger),
    bodyParser: false,
    abortOnError: false,
  });
  const fastify = app.getHttpAdapter().getInstance();
  acceptJsonBodies(fastify);
  const stopping = addHooks(fastify, security, log, logger, app.get(Metrics));
  refuseOtherMethods(fastify);
  fastify.addHook('preClose', (done) => {
    stopping();
    done();
  });
  return app;
}
