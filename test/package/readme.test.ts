// What README shows first has to run.
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { expect, it } from 'vitest';
import { startApi } from '../support/api.js';
import { until } from '../support/until.js';

const readme = readFileSync('README.md', 'utf8');

it('the first program has ten lines and prints what README says', async () => {
  const program = /```js\n(.*?)```/s.exec(readme)?.[1] ?? '';
  expect(program.trim().split('\n').length).toBeLessThanOrEqual(11);
  const api = await startApi();
  const source = program
    .replace("'stigg-offline'", JSON.stringify(pathToFileURL('dist/index.js').href))
    .replace('http://127.0.0.1:4010', api.url);
  const child = spawn(process.execPath, ['--input-type=module', '-e', source]);
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      output += chunk;
    });
  }
  await until(() => output.split('\n').length > 2, { what: 'the program has printed two lines' });
  child.kill();
  await api.close();
  expect(output).toBe('true\nfalse\n');
});

it('the sizes are those of the budgets', () => {
  const budgets = JSON.parse(readFileSync('package.json', 'utf8'))['size-limit'] as { limit: string }[];
  expect(budgets.map(({ limit }) => limit)).toEqual(['8 kB', '4.7 kB', '3.5 kB', '2.5 kB', '3 kB', '25 kB']);
  expect(readme).toContain(
    '8 kB for the page (brotli), 4.7 kB beside it while the engine starts, 3.5 kB with the first data call',
  );
  expect(readme).toContain('at most 3 kB');
  expect(readme).toContain('at most 2.5 kB');
});
