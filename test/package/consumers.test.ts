// README says of bundlers what `npm run consumers` has shown, and nothing else.
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

/** The cells of the first table below a line. */
function tableAfter(file: string, start: string): string[][] {
  const [, after = ''] = readFileSync(file, 'utf8').split(start);
  const [, rows = ''] = /^\|[-|]+\|\n((?:\|.*\|\n)+)/m.exec(after) ?? [];
  return rows
    .trim()
    .split('\n')
    .map((row) => row.slice(2, -2).split(' | '));
}

const shown = tableAfter('test/consumers/results.md', '# The package in apps that install it\n');

it('every app has shown what is asked of it', () => {
  expect(shown.length).toBeGreaterThan(10);
  for (const row of shown) expect(row).toHaveLength(7);
  expect(shown.filter((row) => row.includes('FAILED'))).toEqual([]);
});

it('the table of README is what they have shown', () => {
  const told = tableAfter('README.md', '\n## Bundlers\n');
  expect(told).toEqual(shown.map(([app, , needs, , host]) => [app, needs, host]));
});
