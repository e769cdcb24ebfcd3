import { randomUUID } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { KEY_DESTRUCTION, type EventId, type NewEvent, type StreamId } from '@app/eventing';
import { projections } from '@app/read-models';
import { newFolder } from '../../../test/support/folders.js';
import { openStack } from './open-stack.js';
import type { Stack, StackConfig } from './stack.js';
import { StoreError } from '@app/sqlite';

const unexpected = (error: Error): void => {
  throw error;
};
let onFatal = unexpected;
beforeEach(() => void (onFatal = unexpected));

const stored = (type: string, data: object, metadata: object = {}): NewEvent => ({
  id: randomUUID() as EventId,
  type,
  data: JSON.stringify(data),
  metadata: JSON.stringify({
    ...{ at: '2026-01-01T10:00:00.000Z', on: '2026-01-01', from: '2026-01-01', by: randomUUID(), cmd: randomUUID() },
    ...{ dig: 'x', cor: randomUUID(), cau: randomUUID() },
    ...metadata,
  }),
});
const newPerson = (): StreamId => `test/person/${randomUUID()}` as StreamId;

describe.each<['memory' | 'embedded']>([['memory'], ['embedded']])('the %s stack', (kind) => {
  let folder: string;
  let dispose: () => Promise<void>;
  let stack: Stack;
  beforeEach(async () => {
    ({ path: folder, dispose } = await newFolder());
    const config: StackConfig = kind === 'memory' ? { kind } : { kind, folder };
    stack = await openStack(config, { onFatal: (error) => onFatal(error) });
  });
  afterEach(async () => {
    await stack.close();
    await dispose();
  });

  it('brings every read model along with what is recorded, and says how far they are', async () => {
    const { position } = await stack.log.append(newPerson(), 'none', [stored('PersonErased', {})]);
    const names = [...projections.map(({ name }) => name), KEY_DESTRUCTION];
    expect(await stack.positions.passed(names, position)).toBe('passed');
    expect([...(await stack.documents.states()).keys()].sort()).toEqual([...names].sort());
  });

  it('destroys the keys of a person who is erased, here and in every cache', async () => {
    const [person, key] = [newPerson(), await stack.keys.next()];
    expect((await stack.keyring.find([key])).get(key)).toHaveLength(32);
    const { position } = await stack.log.append(person, 'none', [stored('PersonErased', {}, { key })]);
    expect(await stack.positions.passed([KEY_DESTRUCTION], position)).toBe('passed');
    expect((await stack.keys.find([key])).get(key)).toBe('destroyed');
    expect((await stack.keyring.find([key])).get(key)).toBe('destroyed');
  });

  it('builds a read model anew on demand', async () => {
    const before = (await stack.documents.states()).get('actions')!.live.number;
    const { number } = await stack.projections.rebuild('actions');
    expect(number).toBeGreaterThan(before);
    expect(await stack.projections.promote('actions')).toMatchObject({ number });
    expect((await stack.documents.states()).get('actions')!.live.number).toBe(number);
  });

  it('is told where the log can be followed no longer, since an event in it is damaged', async () => {
    const failed = new Promise<Error>((resolve) => (onFatal = resolve));
    await stack.log.append(newPerson(), 'none', [{ ...stored('PersonErased', {}), metadata: '{"at":' }]);
    expect(await failed).toBeInstanceOf(Error);
  });

  it('says that there is no read model of that name, with its code', async () => {
    await expect(stack.projections.rebuild('nonsense')).rejects.toMatchObject({ code: 'no-such-projection' });
  });
});

describe('the embedded stack', () => {
  let folder: string;
  let dispose: () => Promise<void>;
  beforeEach(async () => void ({ path: folder, dispose } = await newFolder()));
  afterEach(() => dispose());
  const open = (): Promise<Stack> => openStack({ kind: 'embedded', folder }, { onFatal });

  it('has log, read models and keys in files of their own, and finds them again', async () => {
    const first = await open();
    const { position } = await first.log.append(newPerson(), 'none', [stored('PersonErased', {})]);
    const key = await first.keys.next();
    await first.close();
    expect(
      readdirSync(folder)
        .filter((name) => name.endsWith('.db'))
        .sort(),
    ).toEqual(['documents.db', 'keys.db', 'log.db']);
    const second = await open();
    expect((await second.log.head()).position).toBe(position);
    expect((await second.keys.find([key])).get(key)).toHaveLength(32);
    await second.close();
  });

  it('tells whoever comes second where its server is', async () => {
    const first = await open();
    first.announce('http://127.0.0.1:4711');
    const refused = open();
    await expect(refused).rejects.toMatchObject({ code: 'folder-in-use', owner: { url: 'http://127.0.0.1:4711' } });
    await first.close();
    await (await open()).close();
  });

  it('gives the folder back where it cannot be opened', async () => {
    const elsewhere = openStack({ kind: 'embedded', folder: join(folder, 'no', 'such') }, { onFatal });
    await expect(elsewhere).rejects.toBeInstanceOf(StoreError);
    await (await open()).close();
  });
});
