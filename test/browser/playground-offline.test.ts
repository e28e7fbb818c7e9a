// The playground as an installed app: it starts without any server, and says when a new build is there.
import { type ChildProcess, spawn } from 'node:child_process';
import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type Browser, launchBrowser, type Tab, until } from '../support/browser.js';
import { click, shows } from '../support/playground.js';

let browser: Browser;
let servers: ChildProcess | undefined;
let ports: readonly [site: number, emulator: number];

beforeEach(async () => {
  ports = [await freePort(), await freePort()];
  await start();
  browser = await launchBrowser();
});
afterEach(async () => {
  await browser.close();
  await stop();
});

async function start(): Promise<void> {
  const [site, emulator] = ports.map(String) as [string, string];
  const started = spawn(process.execPath, [
    'playground/dist/start.js',
    '--port',
    site,
    '--emulator-port',
    emulator,
  ]);
  servers = started;
  let output = '';
  started.stdout.on('data', (chunk: Buffer) => {
    output += chunk;
  });
  await until(() => output.split('\n').length > 2, { what: 'both servers are ready' });
}

async function stop(): Promise<void> {
  const stopping = servers;
  servers = undefined;
  if (!stopping || stopping.exitCode !== null) return;
  const ended = new Promise((resolve) => stopping.once('exit', resolve));
  stopping.kill('SIGKILL');
  await ended;
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}

async function openPlayground(): Promise<Tab> {
  const tab = await browser.newTab(`http://localhost:${ports[0]}/`);
  await until(() => tab.evaluate(() => window.stigg?.status.source === 'network'), {
    what: 'the API answers',
  });
  await until(
    () =>
      tab.evaluate(async () => {
        const keys = await (await caches.open('stigg-offline-shell')).keys();
        const there = new Set(keys.map(({ url }) => new URL(url).pathname));
        return ['/', '/main.js', '/base.css', '/stigg-offline/worker.js'].every((path) => there.has(path));
      }),
    { what: 'its parts are kept' },
  );
  return tab;
}

it('starts with both servers gone, shows what was known, and converges when they are back', async () => {
  const tab = await openPlayground();
  await stop();
  await tab.reload();
  await shows(tab, '#summary', /Answers come from this device/);
  await shows(tab, '#facts', /shared-worker/);
  await until(() => tab.evaluate(() => document.querySelectorAll('#own-list tbody tr').length === 8), {
    what: 'the eight features are there',
  });
  expect(await tab.evaluate(() => window.stigg.status)).toMatchObject({ source: 'store', stale: true });
  await start();
  await shows(tab, '#summary', /Answers are confirmed by the API/);
});

it('can be installed', async () => {
  const tab = await openPlayground();
  const session = await tab.page.createCDPSession();
  const { errors, url } = await session.send('Page.getAppManifest');
  expect(url).toBe(`http://localhost:${ports[0]}/manifest.webmanifest`);
  expect(errors).toEqual([]);
  // That the window is not the user's own says nothing of the app.
  const { installabilityErrors } = await session.send('Page.getInstallabilityErrors');
  expect(installabilityErrors.map(({ errorId }) => errorId).filter((id) => id !== 'in-incognito')).toEqual(
    [],
  );
});

it('offers a new build, and takes it when asked to', async () => {
  const file = 'dist/service-worker.js';
  const before = readFileSync(file, 'utf8');
  const tab = await openPlayground();
  try {
    appendFileSync(file, '\n// another build');
    await tab.evaluate(async () => {
      window.before = true;
      await (await navigator.serviceWorker.ready).update();
    });
    await shows(tab, '#update', /A new build is there/);
    expect(await tab.evaluate(() => window.before)).toBe(true);
    await click(tab, '#update button');
    await until(() => tab.evaluate(() => window.before === undefined && window.stigg !== undefined), {
      what: 'it was loaded anew',
    });
    await shows(tab, '#summary', /Answers are confirmed by the API/);
    expect(await tab.evaluate(() => document.querySelector('#update'))).toBeNull();
  } finally {
    writeFileSync(file, before);
  }
});

declare global {
  interface Window {
    before?: boolean;
  }
}
