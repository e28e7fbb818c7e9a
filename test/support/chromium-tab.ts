import type { Page, Browser as PuppeteerBrowser } from 'puppeteer-core';
import type { Tab } from './tab.js';
import { until } from './until.js';

type Renderers = () => Promise<number[]>;

/** @param renderers without them it is not known in which process the tab runs */
export async function openTab(
  browser: Pick<PuppeteerBrowser, 'newPage'>,
  renderers: Renderers | undefined,
  url: string | undefined,
): Promise<Tab> {
  let { page, pid }: { page: Page; pid?: number | undefined } = renderers
    ? await openBlank(browser, renderers)
    : { page: await browser.newPage() };
  let crashed = false;
  page.on('error', () => {
    crashed = true;
  });
  if (url !== undefined) await page.goto(url);

  return {
    page,
    evaluate: page.evaluate.bind(page),
    goto: async (to) => void (await page.goto(to)),
    // Not page.goBack(): it waits for a load event that a page from the cache does not fire.
    goBack: () =>
      page.evaluate(() => {
        setTimeout(() => history.back());
      }),
    bringToFront: () => page.bringToFront(),
    reload: async () => {
      if (!crashed || !renderers) {
        await page.reload();
        return;
      }
      // A crashed tab comes back in another process, which exists once the document is there.
      const before = await renderers();
      await page.reload();
      crashed = false;
      pid = only((await renderers()).filter((other) => !before.includes(other)));
    },
    close: () => page.close({ runBeforeUnload: false }),
    killProcess: async () => {
      if (pid === undefined) throw new Error('the process of this tab is not known');
      process.kill(pid, 'SIGKILL');
      // Chromium says which tab died: the proof that the process was this tab's.
      await until(() => crashed, { what: `the tab is gone with its process ${pid}`, timeoutMs: 5_000 });
    },
  };
}

/**
 * The process of a tab is the renderer that appears when the empty tab opens; its first navigation keeps it. A
 * service worker may start a renderer at the same moment, so an unclear result is thrown away.
 */
async function openBlank(browser: Pick<PuppeteerBrowser, 'newPage'>, renderers: Renderers) {
  for (let attempt = 0; attempt < 5; attempt += 1) {
    const before = await renderers();
    const page = await browser.newPage();
    const pid = only((await renderers()).filter((other) => !before.includes(other)));
    if (pid !== undefined) return { page, pid: pid as number | undefined };
    await page.close();
  }
  throw new Error('no new tab got a process of its own');
}

function only(pids: number[]): number | undefined {
  return pids.length === 1 ? pids[0] : undefined;
}
