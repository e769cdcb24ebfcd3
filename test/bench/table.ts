import { cpus, totalmem } from 'node:os';
import type { Row } from './harness.js';

/** What the figures were measured on. */
export const machine = () => ({
  cpu: cpus()[0]?.model.trim() ?? 'unknown',
  cores: cpus().length,
  memoryGiB: Math.round(totalmem() / 1024 ** 3),
  platform: `${process.platform} ${process.arch}`,
  node: process.version,
});

const HEAD = ['row', 'ours', 'ceiling', '', 'ratio', 'target', 'p50 ms', 'p99 ms'];

/** The rows as a table for people; what is below its target is marked. */
export function table(rows: readonly Row[]): string {
  const cells = rows.map(({ name, ours, ceiling, unit, ratio, target, p50, p99 }) => [
    name,
    whole(ours),
    whole(ceiling),
    unit,
    ratio.toFixed(2),
    target === undefined ? '' : `${target.toFixed(2)}${ratio < target ? ' missed' : ''}`,
    short(p50),
    short(p99),
  ]);
  const widths = HEAD.map((_, column) => Math.max(...[HEAD, ...cells].map((line) => (line[column] as string).length)));
  const isText = (column: number) => column === 0 || column === 3 || column === 5;
  const line = (texts: readonly string[]) =>
    texts
      .map((text, i) => (isText(i) ? text.padEnd(widths[i] as number) : text.padStart(widths[i] as number)))
      .join('  ')
      .trimEnd();
  const notes = rows.filter(({ note }) => note !== undefined).map(({ name, note }) => `${name}: ${note}`);
  return [line(HEAD), ...cells.map(line), ...(notes.length > 0 ? ['', ...notes] : [])].join('\n');
}

const whole = (rate: number): string => Math.round(rate).toLocaleString('en');
const short = (ms: number): string => (ms < 100 ? ms.toFixed(2) : Math.round(ms).toLocaleString('en'));
