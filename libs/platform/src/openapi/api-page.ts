import type { INestApplication } from '@nestjs/common';
import { SwaggerModule } from '@nestjs/swagger';
import { openApiDocument } from './document.js';

/** `/openapi.json`, and Swagger UI at `/docs` from its package; the document is made when it is first asked for. */
export function serveApiPage(app: INestApplication): void {
  SwaggerModule.setup('docs', app, () => openApiDocument(app), {
    jsonDocumentUrl: 'openapi.json',
    raw: ['json'],
    customSiteTitle: 'Throughline: the API',
    swaggerOptions: { persistAuthorization: false, docExpansion: 'none', filter: true },
  });
}
