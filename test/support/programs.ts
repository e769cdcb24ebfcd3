import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { transformFile } from '@swc/core';
import { build, type Plugin } from 'esbuild';

const root = join(__dirname, '../..');
const outdir = join(root, 'dist/workers');

// What Nest injects it finds by the types of constructor parameters, which esbuild leaves out; so swc goes first.
const decorated: Plugin = {
  name: 'decorated',
  setup(bundling) {
    bundling.onLoad({ filter: /\.ts$/ }, async ({ path }) => {
      const { code } = await transformFile(path, {
        jsc: {
          target: 'es2022',
          parser: { syntax: 'typescript', decorators: true },
          transform: { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: true },
          keepClassNames: true,
        },
        module: { type: 'es6' },
        configFile: false,
        swcrc: false,
      });
      return { contents: code, loader: 'ts' };
    });
  },
};

/** Bundles an application as it stands in the sources, and gives where it is. */
export async function bundled(app: 'api' | 'worker'): Promise<string> {
  const { outputFiles } = await build({
    ...{ absWorkingDir: root, entryPoints: [`apps/${app}/src/main.ts`], bundle: true, packages: 'external' },
    ...{ platform: 'node', target: 'node20', format: 'cjs', write: false, logLevel: 'silent', keepNames: true },
    plugins: [decorated],
  });
  mkdirSync(outdir, { recursive: true });
  const path = join(outdir, `app-${app}.js`);
  // Renamed into place: another run may be reading the old one.
  const making = `${path}.${process.pid}`;
  writeFileSync(making, outputFiles[0]?.contents ?? '');
  renameSync(making, path);
  return path;
}

/** An application in a process of its own, and what it says. */
export class Program {
  readonly lines: string[] = [];
  private readonly process: ChildProcess;
  /** Its exit code; null where a signal ended it. */
  readonly ended: Promise<number | null>;
  private readonly waiting = new Set<() => void>();

  constructor(path: string, environment: Readonly<Record<string, string>>) {
    this.process = spawn(process.execPath, [path], {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { PATH: process.env['PATH'], ...environment },
    });
    for (const output of [this.process.stdout, this.process.stderr]) {
      createInterface({ input: output! }).on('line', (line) => {
        this.lines.push(line);
        for (const look of [...this.waiting]) look();
      });
    }
    this.ended = once(this.process, 'exit').then(([code]) => {
      for (const look of [...this.waiting]) look();
      return code as number | null;
    });
  }

  get isDead(): boolean {
    return this.process.exitCode !== null || this.process.signalCode !== null;
  }

  /** What the pattern's first group matches in what was said, or will be. Rejects where the process ends before that. */
  said(pattern: RegExp): Promise<string> {
    return new Promise((resolve, reject) => {
      const look = () => {
        const match = this.lines.map((line) => pattern.exec(line)).find((found) => found !== null);
        if (!match && !this.isDead) return;
        this.waiting.delete(look);
        if (match) resolve(match[1] ?? match[0]);
        else reject(new Error(`it ended, and never said ${pattern}:\n${this.lines.join('\n')}`));
      };
      this.waiting.add(look);
      look();
    });
  }

  async end(signal: 'SIGTERM' | 'SIGKILL' = 'SIGTERM'): Promise<number | null> {
    if (!this.isDead) this.process.kill(signal);
    return this.ended;
  }
}
