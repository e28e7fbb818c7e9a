import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import puppeteer, { type CDPSession, type Browser as PuppeteerBrowser } from 'puppeteer-core';
import { findChromium } from './chromium.js';
import { openTab, type Tab } from './tab.js';
import { until } from './until.js';

export type { Tab } from './tab.js';
export { until } from './until.js';

export interface LaunchOptions {
  /** A profile that outlives the browser (the caller removes it); without it a fresh one that goes with it. */
  readonly userDataDir?: string;
  readonly args?: readonly string[];
}

export interface OsProcess {
  readonly pid: number;
  /** `browser`, `renderer`, `GPU`, or the name of a utility process. */
  readonly type: string;
}

export interface Browser {
  readonly puppeteer: PuppeteerBrowser;
  /** The browser-level protocol session. */
  readonly protocol: CDPSession;
  newTab(url?: string): Promise<Tab>;
  processes(): Promise<OsProcess[]>;
  close(): Promise<void>;
  /** SIGKILL of the browser process and everything it started: nothing is flushed, no `pagehide`. */
  kill(): Promise<void>;
}

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

export async function launchBrowser({ userDataDir, args = [] }: LaunchOptions = {}): Promise<Browser> {
  const executablePath = findChromium();
  if (!executablePath) throw new Error('no Chromium: the browser project of vitest installs it');

  const profile = userDataDir ?? mkdtempSync(join(tmpdir(), 'stigg-offline-profile-'));
  const removeProfile = () => {
    if (profile !== userDataDir)
      rmSync(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  };

  const browser = await puppeteer
    .launch({
      executablePath,
      headless: true,
      userDataDir: profile,
      args: [...flags, ...args],
      // Some versions of puppeteer switch bfcache off; users' browsers have it on.
      ignoreDefaultArgs: ['--disable-back-forward-cache'],
      defaultViewport: null,
    })
    .catch((error) => {
      removeProfile();
      throw error;
    });
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
    puppeteer: browser,
    protocol,
    processes,
    newTab: (url) => {
      const tab = opened.then(() => openTab(browser, renderers, url));
      opened = tab.catch(() => {});
      return tab;
    },
    close: async () => {
      await browser.close();
      removeProfile();
    },
    kill: async () => {
      const pid = browser.process()?.pid;
      if (pid === undefined) throw new Error('the browser has no process');
      const pids = (await processes()).map((process) => process.pid);
      // The group, because puppeteer starts the browser as the leader of its own: no zygote is left behind.
      process.kill(process.platform === 'win32' ? pid : -pid, 'SIGKILL');
      await until(() => !pids.some(isRunning), { what: 'all processes of the killed browser are gone' });
      removeProfile();
    },
  };
}

/** Ends every SharedWorker of the browser as the system would, without any event; says how many there were. */
export async function killSharedWorkers({ protocol }: Browser): Promise<number> {
  const workers = async () => {
    const { targetInfos } = await protocol.send('Target.getTargets', { filter: [{ type: 'shared_worker' }] });
    return targetInfos.map(({ targetId }) => targetId);
  };
  const killed = await workers();
  for (const targetId of killed) await protocol.send('Target.closeTarget', { targetId });
  await until(async () => !(await workers()).some((id) => killed.includes(id)), {
    what: 'the killed shared workers are gone',
  });
  return killed.length;
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
