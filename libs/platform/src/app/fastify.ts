import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { BODY_LIMIT, HEADER_LIMIT } from '../http/body.js';
import { EDGE_PROBLEMS, type EdgeProblem } from '../problems/problems.js';
import { sendProblem } from '../problems/send.js';

const REQUEST_ID = /^[A-Za-z0-9._-]{8,64}$/;

/** Fastify with every size bounded, and with problems for what it refuses before Nest sees it. */
export const fastifyAdapter = (security: Readonly<Record<string, string>>): FastifyAdapter =>
  new FastifyAdapter({
    bodyLimit: BODY_LIMIT,
    http: { maxHeaderSize: HEADER_LIMIT },
    requestTimeout: 30_000,
    routerOptions: { maxParamLength: 300 },
    genReqId: requestId,
    return503OnClosing: false,
    clientErrorHandler: refuseSocket,
    frameworkErrors: (error: FastifyError, _request: FastifyRequest, reply: FastifyReply) => {
      void sendProblem(reply.headers(security), error.statusCode === 414 ? 'uri-too-long' : 'not-found');
    },
  });

/** The client's own, where it is a plain one, so that it finds its request in the log. */
function requestId({ headers }: { headers: IncomingMessage['headers'] }): string {
  const given = headers['x-request-id'];
  return typeof given === 'string' && REQUEST_ID.test(given) ? given : randomUUID();
}

/** Of what is no HTTP, or has too large headers, there is no request yet: only a socket. */
function refuseSocket(error: NodeJS.ErrnoException, socket: Socket): void {
  if (!socket.writable || error.code === 'ECONNRESET') {
    socket.destroy();
    return;
  }
  const code: EdgeProblem = error.code === 'HPE_HEADER_OVERFLOW' ? 'headers-too-large' : 'validation-failed';
  const { status, title } = EDGE_PROBLEMS[code];
  const body = JSON.stringify({ type: `/problems/${code}`, title, status });
  socket.end(
    `HTTP/1.1 ${status} ${status === 431 ? 'Request Header Fields Too Large' : 'Bad Request'}\r\n` +
      `Content-Type: application/problem+json; charset=utf-8\r\nContent-Length: ${Buffer.byteLength(body)}\r\n` +
      `Connection: close\r\n\r\n${body}`,
  );
}
