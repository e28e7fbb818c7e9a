import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { packTarball, type Tarball } from './tarball.js';

let tarball: Tarball;

beforeAll(() => {
  tarball = packTarball();
});
afterAll(() => tarball.remove());

describe('the packed package', () => {
  it('has every file that its exports name', () => {
    const { exports } = JSON.parse(readFileSync(join(tarball.package, 'package.json'), 'utf8'));
    const targets = targetsOf(exports);
    expect(targets.length).toBeGreaterThanOrEqual(6);
    for (const target of targets) expect(tarball.files).toContain(target.replace('./', ''));
  });

  it('has the licences, its own and those of the code it bundles', () => {
    expect(tarball.files).toContain('LICENSE');
    const licenses = readFileSync(join(tarball.package, 'dist/THIRD_PARTY_LICENSES.txt'), 'utf8');
    for (const name of ['comlink', 'idb', 'graphql-request', 'graphql', 'graphql-yoga'])
      expect(licenses).toMatch(new RegExp(`^${name} \\d`, 'm'));
  });

  it('brings the fixture schema of the emulator, and fixtures that it takes', () => {
    const json = (file: string) => JSON.parse(readFileSync(join(tarball.package, 'dist', file), 'utf8'));
    const conforms = new Ajv2020().compile(json('fixtures.schema.json'));
    expect(conforms(json('fixtures.json'))).toBe(true);
    expect(conforms({ ...json('fixtures.json'), apiKeys: 'k' })).toBe(false);
  });

  it('needs no other package', () => {
    const manifest = JSON.parse(readFileSync(join(tarball.package, 'package.json'), 'utf8'));
    expect(manifest).not.toHaveProperty('dependencies');
  });

  it('has nothing but the build', () => {
    const others = tarball.files.filter((file) => !file.startsWith('dist/'));
    const meant = ['LICENSE', 'README.md', 'CHANGELOG.md', 'package.json'];
    expect(others.filter((file) => !meant.includes(file))).toEqual([]);
    expect(tarball.files.filter((file) => /(^|\/)(test|playground)\//.test(file))).toEqual([]);
    expect(tarball.files.filter((file) => file.endsWith('.ts') && !file.endsWith('.d.ts'))).toEqual([]);
  });
});

describe('an app that installed it', () => {
  it.each([
    'stigg-offline',
    'stigg-offline/compat',
    'stigg-offline/fixtures',
    'stigg-offline/testing',
    'stigg-offline/engine',
  ])('can import %s in Node: it does nothing, prints nothing and holds nothing open', (name) => {
    const started = performance.now();
    const { status, signal, stdout, stderr } = spawnSync(
      process.execPath,
      [
        '--input-type=module',
        '-e',
        `import * as all from '${name}'; if (!Object.keys(all).length) process.exit(9);`,
      ],
      { cwd: tarball.consumer, encoding: 'utf8', timeout: 20_000 },
    );
    expect({ status, signal, stdout, stderr }).toEqual({ status: 0, signal: null, stdout: '', stderr: '' });
    // Starting Node is most of it; a timer or a socket left open would take longer, or for ever.
    expect(performance.now() - started).toBeLessThan(10_000);
  });

  it('has a default export', () => {
    const code = `import Stigg from 'stigg-offline'; if (!Stigg) process.exit(9);`;
    const { status } = spawnSync(process.execPath, ['--input-type=module', '-e', code], {
      cwd: tarball.consumer,
      timeout: 20_000,
    });
    expect(status).toBe(0);
  });

  it('tests with the error class that it knows, and without anything that stays open', () => {
    const code = `import { StiggError } from 'stigg-offline';
      import { createTestClient } from 'stigg-offline/testing';
      const { client } = createTestClient({ entitlements: { sso: true }, startOffline: true });
      const error = await client.refresh().catch((error) => error);
      console.log(error instanceof StiggError, error.code, client.status.error instanceof StiggError);`;
    const { stdout } = spawnSync(process.execPath, ['--input-type=module', '-e', code], {
      cwd: tarball.consumer,
      encoding: 'utf8',
      timeout: 20_000,
    });
    expect(stdout).toBe('true NETWORK true\n');
  });

  it.each(['bundler', 'nodenext'])(
    'gets types that need nothing else, with moduleResolution %s',
    (resolution) => {
      const app = ['compat', 'fixtures', 'testing'].map(
        (name) => `import * as ${name} from 'stigg-offline/${name}';\n`,
      );
      writeFileSync(
        join(tarball.consumer, 'app.mts'),
        `import Stigg from 'stigg-offline';\n${app.join('')}export const used = [Stigg, compat, fixtures, testing];\n`,
      );
      const { status, stdout } = spawnSync(
        resolve('node_modules/.bin/tsc'),
        [
          ...['--noEmit', '--strict', '--skipLibCheck', 'false', '--types', '', '--pretty', 'false'],
          ...['--target', 'es2022', '--lib', 'es2022,dom,dom.iterable', '--moduleResolution', resolution],
          ...['--module', resolution === 'bundler' ? 'esnext' : 'nodenext', 'app.mts'],
        ],
        { cwd: tarball.consumer, encoding: 'utf8' },
      );
      expect({ status, stdout }).toEqual({ status: 0, stdout: '' });
    },
  );
});

function targetsOf(exports: unknown): string[] {
  if (typeof exports === 'string') return [exports];
  if (typeof exports !== 'object' || exports === null) return [];
  return Object.values(exports).flatMap(targetsOf);
}
