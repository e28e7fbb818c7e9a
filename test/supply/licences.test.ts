// The licences of all that is installed. `npx vitest run --project supply -u` writes the list anew.
import { existsSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { locked, nameOf } from './lock.js';

const ALLOWED: ReadonlySet<string> = new Set([
  ...['MIT', 'ISC', 'BSD-2-Clause', 'BSD-3-Clause', 'Apache-2.0', '0BSD'],
  ...['CC0-1.0', 'BlueOak-1.0.0', 'Python-2.0', 'Unlicense'],
]);

/** Under another licence, and why that is no harm. */
const EXCEPTIONS: readonly { readonly name: RegExp; readonly licence: string; readonly reason: string }[] = [
  {
    name: /^lightningcss(-[\w-]+)?$/,
    licence: 'MPL-2.0',
    reason:
      'Comes with vite, which only tests use; nothing of it is in the package, and none of its files is changed.',
  },
];

/** An expression of SPDX, as far as packages use it: the first of its alternatives that is allowed. */
function isAllowed(name: string, licence: string): boolean {
  const alternatives = licence.replace(/[()]/g, '').split(' OR ');
  return (
    alternatives.some((one) => one.split(' AND ').every((part) => ALLOWED.has(part))) ||
    EXCEPTIONS.some((exception) => exception.licence === licence && exception.name.test(name))
  );
}

it('are all allowed', () => {
  const strange = locked.filter(([folder, { license = 'none' }]) => !isAllowed(nameOf(folder), license));
  expect(strange.map(([folder, { license }]) => `${folder}: ${license}`)).toEqual([]);
});

it('are those of the installed packages, too', () => {
  const installed = locked.filter(([folder]) => existsSync(`${folder}/package.json`));
  expect(installed.length).toBeGreaterThan(100);
  const others = installed.filter(([folder, { license }]) => {
    const own = JSON.parse(readFileSync(`${folder}/package.json`, 'utf8'));
    return (own.license?.type ?? own.license ?? own.licenses?.[0]?.type) !== license;
  });
  expect(others.map(([folder]) => folder)).toEqual([]);
});

it('are listed', async () => {
  const lines = locked.map(([folder, { license = 'none' }]) => `${license}  ${nameOf(folder)}`);
  await expect(`${[...new Set(lines)].sort().join('\n')}\n`).toMatchFileSnapshot('licences.txt');
});

it('every exception is in use', () => {
  for (const { name, licence, reason } of EXCEPTIONS) {
    expect(reason).not.toBe('');
    expect(
      locked.some(([folder, { license, dev }]) => name.test(nameOf(folder)) && license === licence && dev),
    ).toBe(true);
  }
});

it('copyleft is not allowed, nor is none', () => {
  for (const licence of ['GPL-3.0', 'AGPL-3.0-only', 'none', 'UNLICENSED', 'MIT AND GPL-2.0', 'MPL-2.0']) {
    expect(isAllowed('some-package', licence)).toBe(false);
  }
  expect(isAllowed('some-package', '(MIT OR GPL-2.0)')).toBe(true);
});
