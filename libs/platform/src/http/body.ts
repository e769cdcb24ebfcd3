import type { FastifyInstance } from 'fastify';
import { invalid } from '../problems/problem.js';
import { pointerTo } from './validation.js';

/** Bytes of a body: a part of a document's text (512 KiB) with its escapes. */
export const BODY_LIMIT = 1024 * 1024;
/** Bytes of all headers of a request together. */
export const HEADER_LIMIT = 16 * 1024;
/** An assignment with an owner, a source and who said so nests six deep; an amendment of it, eight. */
const DEPTH_LIMIT = 24;

const FORBIDDEN_KEYS = new Set(['__proto__', 'constructor', 'prototype']);

/** Takes JSON bodies only, bounded in size and nesting, without keys that reach for a prototype. */
export function acceptJsonBodies(fastify: FastifyInstance): void {
  fastify.removeAllContentTypeParsers();
  fastify.addContentTypeParser(
    'application/json',
    { parseAs: 'string', bodyLimit: BODY_LIMIT },
    (_request, text, done) => {
      try {
        done(null, parseBody(text as string));
      } catch (error) {
        done(error as Error);
      }
    },
  );
}

/** Undefined where there is none. Throws `validation-failed` on what is no JSON, nests too deep, or names a prototype. */
export function parseBody(text: string): unknown {
  if (text === '') return undefined;
  const value = parse(text);
  check(value, '', 1);
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
  if (typeof value !== 'object' || value === null) return;
  if (depth > DEPTH_LIMIT) throw invalid({ pointer, detail: `nests deeper than ${DEPTH_LIMIT} levels` });
  for (const key of Object.keys(value)) {
    if (FORBIDDEN_KEYS.has(key)) throw invalid({ pointer: `${pointer}/${key}`, detail: 'must not be named so' });
    const part = (value as Record<string, unknown>)[key];
    if (typeof part === 'object' && part !== null) check(part, pointer + pointerTo([key]), depth + 1);
  }
}
