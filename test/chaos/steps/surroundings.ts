// The clock, and the network.
import type { Step } from '../step.js';

const HOUR_MS = 3_600_000;
const JUMPS = [5_000, 60_000, HOUR_MS, -5_000, -60_000, -HOUR_MS];

export const surroundingsSteps: readonly Step[] = [
  {
    name: 'the clock is set',
    weight: 2,
    may: () => true,
    decide(_, draw) {
      const byMs = draw.of(JUMPS);
      return {
        says: `${byMs} ms`,
        async run(world) {
          const before = Date.now();
          world.model.clockOffsetMs += byMs;
          await world.changeConditions();
          if (byMs < 0) world.oracle.setsBack(-byMs, before, Date.now());
        },
      };
    },
  },
  {
    name: 'the network is gone',
    weight: 2,
    may: ({ hasNetwork }) => hasNetwork,
    decide: () => ({
      async run(world) {
        world.model.hasNetwork = false;
        world.model.fault = 'down';
        await world.api.fault({ mode: 'down' });
        await world.site.stop();
        await world.everywhere((tab) => tab.evaluate(() => window.chaos.setOnline(false)));
      },
    }),
  },
  {
    name: 'the network is back',
    weight: 6,
    may: ({ hasNetwork }) => !hasNetwork,
    decide: () => ({
      async run(world) {
        world.model.hasNetwork = true;
        world.model.fault = 'none';
        await world.api.heal();
        await world.site.start();
        await world.everywhere((tab) => tab.evaluate(() => window.chaos.setOnline(true)));
      },
    }),
  },
];
