// The command line from the packed tarball, in a folder that has nothing else.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { API_KEY, startApi } from '../support/api.js';
import { until } from '../support/until.js';
import { packTarball, type Tarball } from './tarball.js';

let tarball: Tarball;
const started: ChildProcess[] = [];

beforeAll(() => {
  tarball = packTarball();
});
afterEach(() => {
  for (const child of started.splice(0)) child.kill('SIGKILL');
});
afterAll(() => tarball.remove());

function start(...args: string[]) {
  const { bin } = JSON.parse(readFileSync(join(tarball.package, 'package.json'), 'utf8'));
  const program = join(tarball.package, bin['stigg-offline']);
  const child = spawn(process.execPath, [program, ...args], { cwd: tarball.consumer });
  started.push(child);
  const output = { out: '', err: '' };
  child.stdout.on('data', (chunk) => {
    output.out += chunk;
  });
  child.stderr.on('data', (chunk) => {
    output.err += chunk;
  });
  return { child, output, ended: once(child, 'close').then(([code]) => ({ code, ...output })) };
}

const run = (...args: string[]) => start(...args).ended;
const inApp = (file: string) => join(tarball.consumer, file);
const sample = () => join(tarball.package, 'dist/fixtures.json');

it('is a script for Node', () => {
  expect(readFileSync(join(tarball.package, 'dist/cli.js'), 'utf8')).toMatch(/^#!\/usr\/bin\/env node\n/);
});

it.each([['--help'], ['types', '--help'], ['emulator', '-h'], ['copy-worker', '--help']])(
  'helps with %s %s',
  async (...args) => {
    const { code, out, err } = await run(...args);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toContain(`usage: stigg-offline ${args[0]?.replace('--help', '<command>')} `);
  },
);

it.each([
  [[], 'no command'],
  [['constructor'], 'there is no command constructor'],
  [['emulator', '--port', '65536'], '--port must be a number'],
  [['emulator', '--colour', 'red'], "Unknown option '--colour'"],
  [['copy-worker'], 'copy-worker takes one directory'],
  [['copy-worker', 'a', 'b'], 'copy-worker takes one directory'],
  [['types', '--fixtures', 'x.json'], '--out is missing'],
  [['types', '--out', 'x.d.ts'], '--fixtures, or --api-key and --customer'],
  [['types', '--out', 'x.d.ts', '--api-key', 'k'], '--fixtures, or --api-key and --customer'],
  [['types', '--out', 'x.d.ts', '--fixtures', 'x.json', '--api-key', 'k'], '--fixtures does not go with'],
])('explains its usage for %j', async (args, message) => {
  const { code, out, err } = await run(...args);
  expect({ code, out }).toEqual({ code: 2, out: '' });
  expect(err).toContain(message);
  expect(err).toContain('usage: stigg-offline');
});

it.each([
  [['emulator', '--fixtures', 'none.json'], 'cannot read fixtures from none.json'],
  [['emulator', '--fixtures', 'wrong.json'], 'wrong.json:2:14: apiKeys: must be a list\n'],
  [['types', '--out', 'x.d.ts', '--fixtures', 'wrong.json'], 'wrong.json:2:14: apiKeys: must be a list\n'],
  [
    ['types', '--out', 'x.d.ts', '--api-key', 'k', '--customer', 'c', '--base-uri', 'http://127.0.0.1:1'],
    'cannot reach',
  ],
  [['copy-worker', 'wrong.json/below'], 'cannot copy the worker to'],
])('says why %j failed', async (args, message) => {
  writeFileSync(inApp('wrong.json'), '{\n  "apiKeys": "k"\n}');
  const { code, out, err } = await run(...args);
  expect({ code, out }).toEqual({ code: 1, out: '' });
  expect(err).toContain(message);
  expect(err).not.toContain('    at ');
});

describe('emulator', () => {
  it('serves customers of its own, and ends when told', async () => {
    const { child, output, ended } = start('emulator', '--port', '0');
    await until(() => output.out.includes('\n'), {
      timeoutMs: 60_000,
      what: 'the emulator says that it is ready',
    });
    const [, url] = /^emulator ready at (http:\/\/127\.0\.0\.1:\d+)\n$/.exec(output.out) ?? [];
    const response = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-api-key': API_KEY },
      body: JSON.stringify({
        query: '{ cachedEntitlements(query: { customerId: "customer-initech" }) { feature { refId } } }',
      }),
    });
    expect(JSON.stringify(await response.json())).toContain('feature-seats');
    child.kill('SIGTERM');
    expect(await ended).toMatchObject({ code: 0, err: '' });
  });

  it('serves a file', async () => {
    const own = JSON.parse(readFileSync(sample(), 'utf8'));
    writeFileSync(inApp('own.json'), JSON.stringify({ ...own, $schema: 's.json', apiKeys: ['own'] }));
    const { output } = start('emulator', '--port', '0', '--fixtures', 'own.json', '--expose-headers');
    await until(() => output.out.includes('\n'), {
      timeoutMs: 60_000,
      what: 'the emulator says that it is ready',
    });
    const response = await fetch(`${output.out.trim().split(' ').at(-1)}/control/state`);
    expect((await response.json()).apiKeys).toEqual(['own']);
    expect(response.headers.get('access-control-expose-headers')).toBe('Date, Retry-After');
  });
});

