import { randomUUID } from 'node:crypto';
import type { EventId, KeyId } from '@app/domain';
import { Keyring, KeyUnknown } from './keyring.js';
import { MemoryKeys } from './memory/index.js';
import { Opener } from './opener.js';
import type { Key } from './ports.js';
import { seal, SealBroken, type Sealed } from './sealing.js';

function setUp(cacheBytes?: number) {
  const keys = new MemoryKeys();
  const findStored = keys.find.bind(keys);
  const find = jest.spyOn(keys, 'find');
  const keyring = new Keyring(keys);
  const sealed = async (text: string, key: KeyId = keys.next()): Promise<Sealed> => {
    const bytes = (await keys.find([key])).get(key) as Key;
    return seal(text, { key, event: randomUUID() as EventId, field: '/data/text' }, bytes);
  };
  const opener = new Opener(keyring, cacheBytes);
  const open = async (value: unknown): Promise<unknown> => JSON.parse(await opener.open(JSON.stringify(value)));
  return { keys, sealed, opener, open, find, findStored };
}

describe('an answer', () => {
  it('shows the words in the place of every token, however deep', async () => {
    const { sealed, open } = setUp();
    const said = 'He said "no" \\ and\nleft \u2028 ⅓';
    const answer = { id: 1, items: [{ text: await sealed(said) }, [await sealed('b')]], text: await sealed('') };
    expect(await open(answer)).toEqual({ id: 1, items: [{ text: said }, ['b']], text: '' });
  });

  it('is left byte for byte as it is where nothing is sealed', async () => {
    const { opener } = setUp();
    const json = '{"a":"sealed","b":"x sealed:1:y", "c": 1.0}';
    expect(await opener.open(json)).toBe(json);
  });

  it('is not opened a second time: words that look like a token stay words', async () => {
    const { sealed, open } = setUp();
    const inner = await sealed('secret');
    expect(await open({ text: await sealed(inner) })).toEqual({ text: inner });
  });

  it('does not open a token inside a longer string, where it would break out of its quotes', async () => {
    const { sealed, open } = setUp();
    const answer = { text: `say "${await sealed('secret')}" now`, end: `"${await sealed('secret')}` };
    expect(await open(answer)).toEqual(answer);
  });

  it('does not open the name of a member', async () => {
    const { sealed, open } = setUp();
    const answer = { [await sealed('secret')]: 1 };
    expect(await open(answer)).toEqual(answer);
  });

  it('reads a key once for all answers within its time', async () => {
    const { keys, sealed, open, find } = setUp();
    const key = keys.next();
    const [one, two] = [await sealed('a', key), await sealed('b', key)];
    find.mockClear();
    await open([one]);
    await open([one, two]);
    expect(find).toHaveBeenCalledTimes(1);
  });

  it('comes out the same when the cache holds nothing', async () => {
    const { sealed, open } = setUp(1);
    const answer = [await sealed('a'), await sealed('b')];
    expect(await open(answer)).toEqual(['a', 'b']);
    expect(await open(answer)).toEqual(['a', 'b']);
  });

  it('comes in pieces as it would come whole', async () => {
    const { sealed, opener } = setUp();
    const items = [`{"text":"${await sealed('a "b"')}"}`, `{"text":"${await sealed('c')}"}`];
    const pieces = ['{"items":[', items[0] as string, ',', items[1] as string, '],"n":2}'];
    const whole = '{"items":[{"text":"a \\"b\\""},{"text":"c"}],"n":2}';
    expect(await opener.open(pieces)).toBe(whole);
    expect(await opener.open(pieces)).toBe(whole);
  });

  it('fails where a token was altered, and where its key was never of this store', async () => {
    const { sealed, open } = setUp();
    const token = await sealed('a');
    await expect(open([`${token.slice(0, -4)}AAAA`])).rejects.toThrow(SealBroken);
    const foreign = await setUp().sealed('a');
    await expect(open([foreign])).rejects.toThrow(KeyUnknown);
    await expect(open(['sealed:9:whatever'])).rejects.toThrow(SealBroken);
  });
});

describe('an erasure', () => {
  it('leaves null in the place of the words, and says so on the object that held them', async () => {
    const { keys, sealed, open, opener } = setUp();
    const key = keys.next();
    const answer = {
      items: [
        { owner: { text: await sealed('Brenda', key), kind: 'person' }, text: await sealed('kept') },
        { notes: [await sealed('of her', key), await sealed('other')] },
      ],
    };
    await open(answer);
    await keys.destroy([key]);
    opener.forget(new Set([key]));
    expect(await open(answer)).toEqual({
      items: [
        { owner: { text: null, kind: 'person', redacted: true }, text: 'kept' },
        { notes: [null, 'other'], redacted: true },
      ],
    });
  });

  it('takes the words out of pieces of answers too', async () => {
    const { keys, sealed, opener } = setUp();
    const [gone, kept] = [keys.next(), keys.next()];
    const items = [`{"text":"${await sealed('gone', gone)}"}`, `{"text":"${await sealed('kept', kept)}"}`];
    const pieces = ['{"items":[', items[0] as string, ',', items[1] as string, ']}'];
    expect(await opener.open(pieces)).toContain('gone');
    await keys.destroy([gone]);
    opener.forget(new Set([gone]));
    expect(JSON.parse(await opener.open(pieces))).toEqual({
      items: [{ text: null, redacted: true }, { text: 'kept' }],
    });
  });

  it('that comes between two pieces of an answer leaves no words in it', async () => {
    const { keys, sealed, opener, find, findStored } = setUp();
    const [first, second] = [keys.next(), keys.next()];
    const pieces = ['[', `"${await sealed('Brenda', first)}"`, ',', `"${await sealed('Pam', second)}"`, ']'];
    find.mockClear();
    find.mockImplementationOnce(findStored).mockImplementationOnce(async (ids) => {
      const found = await findStored(ids);
      await keys.destroy([first]);
      opener.forget(new Set([first]));
      return found;
    });
    expect(JSON.parse(await opener.open(pieces))).toEqual([null, 'Pam']);
  });

  it('leaves what other keys opened in the cache', async () => {
    const { keys, sealed, open, opener, find } = setUp();
    const [gone, kept] = [keys.next(), keys.next()];
    const token = await sealed('kept', kept);
    await open([await sealed('gone', gone), token]);
    await keys.destroy([gone]);
    opener.forget(new Set([gone]));
    find.mockClear();
    expect(await open([token])).toEqual(['kept']);
    expect(find).not.toHaveBeenCalled();
  });

  it('that comes while an answer is being opened leaves no words behind in the cache', async () => {
    const { keys, sealed, open, opener, find, findStored } = setUp();
    const key = keys.next();
    const token = await sealed('Brenda', key);
    find.mockImplementationOnce(async (ids) => {
      const found = await findStored(ids);
      await keys.destroy([key]);
      opener.forget(new Set([key]));
      return found;
    });
    expect(await open([token])).toEqual([null]);
    expect(await open({ token })).toEqual({ token: null, redacted: true });
  });
});

describe('a key in the cache', () => {
  it('is asked for again after 30 s', async () => {
    let now = 1;
    const keys = new MemoryKeys();
    const keyring = new Keyring(keys, { now: () => now });
    const key = keys.next();
    await keyring.find([key]);
    await keys.destroy([key]);
    now += 30_000;
    expect((await keyring.find([key])).get(key)).not.toBe('destroyed');
    now += 1;
    expect((await keyring.find([key])).get(key)).toBe('destroyed');
  });
});
