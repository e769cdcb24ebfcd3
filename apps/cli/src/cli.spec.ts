import type { EventId, NewEvent, ProjectionState, StreamId } from '@app/eventing';
import { randomUUID } from 'node:crypto';
import { cpSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openStack, type Stack } from '@app/stack';
import { createApp, createLogger, issuerKeyIn } from '@app/platform';
import { damageDocuments } from '../../../test/support/damage.js';
import { run } from './run.js';

let folder: string;
let data: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'throughline-cli-'));
  data = join(folder, 'data');
});
afterEach(() => rmSync(folder, { recursive: true }));

/** What a command line printed, and how it ended. */
async function cli(...argv: string[]): Promise<{ code: number; out: string; err: string }> {
  const [out, err]: [string[], string[]] = [[], []];
  const spies = [
    jest.spyOn(console, 'log').mockImplementation((line: string) => void out.push(line)),
    jest.spyOn(console, 'error').mockImplementation((line: string) => void err.push(line)),
    jest.spyOn(process.stdout, 'write').mockImplementation((text) => (out.push(String(text)), true)),
    jest.spyOn(process.stderr, 'write').mockImplementation((text) => (err.push(String(text)), true)),
  ];
  try {
    const code = await run(['--data', data, ...argv]);
    return { code, out: out.join('\n'), err: err.join('\n') };
  } finally {
    for (const spy of spies) spy.mockRestore();
  }
}

function record(entries: string): string {
  const path = join(folder, 'minutes.yaml');
  const defaults = 'defaults: { statedOn: 2011-11-09, sources: [{ words: by telephone }] }';
  writeFileSync(
    path,
    `throughline: 1\npartnership: { id: anytown, name: Anytown }\nsections:\n  - ${defaults}\n    entries:\n${entries}`,
  );
  return path;
}

const ANN = '      - { entry: person, handle: ann, name: Ann Other }\n';

/** A server on the data folder, as the API runs one. */
interface Running {
  readonly url: string;
  /** Records an event that the read model of people cannot fold, and gives its position when it has stopped there. */
  damage(): Promise<string>;
  /** When these have stopped, or have passed all. */
  parked(...names: string[]): Promise<void>;
  passed(...names: string[]): Promise<void>;
  stop(): Promise<void>;
}

async function runningServer(): Promise<Running> {
  const stack: Stack = await openStack({ kind: 'embedded', folder: data, create: true }, { onFatal: fail });
  const app = await createApp(stack, { issuerKey: issuerKeyIn(data), logger: createLogger('fatal') });
  await app.listen(0, '127.0.0.1');
  const url = await app.getUrl();
  stack.announce(url);
  const until = async (names: readonly string[], isSo: (state: ProjectionState) => boolean): Promise<void> => {
    for (;;) {
      const states = await stack.documents.states();
      if (names.every((name) => isSo(states.get(name) as ProjectionState))) return;
      await new Promise((resolve) => setImmediate(resolve));
    }
  };
  const parked = (...names: string[]) => until(names, (state) => state.parked !== undefined);
  return {
    url,
    parked,
    damage: async () => {
      const { position } = await stack.log.append('anytown/person/damaged' as StreamId, 'none', [DAMAGED]);
      await parked('people');
      return position.toString();
    },
    passed: async (...names) => {
      const { position } = await stack.log.head();
      await until(names, ({ checkpoint }) => checkpoint.position >= position);
    },
    stop: async () => {
      await app.close();
      await stack.close();
    },
  };
}

/** The log can be followed over it; the read model of people stumbles over what it is about. */
const DAMAGED: NewEvent = {
  id: randomUUID() as EventId,
  type: 'PersonIntroduced',
  data: JSON.stringify({ name: 'Ann', concerned: { type: 'PersonsIdentified', ids: 5 } }),
  metadata: JSON.stringify({
    ...{ at: '2026-01-01T10:00:00.000Z', on: '2026-01-01', from: '2026-01-01', by: randomUUID(), cmd: randomUUID() },
    ...{ dig: 'x', cor: randomUUID(), cau: randomUUID() },
  }),
};

/** What was loaded may not be in them yet when the loading ends. */
async function readModelsCatchUp(): Promise<void> {
  const stack = await openStack({ kind: 'embedded', folder: data }, { onFatal: fail });
  const names = [...(await stack.documents.states()).keys()];
  const { position } = await stack.log.head();
  expect(await stack.positions.passed(names, position, { patienceMs: 30_000 })).toBe('passed');
  await stack.close();
}

