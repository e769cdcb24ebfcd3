// npm run test:engines: contract, fault and acceptance suites against servers, and a table of what ran against what.
// ESDB_URL (with ESDB_USERNAME, ESDB_PASSWORD, ESDB_CA_FILE) and MONGODB_URL name the servers; either may be left out.
// Where neither is named and a Docker engine answers, those of docker-compose.yml are started for it, with ports and
// volumes of their own, and removed afterwards. `--write` adds the rows to docs/engines.md.
import { spawnSync } from 'node:child_process';
import { appendFileSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EventStoreDBClient } from '@eventstore/db-client';
import { MongoClient } from 'mongodb';
import { ensureBuilt, ensureInstalled, root } from './setup.mjs';

ensureInstalled();
ensureBuilt();

const onServer = (names) => names.some((name) => name.includes('ESDB_URL'));
/** `counts` tells which tests of the files say something of the server: the others run on the stand-in. */
const suites = [
  { suite: 'contract', needs: ['eventstoredb'], files: 'test/contract/.*\\.eventstoredb\\.' },
  { suite: 'contract', needs: ['mongodb'], files: 'test/contract/.*\\.mongodb\\.' },
  {
    ...{ suite: 'behaviour, row by row', needs: ['eventstoredb'], files: 'test/faults/eventstoredb-rows' },
    counts: onServer,
  },
  { suite: 'faults', needs: ['mongodb'], files: 'test/faults/mongodb' },
  {
    ...{ suite: 'acceptance', needs: ['eventstoredb', 'mongodb'], files: 'test/acceptance/' },
    env: { ACCEPTANCE_STACK: 'distributed' },
  },
];

const write = process.argv.includes('--write');
const compose = await startedServers();
let failed = false;
try {
  const rows = await run({ ...process.env, ...compose?.env });
  console.log(`\n${['date', 'commit', 'suite', 'server', 'result'].join(' | ')}`);
  for (const row of rows) console.log(row.join(' | '));
  if (write) record(rows.filter((row) => !row.at(-1).startsWith('not run')));
} finally {
  compose?.stop();
}
process.exitCode = failed ? 1 : 0;

async function run(env) {
  const engines = {
    eventstoredb: env.ESDB_URL ? `EventStoreDB ${await versionOfEventStoreDb(env)}` : undefined,
    mongodb: env.MONGODB_URL ? await nameOfMongo(env.MONGODB_URL) : undefined,
  };
  if (!engines.eventstoredb && !engines.mongodb) failed = true;
  const [date, commit] = [new Date().toISOString().slice(0, 10), commitId()];
  return suites.map((each) => {
    const missing = each.needs.filter((name) => !engines[name]);
    const row = (server, result) => [date, commit, each.suite, server, result];
    if (missing.length > 0) return row('', `not run: no ${missing.join(' and no ')} named`);
    return row(each.needs.map((name) => engines[name]).join(', '), tested(each, env));
  });
}

