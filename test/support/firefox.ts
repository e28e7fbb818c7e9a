// Firefox, by puppeteer over WebDriver BiDi.
import puppeteer, { type Page } from 'puppeteer-core';
import type { Browser, LaunchOptions } from './browser.js';
import { lacking } from './engine-limits.js';
import { programsOf } from './installation.js';
import { killGroup } from './process-group.js';
import { makeProfile } from './profile.js';
import type { Tab } from './tab.js';

export async function launchFirefox({
  userDataDir,
  private: isPrivate = false,
}: LaunchOptions): Promise<Browser> {
  const executablePath = programsOf('firefox').browser;
  const profile = makeProfile(userDataDir);
  const browser = await puppeteer
    .launch({
      browser: 'firefox',
      executablePath,
      headless: true,
      timeout: 60_000,
      userDataDir: profile.folder,
      defaultViewport: null,
      // A process for each site, as users have it; puppeteer would put them all into one.
      extraPrefsFirefox: {
        'fission.webContentIsolationStrategy': 1,
        'browser.privatebrowsing.autostart': isPrivate,
      },
    })
    .catch((error) => {
      profile.remove();
      throw error;
    });

  return {
    engine: 'firefox',
    get puppeteer(): never {
      throw lacking('firefox', 'puppeteer');
    },
    get protocol(): never {
      throw lacking('firefox', 'protocol');
    },
    processes: () => Promise.reject(lacking('firefox', 'processes')),
    newTab: async (url) => {
      // A window of its own: what a tab in front hides has its timers throttled.
      const page = await browser.newPage({ type: 'window' });
      if (url !== undefined) await page.goto(url);
      return tabOf(page);
    },
    close: async () => {
      await browser.close();
      profile.remove();
    },
    kill: async () => {
      const pid = browser.process()?.pid;
      if (pid === undefined) throw new Error('the browser has no process');
      // Puppeteer starts the browser as the leader of a group.
      await killGroup(pid);
      profile.remove();
    },
  };
}

function tabOf(page: Page): Tab {
  return {
    evaluate: page.evaluate.bind(page),
    goto: async (to) => void (await page.goto(to)),
    reload: async () => void (await page.reload()),
    // Not page.goBack(), which times out when the page comes from the cache.
    goBack: () =>
      page.evaluate(() => {
        setTimeout(() => history.back());
      }),
    bringToFront: () => page.bringToFront(),
    close: () => page.close({ runBeforeUnload: false }),
    killProcess: () => Promise.reject(lacking('firefox', 'killProcess')),
    get page(): never {
      throw lacking('firefox', 'page');
    },
  };
}
