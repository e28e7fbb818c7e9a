// What README shows first has to run.
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { createTestClient } from 'stigg-offline/testing';
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

it('the test that shows how to test is green', () => {
  const [, example = ''] = /## Testing.*?```ts\n(.*?)```/s.exec(readme) ?? [];
  const [imports = '', ...lines] = example.split('\n');
  expect(imports).toBe("import { createTestClient } from 'stigg-offline/testing';");
  const asked: unknown[] = [];
  const counting = (value: unknown) => expect(asked.push(value) && value);
  new Function('createTestClient', 'expect', lines.join('\n'))(createTestClient, counting);
  expect(asked).toEqual([false, true, 0, true]);
});

it('the sizes are those of the budgets', () => {
  const budgets = JSON.parse(readFileSync('package.json', 'utf8'))['size-limit'] as {
    path: string;
    limit: string;
  }[];
  const told = [...readme.matchAll(/^\| `(dist\/[a-z-]+\.js)` \| ([\d.]+ kB) \|/gm)].map(
    ([, path, limit]) => ({ path, limit }),
  );
  expect(told.length).toBeGreaterThan(4);
  expect(told).toEqual(budgets.map(({ path, limit }) => ({ path, limit })));
});