function tested({ files, counts = () => true, env: more }, env) {
  const folder = mkdtempSync(join(tmpdir(), 'throughline-engines-'));
  try {
    const output = join(folder, 'report.json');
    const jest = join(root, 'node_modules/jest/bin/jest.js');
    const args = [jest, '--runInBand', '--json', `--outputFile=${output}`, '--testPathPatterns', files];
    const { status } = spawnSync(process.execPath, args, {
      ...{ cwd: root, stdio: ['ignore', 'ignore', 'inherit'] },
      env: { ...env, ...more, REQUIRE_MONGO: '1' },
    });
    if (status !== 0) failed = true;
    const report = JSON.parse(readFileSync(output, 'utf8'));
    const tests = report.testResults
      .flatMap(({ assertionResults }) => assertionResults)
      .filter(({ ancestorTitles, title }) => counts([...ancestorTitles, title]));
    const count = (...states) => tests.filter(({ status: state }) => states.includes(state)).length;
    const unloaded = report.numRuntimeErrorTestSuites;
    const [passed, wrong, skipped] = [count('passed'), count('failed') + unloaded, count('pending', 'todo')];
    if (passed === 0) failed = true;
    if (tests.length + unloaded === 0) return 'not run: no such tests';
    return `${passed} passed, ${wrong} failed${skipped ? `, ${skipped} not run` : ''}`;
  } catch (error) {
    failed = true;
    return `did not end: ${error.message}`;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function versionOfEventStoreDb({ ESDB_URL, ESDB_USERNAME, ESDB_PASSWORD = '', ESDB_CA_FILE }) {
  const access = `://${encodeURIComponent(ESDB_USERNAME ?? '')}:${encodeURIComponent(ESDB_PASSWORD)}@`;
  const known = ESDB_USERNAME && !ESDB_URL.includes('@') ? ESDB_URL.replace('://', access) : ESDB_URL;
  const trusting = ESDB_CA_FILE && `${known.includes('?') ? '&' : '?'}tlsCAFile=${encodeURIComponent(ESDB_CA_FILE)}`;
  const client = EventStoreDBClient.connectionString(`${known}${trusting ?? ''}`);
  try {
    return (await client.capabilities).serverVersion;
  } finally {
    await client.dispose();
  }
}

async function nameOfMongo(url) {
  const client = new MongoClient(url, { serverSelectionTimeoutMS: 10_000 });
  try {
    const { version, ferretdbVersion } = await client.db('admin').command({ buildInfo: 1 });
    const { setName } = await client.db('admin').command({ hello: 1 });
    if (ferretdbVersion) return `FerretDB ${ferretdbVersion.replace(/^v/, '')}`;
    return `MongoDB ${version}${setName ? ', replica set' : ', standalone'}`;
  } finally {
    await client.close();
  }
}

async function startedServers() {
  if (process.env.ESDB_URL || process.env.MONGODB_URL) return undefined;
  if (spawnSync('docker', ['info'], { stdio: 'ignore', timeout: 10_000 }).status !== 0) {
    console.error('Neither ESDB_URL nor MONGODB_URL is set, and no Docker engine answers.');
    return undefined;
  }
  const [esdb, mongo] = [await freePort(), await freePort()];
  const env = { ...process.env, ESDB_PORT: String(esdb), MONGODB_PORT: String(mongo) };
  const docker = (...args) => {
    const all = ['compose', '--project-name', `throughline-engines-${process.pid}`, ...args];
    const { status } = spawnSync('docker', all, { cwd: root, env, stdio: ['ignore', 'inherit', 'inherit'] });
    return status === 0;
  };
  const stop = () => docker('down', '--volumes');
  const started =
    docker('up', '--detach', '--wait', 'eventstoredb', 'mongodb-1') && docker('run', '--rm', 'mongodb-initiation');
  if (!started) {
    stop();
    throw new Error('the servers of docker-compose.yml did not start');
  }
  return {
    env: {
      ESDB_URL: `esdb://127.0.0.1:${esdb}?tls=false`,
      // The member knows itself by a name that only its network knows.
      MONGODB_URL: `mongodb://127.0.0.1:${mongo}/?directConnection=true`,
    },
    stop,
  };
}

function freePort() {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

function commitId() {
  const git = (...args) => spawnSync('git', args, { cwd: root, encoding: 'utf8' }).stdout?.trim() ?? '';
  return `${git('rev-parse', '--short', 'HEAD')}${git('status', '--porcelain') ? ' and changes' : ''}`;
}

/** The table is the end of that page. */
function record(rows) {
  const page = join(root, 'docs/engines.md');
  appendFileSync(page, rows.map((row) => `| ${row.join(' | ')} |\n`).join(''));
  spawnSync(process.execPath, [join(root, 'node_modules/prettier/bin/prettier.cjs'), '--write', page]);
}
