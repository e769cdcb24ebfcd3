// node scripts/ferretdb.mjs FOLDER: builds FerretDB, a server that speaks MongoDB's protocol, into that folder. The
// tests use it where no MongoDB is to be had; it needs Go, and two minutes the first time.
// `go install …@v1.24.2` alone gives a program that panics at its start: it reads its version from a file that the
// published module does not hold. So the module is copied, the file is added, and the copy is built.
import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const version = 'v1.24.2';
const program = process.platform === 'win32' ? 'ferretdb.exe' : 'ferretdb';

const folder = resolve(process.argv[2] ?? usage());
if (existsSync(join(folder, program))) process.exit();
const { Dir: sources } = JSON.parse(go(['mod', 'download', '-json', `github.com/FerretDB/FerretDB@${version}`]));
const copy = mkdtempSync(join(tmpdir(), 'throughline-ferretdb-'));
try {
  cpSync(sources, copy, { recursive: true });
  // The cache of modules is kept read-only, and what is read-only can neither be added to nor removed.
  for (const entry of readdirSync(copy, { recursive: true, withFileTypes: true }))
    if (entry.isDirectory()) chmodSync(join(entry.parentPath, entry.name), 0o755);
  writeFileSync(join(copy, 'build/version/version.txt'), `${version}\n`);
  mkdirSync(folder, { recursive: true });
  go(['build', '-trimpath', '-buildvcs=false', '-o', join(folder, program), './cmd/ferretdb'], copy);
} finally {
  rmSync(copy, { recursive: true, force: true, maxRetries: 2 });
}

function go(args, cwd = tmpdir()) {
  const done = spawnSync('go', args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });
  if (done.status === 0) return done.stdout;
  throw new Error(`go ${args.join(' ')} failed. ${done.error?.message ?? done.stdout}`);
}

function usage() {
  console.error('usage: node scripts/ferretdb.mjs FOLDER');
  process.exit(2);
}
