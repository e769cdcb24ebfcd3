import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { loadRecords, type LoadRequest, type RecordText } from './load.js';
import type { Report } from './report.js';

/** Of the folder beside a file of records in which papers of its own may lie. */
export const PAPERS = 'papers';

/** The files of records in a folder, by name. Throws what the file system throws. */
export async function recordFilesIn(folder: string): Promise<RecordText[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.yaml')).sort();
  const beside = join(folder, PAPERS);
  return Promise.all(names.map(async (name) => ({ name, text: await readFile(join(folder, name), 'utf8'), beside })));
}

/** Loads every file of records in a folder. `token` must be able to register partnerships. Throws ServerUnavailable. */
export async function loadExamples(
  url: string,
  token: string,
  folder: string,
  more: Pick<LoadRequest, 'papers' | 'onProgress'> = {},
): Promise<Report> {
  return loadRecords({ url, token, files: await recordFilesIn(folder), ...more });
}
