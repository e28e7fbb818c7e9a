// The built entry for apps of the vendor's client: on top of the page, and no more of it than is used.
import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { expect, it } from 'vitest';

it('shares the client and its error class with the page', async () => {
  const [page, compat] = await Promise.all(
    ['dist/index.js', 'dist/compat.js'].map((file) => import(pathToFileURL(file).href)),
  );
  const own = page.default.initialize({ offline: true });
  const stigg = compat.default.initialize({ offline: true });
  expect(stigg.client.constructor).toBe(own.constructor);
  const error = await stigg.getCustomer().catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(page.StiggError);
  expect(error.message).toMatch(/^Failed to get customer\. Error: /);
  own.close();
  stigg.close();
});

it('leaves out of a bundle the enums that an app does not use', async () => {
  const { outputFiles } = await build({
    stdin: {
      contents: `import { BillingPeriod } from './dist/compat.js'; console.log(BillingPeriod.Monthly);`,
      resolveDir: '.',
    },
    bundle: true,
    format: 'esm',
    write: false,
    external: ['./data-calls.js', './offline.js'],
  });
  const text = outputFiles[0]?.text ?? '';
  expect(readFileSync('dist/compat-enums.js', 'utf8')).toContain('EveryFriday');
  expect(text).toContain('MONTHLY');
  expect(text).not.toContain('EveryFriday');
});

it('has the sizes that README tells', () => {
  const budgets = JSON.parse(readFileSync('package.json', 'utf8'))['size-limit'] as {
    path: string;
    limit: string;
  }[];
  const limitOf = (file: string) => budgets.find(({ path }) => path === `dist/${file}`)?.limit;
  const readme = readFileSync('README.md', 'utf8');
  expect(readme).toContain(`It weighs ${limitOf('compat.js')} on top of`);
  expect(readme).toContain(`(${limitOf('compat-enums.js')} for all)`);
});
