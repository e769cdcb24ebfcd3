import 'reflect-metadata';
import { run } from './run.js';

// What was printed is written out first: a pipe may be slower than we are.
void run(process.argv.slice(2)).then((code) => process.stdout.write('', () => process.exit(code)));