/** Of the generations of people. */
const rolesOf = (list: string): string[] =>
  [...list.matchAll(/^people +(\d+) +(live|building|rolled back|previous|left behind) /gm)].map(
    ([, n, role]) => `${n} ${role}`,
  );
const generationOf = (list: string): number => Number(/^people +(\d+)/m.exec(list)?.[1]);

const fail = (error: Error) => {
  throw error;
};

describe('throughline load', () => {
  it('starts a server of its own where none is running, and ends with 0', async () => {
    const first = await cli('load', record(ANN));
    expect(first).toEqual({ code: 0, out: '2 recorded, 0 there already.', err: '' });
    expect(await cli('load', record(ANN))).toEqual({ code: 0, out: '0 recorded, 2 there already.', err: '' });
  });

  it('goes through the server that is running on the folder', async () => {
    const server = await runningServer();
    try {
      expect(await cli('load', record(ANN))).toEqual({ code: 0, out: '2 recorded, 0 there already.', err: '' });
    } finally {
      await server.stop();
    }
    expect((await cli('load', record(ANN))).out).toBe('0 recorded, 2 there already.');
  });

  it('names what is different with its place and the fields, and ends with 1', async () => {
    await cli('load', record(ANN));
    const { code, out } = await cli('load', record(ANN.replace('Ann Other', 'Ann Another')));
    expect(code).toBe(1);
    expect(out).toBe(
      `${join(folder, 'minutes.yaml')}:6:9: person ann is recorded differently\n` +
        '    name: recorded "Ann Other", in the file "Ann Another"\n' +
        '0 recorded, 1 there already, 1 different from what is recorded.\n' +
        'With --amend, what the files say is recorded as amendments.',
    );
  });

  it('records it with --amend, as a transcription error unless it says otherwise', async () => {
    await cli('load', record(ANN));
    const changed = record(ANN.replace('Ann Other', 'Ann Another'));
    expect(await cli('load', changed, '--amend')).toMatchObject({
      code: 0,
      out: expect.stringMatching(/1 amended\.$/) as string,
    });
    expect(await cli('load', changed)).toMatchObject({ code: 0, out: '0 recorded, 2 there already.' });
  });

  it('names every fault of a file with line and column, sends nothing, and ends with 1', async () => {
    const { code, out } = await cli('load', record('      - { entry: person, handle: ann, nam: Ann }\n'));
    expect(code).toBe(1);
    expect(out).toMatch(/minutes\.yaml:6:\d+: name: /);
    expect(out).toMatch(/minutes\.yaml:6:39: unknown field nam/);
    expect(out).toMatch(/Nothing was sent: 2 faults in the files\.$/);
  });

  it('ends with 2 where a file cannot be read', async () => {
    expect(await cli('load', join(folder, 'none.yaml'))).toMatchObject({
      code: 2,
      err: expect.stringMatching(/ENOENT/) as string,
    });
  });

  it('makes no data folder where there is not even one to put it in, and ends with 3', async () => {
    data = join(folder, 'mistyped', 'data');
    expect(await cli('load', record(ANN))).toMatchObject({
      code: 3,
      err: expect.stringMatching(/no folder/) as string,
    });
    expect(existsSync(join(folder, 'mistyped'))).toBe(false);
  });
});

