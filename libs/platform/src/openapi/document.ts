import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import type { z } from 'zod';
import { events } from '../routes/events.routes.js';
import { RESOURCES } from '../routes/table.js';
import { addFormats } from './formats.js';
import { jsonSchemaOf } from './json-schema.js';
import { ProblemBody } from './schemas.js';

const ABOUT = `Who owns what in a local partnership, on any date, on what evidence.

Every read takes \`effectiveAt\` (the day in the world), \`asOf\` (as recorded by then) and \`statedBy\` (as the papers
said by then), and says which it used. Every change is a new member of a collection, with an author, a source and a date.

Every list is to be had whole as CSV and as NDJSON, by \`format\` or by \`Accept\`: all pages of it at one position,
whatever is recorded meanwhile.`;

/** OpenAPI 3.1 of the routes as they are mounted, from the schemas that validate. */
export function openApiDocument(app: INestApplication): OpenAPIObject {
  const builder = new DocumentBuilder()
    .setOpenAPIVersion('3.1.0')
    .setTitle('Throughline')
    .setVersion('1')
    .setDescription(ABOUT)
    .addBearerAuth({ type: 'http', scheme: 'bearer', bearerFormat: 'JWT' });
  for (const { tag, about } of [...RESOURCES, events]) builder.addTag(tag, about);
  const document = SwaggerModule.createDocument(app, builder.build(), {
    standardSchemaConverter: (schema) => jsonSchemaOf(schema as z.ZodType),
    operationIdFactory: (_controller, method) => method,
  });
  const components = (document.components ??= {});
  Object.assign((components.schemas ??= {}), problemSchemas());
  components.responses = sharedProblems(document);
  addFormats(document);
  return document;
}

/** Nothing on a route asks for them by schema: problems have a media type of their own. */
function problemSchemas(): Record<string, unknown> {
  const { components } = jsonSchemaOf(ProblemBody);
  return JSON.parse(JSON.stringify(components).replaceAll('#/$defs/', '#/components/schemas/')) as Record<
    string,
    unknown
  >;
}

type Response = NonNullable<NonNullable<OpenAPIObject['components']>['responses']>[string];

/** Problems stand once in the document, and not with each of a hundred operations; these refer to them. */
function sharedProblems({ paths }: OpenAPIObject): Record<string, Response> {
  const names = new Map<string, string>();
  const shared: Record<string, Response> = {};
  const operations = Object.values(paths).flatMap(({ get, post }) =>
    [get, post].filter((operation) => operation !== undefined),
  );
  for (const { responses } of operations) {
    for (const [status, response] of Object.entries(responses)) {
      if (!response || !('content' in response) || !response.content?.['application/problem+json']) continue;
      const text = JSON.stringify(response);
      const name = names.get(text) ?? `Problem${status}-${names.size + 1}`;
      names.set(text, name);
      shared[name] = response;
      responses[status] = { $ref: `#/components/responses/${name}` };
    }
  }
  return shared;
}
