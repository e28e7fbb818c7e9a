// Tabs that come and go.
import { setTimeout as sleep } from 'node:timers/promises';
import type { Tab } from '../../support/browser.js';
import { until } from '../../support/until.js';
import type { Draw } from '../draw.js';
import { CUSTOMERS, type Model, type ModelTab } from '../model.js';
import type { Deed, Step } from '../step.js';
import { can } from '../world.js';

/** A tab as chance has it. */
export function drawTab(model: Model, draw: Draw): ModelTab {
  const customer = draw.flip(0.1) ? null : draw.of(Object.keys(CUSTOMERS));
  const resources = CUSTOMERS[customer ?? ''] ?? [];
  return {
    id: model.nextTab++,
    customer,
    resource: resources.length > 0 && draw.flip() ? draw.of(resources) : null,
    options: {
      host: draw.flip(0.7) ? 'auto' : draw.of(['worker', 'page'] as const),
      persist: draw.flip(0.9),
      fallback: draw.flip(0.3),
      renewable: draw.flip(0.7),
      serviceWorker: draw.flip(),
    },
  };
}

const describe = ({ id, customer, resource, options }: ModelTab) =>
  `${id}: ${customer}/${resource} ${JSON.stringify(options)}`;

/** One tab ends in this way, and another is opened. */
function decideReplacement(model: Model, draw: Draw, end: (tab: Tab) => Promise<void>): Deed {
  const former = draw.of(model.tabs);
  const next = drawTab(model, draw);
  return {
    says: `${former.id}, then ${describe(next)}`,
    async run(world) {
      await world.within(former.id, end);
      world.tabs.delete(former.id);
      world.model.tabs = world.model.tabs.filter((tab) => tab !== former).concat(next);
      await world.open(next);
    },
  };
}

export const tabSteps: readonly Step[] = [
  {
    name: 'a tab is closed and another opened',
    seen: 'the answers of the other tabs at once',
    weight: 3,
    may: ({ hasNetwork }) => hasNetwork,
    decide: (model, draw) => decideReplacement(model, draw, (tab) => tab.close()),
  },
  {
    name: 'a tab crashes and another is opened',
    seen: 'the answers of the other tabs at once',
    weight: 2,
    may: ({ hasNetwork }) => hasNetwork && can('killTab'),
    decide: (model, draw) =>
      decideReplacement(model, draw, async (tab) => {
        await tab.killProcess();
        await tab.close();
      }),
  },
  {
    name: 'a tab is loaded anew',
    seen: 'what was known, with its age',
    weight: 4,
    may: ({ hasNetwork }) => hasNetwork,
    decide(model, draw) {
      const one = draw.of(model.tabs);
      return {
        says: String(one.id),
        async run(world) {
          await world.within(one.id, (tab) => tab.reload());
          await world.begin(one);
        },
      };
    },
  },
  {
    name: 'a tab goes elsewhere and comes back',
    seen: 'what was known, with its age, then the present answers',
    weight: 2,
    may: ({ hasNetwork }) => hasNetwork,
    decide(model, draw) {
      const one = draw.of(model.tabs);
      return {
        says: String(one.id),
        async run(world) {
          const isKept = await world.within(one.id, async (tab) => {
            await tab.goto(`${world.site.origin}/elsewhere`);
            await tab.goBack();
            await until(() => tab.evaluate(() => 'chaos' in window), { what: 'the page is back' });
            return tab.evaluate(() => window.chaos.isStarted);
          });
          // The browser did not keep it.
          if (!isKept) await world.begin(one);
        },
      };
    },
  },
  {
    name: 'a tab is frozen for a while',
    seen: 'the present answers when it wakes',
    may: () => can('puppeteer'),
    decide(model, draw) {
      const { id } = draw.of(model.tabs);
      const ms = draw.between(100, 8_000);
      return {
        says: `${id}, ${ms} ms`,
        run: (world) =>
          world.within(id, async ({ page }) => {
            const session = await page.createCDPSession();
            await session.send('Page.setWebLifecycleState', { state: 'frozen' });
            await sleep(ms);
            await session.send('Page.setWebLifecycleState', { state: 'active' });
            await session.detach();
          }),
      };
    },
  },
  {
    name: 'another tab comes to the front',
    seen: 'nothing',
    may: () => true,
    decide({ tabs }, draw) {
      const { id } = draw.of(tabs);
      return { says: String(id), run: (world) => world.within(id, (tab) => tab.bringToFront()) };
    },
  },
];