describe('beside what is on record', () => {
  let prepared: string;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'throughline-cli-'));
    data = prepared = join(folder, 'data');
    await cli('load', record(ANN));
  });
  afterAll(() => rmSync(join(prepared, '..'), { recursive: true }));
  beforeEach(() => cpSync(prepared, data, { recursive: true }));

  describe('throughline token', () => {
    it('mints a token that the server of the folder takes', async () => {
      const server = await runningServer();
      try {
        const { code, out } = await cli('token', '--subject', 'ann', '--scope', 'operations');
        expect(code).toBe(0);
        const headers = { authorization: `Bearer ${out}` };
        expect((await fetch(`${server.url}/v1/operations/projections`, { headers })).status).toBe(200);
      } finally {
        await server.stop();
      }
    });

    it('gives no scope that was not asked for', async () => {
      const { out } = await cli('token');
      const claims = JSON.parse(Buffer.from(out.split('.')[1] ?? '', 'base64url').toString()) as Record<
        string,
        unknown
      >;
      expect(claims).toMatchObject({ sub: 'operator' });
      expect(claims).not.toHaveProperty('scope');
    });

    it('ends with 2 for a scope that there is not', async () => {
      expect(await cli('token', '--scope', 'everything')).toMatchObject({ code: 2 });
    });
  });

  describe('throughline projections', () => {
    const projections = (...argv: string[]) => cli('projections', ...argv);

    it('lists every read model and how far it has got', async () => {
      await readModelsCatchUp();
      const { code, out } = await projections('list');
      expect(code).toBe(0);
      expect(out).toMatch(/^NAME +GENERATION +ROLE +POSITION +LAG +STATE +WRITTEN BY$/m);
      expect(out).toMatch(/^people +\d+ +live +3 +0 s +caught up +alone$/m);
    });

    it('rebuilds one, and verifies, promotes and goes back on an order of its own each', async () => {
      const server = await runningServer();
      try {
        const before = generationOf((await projections('list')).out);
        const built = before + 1;
        expect(await projections('rebuild', 'people')).toEqual({
          code: 0,
          out: `people: generation ${built} is built. Next: \`projections verify people\`, \`projections promote people\`.`,
          err: '',
        });
        expect(rolesOf((await projections('list')).out)).toEqual([`${before} live`, `${built} building`]);
        const verified = `people: generation ${built}, by 3 events: 1 documents, 1 of them compared.\nNothing is wrong.`;
        expect(await projections('verify', 'people')).toEqual({ code: 0, out: verified, err: '' });
        expect(await projections('promote', 'people')).toMatchObject({ code: 0 });
        expect(rolesOf((await projections('list')).out)).toEqual([`${built} live`, `${before} previous`]);
        expect(await projections('rollback', 'people')).toMatchObject({ code: 0 });
        expect(rolesOf((await projections('list')).out)).toEqual([`${before} live`, `${built} rolled back`]);
        const refused = expect.stringContaining(`but ${built}, which was rolled back from`) as string;
        expect(await projections('promote', 'people')).toMatchObject({ code: 1, err: refused });
        await projections('rebuild', 'people');
        expect(rolesOf((await projections('list')).out)).toEqual([`${before} live`, `${built + 1} building`]);
        expect((await projections('rebuild', 'people')).out).toContain('was begun before');
        expect(await projections('drop', 'people')).toMatchObject({ code: 0, out: `people: dropped ${built + 1}.` });
      } finally {
        await server.stop();
      }
    });

    it('rebuilds, verifies and promotes in one go with --promote, also where no server runs', async () => {
      const before = generationOf((await projections('list')).out);
      const { code, out } = await projections('rebuild', 'people', '--promote');
      expect([code, out.split('\n').slice(-2)]).toEqual([
        0,
        [
          'Nothing is wrong.',
          `people: generation ${before + 1} is live. \`projections rollback people\` goes back to the one before.`,
        ],
      ]);
      expect(rolesOf((await projections('list')).out)).toEqual([`${before + 1} live`, `${before} previous`]);
    });

    it('names what in a generation is not as the log says, and ends with 1', async () => {
      await projections('rebuild', 'people');
      damageDocuments(join(data, 'documents.db'), '%/person/%');
      const { code, out, err } = await projections('verify', 'people');
      expect([code, err]).toEqual([1, 'It is not what the log says.']);
      expect(out).toMatch(/^document anytown\/person\/\S+ is not what the events up to \d+ make of it$/m);
    });

    it('lets one that is parked pass over its event, for a reason that the list shows', async () => {
      const server = await runningServer();
      try {
        const at = await server.damage();
        const { code, out } = await projections('list');
        expect([code, out]).toEqual([1, expect.stringMatching(new RegExp(`^people .* parked at ${at}: `, 'm'))]);
        const parked = [...out.matchAll(/^(\S+) .* parked at/gm)].map(([, name]) => name as string);
        const resumed = await projections('resume', 'people');
        expect([resumed.code, resumed.out]).toEqual([0, expect.stringContaining('goes on with the event')]);
        await server.parked(...parked);
        for (const name of parked) {
          expect(await projections('skip', name, '--at', at, '--reason', 'no words')).toMatchObject({ code: 0 });
        }
        await server.passed(...parked);
        const list = await projections('list');
        expect([list.code, list.out]).toEqual([
          0,
          expect.stringMatching(new RegExp(`^people \\d+ passes over the event at ${at}: no words$`, 'm')),
        ]);
      } finally {
        await server.stop();
      }
    });

    it('says where there was nothing to resume', async () => {
      const out = 'people is not parked: there is nothing to resume.';
      expect(await projections('resume', 'people')).toEqual({ code: 0, out, err: '' });
    });

    it.each([
      ['promote people', /people has no generation beside the live one/],
      ['rollback people', /people has no earlier generation/],
      ['skip people --at 2 --reason why', /people is not parked at position 2/],
      ['verify people --generation 7', /people has no generation 7/],
      ['rebuild poeple', /no read model poeple/],
      ['drop poeple', /no read model poeple/],
    ])('%s ends with 1 and says why', async (line, why) => {
      expect(await projections(...line.split(' '))).toMatchObject({
        code: 1,
        err: expect.stringMatching(why) as string,
      });
    });

    it.each(['skip people --at 2', 'skip people --reason why', 'skip people --at x --reason why', 'rebuild'])(
      '%s ends with 2',
      async (line) => {
        expect(await projections(...line.split(' '))).toMatchObject({ code: 2, out: '' });
      },
    );
  });

  describe('throughline doctor', () => {
    it('finds a folder in order, having read every event', async () => {
      await readModelsCatchUp();
      const { code, out } = await cli('doctor');
      expect(code).toBe(0);
      expect(out).toMatch(/^ok +all 3 events in the log are readable, and the keys of their words are there$/m);
      expect(out).toMatch(/^ok +the read model people has caught up$/m);
      expect(out).toMatch(/All is well\.$/);
    });

    it('asks the server where one is running', async () => {
      const server = await runningServer();
      try {
        const { code, out } = await cli('doctor');
        expect(code).toBe(0);
        expect(out).toContain(`the server at ${server.url} has the data folder`);
        // It has not opened any event, and says so.
        expect(out).toMatch(/No fault was found; see the notes\.$/);
      } finally {
        await server.stop();
      }
    });

    it('finds the fault in a folder whose keys are those of another', async () => {
      const first = data;
      data = join(folder, 'other');
      await cli('load', record(ANN));
      // As new files, and with what stands beside the first: either may still be open in this process.
      for (const end of ['', '-wal', '-shm']) rmSync(join(data, `keys.db${end}`), { force: true });
      for (const end of ['', '-wal']) {
        if (existsSync(join(first, `keys.db${end}`))) cpSync(join(first, `keys.db${end}`), join(data, `keys.db${end}`));
      }
      const { code, out } = await cli('doctor');
      expect(code).toBe(1);
      expect(out).toMatch(/^FAULT +anytown\/person\/.*key/m);
    });
  });
});

