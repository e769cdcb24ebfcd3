import { spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { createInterface } from 'node:readline';
import { ask, type RunningServer } from './running.js';

const PROGRAM = process.platform === 'win32' ? 'ferretdb.exe' : 'ferretdb';

/** Where the program stands: in PATH, or where Go puts what it installs. */
export function findFerretdb(): string | undefined {
  const folders = [process.env['GOBIN'], ...(process.env['PATH'] ?? '').split(delimiter)].filter(Boolean);
  const found = folders.map((folder) => join(folder!, PROGRAM)).find((path) => existsSync(path));
  if (found) return found;
  const { stdout } = spawnSync('go', ['env', 'GOPATH'], { encoding: 'utf8', timeout: 5_000 });
  const installed = stdout ? join(stdout.trim(), 'bin', PROGRAM) : '';
  return existsSync(installed) ? installed : undefined;
}

/** Starts one on a free port of loopback. It keeps its data in SQLite files in a folder that goes when it stops. */
export async function startFerretdb(program: string): Promise<RunningServer> {
  const folder = await mkdtemp(join(tmpdir(), 'throughline-ferretdb-'));
  const child = spawn(
    program,
    [
      ...['--handler=sqlite', `--sqlite-url=file:${folder}/`, `--state-dir=${folder}`, '--telemetry=disable'],
      ...['--listen-addr=127.0.0.1:0', '--debug-addr=-', '--log-level=info'],
    ],
    { stdio: ['ignore', 'ignore', 'pipe'] },
  );
  const gone = new Promise<void>((resolve) => child.once('close', () => resolve()));
  // Killed: it would wait for its clients before it ends, and nothing of it is kept.
  const stop = async (): Promise<void> => {
    if (child.pid !== undefined) child.kill('SIGKILL');
    await gone;
    await rm(folder, { recursive: true, force: true, maxRetries: 3 });
  };
  try {
    // It says which port it got in its log, which must be read on: a full pipe would stop it.
    const port = await new Promise<string>((resolve, reject) => {
      const said: string[] = [];
      createInterface({ input: child.stderr }).on('line', (line) => {
        if (said.length < 20) said.push(line);
        const listening = /Listening on TCP 127\.0\.0\.1:(\d+)/.exec(line);
        if (listening) resolve(listening[1]!);
      });
      child.once('error', reject);
      child.once('close', () => reject(new Error(`${program} ended at its start: ${said.join(' ')}`)));
    });
    return { ...(await ask(`mongodb://127.0.0.1:${port}/`)), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
