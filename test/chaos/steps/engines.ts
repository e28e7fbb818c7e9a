// Engines, service workers and browsers that end.
import { killSharedWorkers } from '../../support/browser.js';
import { MOST_RESTARTS } from '../model.js';
import type { Step } from '../step.js';
import { can } from '../world.js';

export const engineSteps: readonly Step[] = [
  {
    name: 'the shared engines are killed',
    seen: 'nothing; a new engine within a moment',
    weight: 3,
    may: () => true,
    decide: () => ({
      async run(world) {
        if (can('puppeteer')) await killSharedWorkers(world.browser);
        else await world.order({ order: 'die' });
      },
    }),
  },
  {
    name: 'the engines fall silent',
    seen: 'nothing until the watch notices; then a new engine',
    may: () => true,
    decide: () => ({ run: (world) => world.order({ order: 'wedge' }) }),
  },
  {
    name: 'the service workers are stopped',
    seen: 'nothing',
    may: () => can('puppeteer'),
    decide: ({ tabs }, draw) => {
      const { id } = draw.of(tabs);
      return {
        run: (world) =>
          world.within(id, async ({ page }) => {
            const session = await page.createCDPSession();
            await session.send('ServiceWorker.enable');
            await session.send('ServiceWorker.stopAllWorkers');
            await session.detach();
          }),
      };
    },
  },
  {
    name: 'the browser is killed and started again',
    seen: 'what was stored, with its age',
    weight: 0.5,
    may: ({ restarts, hasNetwork }) => restarts < MOST_RESTARTS && hasNetwork && can('keepProfile'),
    decide: () => ({
      async run(world) {
        world.model.restarts++;
        await world.restartBrowser();
      },
    }),
  },
];
