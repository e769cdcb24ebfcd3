import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A folder of its own for one test; `dispose` takes it away with all that is in it. */
export async function newFolder(): Promise<{ path: string; dispose: () => Promise<void> }> {
  const path = await mkdtemp(join(tmpdir(), 'throughline-'));
  return { path, dispose: () => rm(path, { recursive: true, force: true }) };
}
