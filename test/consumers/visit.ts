// A built app in a browser: the first visit, and another one without the API.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Api } from '../support/api.js';
import { type Browser, killSharedWorkers, type Tab, until } from '../support/browser.js';
import { hasAccess, statusOf } from '../support/client-tab.js';
import { keptInShell } from '../support/kept-shell.js';
import type { Site } from '../support/site.js';
import type { Consumer } from './consumer.js';

declare global {
  interface Window {
    /** Since the navigation began. */
    answeredMs?: number;
  }
}

export interface Visits {
  readonly host: string;
  readonly firstMs: number;
  readonly againMs: number;
}

interface Surroundings {
  /** Of the app, as it was built; its site serves it already, but for the page itself. */
  readonly folder: string;
  /** Of the page: the site's, or that of the app's own server. */
  readonly origin: string;
  readonly site: Site;
  readonly api: Api;
  readonly browser: Browser;
}

export async function visit(consumer: Consumer, around: Surroundings): Promise<Visits> {
  const { folder, origin, site, api, browser } = around;
  const pages = consumer.serves['/'];
  if (pages) {
    site.serve('/', { body: readFileSync(join(folder, pages, 'index.html'), 'utf8') });
    site.serve('/favicon.ico', { body: '', type: 'image/x-icon' });
  }
  if (consumer.rendered) {
    const html = await (await fetch(`${origin}/`)).text();
    assert.ok(html.includes(consumer.rendered), `the server renders ${consumer.rendered}`);
  }
  const tab = await browser.newTab();
  const complaints = complaintsOf(tab);
  try {
    await tab.goto(`${origin}/`);
    const firstMs = await answered(tab);
    const { host } = await judge(tab, consumer, 'network');
    // Where no worker is found, the browser says so, and so do we.
    if (host === 'shared-worker') assert.deepEqual(complaints, [], 'the page complains');

    if (consumer.withoutPages) {
      await shellKept(tab, site);
      await site.stop();
    }
    await api.fault({ mode: 'down' });
    // An engine that lived on would still know what the API has said.
    await killSharedWorkers(browser);
    await tab.reload();
    const againMs = await answered(tab);
    await judge(tab, consumer, 'store');
    // It may complain of what cannot be loaded, but not of what the server has rendered.
    const others = complaints.filter((text) => !text.startsWith('Failed to load resource'));
    if (consumer.rendered) assert.deepEqual(others, [], 'the page complains after the reload');
    return { host, firstMs, againMs };
  } catch (error) {
    throw new Error([error instanceof Error ? error.message : String(error), ...complaints].join('\n'));
  } finally {
    await tab.close().catch(() => {});
    await api.reset();
  }
}

async function answered(tab: Tab): Promise<number> {
  const ms = await until(() => tab.evaluate(() => window.answeredMs), {
    what: 'the app has its first answer',
    timeoutMs: 60_000,
  });
  return Math.round(ms ?? 0);
}

async function judge(tab: Tab, consumer: Consumer, source: 'network' | 'store') {
  // After a reload, and from `bootstrap`, it answers before it has heard of an engine.
  const reached = async () => {
    const { host, source } = await statusOf(tab);
    return host !== 'none' && source !== 'bootstrap';
  };
  await until(reached, { what: 'an engine is there', timeoutMs: 60_000 });
  const status = await statusOf(tab);
  assert.equal(status.host, consumer.host, 'the host');
  assert.equal(status.source, source, 'where the answers are from');
  assert.equal(await hasAccess(tab, 'feature-audit-log'), true, 'what the customer has');
  assert.equal(await hasAccess(tab, 'feature-sso'), false, 'what the customer has not');
  return status;
}

function complaintsOf({ page }: Tab): string[] {
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  return complaints;
}

/** Waits until the service worker has all that was asked of the site. */
function shellKept(tab: Tab, site: Site) {
  const asked = site.requests.map((request) => request.replace('GET ', ''));
  const wanted = [...new Set(asked)].filter((path) => path !== '/service-worker.js');
  return keptInShell(tab, wanted);
}
