import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { compose, root } from './compose.js';

const text = (path: string): string => readFileSync(join(root, path), 'utf8');
const trial = compose('docker-compose.yml');
const production = compose('docker-compose.yml', 'compose.production.yml');

describe('the cluster of EventStoreDB', () => {
  const { services } = production;
  const nodes = services['eventstoredb-certificates']!.environment!['NODES']!.split(' ');

  test.each(nodes)('%s has its own name, certificate and data, and knows the two others', (node) => {
    const { environment, volumes } = services[node]!;
    expect(environment).toMatchObject({
      EVENTSTORE_CLUSTER_SIZE: String(nodes.length),
      EVENTSTORE_NODE_HOST_ADVERTISE_AS: node,
      EVENTSTORE_REPLICATION_HOST_ADVERTISE_AS: node,
      EVENTSTORE_CERTIFICATE_FILE: `/certificates/nodes/${node}/node.crt`,
      EVENTSTORE_CERTIFICATE_PRIVATE_KEY_FILE: `/certificates/nodes/${node}/node.key`,
      EVENTSTORE_GOSSIP_SEED: nodes
        .filter((other) => other !== node)
        .map((other) => `${other}:2113`)
        .join(),
    });
    expect(volumes).toContain(`${node}-data:/var/lib/eventstore`);
  });

  test('is a profile when trying out, and without choice in production', () => {
    for (const node of [...nodes, 'eventstoredb-certificates']) {
      expect([trial.services[node]!.profiles, services[node]!.profiles]).toEqual([['cluster'], undefined]);
    }
    expect(trial.services['eventstoredb']!.profiles).toBeUndefined();
    expect(services['eventstoredb']!.profiles).toEqual(['single']);
  });

  test("the authority's key is where certificates are made and nowhere else", () => {
    const holders = Object.entries(services).filter(([, { volumes = [] }]) =>
      volumes.some((volume) => volume.startsWith('eventstoredb-authority:')),
    );
    expect(holders.map(([name]) => name)).toEqual(['eventstoredb-certificates']);
  });
});

describe('production', () => {
  const services = Object.entries(production.services).filter(([, { profiles }]) => profiles === undefined);
  const variables = services.flatMap(([name, { environment = {} }]) =>
    Object.entries(environment).map(([variable, value]) => [`${name}: ${variable}`, value] as const),
  );
  const SECRET = /PASSWORD|SECRET|_KEY\b/;
  const REQUIRED = /^\$\{\w+:\?[^}]+\}$/;

  test('has no password but one that must be given', () => {
    const secrets = variables.filter(([variable]) => SECRET.test(variable));
    expect(secrets.length).toBeGreaterThanOrEqual(16);
    expect(secrets.filter(([, value]) => !REQUIRED.test(value))).toEqual([]);
    const within = variables.flatMap(([variable, value]) =>
      [...value.matchAll(/:\/\/[^:@/]+:((?:\$\{[^}]*\}|[^@])*)@/g)].map(
        ([, password]) => [variable, password!] as const,
      ),
    );
    expect(within.map(([variable]) => variable).sort()).toEqual([
      ...['api: KEYS_MONGODB_URL', 'api: MONGODB_URL', 'worker: KEYS_MONGODB_URL', 'worker: MONGODB_URL'],
    ]);
    expect(within.filter(([, password]) => !REQUIRED.test(password))).toEqual([]);
  });

  test('publishes the api and no database, whose network leads nowhere', () => {
    expect(services.filter(([, { ports }]) => ports).map(([name]) => name)).toEqual(['api']);
    expect(production.networks['stores']).toEqual({ internal: true });
    const outward = services.filter(([, { networks = [] }]) => networks.some((network) => network !== 'stores'));
    expect(outward.map(([name]) => name)).toEqual(['api']);
  });

  test('talks to EventStoreDB by TLS, checked against its own authority', () => {
    for (const name of ['api', 'worker']) {
      const { environment, volumes } = production.services[name]!;
      expect(environment!['ESDB_URL']).toContain('tls=true');
      expect(environment!['ESDB_CA_FILE']).toBe('/certificates/ca.crt');
      expect(volumes).toContain('eventstoredb-ca:/certificates:ro');
    }
    expect(variables.filter(([variable]) => variable.endsWith('EVENTSTORE_INSECURE'))).toEqual([]);
  });

  test('keeps the keys behind an account and in a database of their own', () => {
    const { environment } = production.services['api']!;
    expect(environment!['KEYS_MONGODB_URL']).toContain('://throughline-keys:${KEYS_MONGODB_PASSWORD');
    expect(environment!['MONGODB_URL']).toContain('://throughline:${MONGODB_PASSWORD');
    expect(environment!['KEYS_DATABASE']).not.toBe(environment!['MONGODB_DATABASE']);
  });

  test('the example of .env names every variable that must be given, and gives none', () => {
    const required = new Set(
      [...text('compose.production.yml').matchAll(/\$\{(\w+):\?/g)].map(([, variable]) => variable!),
    );
    const lines = text('deploy/production.env.example').match(/^\w+=.*$/gm) ?? [];
    const [files, ...empty] = lines;
    expect(files).toBe('COMPOSE_FILE=docker-compose.yml:compose.production.yml');
    expect(empty.sort()).toEqual([...required].sort().map((variable) => `${variable}=`));
  });
});
