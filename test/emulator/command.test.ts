// The emulator as it is started from a shell: bundled, with its fixtures beside it.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { startEmulator } from '../../playground/emulator/server.js';

// Inside the repository, so that the bundle finds its packages.
mkdirSync('.cache', { recursive: true });
const folder = mkdtempSync(join('.cache', 'emulator-'));
const started: ChildProcess[] = [];

beforeAll(async () => {
  const outfile = join(folder, 'emulator.js');
  const entryPoints = ['playground/emulator/main.ts'];
  const loader = { '.graphql': 'text' } as const;
  await build({
    entryPoints,
    bundle: true,
    platform: 'node',
    format: 'esm',
    packages: 'external',
    loader,
    outfile,
  });
  copyFileSync('playground/emulator/fixtures.json', join(folder, 'fixtures.json'));
});
afterEach(() => {
  for (const child of started.splice(0)) child.kill('SIGKILL');
});
afterAll(() => rmSync(folder, { recursive: true }));

function run(...args: string[]) {
  const child = spawn(process.execPath, [join(folder, 'emulator.js'), ...args]);
  started.push(child);
  const output = { out: '', err: '' };
  child.stdout.on('data', (chunk) => {
    output.out += chunk;
  });
  child.stderr.on('data', (chunk) => {
    output.err += chunk;
  });
  return { child, output, exit: once(child, 'close').then(([code]) => code as number | null) };
}

async function ready(...args: string[]) {
  const running = run(...args);
  await expect.poll(() => running.output.out, { timeout: 10_000 }).toContain('\n');
  const [, url = ''] = /^emulator ready at (http:\/\/127\.0\.0\.1:\d+)\n$/.exec(running.output.out) ?? [];
  expect(url).not.toBe('');
  return { ...running, url };
}

it.each(['SIGINT', 'SIGTERM'] as const)('says that it is ready, answers, and ends on %s', async (signal) => {
  const { child, url, exit } = await ready('--port', '0', '--expose-headers');
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-api-key': 'YOUR_CLIENT_API_KEY' },
    body: JSON.stringify({ query: '{ sdkConfiguration { showWatermark } }' }),
  });
  expect(await response.json()).toEqual({ data: { sdkConfiguration: { showWatermark: false } } });
  expect(response.headers.get('access-control-expose-headers')).toBe('Date, Retry-After');
  child.kill(signal);
  expect(await exit).toBe(0);
});

it('takes its fixtures from a file', async () => {
  const file = join(folder, 'own.json');
  const configuration = { isWidgetWatermarkEnabled: true, showWatermark: true };
  const own = { apiKeys: ['k'], configuration, features: {}, products: {}, plans: {}, customers: {} };
  writeFileSync(file, JSON.stringify(own));
  const { url } = await ready('--port', '0', '--fixtures', file);
  expect(await (await fetch(`${url}/control/state`)).json()).toEqual(own);
});

it.each([
  [['--prot', '1'], 2, "Unknown option '--prot'"],
  [['--port', 'http'], 2, '--port must be a number'],
  [['--port', '65536'], 2, '--port must be a number'],
  [['--fixtures', 'nowhere.json'], 1, 'cannot read fixtures from nowhere.json'],
  [['--fixtures', 'package.json'], 1, 'package.json:2:11: name: is not a known field'],
])('refuses %j', async (args, code, message) => {
  const { exit, output } = run(...args);
  expect(await exit).toBe(code);
  expect(output.err).toContain(message);
  expect(output.out).toBe('');
});

it('says that the port is in use', async () => {
  const other = await startEmulator();
  const { exit, output } = run('--port', String(other.port));
  expect(await exit).toBe(1);
  expect(output.err).toBe(`port ${other.port} is in use\n`);
  await other.close();
});
