import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { append } from './append.js';
import { asOf } from './as-of.js';
import { BOTH, withBoth } from './both.js';
import { command } from './command.js';
import type { Row } from './harness.js';
import { page } from './page.js';
import { withReading } from './reading.js';
import { rebuild } from './rebuild.js';
import { rebuilding } from './rebuilding.js';
import { scale } from './scale.js';
import { seed } from './seed.js';
import { FULL, QUICK, type Size } from './size.js';
import { startUp } from './start-up.js';
import { machine, table } from './table.js';

const ROWS = ['append', 'command', 'page', 'as-of', 'rebuild', 'rebuilding', ...BOTH];
const HELP = `npm run bench -- [--rows NAME,NAME,…] [--json FILE] [--quick]

What the built code does beside the smallest honest program for the same, both measured in turn.
  --rows   only these of ${ROWS.join(', ')}; both-… are the
           distributed stack beside the embedded one, on the servers that ESDB_URL and MONGODB_URL name or on what
           the tests have in their place
  --json   write the figures to FILE too
  --quick  only look whether it runs: small, and its figures mean nothing

npm run bench -- scale --help is about one large log.`;

async function main(): Promise<void> {
  if (process.argv[2] === 'scale') return scale(process.argv.slice(3));
  const { values } = parseArgs({
    options: {
      rows: { type: 'string', default: ROWS.join() },
      json: { type: 'string' },
      quick: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return console.log(HELP);
  const wanted = values.rows.split(',');
  const strange = wanted.filter((row) => !ROWS.includes(row));
  if (strange.length > 0) throw new Error(`there is no row ${strange.join(', ')}\n\n${HELP}`);
  // Beside the built code, so that it lies on the disk that `./data` would lie on.
  const folder = mkdtempSync(join(__dirname, 'data-'));
  try {
    const { rows, notes } = await measure(folder, new Set(wanted), values.quick ? QUICK : FULL);
    console.log([table(rows), ...notes].join('\n'));
    if (values.json !== undefined)
      writeFileSync(values.json, JSON.stringify({ machine: machine(), rows }, null, 2) + '\n');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The rows in the order of the table. */
async function measure(
  folder: string,
  wanted: ReadonlySet<string>,
  size: Size,
): Promise<{ rows: Row[]; notes: string[] }> {
  const rows = new Map<string, Row>();
  const notes: string[] = [];
  const run = async (name: string, row: () => Promise<Row>) => {
    if (!wanted.has(name)) return;
    process.stderr.write(`${name} …\n`);
    rows.set(name, await row());
  };
  await run('append', () => append(folder, size));
  await run('command', () => command(folder, size));
  if (['page', 'as-of', 'rebuild', 'rebuilding'].some((name) => wanted.has(name))) {
    const [short, long] = [join(folder, 'short'), join(folder, 'long')];
    process.stderr.write('logs …\n');
    await seed(short, size.short);
    await seed(long, size.long);
    await run('rebuild', () => rebuild(short, long, size));
    if (['page', 'as-of', 'rebuilding'].some((name) => wanted.has(name))) {
      await withReading(long, async (reading) => {
        await run('page', () => page(reading, size));
        await run('as-of', () => asOf(reading, size));
        await run('rebuilding', () => rebuilding(reading, long, size));
      });
    }
    notes.push(await startUp(long));
  }
  const both = BOTH.filter((name) => wanted.has(name));
  if (both.length > 0) {
    await withBoth(folder, size, async (row) => {
      for (const name of both) await run(name, () => row(name));
    });
  }
  return { rows: ROWS.flatMap((name) => rows.get(name) ?? []), notes };
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
