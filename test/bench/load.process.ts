import { randomUUID } from 'node:crypto';
import { connect } from 'node:net';
import { offer } from './child.js';
import type { Round } from './harness.js';

/** Requests as they go over the wire, one of them at random each time; `{uuid}` is a new one in each. */
export interface Load {
  readonly port: number;
  readonly requests: readonly string[];
  readonly expect: number;
  readonly connections: number;
  readonly ms: number;
}

/** Each connection sends its next request when it has its answer whole. Rejects on an answer of another status. */
async function run(load: Load): Promise<Round> {
  const latencies: number[] = [];
  const began = performance.now();
  const until = began + load.ms;
  await Promise.all(Array.from({ length: load.connections }, () => connection(load, until, latencies)));
  return { rate: (latencies.length * 1000) / (performance.now() - began), latencies };
}

// A client that reads no more of an answer than it must: on a small machine it takes its time from the server.
function connection({ port, requests, expect }: Load, until: number, latencies: number[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1');
    let sentAt = 0;
    let missing = 0;
    let head = '';
    const send = () => {
      sentAt = performance.now();
      if (sentAt >= until) return void socket.end(resolve);
      const request = requests[Math.floor(Math.random() * requests.length)] as string;
      socket.write(request.replace('{uuid}', () => randomUUID()));
    };
    const take = (chunk: Buffer) => {
      if (missing > 0) {
        missing -= chunk.length;
      } else {
        head += chunk.toString('latin1');
        const end = head.indexOf('\r\n\r\n');
        if (end < 0) return;
        if (Number(head.slice(9, 12)) !== expect) return socket.destroy(new Error(head));
        missing = Number(/\r\ncontent-length: (\d+)/i.exec(head)?.[1]) - (head.length - end - 4);
        head = '';
      }
      if (missing > 0) return;
      latencies.push(performance.now() - sentAt);
      send();
    };
    socket.setNoDelay(true);
    socket.once('connect', send).on('data', take).once('error', reject);
  });
}

export type Loading = { run(load: Load): Promise<Round> };
offer({ run } satisfies Loading);
