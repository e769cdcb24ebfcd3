// npm test: the set-up of npm start, then jest with whatever arguments follow.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { ensureBuilt, ensureInstalled, root } from './setup.mjs';

ensureInstalled();
ensureBuilt();
const jest = join(root, 'node_modules', 'jest', 'bin', 'jest.js');
const { status, signal } = spawnSync(process.execPath, [jest, ...process.argv.slice(2)], {
  cwd: root,
  stdio: 'inherit',
});
if (signal) console.error(`jest was ended by ${signal}`);
process.exit(status ?? 1);
