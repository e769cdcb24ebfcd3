// Writes docs/events.md from the code: the events of libs/domain and the routes of libs/platform.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { root } from './setup.mjs';

const entry = `
  import { catalogue, eventsDocument } from '@app/domain';
  import { routeOfCommand } from './libs/platform/src/routes/table.js';
  export const text = eventsDocument(catalogue(), routeOfCommand);
`;

const folder = mkdtempSync(join(tmpdir(), 'throughline-events-'));
try {
  const outfile = join(folder, 'events.mjs');
  await build({
    stdin: { contents: entry, resolveDir: root, loader: 'ts' },
    outfile,
    bundle: true,
    format: 'esm',
    platform: 'node',
  });
  const { text } = await import(pathToFileURL(outfile).href);
  mkdirSync(join(root, 'docs'), { recursive: true });
  writeFileSync(join(root, 'docs/events.md'), text);
} finally {
  rmSync(folder, { recursive: true });
}
