import type { EventLog } from '@app/eventing';
import type { FastifyInstance } from 'fastify';
import type { Logger } from 'pino';
import { POSITION_HEADER } from '../http/headers.js';
import type { Metrics } from '../observe/metrics.js';
import { Problem } from '../problems/problem.js';

/**
 * What every answer carries, and what is written down of every request: its route's pattern, never its address. Call
 * the result when the server is to stop: what is under way is answered, what comes after that is not.
 */
export function addHooks(
  fastify: FastifyInstance,
  security: Readonly<Record<string, string>>,
  log: EventLog,
  logger: Logger,
  metrics: Metrics,
): () => void {
  let isStopping = false;
  fastify.addHook('onRequest', (request, reply, done) => {
    reply.headers(security).header('x-request-id', request.id);
    if (request.url.startsWith('/v1')) reply.header('cache-control', 'no-store');
    done(isStopping ? new Problem('shutting-down', undefined, {}, { 'retry-after': '5' }) : undefined);
  });
  fastify.addHook('onSend', (request, reply, payload, done) => {
    if (isStopping) reply.header('connection', 'close');
    if (!request.url.startsWith('/v1') || reply.hasHeader(POSITION_HEADER)) return done(null, payload);
    log.head().then(
      ({ position }) => {
        reply.header(POSITION_HEADER, position.toString());
        done(null, payload);
      },
      // The answer matters more than where the log stands.
      () => done(null, payload),
    );
  });
  fastify.addHook('onResponse', (request, reply, done) => {
    const route = request.routeOptions.url ?? 'none';
    const { method } = request;
    const { statusCode: status, elapsedTime: ms } = reply;
    metrics.requests.observe({ method, route, status }, ms / 1000);
    logger.info({ request: request.id, method, route, status, ms: Math.round(ms * 100) / 100 });
    done();
  });
  return () => {
    isStopping = true;
  };
}
