// Workers and the processes that tests start run compiled code: jest compiles only what is imported. So before the
// tests each of them is bundled into dist/workers, where libs/sqlite/src/thread.ts looks when it runs from sources.
const { mkdirSync, readdirSync, renameSync, writeFileSync } = require('node:fs');
const { basename, join } = require('node:path');
const { build } = require('esbuild');

const root = join(__dirname, '../..');
const outdir = join(root, 'dist/workers');
const entries = [
  ...['log-writer', 'checkpointer', 'keys-writer'].map((name) => join(root, `libs/sqlite/src/${name}.ts`)),
  join(root, 'libs/stack/src/projector-worker.ts'),
  ...readdirSync(join(__dirname, 'processes')).map((name) => join(__dirname, 'processes', name)),
];

module.exports = async () => {
  const { outputFiles } = await build({
    absWorkingDir: root,
    entryPoints: entries,
    entryNames: '[name]',
    outdir,
    bundle: true,
    packages: 'external',
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    write: false,
    logLevel: 'silent',
  }).catch((error) => {
    console.warn(`dist/workers is as it was: ${error.message}`);
    return { outputFiles: [] };
  });
  mkdirSync(outdir, { recursive: true });
  for (const { path, contents } of outputFiles) {
    // Renamed into place: another run may be reading the old one.
    const making = join(outdir, `.${basename(path)}.${process.pid}`);
    writeFileSync(making, contents);
    renameSync(making, path);
  }
};
