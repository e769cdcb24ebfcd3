import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { readConfig as readApi } from '../../apps/api/src/config.js';
import { readConfig as readWorker } from '../../apps/worker/src/config.js';
import { compose, given, root, type Service } from './compose.js';

const text = (path: string): string => readFileSync(join(root, path), 'utf8');
const trial = compose('docker-compose.yml');
const production = compose('docker-compose.yml', 'compose.production.yml');
const programs = ['api', 'worker'];
const runsOnce = (service: Service): boolean => service.restart === 'no';

describe.each([
  ['docker-compose.yml', trial],
  ['with compose.production.yml', production],
])('%s', (_, { services, networks, volumes }) => {
  const all = Object.entries(services);
  const staying = all.filter(([, service]) => !runsOnce(service));

  test.each(all)('%s is pinned to one version', (name, { image }) => {
    const version = programs.includes(name) ? (JSON.parse(text('package.json')) as { version: string }).version : '';
    expect(image).toMatch(version ? new RegExp(`^throughline:${version}$`) : /^[\w./-]+:\d+\.\d+\.\d+(-\w+)?$/);
  });

  test.each(all)('%s takes a bounded share of the machine and of its disk', (_name, { deploy, logging }) => {
    expect(deploy?.resources.limits).toEqual({
      cpus: expect.stringMatching(/^\d/),
      memory: expect.stringMatching(/^\d+[mg]$/),
      pids: expect.any(Number),
    });
    expect(logging?.options).toEqual({ 'max-size': '10m', 'max-file': '5' });
  });

  test.each(all)('%s can gain no right that it does not start with', (_name, service) => {
    expect(service.cap_drop).toEqual(['ALL']);
    expect(service.security_opt).toEqual(['no-new-privileges:true']);
    // Root only where nothing can be reached.
    if (service.user === '0:0') expect([service.network_mode, service.restart]).toEqual(['none', 'no']);
    else expect(service.user).toMatch(/^[1-9]\d*:[1-9]\d*$/);
  });

  test.each(staying)('%s says whether it is well, and is started again', (_name, service) => {
    expect(service.restart).toBe('unless-stopped');
    expect(service.healthcheck?.test[0]).toMatch(/^CMD/);
  });

  test.each(all)('%s waits only for what can come true', (_name, { depends_on: waits = {}, profiles }) => {
    for (const [other, { condition }] of Object.entries(waits)) {
      expect(Object.keys(services)).toContain(other);
      expect(condition).toBe(runsOnce(services[other]!) ? 'service_completed_successfully' : 'service_healthy');
      // What belongs to a profile is there only for what belongs to it too.
      expect([undefined, profiles]).toContainEqual(services[other]!.profiles);
    }
  });

  test.each(all)('%s mounts volumes that are declared, and files that exist and stay as they are', (_name, service) => {
    for (const [source, , mode] of (service.volumes ?? []).map((volume) => volume.split(':'))) {
      if (!source!.startsWith('./')) expect(Object.keys(volumes)).toContain(source);
      else expect([existsSync(join(root, source!)), mode]).toEqual([true, 'ro']);
    }
    for (const network of service.networks ?? []) expect(Object.keys(networks)).toContain(network);
  });

  test('every volume is of use, and no two databases write the same one', () => {
    const written = all.flatMap(([, service]) =>
      (service.volumes ?? []).filter((volume) => !volume.endsWith(':ro')).map((volume) => volume.split(':')[0]!),
    );
    expect([...written].sort()).toEqual(Object.keys(volumes).sort());
  });

  test('ports are published on 127.0.0.1 alone', () => {
    for (const port of all.flatMap(([, { ports = [] }]) => ports)) expect(port).toMatch(/^127\.0\.0\.1:/);
  });

  test.each(programs)('%s cannot write its own image, and ends when it is asked to', (name) => {
    const { read_only, init, user, tmpfs, healthcheck } = services[name]!;
    expect({ read_only, init, user, healthcheck }).toMatchObject({
      ...{ read_only: true, init: true, user: '1000:1000' },
      healthcheck: { test: ['CMD', 'node', 'deploy/healthcheck.mjs'] },
    });
    expect(tmpfs).toContain('/tmp');
  });

  test('api alone has something to keep, and keeps it in a volume', () => {
    const keeping = programs.filter((name) => 'DATA_DIR' in services[name]!.environment!);
    expect(keeping).toEqual(['api']);
    expect(services['api']!.volumes).toContain(`api-data:${services['api']!.environment!['DATA_DIR']}`);
    expect(services['worker']!.volumes!.filter((volume) => !volume.endsWith(':ro'))).toEqual([]);
  });

  test.each(programs)('%s is started from a file that the build makes', (name) => {
    const { projects } = JSON.parse(text('nest-cli.json')) as { projects: Record<string, { entryFile: string }> };
    const [program, file, ...args] = services[name]!.command!;
    expect([program, file]).toEqual(['node', `dist/apps/${name}/${projects[name]?.entryFile}.js`]);
    expect(args.filter((arg) => arg !== '--empty')).toEqual([]);
  });

  test.each(programs)('%s reads every variable that is set for it', (name) => {
    const sources = [`apps/${name}/src`, 'libs/stack/src'].flatMap((folder) =>
      readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
        .filter((file) => /(?<!\.spec)\.ts$/.test(file))
        .map((file) => text(join(folder, file))),
    );
    const read = new Set(sources.join('\n').match(/\b[A-Z][A-Z0-9_]+\b/g));
    expect(Object.keys(services[name]!.environment!).filter((variable) => !read.has(variable))).toEqual([]);
  });

  test.each([
    ['api', (environment: NodeJS.ProcessEnv) => readApi(environment, services['api']!.command!.slice(2))],
    ['worker', readWorker],
  ])('%s understands what is set for it', (name, read) => {
    expect(() => read(given(services[name]!.environment!))).not.toThrow();
  });
});
