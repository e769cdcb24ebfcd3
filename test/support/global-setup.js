// Workers and the processes that tests start run compiled code: jest compiles only what is imported. So before the
// tests each of them is bundled into dist/workers, where libs/sqlite/src/thread.ts looks when it runs from sources.
// Then one of them finds or starts the MongoDB server that mongodb/server.ts tells of.
const { fork } = require('node:child_process');
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
  process.env.THROUGHLINE_TEST_MONGODB = JSON.stringify(await mongodb());
};

/** What the process that keeps it says of the server. It ends when this process does, or tells it to; see teardown. */
function mongodb() {
  const keeper = fork(join(outdir, 'mongodb.js'), { stdio: ['ignore', 2, 2, 'ipc'] });
  globalThis.mongodbKeeper = keeper;
  return new Promise((resolve) => {
    keeper.once('message', (found) => {
      if ('none' in found) console.error(`No MongoDB server, so the suites that need one do not run: ${found.none}.`);
      resolve(found);
    });
    keeper.once('exit', () => resolve({ none: 'the process that looks for one failed', named: false }));
  });
}

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
