import type { Document } from 'mongodb';

const STATEMENTS = ['documents', 'updates', 'deletes'] as const;

interface Done {
  readonly statements: number;
  readonly answer?: Document;
}

/** Sends the request as it came, or that part of it. */
type Send = (part?: Document) => Promise<Document>;

/**
 * What a replica set does with a retryable write: it knows by session and number what it has done of it, does the rest,
 * and answers as if all had been done now. For servers that are none.
 */
export class Retries {
  private readonly known = new Map<string, Promise<Done>>();

  /** Sends what is not done of the first `statements` of a request. */
  async send(request: Document, statements: number, send: Send): Promise<Document> {
    const total = count(request);
    if (!('txnNumber' in request)) return send(partOf(request, 0, statements));
    const id = JSON.stringify([request['lsid'], request['txnNumber']]);
    const next = (this.known.get(id) ?? Promise.resolve({ statements: 0 })).then(async (done: Done): Promise<Done> => {
      const until = Math.min(statements, total);
      if (until <= done.statements) return done;
      const answer = await send(partOf(request, done.statements, until));
      return { statements: until, answer: done.answer ? joined(done.answer, answer, done.statements) : answer };
    });
    this.known.set(id, next);
    const { answer } = await next;
    return answer ?? { ok: 1, n: 0 };
  }
}

/** That part of the statements of a write; nothing where it is the whole. Any other request counts as one statement. */
export function partOf(request: Document, from: number, until: number): Document | undefined {
  const list = STATEMENTS.find((name) => Array.isArray(request[name]));
  if (!list || (from === 0 && until >= count(request))) return undefined;
  return { ...request, [list]: (request[list] as Document[]).slice(from, until) };
}

function count(request: Document): number {
  const list = STATEMENTS.find((name) => Array.isArray(request[name]));
  return list ? (request[list] as Document[]).length : 1;
}

function joined(earlier: Document, later: Document, offset: number): Document {
  const list = (name: string): Document[] => [
    ...((earlier[name] ?? []) as Document[]),
    ...((later[name] ?? []) as Document[]).map((each) => ({ ...each, index: Number(each['index']) + offset })),
  ];
  const sum = (name: string): Document =>
    name in later ? { [name]: Number(earlier[name] ?? 0) + Number(later[name]) } : {};
  const some = (name: string): Document => (list(name).length > 0 ? { [name]: list(name) } : {});
  return { ...later, ...sum('n'), ...sum('nModified'), ...some('upserted'), ...some('writeErrors') };
}
