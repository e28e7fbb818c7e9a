// The playground as an installed app: it starts without any server, and says when a new build is there.
import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type Browser, launchBrowser, type Tab, until } from '../support/browser.js';
import { click, shows } from '../support/playground.js';
import { type PlaygroundServers, startPlaygroundServers } from '../support/playground-servers.js';

let browser: Browser;
let servers: PlaygroundServers;

beforeEach(async () => {
  servers = await startPlaygroundServers();
  browser = await launchBrowser();
});
afterEach(async () => {
  await browser.close();
  await servers.stop();
});

async function openPlayground(): Promise<Tab> {
  const tab = await browser.newTab(`${servers.site}/`);
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
  await servers.stop();
  await tab.reload();
  await shows(tab, '#summary', /Answers come from this device/);
  await shows(tab, '#facts', /shared-worker/);
  await until(() => tab.evaluate(() => document.querySelectorAll('#own-list tbody tr').length === 8), {
    what: 'the eight features are there',
  });
  expect(await tab.evaluate(() => window.stigg.status)).toMatchObject({ source: 'store', stale: true });
  servers = await startPlaygroundServers(servers);
  await shows(tab, '#summary', /Answers are confirmed by the API/);
});

it('can be installed', async () => {
  const tab = await openPlayground();
  const session = await tab.page.createCDPSession();
  const { errors, url } = await session.send('Page.getAppManifest');
  expect(url).toBe(`${servers.site}/manifest.webmanifest`);
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
