import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ApiClient, ServerUnavailable } from './api-client.js';

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

let server: Server;
let asked: IncomingMessage[];
/** A server that gives these answers, one to each request. */
async function answering(...answers: Answer[]): Promise<ApiClient> {
  asked = [];
  server = createServer((request, response) => {
    const answer = answers[asked.push(request) - 1];
    request.resume().once('end', () => answer?.(request, response));
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return new ApiClient(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, 'a-token');
}
afterEach(() => new Promise((closed) => (server.close(closed), server.closeAllConnections())));

const problem =
  (status: number, code: string, headers = {}): Answer =>
  (_request, response) =>
    response.writeHead(status, headers).end(JSON.stringify({ type: `/problems/${code}`, title: code, status }));
const json =
  (status: number, body: unknown, headers = {}): Answer =>
  (_request, response) =>
    response.writeHead(status, headers).end(JSON.stringify(body));

const RECEIPT = { id: 'a', href: '/a', events: [] };
const keys = () => asked.map(({ headers }) => headers['idempotency-key']);

describe('a client of the API', () => {
  it('sends a change again with the same key, where the server says that what hinders it will pass', async () => {
    const soon = { 'retry-after': '0' };
    const client = await answering(
      problem(503, 'contended', soon),
      problem(409, 'in-flight', soon),
      json(201, RECEIPT),
    );
    expect(await client.post('/a', {})).toMatchObject({ ok: true, body: RECEIPT });
    expect(new Set(keys()).size).toBe(1);
    expect(asked).toHaveLength(3);
  });

  it('takes a new key for each change', async () => {
    const client = await answering(json(201, RECEIPT), json(201, RECEIPT));
    await client.post('/a', {});
    await client.post('/a', {});
    expect(new Set(keys()).size).toBe(2);
  });

  it('gives a refusal as it comes, without another try', async () => {
    const client = await answering(problem(409, 'body-name-taken'));
    expect(await client.post('/a', {})).toMatchObject({ ok: false, problem: { title: 'body-name-taken' } });
    expect(asked).toHaveLength(1);
  });

  it('reads what it has written: each read waits for the position of the last answer', async () => {
    const client = await answering(json(201, RECEIPT, { 'throughline-position': '41' }), json(200, {}));
    await client.post('/a', {});
    await client.get('/a');
    expect(asked[1]?.headers['throughline-min-position']).toBe('41');
  });

  it('says so where what answers is not Throughline', async () => {
    const client = await answering((_request, response) => response.writeHead(200).end('<html>'));
    await expect(client.get('/a')).rejects.toThrow(ServerUnavailable);
  });

  it('says so where nobody answers', async () => {
    await answering();
    await expect(new ApiClient('http://127.0.0.1:1', 'a-token').get('/a')).rejects.toThrow(
      'no answer from http://127.0.0.1:1',
    );
  });
});
