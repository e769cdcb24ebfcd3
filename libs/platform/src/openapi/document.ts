import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import type { z } from 'zod';
import { events } from '../routes/events.routes.js';
import { RESOURCES } from '../routes/table.js';
import { jsonSchemaOf } from './json-schema.js';
import { EventLink, ProblemBody, RemedyLink } from './schemas.js';

const ABOUT = `Who owns what in a local partnership, on any date, on what evidence.

Every read takes \`effectiveAt\` (the day in the world), \`asOf\` (as recorded by then) and \`statedBy\` (as the papers
said by then), and says which it used. Every change is a new member of a collection, with an author, a source and a date.`;

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
    standardSchemaConverter: (schema) => jsonSchemaOf(schema as unknown as z.ZodType),
    operationIdFactory: (_controller, method) => method,
  });
  for (const schema of [ProblemBody, EventLink, RemedyLink]) {
    Object.assign((document.components ??= {}).schemas ??= {}, jsonSchemaOf(schema).components);
  }
  return document;
}
