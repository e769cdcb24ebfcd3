import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { root } from './compose.js';

const lines = readFileSync(join(root, 'Dockerfile'), 'utf8')
  .replace(/^#.*\n/gm, '')
  .replace(/\\\n/g, ' ')
  .split('\n')
  .filter((line) => line !== '');
const instruction = (name: string, from = lines): string[] =>
  from.filter((line) => line.startsWith(`${name} `)).map((line) => line.slice(name.length + 1));
const last = lines.slice(lines.findLastIndex((line) => line.startsWith('FROM ')));

describe('the image', () => {
  test('stands on one version of Node, new enough, pinned to the patch', () => {
    const stages = instruction('FROM').map((from) => from.split(' AS '));
    const names = stages.map(([, name]) => name);
    const bases = new Set(stages.map(([base]) => base!).filter((base) => !names.includes(base)));
    expect([...bases]).toEqual([expect.stringMatching(/^node:20\.(19|[2-9]\d)\.\d+-bookworm-slim$/)]);
  });

  test('is made from the lockfile, and runs no script of any package', () => {
    const npm = instruction('RUN').filter((run) => /^npm (?!run )/.test(run));
    expect(npm.map((run) => run.split(' ').slice(0, 2).join(' '))).toEqual(['npm ci', 'npm prune']);
    for (const run of npm) expect(run).toContain('--ignore-scripts');
    expect(npm[1]).toContain('--omit=dev');
  });

  test('holds what production needs, from the stages that make it', () => {
    expect(instruction('COPY', last)).toEqual(
      expect.arrayContaining([
        '--from=production /app/node_modules node_modules',
        '--from=build /app/dist dist',
        'examples examples',
      ]),
    );
  });

  test('copies only what exists and .dockerignore lets through', () => {
    const allowed = readFileSync(join(root, '.dockerignore'), 'utf8').match(/(?<=^!).+$/gm) ?? [];
    const sources = instruction('COPY')
      .filter((copy) => !copy.startsWith('--from='))
      .flatMap((copy) => copy.split(' ').slice(0, -1));
    expect([...new Set(sources)].sort()).toEqual([...allowed].sort());
    for (const source of sources) expect(existsSync(join(root, source))).toBe(true);
  });

  test('runs as a user that is not root and writes to /data alone', () => {
    expect(instruction('USER', last)).toEqual(['1000:1000']);
    expect(instruction('VOLUME', last)).toEqual(['/data']);
    expect(last.indexOf('USER 1000:1000')).toBeGreaterThan(last.findLastIndex((line) => line.startsWith('RUN ')));
  });

  test('is started and asked after without a shell, by files that it holds', () => {
    const commands = [...instruction('CMD', last), ...instruction('HEALTHCHECK', last)].map(
      (line) => JSON.parse(line.slice(line.indexOf('['))) as string[],
    );
    expect(commands).toEqual([
      ['node', 'dist/apps/api/apps/api/src/main.js'],
      ['node', 'deploy/healthcheck.mjs'],
    ]);
  });
});

describe('the health check', () => {
  const check = async (port: number): Promise<unknown> => {
    const child = spawn(process.execPath, [join(root, 'deploy/healthcheck.mjs')], { env: { PORT: String(port) } });
    const [code] = await once(child, 'exit');
    return code;
  };

  test.each([
    [200, 0],
    [503, 1],
  ])('%i of /health/ready ends it with %i', async (status, code) => {
    const server = createServer((request, response) => {
      response.writeHead(request.url === '/health/ready' ? status : 404).end();
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    try {
      expect(await check((server.address() as AddressInfo).port)).toBe(code);
    } finally {
      server.close();
      server.closeAllConnections();
    }
  });

  test('nobody at the port ends it with 1', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    server.close();
    await once(server, 'close');
    expect(await check(port)).toBe(1);
  });
});
