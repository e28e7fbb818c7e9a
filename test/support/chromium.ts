// Chromium, by puppeteer over its own protocol.
import puppeteer from 'puppeteer-core';
import type { Browser, LaunchOptions } from './browser.js';
import { openTab } from './chromium-tab.js';
import { programsOf } from './installation.js';
import { killGroup } from './process-group.js';
import { makeProfile } from './profile.js';
import { until } from './until.js';

const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  // Chromium keeps one unused renderer ready. A new tab would take that one while a new spare starts, and the
  // process that appears would not be the tab's. `killProcess` relies on it being the tab's.
  '--disable-features=SpareRendererForSitePerProcess',
  // Beyond the limit (a function of the memory) tabs of one site begin to share a process.
  '--renderer-process-limit=100',
];

export async function launchChromium({
  userDataDir,
  display,
  private: isPrivate = false,
  args = [],
}: LaunchOptions): Promise<Browser> {
  const executablePath = programsOf('chromium').browser;
  const profile = makeProfile(userDataDir);
  const browser = await puppeteer
    .launch({
      executablePath,
      headless: display === undefined,
      ...(display !== undefined && { env: { ...process.env, DISPLAY: display } }),
      timeout: 60_000,
      userDataDir: profile.folder,
      args: [...flags, ...args],
      // Some versions of puppeteer switch bfcache off; users' browsers have it on.
      ignoreDefaultArgs: ['--disable-back-forward-cache'],
      defaultViewport: null,
    })
    .catch((error) => {
      profile.remove();
      throw error;
    });
  // Its tabs do not come one renderer each, so it is not known which is whose.
  const tabs = isPrivate ? await browser.createBrowserContext() : browser;
  const protocol = await browser.target().createCDPSession();

  const processes = async () => {
    const { processInfo } = await protocol.send('SystemInfo.getProcessInfo');
    return processInfo.map(({ id, type }) => ({ pid: id, type }));
  };
  const renderers = async () =>
    (await processes()).filter(({ type }) => type === 'renderer').map(({ pid }) => pid);

  // One tab after the other: two that open at once could not tell their processes apart.
  let opened: Promise<unknown> = Promise.resolve();

  return {
    engine: 'chromium',
    puppeteer: browser,
    protocol,
    processes,
    newTab: (url) => {
      const tab = opened.then(() => openTab(tabs, isPrivate ? undefined : renderers, url));
      opened = tab.catch(() => {});
      return tab;
    },
    close: async () => {
      await browser.close();
      profile.remove();
    },
    kill: async () => {
      const pid = browser.process()?.pid;
      if (pid === undefined) throw new Error('the browser has no process');
      const pids = (await processes()).map((process) => process.pid);
      // The group, because puppeteer starts the browser as the leader of its own: no zygote is left behind.
      await killGroup(pid);
      await until(() => !pids.some(isRunning), { what: 'all processes of the killed browser are gone' });
      profile.remove();
    },
  };
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
