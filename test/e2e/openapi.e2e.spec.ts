import { AGGREGATES } from '@app/domain';
import { routeOfCommand } from '@app/platform';
import { QUERIES } from '@app/read-models';
import type { Answer } from './support/client.js';
import { Client } from './support/client.js';
import { memoryStack } from './support/memory-stack.js';
import { serve, type Served } from './support/server.js';

interface Operation {
  readonly operationId: string;
  readonly summary: string;
  readonly description?: string;
  readonly parameters?: readonly { readonly name: string; readonly in: string; readonly schema: unknown }[];
  readonly requestBody?: { readonly content: Record<string, { readonly schema: { $ref?: string } }> };
  readonly responses: Record<string, { readonly $ref?: string }>;
  readonly security?: unknown;
}
interface Document {
  readonly openapi: string;
  readonly paths: Record<string, Record<string, Operation>>;
  readonly components: { readonly schemas: Record<string, Record<string, unknown>> };
}

let served: Served;
let document: Document;
let operations: (Operation & { readonly method: string; readonly path: string })[];

beforeAll(async () => {
  served = await serve(await memoryStack());
  document = (await new Client(served.url).get('/openapi.json')).body as Document;
  operations = Object.entries(document.paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, operation]) => ({ ...operation, method, path })),
  );
});
afterAll(() => served.stop());

/** Mounted below every sort of thing, under an operation for each. */
const OF_EVERY_THING = new Set(['NoteGap', 'RecordConsultation']);

/** What a JSON Pointer in a reference leads to. */
const resolved = (ref: string): Record<string, unknown> | undefined =>
  ref
    .slice(2)
    .split('/')
    .reduce<unknown>((part, key) => (part as Record<string, unknown> | undefined)?.[key], document) as
    Record<string, unknown> | undefined;

/** Every part of a document, with where it stands. */
function* parts(value: unknown, at = '#'): Generator<[string, Record<string, unknown>]> {
  if (typeof value !== 'object' || value === null) return;
  yield [at, value as Record<string, unknown>];
  for (const [key, part] of Object.entries(value)) yield* parts(part, `${at}/${key}`);
}

describe('the OpenAPI document', () => {
  it('is of version 3.1', () => {
    expect(document.openapi).toBe('3.1.0');
  });

  it('holds every $ref that it makes', () => {
    const refs = [...parts(document)].flatMap(([at, part]) =>
      typeof part['$ref'] === 'string' ? [[at, part['$ref']]] : [],
    );
    expect(refs.length).toBeGreaterThan(100);
    const broken = refs.filter(([, ref = '']) => resolved(ref) === undefined);
    expect(broken).toEqual([]);
  });

  it('calls every operation by a name of its own', () => {
    const names = operations.map(({ operationId }) => operationId);
    expect(names.filter((name, i) => names.indexOf(name) !== i)).toEqual([]);
  });

  it('has every command, and every question', () => {
    const names = new Set(operations.map(({ operationId }) => operationId));
    const commands = Object.values(AGGREGATES).flatMap((aggregate) => aggregate.commands.map(({ name }) => name));
    const missing = [...new Set(commands)].filter((name) => !OF_EVERY_THING.has(name) && !names.has(name));
    expect(missing).toEqual([]);
    expect(QUERIES.filter(({ name }) => !names.has(name))).toEqual([]);
  });

  it('has the routes that the server answers, and no others', () => {
    const routes = servedRoutes().filter(([, path]) => /^\/(v1|health|metrics)/.test(path));
    const documented = operations.map(({ method, path }) => `${method} ${path}`);
    expect(routes.map((route) => route.join(' ')).sort()).toEqual(documented.sort());
  });

  it('says of every route where a command is sent what it is', () => {
    const posts = new Set(operations.filter(({ method }) => method === 'post').map(({ path }) => `POST ${path}`));
    const wrong = [...routeOfCommand].filter(([name, route]) => !OF_EVERY_THING.has(name) && !posts.has(route));
    expect(wrong).toEqual([]);
  });

  it('documents every parameter in a path', () => {
    for (const { path, parameters = [], operationId } of operations) {
      const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort();
      const named = parameters
        .filter((parameter) => parameter.in === 'path')
        .map(({ name }) => name)
        .sort();
      expect([operationId, named]).toEqual([operationId, inPath]);
    }
  });

  it('gives every change a schema by name with an example', () => {
    const posts = operations.filter(({ method, path }) => method === 'post' && path.startsWith('/v1/partnerships'));
    const without = posts.filter(({ requestBody }) => {
      const ref = requestBody?.content['application/json']?.schema.$ref;
      const schema = document.components.schemas[ref?.split('/').at(-1) ?? ''];
      return schema?.['example'] === undefined;
    });
    expect(without.map(({ operationId }) => operationId)).toEqual([]);
  });

  it('says of everything under /v1 that it takes a token, and what a fault looks like', () => {
    const bare = operations.filter(({ path, security, responses }) => {
      const refused = resolved(responses['401']?.$ref ?? '')?.['content'] as Record<string, unknown> | undefined;
      return path.startsWith('/v1') && !(security && refused?.['application/problem+json']);
    });
    expect(bare.map(({ operationId }) => operationId)).toEqual([]);
  });

  it('says of every list, and of nothing else, that it is to be had as CSV and NDJSON', () => {
    const lists = ['ListPartnerships', ...QUERIES.filter(({ params }) => isPaged(params)).map(({ name }) => name)];
    const whole = operations.filter(({ responses }) => {
      const { content = {} } = (responses['200'] ?? {}) as { content?: object };
      return 'text/csv' in content && 'application/x-ndjson' in content;
    });
    expect(whole.map(({ operationId }) => operationId).sort()).toEqual(lists.sort());
    for (const { parameters, responses } of whole) {
      expect(parameters?.find(({ name }) => name === 'format')?.schema).toMatchObject({
        enum: ['json', 'csv', 'ndjson'],
      });
      expect(Object.keys(resolved(responses['406']?.$ref ?? '') ?? {})).toContain('content');
    }
  });

  const isPaged = (params: unknown) => 'cursor' in (params as { shape: object }).shape;

  function servedRoutes(): [string, string][] {
    return served.routes.map(({ method, url }) => [method.toLowerCase(), url.replace(/:(\w+)/g, '{$1}')]);
  }
});

