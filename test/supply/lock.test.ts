// The lock file: what it names is what is asked for, comes from the registry, and is what it was when it was locked.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { locked, lockfileVersion, nameOf, self } from './lock.js';

/** Packages whose install scripts may run: each of them runs code on the machine of whoever installs. */
const INSTALL_SCRIPTS = [
  // Puts the binary of this platform in place.
  'esbuild',
];

it('is in sync with package.json', () => {
  const { version, devDependencies, dependencies } = JSON.parse(readFileSync('package.json', 'utf8'));
  expect(lockfileVersion).toBe(3);
  expect(self).toMatchObject({ version, devDependencies });
  // What is needed at run time is bundled.
  expect(dependencies).toBeUndefined();
  // npm's own opinion; it fails if they are not.
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  execFileSync(npm, ['ci', '--dry-run', '--offline', '--ignore-scripts', '--silent'], { stdio: 'pipe' });
});

it('names nothing but packages of the registry, each with its checksum', () => {
  expect(locked.length).toBeGreaterThan(100);
  const strange = locked.filter(
    ([, { resolved = 'https://registry.npmjs.org/', integrity = '', link }]) =>
      link || !resolved.startsWith('https://registry.npmjs.org/') || !/^sha512-[\w+/]{86}==$/.test(integrity),
  );
  expect(strange).toEqual([]);
});

it('names nothing that runs a script when it is installed, but for what is listed', () => {
  const running = locked.flatMap(([folder, { hasInstallScript }]) =>
    hasInstallScript ? [nameOf(folder)] : [],
  );
  expect(running.sort()).toEqual(INSTALL_SCRIPTS);
});
