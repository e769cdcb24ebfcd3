// What `npm start` and `npm test` do before anything else: packages from the lockfile, then the build, each only
// when what it was made from has changed.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = dirname(dirname(fileURLToPath(import.meta.url)));

const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(`Throughline needs Node 20.19 or newer; this is ${process.version}.`);
  process.exit(2);
}

/** npm writes `node_modules/.package-lock.json` last; a lockfile newer than that has not been installed yet. */
export function ensureInstalled() {
  const installed = statSync(join(root, 'node_modules/.package-lock.json'), { throwIfNoEntry: false });
  if (installed && installed.mtimeMs >= statSync(join(root, 'package-lock.json')).mtimeMs) return;
  run('npm', ['ci', '--no-audit', '--no-fund'], 'Installing packages from the lockfile (once) …');
}

const stamp = join(root, 'dist', '.throughline-sources');

export function ensureBuilt() {
  if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== sources()) build();
}

export function build() {
  const nest = join(root, 'node_modules/@nestjs/cli/bin/nest.js');
  run(process.execPath, [nest, 'build', '--all'], 'Building …');
  writeFileSync(stamp, sources());
}

/** A digest of path, size and time of everything that the build is made from. */
function sources() {
  const files = ['package-lock.json', 'tsconfig.json', 'nest-cli.json'];
  for (const top of ['apps', 'libs']) {
    for (const name of readdirSync(join(root, top), { recursive: true })) {
      if (/(?<!\.spec)\.(ts|json)$/.test(name)) files.push(join(top, name));
    }
  }
  const listed = files.sort().map((file) => {
    const { size, mtimeMs } = statSync(join(root, file));
    return `${file} ${size} ${mtimeMs}`;
  });
  return createHash('sha256').update(listed.join('\n')).digest('hex');
}

/** Prints what the command printed only when it fails, and then ends with its status. */
function run(command, args, saying) {
  console.error(saying);
  const shell = process.platform === 'win32';
  const done = spawnSync(command, args, { cwd: root, encoding: 'utf8', shell, maxBuffer: 64 * 1024 * 1024 });
  if (done.status === 0) return;
  console.error(`${done.stdout ?? ''}${done.stderr ?? ''}${done.error?.message ?? ''}`);
  console.error(`${command} ${args.join(' ')} failed.`);
  process.exit(done.status || 1);
}
