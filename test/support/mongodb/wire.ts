import { BSON, type Document } from 'mongodb';

// Messages of MongoDB's wire protocol, as far as a driver sends them without compression: OP_MSG, and OP_QUERY with
// OP_REPLY for the first hello of a connection. Every message begins with its length, its id, the id of what it
// answers, and the kind of message, four bytes each.

const [OP_REPLY, OP_QUERY, OP_MSG] = [1, 2004, 2013];
const HEADER = 16;
const MORE_TO_COME = 2;
/** Kept apart from numbers, so that what is passed on has the types that it came with. */
const EXACT = { promoteValues: false, promoteBuffers: false, bsonRegExp: true } as const;

export class Message {
  constructor(readonly bytes: Buffer) {}

  get id(): number {
    return this.bytes.readInt32LE(4);
  }

  get answers(): number {
    return this.bytes.readInt32LE(8);
  }

  /** Whether no answer follows this request, or further answers follow this answer. */
  get moreToCome(): boolean {
    return this.kind === OP_MSG && (this.bytes.readInt32LE(HEADER) & MORE_TO_COME) !== 0;
  }

  /** The first field of the document, which is the name of the command. */
  get command(): string {
    const start = this.documentAt() + 5;
    return this.bytes.toString('utf8', start, this.bytes.indexOf(0, start));
  }

  /** The document, with the lists that OP_MSG sends beside it put where they belong. */
  document(exact = false): Document {
    const options = exact ? EXACT : {};
    const read = (at: number): Document =>
      BSON.deserialize(this.bytes.subarray(at, at + this.bytes.readInt32LE(at)), options);
    const start = this.documentAt();
    const document = read(start);
    if (this.kind !== OP_MSG) return document;
    let at = start + this.bytes.readInt32LE(start);
    while (at < this.bytes.length && this.bytes[at] === 1) {
      const end = at + 1 + this.bytes.readInt32LE(at + 1);
      const named = this.bytes.indexOf(0, at + 5);
      const items: Document[] = [];
      for (let item = named + 1; item < end; item += this.bytes.readInt32LE(item)) items.push(read(item));
      document[this.bytes.toString('utf8', at + 5, named)] = items;
      at = end;
    }
    return document;
  }

  /** The same message with another document in it. */
  with(document: Document): Message {
    const body = BSON.serialize(document, { ignoreUndefined: false });
    return new Message(sized(Buffer.concat([this.bytes.subarray(0, this.documentAt()), body])));
  }

  /** An answer to this message. */
  answer(document: Document): Message {
    const header = this.kind === OP_MSG ? Buffer.alloc(HEADER + 5) : Buffer.alloc(HEADER + 20);
    header.writeInt32LE(this.id, 8);
    header.writeInt32LE(this.kind === OP_MSG ? OP_MSG : OP_REPLY, 12);
    if (this.kind !== OP_MSG) header.writeInt32LE(1, HEADER + 16);
    return new Message(sized(Buffer.concat([header, BSON.serialize(document)])));
  }

  private get kind(): number {
    return this.bytes.readInt32LE(12);
  }

  private documentAt(): number {
    switch (this.kind) {
      case OP_MSG:
        return HEADER + 5;
      case OP_REPLY:
        return HEADER + 20;
      case OP_QUERY:
        return this.bytes.indexOf(0, HEADER + 4) + 9;
      default:
        throw new Error(`a message of kind ${this.kind}; are TLS and compression off?`);
    }
  }
}

/** Puts the pieces of a TCP stream together into messages. */
export class Messages {
  private rest: Buffer = Buffer.alloc(0);

  add(piece: Buffer): Message[] {
    this.rest = this.rest.length === 0 ? piece : Buffer.concat([this.rest, piece]);
    const whole: Message[] = [];
    while (this.rest.length >= HEADER && this.rest.length >= this.rest.readInt32LE(0)) {
      const length = this.rest.readInt32LE(0);
      whole.push(new Message(this.rest.subarray(0, length)));
      this.rest = this.rest.subarray(length);
    }
    return whole;
  }
}

function sized(bytes: Buffer): Buffer {
  bytes.writeInt32LE(bytes.length, 0);
  return bytes;
}
