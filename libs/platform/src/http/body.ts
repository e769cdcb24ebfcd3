import { isUtf8 } from 'node:buffer';
import type { FastifyInstance } from 'fastify';
import { invalid } from '../problems/problem.js';
import { keyTwice } from './key-twice.js';
import { pointerTo } from './validation.js';

/** Bytes of a body: a part of a document's text (512 KiB) with its escapes. */
export const BODY_LIMIT = 1024 * 1024;
/** Bytes of all headers of a request together. */
export const HEADER_LIMIT = 16 * 1024;
/** An assignment with an owner, a source and who said so nests six deep; an amendment of it, eight. */
const DEPTH_LIMIT = 24;

/** Comes of an escape only ("\ud800"), and would be recorded as another character. */
const HALF_CHARACTER = /\p{Surrogate}/u;

const FORBIDDEN_KEYS = new Set(['__proto__', 'constructor', 'prototype']);

/** Takes JSON bodies only, bounded in size and nesting, without keys that reach for a prototype. */
export function acceptJsonBodies(fastify: FastifyInstance): void {
  fastify.removeAllContentTypeParsers();
  fastify.addContentTypeParser(
    'application/json',
    { parseAs: 'buffer', bodyLimit: BODY_LIMIT },
    (_request, bytes, done) => {
      try {
        done(null, parseBody(bytes as Buffer));
      } catch (error) {
        done(error as Error);
      }
    },
  );
}

/**
 * Undefined where there is none. Throws `validation-failed` on what is no JSON in UTF-8, holds a character that there
 * is not, nests too deep, names a prototype, or the same key twice: words are recorded as they came, or not at all.
 */
export function parseBody(bytes: Buffer): unknown {
  if (bytes.length === 0) return undefined;
  if (!isUtf8(bytes)) throw invalid({ pointer: '', detail: 'must be in UTF-8' });
  const text = bytes.toString('utf8');
  const value = parse(text);
  check(value, '', 1);
  const twice = keyTwice(text);
  if (twice !== undefined) throw invalid({ pointer: '', detail: `names ${JSON.stringify(twice)} twice in one object` });
  return value;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw invalid({ pointer: '', detail: 'must be JSON' });
  }
}

function check(value: unknown, pointer: string, depth: number): void {
  if (typeof value === 'string' && HALF_CHARACTER.test(value)) {
    throw invalid({ pointer, detail: 'holds half of a surrogate pair, which is no character' });
  }
  if (typeof value !== 'object' || value === null) return;
  if (depth > DEPTH_LIMIT) throw invalid({ pointer, detail: `nests deeper than ${DEPTH_LIMIT} levels` });
  for (const key of Object.keys(value)) {
    if (FORBIDDEN_KEYS.has(key)) throw invalid({ pointer: `${pointer}/${key}`, detail: 'must not be named so' });
    const part = (value as Record<string, unknown>)[key];
    if (typeof part === 'string' ? HALF_CHARACTER.test(part) : typeof part === 'object' && part !== null) {
      check(part, pointer + pointerTo([key]), depth + 1);
    }
  }
}
