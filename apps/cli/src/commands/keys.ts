import { exportKeys, importKeys, KEYS_FORMAT, KeysDiffer } from '@app/eventing';
import { openHoldings, readHoldings } from '@app/stack';
import { Command } from 'commander';
import { existsSync } from 'node:fs';
import { EXIT, Stop } from '../exit.js';
import { aboutFile, readingOf, writingTo } from '../files.js';
import { bar } from '../bar.js';
import type { Where } from '../server.js';
import { storeIn, storeOptions } from '../store.js';

const EXAMPLES = `
Examples:
  $ throughline keys export keys.ndjson
  $ throughline --data /srv/new keys import keys.ndjson
  $ STACK=distributed throughline keys import keys.ndjson && shred -u keys.ndjson

Whoever has such a file and the log can read every word on record. Only its owner can read the file. Keys that are
destroyed move as destroyed, and one that is destroyed on either side stays so.
`;

export function keysCommand(): Command {
  const exporting = new Command('export')
    .description('write every key, as lines of JSON, to a file that only its owner can read')
    .argument('<file>', 'a file that is not there yet')
    .addHelpText('after', EXAMPLES)
    .action(async (file: string, _options: unknown, command: Command) => {
      await toFile(command.optsWithGlobals<Where>(), file);
    });
  const importing = new Command('import')
    .description('take the keys of such a file, beside those that are there')
    .argument('<file>')
    .addHelpText('after', EXAMPLES)
    .action(async (file: string, _options: unknown, command: Command) => {
      await fromFile(command.optsWithGlobals<Where>(), file);
    });
  return new Command('keys')
    .description('move the keys of sealed words from store to store')
    .addCommand(exporting)
    .addCommand(importing)
    .addHelpText('after', EXAMPLES);
}

async function toFile(where: Where, name: string): Promise<void> {
  if (existsSync(name)) throw new Stop(EXIT.different, `${name} is there already; nothing was written over it`);
  const store = await readHoldings(storeIn(where), storeOptions);
  try {
    // Whatever an earlier one has left is of no use: an export of keys is short.
    const file = await writingTo(name, KEYS_FORMAT);
    const moved = await exportKeys(store.keys, () => new Date(), file.write);
    await file.finish();
    console.log(`${summary(moved)} are in ${name}.`);
    console.error(`Whoever has ${name} and the log can read every word on record: keep them apart.`);
  } finally {
    await store.close();
  }
}

async function fromFile(where: Where, name: string): Promise<void> {
  const { pieces } = readingOf(name);
  const store = await openHoldings(storeIn(where, { create: true }), storeOptions);
  const shown = bar('Importing', 'keys');
  try {
    console.log(`${summary(await importKeys(store.keys, pieces, (keys) => shown.at(keys)))} are in the store.`);
  } catch (error) {
    throw error instanceof KeysDiffer ? new Stop(EXIT.different, error.message) : aboutFile(name, error);
  } finally {
    shown.stop();
    await store.close();
  }
}

const summary = ({ keys, destroyed }: { keys: number; destroyed: number }): string =>
  `${keys.toLocaleString('en')} keys${destroyed > 0 ? `, ${destroyed.toLocaleString('en')} of them destroyed,` : ''}`;
