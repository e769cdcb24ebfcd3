// Workers and the processes that tests start run compiled code: jest compiles only what is imported. So before the
// tests each of them is bundled into dist/workers, where libs/sqlite/src/thread.ts looks when it runs from sources.
const { mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } = require('node:fs');
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
  mkdirSync(outdir, { recursive: true });
  await Promise.all(entries.map(bundle));
};

async function bundle(entry) {
  const bundled = join(outdir, `${basename(entry, '.ts')}.js`);
  try {
    const { outputFiles } = await build({
      ...{
        absWorkingDir: root,
        entryPoints: [entry],
        bundle: true,
        packages: 'external',
        write: false,
        logLevel: 'silent',
      },
      ...{ platform: 'node', target: 'node20', format: 'cjs', sourcemap: 'inline' },
    });
    // Renamed into place: another run may be reading the old one.
    const making = `${bundled}.${process.pid}`;
    writeFileSync(making, outputFiles[0].contents);
    renameSync(making, bundled);
  } catch (error) {
    // Tests that need it are to fail, and no others.
    rmSync(bundled, { force: true });
    console.error(error.message);
  }
}
