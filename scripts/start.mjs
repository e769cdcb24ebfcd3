// npm start: everything that the API needs, then the API in this process, so that signals reach it.
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ensureBuilt, ensureInstalled, root } from './setup.mjs';

ensureInstalled();
ensureBuilt();
await import(pathToFileURL(join(root, 'dist/apps/api/apps/api/src/main.js')).href);
