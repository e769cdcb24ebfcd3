import { ApiClient } from './api-client.js';
import { filingsOf, type Filing } from './documents.js';
import { Loader, type Manner } from './loader.js';
import { registered } from './partnership.js';
import { readFile, type Entry, type ReadFile } from './read-file.js';
import { Register } from './register.js';
import type { Outcome, Report } from './report.js';
import { strayHandles } from './stray-handles.js';

export interface RecordText {
  readonly name: string;
  readonly text: string;
  /** A folder that comes with the file: the papers of it that lie there are taken from there. */
  readonly beside?: string;
}

export interface LoadRequest extends Manner {
  /** Of the server, as `http://127.0.0.1:3000`. */
  readonly url: string;
  readonly token: string;
  /** In this order; the handles of a partnership are known from one file to the next. */
  readonly files: readonly RecordText[];
  /** Folder with the papers; without it sources stay unverified, and words that are left to the papers are left out. */
  readonly papers?: string;
  onProgress?(done: number, total: number): void;
}

/**
 * Loads files of records through the API: what is not there yet is recorded, what is there is compared. Nothing is
 * sent where a file has a fault. Throws ServerUnavailable.
 */
export async function loadRecords(request: LoadRequest): Promise<Report> {
  const readings = request.files.map(({ name, text }) => readFile(name, text));
  const files = readings.flatMap((reading) => (reading.ok ? [reading.file] : []));
  const faults = [...readings.flatMap((reading) => (reading.ok ? [] : reading.faults)), ...strayHandles(files)];
  if (faults.length > 0) return { faults, outcomes: [] };

  const jobs = await Promise.all(
    files.map(async (file, i) => ({
      file,
      filings: await filingsOf(file, { papers: request.papers, beside: request.files[i]?.beside }),
    })),
  );
  const total = jobs.reduce((sum, { file, filings }) => sum + 1 + file.entries.length + stepsOf(filings), 0);
  let done = 0;
  const outcomes = jobs.map((): Outcome[] => []);
  const partnerships = new Set(files.map(({ head }) => head.partnership.id));
  // Partnerships know nothing of one another, so they are loaded side by side; the files of one in their order.
  await Promise.all(
    [...partnerships].map(async (id) => {
      const api = new ApiClient(request.url, request.token);
      const register = new Register(amendedIn(files.filter(({ head }) => head.partnership.id === id)));
      for (const [i, { file, filings }] of jobs.entries()) {
        if (file.head.partnership.id !== id) continue;
        for await (const outcome of loadFile(api, file, filings, register, request)) {
          outcomes[i]?.push(outcome);
          request.onProgress?.(++done, total);
        }
      }
    }),
  );
  return { faults: [], outcomes: outcomes.flat() };
}

const amendedIn = (files: readonly ReadFile[]): ReadonlySet<string> =>
  new Set(files.flatMap(({ entries }) => entries.flatMap((entry) => amendedBy(entry) ?? [])));

const amendedBy = ({ kind, envelope }: Entry): string | undefined =>
  kind.name === 'amendment' ? envelope.under : undefined;

const stepsOf = (filings: readonly Filing[]): number =>
  filings.reduce((sum, { refusal, entries }) => sum + (refusal ? 1 : entries.length), 0);

async function* loadFile(
  api: ApiClient,
  file: ReadFile,
  filings: readonly Filing[],
  register: Register,
  manner: Manner,
): AsyncGenerator<Outcome> {
  const { outcome, isThere, before } = await registered(api, file, manner.dryRun ?? false);
  yield outcome;
  const entries = [...filings.flatMap((filing) => filing.entries), ...file.entries];
  for (const { refusal, handle } of filings)
    if (refusal) yield { ...refusal, handle, entry: 'document', state: 'refused' };
  if (!isThere) {
    const verdict =
      outcome.state === 'refused'
        ? ({ state: 'blocked', reason: 'its partnership is not there' } as const)
        : ({ state: 'new', reason: 'not tried out, since the partnership itself is new' } as const);
    for (const entry of entries) yield { ...standing(entry), ...verdict };
    return;
  }
  const papers = new Map(filings.map(({ handle, paper }) => [handle, paper]));
  const lacking = new Map(
    filings.flatMap((filing) => (filing.lacking ? [[filing.handle, filing.lacking] as const] : [])),
  );
  const loader = new Loader(api, file.head.partnership.id, register, manner, before);
  for (const entry of entries) {
    const left = lacking.get(entry.handle);
    const verdict = left
      ? await loader.recall(entry, left, 'needs digest and lineCount, or the paper itself by --documents')
      : await loader.load(entry, papers.get(entry.envelope.document ?? ''));
    yield { ...standing(entry), ...verdict };
  }
}

const standing = ({ place, handle, kind }: Entry) => ({ place, handle, entry: kind.name });
