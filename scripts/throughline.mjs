#!/usr/bin/env node
// The command line: `npm run --silent cli -- COMMAND`, or `npx throughline COMMAND` in the project's folder.
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ensureBuilt, ensureInstalled, root } from './setup.mjs';

ensureInstalled();
ensureBuilt();
await import(pathToFileURL(join(root, 'dist/apps/cli/apps/cli/src/main.js')).href);
