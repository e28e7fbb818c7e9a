// What the compiler makes of an app that names its features. Each `@ts-expect-error` is an error by itself if the line
// below it compiles.
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { packTarball, type Tarball } from './tarball.js';

let tarball: Tarball;

beforeAll(() => {
  tarball = packTarball();
});
afterAll(() => tarball.remove());

function compile(source: string): string {
  writeFileSync(join(tarball.consumer, 'app.mts'), source);
  const { stdout } = spawnSync(
    resolve('node_modules/.bin/tsc'),
    [
      ...['--noEmit', '--strict', '--exactOptionalPropertyTypes', '--skipLibCheck', 'false', '--types', ''],
      ...['--target', 'es2022', '--lib', 'es2022,dom,dom.iterable', '--module', 'nodenext'],
      ...['--pretty', 'false', 'app.mts'],
    ],
    { cwd: tarball.consumer, encoding: 'utf8' },
  );
  return stdout;
}

const NAMED = `
  declare module 'stigg-offline' {
    interface Features {
      'feature-sso': 'boolean';
      'feature-days': 'numeric';
      'feature-seats': 'metered';
      'feature-formats': 'enum';
    }
  }
`;
const CLIENT = `
  import Stigg, { type FeatureId } from 'stigg-offline';
  import { fallbackFromFixtures, type Fixtures } from 'stigg-offline/fixtures';
  import { createTestClient } from 'stigg-offline/testing';
  declare const fixtures: Fixtures;
  declare const anything: string;
  const stigg = Stigg.initialize({ offline: true });
`;

it('takes any feature id where none is named', () => {
  const source = `${CLIENT}
    stigg.getBooleanEntitlement({ featureId: anything });
    stigg.getMeteredEntitlement({ featureId: 'feature-x', options: { requestedUsage: 1 } });
    Stigg.initialize({ offline: true, entitlementsFallback: { 'feature-x': { hasAccess: true } } });
    Stigg.initialize({ offline: true, entitlementsFallback: fallbackFromFixtures(fixtures, { customerId: 'c' }) });
    Stigg.initialize({ offline: true, maxStaleMs: { default: 1, features: { [anything]: 2 } } });
    export const id: FeatureId = anything;
  `;
  expect(compile(source)).toBe('');
});

it('takes the named features, each by its own getters', () => {
  const source = `${CLIENT}${NAMED}
    stigg.getBooleanEntitlement({ featureId: 'feature-sso', options: { fallback: { hasAccess: true } } });
    stigg.getNumericEntitlement({ featureId: 'feature-days' });
    stigg.getNumericEntitlement({ featureId: 'feature-seats' });
    stigg.getMeteredEntitlement({ featureId: 'feature-seats', options: { requestedUsage: 1 } });
    stigg.getEnumEntitlement({ featureId: 'feature-formats' });
    void stigg.getUsageHistory({ featureId: 'feature-seats', startDate: '2026-01-01' });
    Stigg.initialize({ offline: true, entitlementsFallback: { 'feature-sso': { hasAccess: true } } });
    Stigg.initialize({ offline: true, entitlementsFallback: fallbackFromFixtures(fixtures, { customerId: 'c' }) });
    Stigg.initialize({ offline: true, maxStaleMs: { default: 1, features: { 'feature-sso': 2 } } });
    createTestClient({ entitlements: { 'feature-sso': true, 'feature-seats': { usageLimit: 2 } } });
    export const id: FeatureId = 'feature-sso';
    export const kind: FeatureId<'boolean' | 'enum'> = 'feature-formats';
  `;
  expect(compile(source)).toBe('');
});

it('refuses a wrong id, and a getter of another kind', () => {
  const refused = [
    `stigg.getBooleanEntitlement({ featureId: 'feature-ss' });`,
    `stigg.getBooleanEntitlement({ featureId: anything });`,
    `stigg.getBooleanEntitlement({ featureId: 'feature-seats' });`,
    `stigg.getNumericEntitlement({ featureId: 'feature-sso' });`,
    `stigg.getMeteredEntitlement({ featureId: 'feature-days' });`,
    `stigg.getEnumEntitlement({ featureId: 'feature-sso' });`,
    `void stigg.getUsageHistory({ featureId: 'feature-sso', startDate: '2026-01-01' });`,
    `Stigg.initialize({ offline: true, entitlementsFallback: { 'feature-ss': { hasAccess: true } } });`,
    `Stigg.initialize({ offline: true, maxStaleMs: { default: 1, features: { 'feature-ss': 2 } } });`,
    `createTestClient({ entitlements: { 'feature-ss': true } });`,
    `export const kind: FeatureId<'boolean'> = 'feature-formats';`,
  ];
  const expected = refused.map((line) => `// @ts-expect-error\n${line}\n`).join('');
  expect(compile(`${CLIENT}${NAMED}${expected}`)).toBe('');
});
