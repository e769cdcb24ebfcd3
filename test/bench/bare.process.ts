import type { EventId, StreamId } from '@app/eventing';
import { SqliteLog } from '@app/sqlite';
import fastify from 'fastify';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { BarePages } from './bare-pages.js';
import { offer } from './child.js';
import { fail } from './seed.js';

const app = fastify();
const json = 'application/json; charset=utf-8';

/** Gives the port. */
async function listen(folder: string): Promise<number> {
  await takeCommands(join(folder, 'bare-log.db'));
  givePages(folder);
  await app.listen({ port: 0, host: '127.0.0.1' });
  return (app.server.address() as { port: number }).port;
}

/** Whatever body comes goes to a stream of its own in the same log as ours, and nobody is asked who it is from. */
async function takeCommands(path: string): Promise<void> {
  const log = await SqliteLog.open(path, { onFatal: fail });
  app.addHook('onClose', () => log.close());
  app.post<{ Params: { p: string } }>('/v1/partnerships/:p/actions', async ({ body, params }, reply) => {
    const id = randomUUID();
    const event = {
      id: randomUUID() as EventId,
      type: 'ActionRecorded',
      data: JSON.stringify(body),
      metadata: JSON.stringify({ at: new Date().toISOString() }),
    };
    const { position } = await log.append(`${params.p}/action/${id}` as StreamId, 'none', [event]);
    return reply.status(201).send({ id, event: event.id, position: position.toString() });
  });
}

function givePages(folder: string): void {
  const pages = new BarePages(folder);
  app.addHook('onClose', async () => pages.close());
  app.get<{ Params: { n: string } }>('/pages/:n', ({ params }, reply) =>
    reply.type(json).send(pages.page(Number(params.n))),
  );
  app.get<{ Params: { n: string }; Querystring: { asOf: string } }>('/things/:n', ({ params, query }, reply) =>
    reply.send({ items: pages.thingsAsOf(Number(params.n), Number(query.asOf)), asOf: query.asOf }),
  );
}

export type BareServing = { listen(folder: string): Promise<number> };
offer({ listen } satisfies BareServing, () => app.close());
