import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { REFUSALS } from './refusals.js';
import { PROBLEMS } from './registry.js';

const LIBS = join(__dirname, '../../..');

/** Codes of refusals as they stand in the sources of the domain and of the runner. */
function refusalCodes(): string[] {
  const files = ['domain', 'eventing'].flatMap((lib) =>
    readdirSync(join(LIBS, lib, 'src'), { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts') && !file.endsWith('.spec.ts'))
      .map((file) => readFileSync(join(LIBS, lib, 'src', file), 'utf8')),
  );
  const asFirst = /\brefuse\(\s*'([a-z-]+)'/g;
  const passedOn = /\brefuse\w+\([^()]*, '([a-z]+(?:-[a-z]+)+)'\)/g;
  const found = files.flatMap((text) =>
    [...text.matchAll(asFirst), ...text.matchAll(passedOn)].map(([, code]) => code as string),
  );
  return [...new Set(found)].sort();
}

describe('the table of problems', () => {
  const codes = refusalCodes();

  it('finds the refusals of the domain', () => {
    expect(codes.length).toBeGreaterThan(20);
  });

  it.each(codes)('says what to do about %s', (code) => {
    expect(PROBLEMS.get(code)?.advice).toBeTruthy();
  });

  it('holds no refusal that nothing refuses with', () => {
    expect(Object.keys(REFUSALS).filter((code) => !codes.includes(code))).toEqual([]);
  });
});