describe('where there is no data folder', () => {
  it.each(['token', 'doctor', 'projections list'])('%s makes none, and ends with 3', async (line) => {
    const { code, err } = await cli(...line.split(' '));
    expect([code, err]).toEqual([3, expect.stringMatching(/there is no (data )?folder/) as string]);
    expect(existsSync(data)).toBe(false);
  });
});

describe('where the data folder is a file', () => {
  it('token says so in a line, and ends with 3', async () => {
    data = record(ANN);
    expect(await cli('token')).toEqual({ code: 3, out: '', err: expect.stringMatching(/^ENOTDIR[^\n]*$/) as string });
  });
});

describe('the command line', () => {
  it.each(['load', 'token', 'projections', 'doctor', 'format'])('%s --help shows examples', async (command) => {
    const { code, out } = await cli(command, '--help');
    expect(code).toBe(0);
    expect(out).toMatch(new RegExp(`Examples?:\\n  \\$ throughline (--data \\S+ )?${command}`));
  });

  it('says what its exit codes mean', async () => {
    expect((await cli('--help')).out).toMatch(/Exit codes:\n {2}0 /);
  });

  it('ends with 2 where STACK is mistyped, before it touches any store', async () => {
    process.env['STACK'] = 'distribted';
    try {
      expect(await cli('doctor')).toMatchObject({
        code: 2,
        err: 'STACK is distribted; there are embedded and distributed',
      });
    } finally {
      delete process.env['STACK'];
    }
  });

  it('ends with 2 for a command that there is not', async () => {
    expect(await cli('lode')).toMatchObject({ code: 2 });
  });
});
