import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { createApp, createLogger, issuerKeyIn, LOCAL_SUBJECT, mintToken } from '@app/platform';
import { openStack } from '@app/stack';
import { run } from './run.js';

// Starts a server, and worker threads with it, several times over.
jest.setTimeout(120_000);

const MINUTES = `throughline: 1
partnership: { id: anytown, name: Anytown }
sections:
  - defaults: { statedOn: 2011-11-09, sources: [{ words: by telephone }] }
    entries:
      - { entry: person, handle: ann, name: Ann Other }
`;

let prepared: string;
let folder: string;
let [old, data, log, keys] = ['', '', '', ''];

beforeAll(async () => {
  prepared = mkdtempSync(join(tmpdir(), 'throughline-moving-'));
  writeFileSync(join(prepared, 'minutes.yaml'), MINUTES);
  expect(await cli(join(prepared, 'old'), 'load', 'examples/004-trafford.yaml')).toMatchObject({ code: 0 });
  expect(await cli(join(prepared, 'other'), 'load', join(prepared, 'minutes.yaml'))).toMatchObject({ code: 0 });
});
afterAll(() => rmSync(prepared, { recursive: true }));
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'throughline-moving-'));
  [old, data] = [join(folder, 'old'), join(folder, 'new')];
  [log, keys] = [join(folder, 'log.ndjson'), join(folder, 'keys.ndjson')];
  cpSync(join(prepared, 'old'), old, { recursive: true });
});
afterEach(() => rmSync(folder, { recursive: true }));

/** What a command line printed, and how it ended. */
async function cli(on: string, ...argv: string[]): Promise<{ code: number; out: string; err: string }> {
  const [out, err]: [string[], string[]] = [[], []];
  const spies = [
    jest.spyOn(console, 'log').mockImplementation((line: string) => void out.push(`${line}\n`)),
    jest.spyOn(console, 'error').mockImplementation((line: string) => void err.push(`${line}\n`)),
    jest.spyOn(process.stdout, 'write').mockImplementation((text) => (out.push(String(text)), true)),
    jest.spyOn(process.stderr, 'write').mockImplementation((text) => (err.push(String(text)), true)),
  ];
  try {
    const code = await run(['--data', on, '--stack', 'embedded', ...argv]);
    return { code, out: out.join(''), err: err.join('') };
  } finally {
    for (const spy of spies) spy.mockRestore();
  }
}

const done = { code: 0, err: '' };
const exported = async () => expect(await cli(old, 'events', 'export', log)).toMatchObject(done);
const matching = (pattern: RegExp): string => expect.stringMatching(pattern) as string;

/** Puts another record, a short one, into the new folder. */
const anotherRecord = () => cpSync(join(prepared, 'other'), data, { recursive: true });

/** A server on a data folder, as the API runs one, for as long as `use` takes. */
async function beside<T>(on: string, use: (url: string) => Promise<T>): Promise<T> {
  const stack = await openStack(
    { kind: 'embedded', folder: on },
    { onFatal: (error) => expect(error).toBeUndefined() },
  );
  const app = await createApp(stack, { issuerKey: issuerKeyIn(on), logger: createLogger('fatal') });
  try {
    await app.listen(0, '127.0.0.1');
    const url = await app.getUrl();
    stack.announce(url);
    const names = [...(await stack.documents.states()).keys()];
    await stack.positions.passed(names, (await stack.log.head()).position, { patienceMs: 60_000 });
    return await use(url);
  } finally {
    await app.close();
    await stack.close();
  }
}

/** What is answered to some questions, positions included: both logs are without gaps. */
const answers = (on: string) =>
  beside(on, async (url) => {
    const token = await mintToken(issuerKeyIn(on), { subject: LOCAL_SUBJECT, scopes: [], expiresIn: 600 });
    const found: unknown[] = [];
    for (const path of ['actions?limit=50', 'people', 'meetings', 'bodies', 'conflicts', 'statements']) {
      const reply = await fetch(`${url}/v1/partnerships/trafford/${path}`, {
        headers: { authorization: `Bearer ${token}` },
      });
      found.push([path, reply.status, await reply.json()]);
    }
    return found;
  });