describe('the OpenAPI document, of who may ask', () => {
  it.each(['grants', 'history', 'events/{id}'])('says that %s may be refused, and for want of which role', (path) => {
    const asked = document.paths[`/v1/partnerships/{p}/${path}`]?.['get'];
    expect([asked?.description, Object.keys(asked?.responses ?? {})]).toEqual([
      expect.stringContaining('administrator, auditor'),
      expect.arrayContaining(['403']),
    ]);
  });
});

describe('the API page', () => {
  it('and everything that it loads comes from this server', async () => {
    const reader = new Client(served.url);
    const page = await reader.get('/docs');
    const assets = [...page.text.matchAll(/(?:src|href)="([^"]+)"/g)].map(
      ([, path]) => new URL(path ?? '', `${served.url}/docs`),
    );
    expect(assets.length).toBeGreaterThan(3);
    expect(assets.filter(({ origin }) => origin !== served.url)).toEqual([]);
    const answers: Answer[] = await Promise.all(assets.map(({ pathname }) => reader.get(pathname)));
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
  });

  it('may run its scripts under the content security policy, which allows none in the page', async () => {
    const page = await new Client(served.url).get('/docs');
    expect(page.headers.get('content-security-policy')).toContain("script-src 'self'");
    expect(page.text).not.toMatch(/<script(?![^>]*\bsrc=)[^>]*>\s*\S/);
  });
});

describe('the landing page', () => {
  it('asks its questions at addresses and with parameters that are documented', async () => {
    const { text } = await new Client(served.url).get('/');
    const asked = [...text.matchAll(/<code>(\/v1[^<]*)<\/code>/g)].map(([, path]) => new URL(path ?? '', served.url));
    expect(asked.length).toBeGreaterThan(4);
    for (const { pathname, searchParams } of asked) {
      const path = decodeURIComponent(pathname).replace(/\{[am]\}/, '{id}');
      const known = document.paths[path]?.['get']?.parameters?.map(({ name }) => name);
      expect([path, known]).toEqual([path, expect.arrayContaining([...searchParams.keys()])]);
    }
  });

  it('loads nothing, and every link on it leads somewhere', async () => {
    const reader = new Client(served.url);
    const { text } = await reader.get('/');
    expect(text).toContain(`${served.url}/v1/me`);
    expect(text.replaceAll(served.url, '')).not.toMatch(/\bsrc=|<link|https?:/);
    const links = [...text.matchAll(/href="([^"]+)"/g)].map(([, path]) => path ?? '');
    const answers = await Promise.all(links.map((path) => reader.get(path)));
    expect(answers.map(({ status }) => status)).toEqual(links.map(() => 200));
  });
});
