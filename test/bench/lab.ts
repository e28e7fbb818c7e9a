// The browser and the servers of a run.
import { launchBrowser } from '../support/browser.js';
import { type ContestantName, pageOf } from './contestant.js';
import { within } from './deadline.js';
import type { Settings } from './page/contestant.js';
import { CUSTOMER, type Origin, startOrigin } from './servers/origin.js';
import { type Pages, startPages } from './servers/pages.js';
import { BenchTab } from './tab.js';

const DEADLINE_MS = 30_000;

/** Never within a figure, unless it asks for it. */
export const NO_REFRESH_MS = 3_600_000;

export interface Device {
  /** A tab that has loaded nothing yet. */
  openBlank(): Promise<BenchTab>;
  /** A tab with an empty page of the site. */
  openEmpty(): Promise<BenchTab>;
  open(contestant: ContestantName, settings?: Partial<Settings>): Promise<BenchTab>;
  urlOf(contestant: ContestantName, settings?: Partial<Settings>): string;
  close(): Promise<void>;
}

export interface Lab {
  readonly origin: Origin;
  readonly pages: Pages;
  readonly browserVersion: string;
  /** A browser with nothing in its storage. */
  newDevice(): Promise<Device>;
  close(): Promise<void>;
}

export async function openLab(): Promise<Lab> {
  const origin = await startOrigin();
  const pages = await startPages();
  const browser = await launchBrowser();
  const { puppeteer } = browser;

  const urlOf = (contestant: ContestantName, settings: Partial<Settings> = {}) => {
    const all: Settings = {
      apiUrl: origin.url,
      featuresUrl: origin.url,
      customerId: CUSTOMER,
      intervalMs: NO_REFRESH_MS,
      host: contestant === 'worker' || contestant === 'page' ? contestant : 'shared-worker',
      ...settings,
    };
    return `${pages.url}/${pageOf(contestant)}?${encodeURIComponent(JSON.stringify(all))}`;
  };

  return {
    origin,
    pages,
    browserVersion: await puppeteer.version(),
    async newDevice() {
      const context = await within(DEADLINE_MS, 'new device', puppeteer.createBrowserContext());
      const newTab = async (url: string) => {
        const tab = await BenchTab.open(await within(DEADLINE_MS, 'new tab', context.newPage()));
        await tab.goto(url);
        return tab;
      };
      return {
        openBlank: () => newTab('about:blank'),
        openEmpty: () => newTab(`${pages.url}/empty?${encodeURIComponent('{}')}`),
        open: (contestant, settings) => newTab(urlOf(contestant, settings)),
        urlOf,
        close: () => within(DEADLINE_MS, 'close device', context.close()).catch(() => {}),
      };
    },
    async close() {
      await within(DEADLINE_MS, 'close browser', browser.close()).catch(() => browser.kill());
      await pages.close();
      await origin.close();
    },
  };
}
