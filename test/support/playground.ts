// The playground as `npm start` runs it: two servers, and a browser that looks at their pages.
import { type ChildProcess, spawn } from 'node:child_process';
import { afterAll, afterEach, beforeAll, beforeEach, expect } from 'vitest';
import { type Browser, launchBrowser, type Tab, until } from './browser.js';

export interface PlaygroundStage {
  /** Where the emulator is. */
  readonly api: string;
  readonly browser: Browser;
  /** Opens a page of the playground. An error that it does not catch fails the test. */
  open(path: string): Promise<Tab>;
  /** Steers the emulator. */
  control(method: string, path: string, body?: unknown): Promise<void>;
}

export function setPlayground(): PlaygroundStage {
  let server: ChildProcess;
  let browser: Browser;
  let api = '';
  let site = '';
  let tabs: Tab[] = [];
  let errors: string[] = [];

  async function control(method: string, path: string, body?: unknown): Promise<void> {
    await fetch(`${api}/control/${path}`, {
      method,
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
  }

  beforeAll(async () => {
    let output = '';
    server = spawn(process.execPath, ['playground/dist/start.js', '--port', '0', '--emulator-port', '0']);
    server.stdout?.on('data', (chunk: Buffer) => {
      output += chunk;
    });
    await until(() => output.split('\n').length > 2, { what: 'both servers are ready' });
    api = /emulator ready at (\S+)/.exec(output)?.[1] ?? '';
    site = /playground ready at (\S+)/.exec(output)?.[1] ?? '';
    browser = await launchBrowser();
  });
  afterAll(async () => {
    await browser.close();
    server.kill();
  });
  beforeEach(() => control('PUT', 'reset'));
  afterEach(async () => {
    await Promise.all(tabs.map((tab) => tab.close()));
    tabs = [];
    const thrown = errors;
    errors = [];
    expect(thrown).toEqual([]);
  });

  return {
    get api() {
      return api;
    },
    get browser() {
      return browser;
    },
    control,
    async open(path) {
      const tab = await browser.newTab(`${site}${path}`);
      tab.page.on('pageerror', (error) => errors.push(String(error)));
      tabs.push(tab);
      return tab;
    },
  };
}

export const text = (tab: Tab, selector = 'body') =>
  tab.evaluate((at) => document.querySelector<HTMLElement>(at)?.innerText ?? '', selector);

export const shows = (tab: Tab, selector: string, words: RegExp) =>
  until(async () => words.test(await text(tab, selector)), { what: `${selector} shows ${words}` });

export const click = (tab: Tab, selector: string) =>
  tab.evaluate((at) => document.querySelector<HTMLElement>(at)?.click(), selector);
