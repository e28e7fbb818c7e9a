// Time, the clock, and the network.
import { setTimeout as sleep } from 'node:timers/promises';
import type { Step } from '../step.js';

const HOUR_MS = 3_600_000;
/** Long enough for what is not confirmed to become too old. */
const WHILE_S = 15;
const JUMPS = [5_000, 60_000, HOUR_MS, -5_000, -60_000, -HOUR_MS];

export const surroundingsSteps: readonly Step[] = [
  {
    name: 'nothing happens for a while',
    seen: 'nothing; what is not confirmed in time becomes a fallback',
    may: () => true,
    decide(_, draw) {
      const seconds = draw.between(3, WHILE_S);
      return { says: `${seconds} s`, run: () => sleep(seconds * 1_000) };
    },
  },
  {
    name: 'the clock is set',
    seen: 'no answer younger than it is; one that becomes too old is a fallback',
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
    seen: 'the last answers, with their age; `status.online` is `false`',
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
    seen: 'the present answers after the next try',
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
