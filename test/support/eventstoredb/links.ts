import { connect, createServer, type Server, type Socket } from 'node:net';
import { once } from 'node:events';

/** A connection, seen from the wire: under it there is nothing but TCP. */
interface Link {
  cut(): void;
  freeze(frozen: boolean): void;
}

/**
 * The port that clients connect to. `accept` takes a connection in. Where `behind` is given, bytes are passed on to
 * that port instead, and can be held back in both directions, as by a process that was stopped in its tracks.
 */
export class Links {
  private readonly links = new Map<string, Link>();
  private readonly server: Server;
  private frozen = false;

  constructor(
    accept: (socket: Socket) => void,
    private readonly behind?: () => number,
  ) {
    this.server = createServer({ pauseOnConnect: behind !== undefined }, (socket) => {
      socket.setNoDelay(true);
      socket.on('error', () => socket.destroy());
      if (this.behind) return this.pass(socket, this.behind());
      const peer = `${socket.remoteAddress}:${socket.remotePort}`;
      const freeze = (): never => {
        throw new Error('start the stand-in with freezable: true');
      };
      this.links.set(peer, { cut: () => socket.destroy(), freeze });
      socket.on('close', () => this.links.delete(peer));
      accept(socket);
    });
  }

  async listen(port: number): Promise<number> {
    this.server.listen(port, '127.0.0.1');
    await once(this.server, 'listening');
    const address = this.server.address();
    return address !== null && typeof address === 'object' ? address.port : 0;
  }

  /** Connections die at once; where they come from, nobody listens any more. */
  async close(): Promise<void> {
    const closed = once(this.server, 'close');
    this.server.close();
    this.cut();
    await closed;
  }

  /** Breaks the connection of this peer, or all of them. */
  cut(peer?: string): void {
    for (const [of, link] of [...this.links]) if (peer === undefined || of === peer) link.cut();
  }

  /** New connections are taken, as a kernel takes them, and nothing is read from them either. */
  freeze(frozen: boolean): void {
    this.frozen = frozen;
    for (const link of this.links.values()) link.freeze(frozen);
  }

  private pass(outer: Socket, port: number): void {
    const inner = connect(port, '127.0.0.1');
    inner.setNoDelay(true);
    const cut = (): void => {
      outer.destroy();
      inner.destroy();
    };
    const freeze = (frozen: boolean): void => {
      for (const socket of [outer, inner]) {
        if (frozen) socket.pause();
        else socket.resume();
      }
    };
    for (const [from, to] of [
      [outer, inner],
      [inner, outer],
    ] as const) {
      from.on('data', (chunk: Buffer) => void to.write(chunk));
      from.on('error', cut);
      from.on('close', cut);
    }
    inner.on('connect', () => {
      const peer = `${inner.localAddress}:${inner.localPort}`;
      this.links.set(peer, { cut, freeze });
      inner.on('close', () => this.links.delete(peer));
      freeze(this.frozen);
    });
  }
}
