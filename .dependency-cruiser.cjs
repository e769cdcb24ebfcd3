// The dependency rule: domain <- eventing <- read-models <- platform <- apps. Adapters know eventing only;
// libs/stack alone knows the adapters; only apps know libs/stack. No arrow back.
const may = (name, from, to) => ({
  name,
  severity: 'error',
  from: { path: `^${from}/`, pathNot: '\\.spec\\.ts$' },
  to: { path: '^(apps|libs|test)/', pathNot: `^(${[from, ...to].join('|')})/` },
});

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    may('domain-imports-nothing', 'libs/domain', []),
    may('eventing-imports-domain', 'libs/eventing', ['libs/domain']),
    may('read-models-import-eventing', 'libs/read-models', ['libs/eventing', 'libs/domain']),
    may('sqlite-imports-eventing', 'libs/sqlite', ['libs/eventing']),
    may('eventstoredb-imports-eventing', 'libs/eventstoredb', ['libs/eventing']),
    may('mongodb-imports-eventing', 'libs/mongodb', ['libs/eventing']),
    may('platform-imports-inward', 'libs/platform', ['libs/read-models', 'libs/eventing', 'libs/domain']),
    may('stack-composes', 'libs/stack', [
      'libs/sqlite',
      'libs/eventstoredb',
      'libs/mongodb',
      'libs/read-models',
      'libs/eventing',
      'libs/domain',
    ]),
    may('apps-stand-apart-api', 'apps/api', [
      'libs/stack',
      'libs/platform',
      'libs/read-models',
      'libs/eventing',
      'libs/domain',
    ]),
    may('apps-stand-apart-worker', 'apps/worker', [
      'libs/stack',
      'libs/platform',
      'libs/read-models',
      'libs/eventing',
      'libs/domain',
    ]),
    may('apps-stand-apart-cli', 'apps/cli', [
      'libs/stack',
      'libs/platform',
      'libs/read-models',
      'libs/eventing',
      'libs/domain',
    ]),
    {
      name: 'domain-is-pure',
      comment: 'The domain imports parsing libraries only: no node built-in, no framework, no database.',
      severity: 'error',
      from: { path: '^libs/domain/', pathNot: '(\\.spec\\.ts$|/testing/)' },
      to: { dependencyTypes: ['core', 'npm'], pathNot: 'node_modules/(zod|edtf|temporal-polyfill)/' },
    },
    {
      name: 'one-file-knows-sqlite',
      severity: 'error',
      from: { pathNot: '^(libs/sqlite/src/database\\.ts$|test/(bench|support)/)' },
      to: { path: 'node_modules/@photostructure/sqlite/' },
    },
    {
      name: 'one-file-knows-mongodb',
      severity: 'error',
      from: { pathNot: '^(libs/mongodb/src/driver\\.ts$|test/support/)' },
      to: { path: 'node_modules/mongodb/' },
    },
    {
      name: 'one-file-knows-eventstoredb',
      severity: 'error',
      from: { pathNot: '^(libs/eventstoredb/src/client\\.ts$|test/(support/eventstoredb|faults)/)' },
      to: { path: 'node_modules/@eventstore/db-client/' },
    },
    {
      name: 'no-cycles',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: { conditionNames: ['import', 'require', 'node', 'default', 'types'] },
  },
};