describe('a record that moves into another folder', () => {
  it('is the same there, its answers too, and the doctor proves it', async () => {
    await exported();
    expect(await cli(old, 'keys', 'export', keys)).toMatchObject({ code: 0 });
    expect(await cli(data, 'keys', 'import', keys)).toMatchObject(done);
    expect(await cli(data, 'events', 'import', log)).toMatchObject({
      ...done,
      out: matching(/^[\d,]+ appended, 0 there/),
    });
    cpSync(join(old, 'issuer.key.pem'), join(data, 'issuer.key.pem'));
    const [before, after] = [await answers(old), await answers(data)];
    expect(before.map((answer) => (answer as unknown[])[1])).toEqual([200, 200, 200, 200, 200, 200]);
    expect(after).toEqual(before);
    const { code, out } = await cli(data, 'doctor', '--against', log, '--sample', 'all');
    expect(out).toMatch(/^ok +the log is that of .*log\.ndjson: \d+ events, each the same$/m);
    expect(out).toMatch(/^ok +the read model actions is what the log makes of it: all \d+ documents compared$/m);
    expect(code).toBe(0);
  });

  it('can be exported and compared beside the server that has it, and gone on with when that is stopped', async () => {
    await beside(old, async () => {
      await exported();
      const { code, out } = await cli(old, 'doctor', '--against', log);
      expect(out).toMatch(/^ok +the log is that of/m);
      expect(out).toMatch(/^ok +the read model people is what the log makes of it: all \d+ documents compared$/m);
      expect(code).toBe(0);
    });
    const first = readFileSync(log, 'utf8').trimEnd().split('\n');
    expect(await cli(old, 'load', join(prepared, 'minutes.yaml'))).toMatchObject({ code: 0 });
    expect(await cli(old, 'doctor', '--against', log)).toMatchObject({
      code: 1,
      out: matching(/the file ends before event/),
    });
    expect(await cli(old, 'events', 'export', log, '--resume')).toMatchObject({
      ...done,
      out: matching(/were there already/),
    });
    const second = readFileSync(log, 'utf8').trimEnd().split('\n');
    expect(second.slice(0, first.length - 1)).toEqual(first.slice(0, -1));
    expect(await cli(old, 'doctor', '--against', log)).toMatchObject({ code: 0 });
  });

  it('goes through a pipe as well', async () => {
    const { code, out, err } = await cli(old, 'events', 'export', '-');
    expect([code, err]).toEqual([0, matching(/^[\d,]+ events, up to position/)]);
    const stdin = Object.getOwnPropertyDescriptor(process, 'stdin')!;
    Object.defineProperty(process, 'stdin', { value: Readable.from([Buffer.from(out)]), configurable: true });
    try {
      expect(await cli(data, 'events', 'import', '-')).toMatchObject(done);
    } finally {
      Object.defineProperty(process, 'stdin', stdin);
    }
    writeFileSync(log, out);
    expect(await cli(data, 'events', 'import', log)).toMatchObject({ ...done, out: matching(/^0 appended/) });
  });
});

describe('throughline events export', () => {
  it('writes over nothing, and says how to go on', async () => {
    await exported();
    expect(await cli(old, 'events', 'export', log)).toMatchObject({ code: 1, err: matching(/--resume/) });
    rmSync(log);
    writeFileSync(`${log}.part`, '');
    expect(await cli(old, 'events', 'export', log)).toMatchObject({ code: 1, err: matching(/\.part was begun/) });
    expect(await cli(old, 'events', 'export', log, '--resume')).toMatchObject(done);
    expect([existsSync(`${log}.part`), statSync(log).mode & 0o777]).toEqual([false, 0o600]);
  });

  it('goes on with a file that was broken off anywhere', async () => {
    await exported();
    const whole = readFileSync(log);
    rmSync(log);
    writeFileSync(`${log}.part`, whole.subarray(0, whole.length / 2));
    expect(await cli(old, 'events', 'export', log, '--resume')).toMatchObject(done);
    expect(await cli(data, 'events', 'import', log)).toMatchObject(done);
    expect(await cli(data, 'events', 'import', log)).toMatchObject({ ...done, out: matching(/^0 appended/) });
  });

  it('goes on with no file of another log, and leaves it as it is', async () => {
    await exported();
    const before = readFileSync(log);
    anotherRecord();
    expect(await cli(data, 'events', 'export', log, '--resume')).toMatchObject({
      code: 1,
      err: matching(/another log/),
    });
    expect(readFileSync(log)).toEqual(before);
  });

  const OTHERS = [
    ['a line of notes', 'notes\n'],
    ['notes without a line feed', 'notes'],
    ['one line longer than any of such a file', 'x'.repeat(9 * 1024 * 1024)],
    ['a file of keys', '{"format":"throughline-keys","version":1}\n'],
  ] as const;

  it.each([...OTHERS, ['nothing', '']] as const)('goes on with no file that is %s', async (_, text) => {
    writeFileSync(log, text);
    expect(await cli(old, 'events', 'export', log, '--resume')).toMatchObject({ code: 2, err: matching(/first line/) });
    expect(readFileSync(log, 'utf8') === text).toBe(true);
    expect(existsSync(`${log}.part`)).toBe(false);
  });

  it.each(OTHERS)('takes no working file that is %s', async (_, text) => {
    writeFileSync(`${log}.part`, text);
    expect(await cli(old, 'events', 'export', log, '--resume')).toMatchObject({ code: 2, err: matching(/first line/) });
    expect(readFileSync(`${log}.part`, 'utf8') === text).toBe(true);
    expect(existsSync(log)).toBe(false);
  });

  it.each([1, 20, 40, 100])('begins anew where only the first %d bytes were written', async (bytes) => {
    await exported();
    writeFileSync(`${log}.part`, readFileSync(log).subarray(0, bytes));
    rmSync(log);
    expect(await cli(old, 'events', 'export', log, '--resume')).toMatchObject(done);
    expect(await cli(data, 'events', 'import', log)).toMatchObject(done);
  });

  it('ends with 3 where there is no log, and makes none', async () => {
    expect(await cli(data, 'events', 'export', log)).toMatchObject({ code: 3, err: matching(/there is no .*log\.db/) });
    expect([existsSync(data), existsSync(`${log}.part`)]).toEqual([false, false]);
  });
});

