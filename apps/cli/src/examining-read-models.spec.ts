import { GenerationGone, MemoryDocuments, MemoryLog, type Documents, type Generation } from '@app/eventing';
import type { ApiClient } from '@app/platform';
import { examineReadModels, examineThere, type Sample } from './examining-read-models.js';

const LIVE: Generation = { projection: 'people', number: 1_000_000 };
const NEWER: Generation = { projection: 'people', number: 99_000_000 };
const OLDER: Generation = { projection: 'people', number: 0 };

const withLive = async (live: Generation): Promise<Documents> => {
  const documents = new MemoryDocuments();
  await documents.create(live);
  await documents.promote(live.projection, 'none', live);
  return documents;
};
const notesOf = async (documents: Documents, sample: Sample = 10): Promise<string[]> => {
  const bar = () => ({ at: () => undefined, stop: () => undefined });
  const findings = await examineReadModels({ documents, log: new MemoryLog() }, sample, bar);
  expect(findings.filter(({ state }) => state === 'fault')).toEqual([]);
  return findings.flatMap(({ state, what }) => (state === 'note' ? [what] : []));
};
/** A server that refuses every order. */
const refusing = (problem: string): ApiClient => {
  const reply = { ok: false, problem: { type: `/problems/${problem}`, title: 'no' } };
  return { order: async () => reply } as unknown as ApiClient;
};

describe('an examination of read models', () => {
  it('has no note where they are compared', async () => {
    expect(await notesOf(await withLive(LIVE))).toEqual([]);
  });

  it.each([
    ['of a newer version', NEWER],
    ['of an earlier version', OLDER],
  ])('compares nothing with one %s, and says so', async (words, generation) => {
    expect(await notesOf(await withLive(generation))).toEqual([expect.stringContaining(words) as string]);
  });

  it('goes on where one is replaced and dropped amid it', async () => {
    const documents = await withLive(LIVE);
    await documents.create({ projection: 'actions', number: 1_000_000 });
    await documents.promote('actions', 'none', { projection: 'actions', number: 1_000_000 });
    const gone = { size: (g: Generation) => (g.projection === 'people' ? Promise.reject(new GenerationGone(g)) : 0) };
    const on = Object.assign(Object.create(documents) as Documents, gone);
    expect(await notesOf(on)).toEqual(['the read model people was replaced meanwhile: nothing of it was compared']);
  });

  it('says where nothing was to be compared', async () => {
    expect(await notesOf(await withLive(LIVE), 0)).toEqual([expect.stringContaining('no document') as string]);
  });

  it.each(['newer-version', 'older-version', 'generations-moved'])(
    'goes on where a server refuses to compare one: %s',
    async (problem) => {
      const found = await examineThere(refusing(problem), { name: 'people', generation: 1 }, 10);
      expect(found).toMatchObject([{ state: 'note', what: expect.stringContaining('nothing of it was compared') }]);
    },
  );

  it('ends where a server refuses for another reason', async () => {
    const asked = examineThere(refusing('internal-error'), { name: 'people', generation: 1 }, 10);
    await expect(asked).rejects.toThrow('no');
  });
});
