import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { catalogue, eventsDocument } from '@app/domain';
import { routeOfCommand } from '../../libs/platform/src/routes/table.js';

it('docs/events.md says what the code says: `npm run docs:events` writes it', () => {
  const written = readFileSync(join(__dirname, '../../docs/events.md'), 'utf8');
  expect(written).toBe(eventsDocument(catalogue(), routeOfCommand));
});
