// Chromium only: one process per tab, and kills that kill.
import { existsSync } from 'node:fs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Browser, killSharedWorkers, launchBrowser, type Tab } from './browser.js';
import { type Site, startSite } from './site.js';

const sharedWorker = `
  const boot = crypto.randomUUID();
  onconnect = ({ ports: [port] }) => { port.onmessage = () => port.postMessage(boot); };
`;

let site: Site;
let browser: Browser;

beforeAll(async () => {
  site = await startSite();
  site.serve('/worker.js', { body: sharedWorker, type: 'text/javascript' });
  site.serve('/other', { body: '<!doctype html><title>other</title>' });
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser.close();
  await site.stop();
});

/** Asks the SharedWorker for its id; undefined when it does not answer within a second. */
function bootOf(tab: Tab, fresh: boolean): Promise<string | undefined> {
  return tab.evaluate((fresh) => {
    if (fresh || !window.worker) window.worker = new SharedWorker('/worker.js');
    const { port } = window.worker;
    return new Promise<string | undefined>((done) => {
      port.onmessage = ({ data }) => done(data);
      port.postMessage('who?');
      setTimeout(done, 1_000);
    });
  }, fresh);
}

it('gives each of 5 tabs its own process, and a kill takes only its tab', async () => {
  const tabs = await Promise.all([1, 2, 3, 4, 5].map(() => browser.newTab(site.origin)));
  for (const [at, victim] of tabs.entries()) {
    await victim.killProcess();
    // A tab that died with it would never answer.
    for (const other of tabs.slice(at + 1)) expect(await other.evaluate(() => window.ready)).toBe(true);
  }
  for (const tab of tabs) await tab.close();
});

it('brings a killed tab back by reload, and kills it again', async () => {
  const tab = await browser.newTab(site.origin);
  await tab.killProcess();
  await tab.reload();
  expect(await tab.evaluate(() => window.ready)).toBe(true);
  await tab.killProcess();
  await tab.close();
});

it('kills a tab that has reloaded and navigated within its site', async () => {
  const tab = await browser.newTab(site.origin);
  await tab.goto(`${site.origin}/other`);
  await tab.reload();
  await tab.goto(site.origin);
  await tab.killProcess();
  await tab.close();
});

it('runs a shared worker in the process of the tab that started it', async () => {
  const first = await browser.newTab(site.origin);
  const second = await browser.newTab(site.origin);
  const boot = await bootOf(first, true);
  expect(await bootOf(second, true)).toBe(boot);
  const third = await browser.newTab(site.origin);
  expect(await bootOf(third, true)).toBe(boot);
  await third.killProcess();
  expect(await bootOf(second, false)).toBe(boot);
  await first.killProcess();
  expect(await bootOf(second, false)).toBeUndefined();
  for (const tab of [first, second, third]) await tab.close();
});

it('kills shared workers', async () => {
  const tabs = [await browser.newTab(site.origin), await browser.newTab(site.origin)] as const;
  const boot = await bootOf(tabs[0], true);
  expect(await bootOf(tabs[1], true)).toBe(boot);

  expect(await killSharedWorkers(browser)).toBe(1);
  expect(await bootOf(tabs[0], false)).toBeUndefined();
  expect(await bootOf(tabs[1], false)).toBeUndefined();

  const next = await bootOf(tabs[1], true);
  expect(next).toEqual(expect.any(String));
  expect(next).not.toBe(boot);
  for (const tab of tabs) await tab.close();
});

it('sends no goodbye of a tab that is killed', async () => {
  const tab = await browser.newTab(site.origin);
  await tab.evaluate(() => {
    addEventListener('pagehide', () => navigator.sendBeacon('/goodbye'));
  });
  await tab.killProcess();
  // Another tab is there and gone, so that a goodbye had its time.
  await (await browser.newTab(site.origin)).close();
  expect(site.requests).not.toContain('POST /goodbye');
  await tab.close();
});

it('leaves nothing behind when the browser is killed', async () => {
  const own = await launchBrowser();
  const argument = own.puppeteer.process()?.spawnargs.find((arg) => arg.startsWith('--user-data-dir='));
  const folder = argument?.slice('--user-data-dir='.length) ?? '';
  expect(existsSync(folder)).toBe(true);
  await own.kill();
  expect(existsSync(folder)).toBe(false);
});
