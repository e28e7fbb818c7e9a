// What is published, file by file. `npx vitest run --project supply -u` writes the list anew, after a build.
import { execFileSync } from 'node:child_process';
import { expect, it } from 'vitest';

it('is what is listed, and nothing else', async () => {
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  const [packed] = JSON.parse(
    execFileSync(npm, ['pack', '--dry-run', '--json', '--ignore-scripts'], {
      encoding: 'utf8',
      stdio: 'pipe',
    }),
  ) as [{ readonly files: readonly { readonly path: string }[] }];
  // One line for all declarations: there is one for each source, and they are no code.
  const lines = packed.files.map(({ path }) =>
    path.replace(/^dist\/types\/.*\.d\.ts$/, 'dist/types/**/*.d.ts'),
  );
  await expect(`${[...new Set(lines)].sort().join('\n')}\n`).toMatchFileSnapshot('packed-files.txt');
});
