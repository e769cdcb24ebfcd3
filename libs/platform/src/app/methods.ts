import type { FastifyInstance } from 'fastify';
import { Problem } from '../problems/problem.js';

interface Resource {
  readonly path: RegExp;
  readonly methods: Set<string>;
}

/**
 * What is there answers a method that it does not have with 405 and those that it has (RFC 9110, 15.5.6), not as if
 * it were not there. To be called before there are routes. Looks at addresses alone: whether their things exist is not
 * told.
 */
export function refuseOtherMethods(fastify: FastifyInstance): void {
  const resources = new Map<string, Resource>();
  fastify.addHook('onRoute', ({ url, method }) => {
    const { methods } = resources.get(url) ?? add(resources, url);
    for (const one of [method].flat()) methods.add(one);
  });
  fastify.addHook('onRequest', ({ is404, url }, _reply, done) => {
    const allowed = is404 ? methodsAt(resources, url.split('?', 1)[0] ?? '') : [];
    done(
      allowed.length > 0 ? new Problem('method-not-allowed', undefined, {}, { allow: allowed.join(', ') }) : undefined,
    );
  });
}

function add(resources: Map<string, Resource>, url: string): Resource {
  const path = new RegExp(`^${url.replace(/[.\\^$+?()[\]{}|]/g, '\\$&').replace(/:\w+/g, '[^/]+')}$`);
  const resource = { path, methods: new Set<string>() };
  if (!url.includes('*')) resources.set(url, resource);
  return resource;
}

function methodsAt(resources: ReadonlyMap<string, Resource>, path: string): string[] {
  const there = [...resources.values()].filter((resource) => resource.path.test(path));
  return [...new Set(there.flatMap(({ methods }) => [...methods]))].sort();
}