it('copy-worker copies the script, and makes the folder', async () => {
  const { code, out } = await run('copy-worker', 'public/assets');
  expect(code).toBe(0);
  expect(out).toContain('worker copied to public/assets/stigg-offline-worker.js');
  const script = readFileSync(join(tarball.package, 'dist/worker.js'), 'utf8');
  expect(readFileSync(inApp('public/assets/stigg-offline-worker.js'), 'utf8')).toBe(script);
});

describe('types', () => {
  const declared = (file: string) =>
    Object.fromEntries(
      [...readFileSync(inApp(file), 'utf8').matchAll(/^ {4}"(.*)": '(.*)';$/gm)].map(([, id, kind]) => [
        id,
        kind,
      ]),
    );

  it('declares the features of a fixture file', async () => {
    const { code, out } = await run('types', '--out', 'stigg.d.ts', '--fixtures', sample());
    expect({ code, out }).toEqual({ code: 0, out: '13 features declared in stigg.d.ts\n' });
    expect(declared('stigg.d.ts')).toMatchObject({
      'feature-sso': 'boolean',
      'feature-history-days': 'numeric',
      'feature-seats': 'metered',
      'feature-export-formats': 'enum',
    });
  });

  it('declares what the API tells of: the features of a customer and of the plans on sale', async () => {
    const api = await startApi();
    const key = ['--api-key', API_KEY, '--customer', 'customer-initech', '--base-uri', api.url];
    const { code } = await run('types', '--out', 'api.d.ts', ...key);
    expect(code).toBe(0);
    // The customer's plan has no single sign-on; a better one has.
    expect(declared('api.d.ts')).toMatchObject({ 'feature-seats': 'metered', 'feature-sso': 'boolean' });

    await api.fault({ mode: 'error500', operations: ['GetPaywall'] });
    const { err } = await run('types', '--out', 'api.d.ts', ...key);
    expect(err).toContain("only the customer's own features are known");
    expect(declared('api.d.ts')).toMatchObject({ 'feature-seats': 'metered' });
    expect(declared('api.d.ts')).not.toHaveProperty('feature-sso');
    await api.close();
  });

  it('proves who the customer is, where that is asked for', async () => {
    const api = await startApi();
    await api.patch({ customerTokens: { enforced: true, accepted: { 'customer-initech': ['token'] } } });
    const key = ['--api-key', API_KEY, '--customer', 'customer-initech', '--base-uri', api.url];
    expect((await run('types', '--out', 'proved.d.ts', ...key)).code).toBe(1);
    expect((await run('types', '--out', 'proved.d.ts', ...key, '--customer-token', 'token')).code).toBe(0);
    await api.close();
  });

  it('says what the API refused', async () => {
    const api = await startApi();
    const key = ['--api-key', 'other', '--customer', 'customer-initech', '--base-uri', api.url];
    const { code, err } = await run('types', '--out', 'refused.d.ts', ...key);
    expect(code).toBe(1);
    expect(err).toContain('the API refused: ');
    await api.close();
  });
});