describe('throughline events import', () => {
  it('is refused where a server has the folder, and where another record is in it', async () => {
    await exported();
    await beside(old, async () => {
      expect(await cli(old, 'events', 'import', log)).toMatchObject({
        code: 3,
        err: matching(/another process is using/),
      });
    });
    anotherRecord();
    expect(await cli(data, 'events', 'import', log)).toMatchObject({
      code: 1,
      err: matching(/neither empty nor .*event 1 /),
    });
  });

  it('tells a damaged file by its line, and takes what was proven before it', async () => {
    await exported();
    const whole = readFileSync(log, 'utf8');
    writeFileSync(log, whole.slice(0, -40));
    expect(await cli(data, 'events', 'import', log)).toMatchObject({
      code: 1,
      err: matching(/log\.ndjson: line \d+: .*cut off/),
    });
    writeFileSync(log, whole);
    expect(await cli(data, 'events', 'import', log)).toMatchObject(done);
    expect(await cli(join(folder, 'other'), 'events', 'import', keys)).toMatchObject({
      code: 2,
      err: matching(/ENOENT/),
    });
    expect(existsSync(join(folder, 'other'))).toBe(false);
  });
});

describe('throughline keys', () => {
  it('exports to a file that only its owner can read, warns of it, and writes over nothing', async () => {
    const { code, out, err } = await cli(old, 'keys', 'export', keys);
    expect([code, out]).toEqual([0, matching(/^[\d,]+ keys are in /)]);
    expect(err).toMatch(/^Whoever has .* and the log can read every word/);
    expect(statSync(keys).mode & 0o777).toBe(0o600);
    const before = readFileSync(keys);
    expect(await cli(old, 'keys', 'export', keys)).toMatchObject({ code: 1, err: matching(/is there already/) });
    expect(readFileSync(keys)).toEqual(before);
  });

  it('writes over what an earlier export of keys has left, and over nothing else', async () => {
    writeFileSync(`${keys}.part`, 'notes');
    expect(await cli(old, 'keys', 'export', keys)).toMatchObject({ code: 2, err: matching(/first line/) });
    expect(readFileSync(`${keys}.part`, 'utf8')).toBe('notes');
    writeFileSync(`${keys}.part`, '{"format":"throughline-keys","version":1}\n{"id":"a');
    expect(await cli(old, 'keys', 'export', keys)).toMatchObject({ code: 0 });
  });

  it('takes a file of keys only', async () => {
    await exported();
    expect(await cli(data, 'keys', 'import', log)).toMatchObject({ code: 2, err: matching(/first line/) });
  });
});

describe('throughline doctor', () => {
  it('finds what is missing where the keys did not come along', async () => {
    await exported();
    expect(await cli(data, 'events', 'import', log)).toMatchObject(done);
    expect(await cli(data, 'doctor', '--sample', '0')).toMatchObject({ code: 1, out: matching(/^FAULT .*key/m) });
  });

  it('finds the first event that is not that of the file', async () => {
    await exported();
    anotherRecord();
    const { code, out } = await cli(data, 'doctor', '--against', log, '--sample', '0');
    expect([code, out]).toEqual([1, matching(/^FAULT +the log is not that of .*: event 1 .*differs in id.*\(\d+ events here, \d+ in/m)]); // prettier-ignore
  });
});

describe('the command line', () => {
  it.each(['events', 'events export', 'events import', 'keys', 'keys export', 'keys import'])(
    '%s --help shows examples',
    async (command) => {
      expect(await cli(data, ...command.split(' '), '--help')).toMatchObject({
        code: 0,
        out: matching(/Examples:\n {2}\$ throughline/),
      });
    },
  );
});
