// The playground under the policy that it serves: all of it works, and nothing it does is refused.
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Browser, launchBrowser, type Tab, until } from '../support/browser.js';
import { keptInShell } from '../support/kept-shell.js';
import { needing } from '../support/needing.js';
import { click, shows } from '../support/playground.js';
import { type PlaygroundServers, startPlaygroundServers } from '../support/playground-servers.js';

declare global {
  interface Window {
    violations: string[];
  }
}

let servers: PlaygroundServers;
let browser: Browser;
beforeAll(async () => {
  servers = await startPlaygroundServers();
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser?.close();
  await servers?.stop();
});

const running = (tab: Tab) =>
  tab.evaluate(async () => ({
    host: window.stigg.status.host,
    serviceWorker: (await navigator.serviceWorker.getRegistration())?.active?.state,
    rows: document.querySelectorAll('#own-list tbody tr').length,
  }));

/** Opens the devtools, and says how they are laid over the page. */
async function devtools(tab: Tab): Promise<string | undefined> {
  await click(tab, '#devtools');
  const dialog = await until(
    () =>
      tab.evaluate(() => {
        const found = document.querySelector('stigg-devtools')?.shadowRoot?.querySelector('[role=dialog]');
        return found && getComputedStyle(found).position;
      }),
    { what: 'the devtools are open' },
  );
  return dialog ?? undefined;
}

it('is the one that README lists', async () => {
  const readme = readFileSync('README.md', 'utf8');
  const section = readme.split('\n## Content security policy\n')[1]?.split('\n## ')[0] ?? '';
  const listed = /```\n([^`]+)```/.exec(section)?.[1]?.trim().replaceAll('\n', ' ') ?? '';
  const expected = listed.replace('https://api.stigg.io', servers.api);
  for (const path of ['/', '/pricing.html', '/main.js', '/stigg-offline/worker.js', '/service-worker.js']) {
    const { headers } = await fetch(servers.site + path);
    expect(headers.get('content-security-policy')).toBe(expected);
  }
});

it('lets the shared engine, the service worker and the devtools run, with the network and without', async () => {
  const { site, api } = servers;
  const tab = await browser.newTab(`${site}/`);
  const all = { host: 'shared-worker', serviceWorker: 'activated', rows: 8 };
  await until(() => tab.evaluate(() => window.stigg?.status.source === 'network'), {
    what: 'the engine has answers of the API',
  });
  await until(async () => JSON.stringify(await running(tab)) === JSON.stringify(all), {
    what: 'engine and service worker run',
  });
  expect(await devtools(tab)).toBe('fixed');

  await keptInShell(tab, ['/', '/main.js', '/base.css', '/stigg-offline/worker.js']);
  await servers.stop();
  try {
    await tab.reload();
    await shows(tab, '#summary', /Answers come from this device/);
    await until(async () => JSON.stringify(await running(tab)) === JSON.stringify(all), {
      what: 'they run without the network',
    });
  } finally {
    await tab.close();
    servers = await startPlaygroundServers(servers);
  }
  expect([servers.site, servers.api]).toEqual([site, api]);
});

needing('puppeteer')('refuses nothing that the pages do', async () => {
  const tab = await browser.newTab();
  await tab.page.evaluateOnNewDocument(() => {
    window.violations = [];
    addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI, sample }) => {
      window.violations.push(`${violatedDirective} ${blockedURI} ${sample}`);
    });
  });
  for (const page of ['/', '/pricing.html', '/portal.html', '/success.html']) {
    await tab.goto(servers.site + page);
    await until(() => tab.evaluate(() => window.stigg?.status.host === 'shared-worker'), {
      what: `${page} has the engine`,
    });
    await until(async () => (await running(tab)).serviceWorker, { what: `${page} has the service worker` });
    if (page === '/') expect(await devtools(tab)).toBe('fixed');
    expect(await tab.evaluate(() => window.violations)).toEqual([]);
  }
  // That it would have been heard, and that the page is held to Trusted Types.
  const refused = await tab.evaluate(() => {
    try {
      new Worker('/stigg-offline/worker.js');
      return 'nothing';
    } catch (error) {
      return (error as Error).name;
    }
  });
  expect(refused).toBe('TypeError');
  await until(() => tab.evaluate(() => window.violations.length === 1), { what: 'the violation is heard' });
  await tab.close();
});
