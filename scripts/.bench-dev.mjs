// npm run bench: the set-up of npm start, then the bench, bundled, on the built code; --help tells its options.
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { build } from 'esbuild';
import { ensureBuilt, ensureInstalled, root } from '/work/main/scripts/setup.mjs';

const [sources, outdir] = [join(root, 'test/bench'), join(root, 'dist/.bench-run')];
/** What is measured is what `npm start` runs, never a bundle of it. */
const shipped = {
  name: 'shipped',
  setup({ onResolve }) {
    const built = (path) => relative(outdir, join(root, 'dist/.bench-dev', path)).replaceAll('\\', '/');
    onResolve({ filter: /^@app\// }, ({ path }) => ({
      path: built(`libs/${path.slice(5)}/src/index.js`),
      external: true,
    }));
    onResolve({ filter: /\/(apps|libs)\// }, ({ path, resolveDir }) => ({
      path: built(relative(root, resolve(resolveDir, path))),
      external: true,
    }));
  },
};
await build({
  entryPoints: ['main.ts', ...readdirSync(sources).filter((name) => name.endsWith('.process.ts'))].map((name) =>
    join(sources, name),
  ),
  outdir,
  bundle: true,
  packages: 'external',
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  sourcemap: true,
  plugins: [shipped],
});
const { status } = spawnSync(
  process.execPath,
  ['--enable-source-maps', join(outdir, 'main.js'), ...process.argv.slice(2)],
  { stdio: 'inherit' },
);
process.exit(status ?? 1);
