// Faults of the API, and what changes there.
import { FAULT_MODES } from '../../../playground/emulator/faults.js';
import { currentEngine } from '../../support/engine-limits.js';
import { CUSTOMERS } from '../model.js';
import { nameOf } from '../oracle.js';
import type { Step } from '../step.js';
import { listsOf } from '../world.js';

const MODES = FAULT_MODES.filter((mode) => mode !== 'none');
const HELD_MS = 10_000;
const ALL = Object.keys(CUSTOMERS);

export const apiSteps: readonly Step[] = [
  {
    name: 'the API fails',
    seen: 'the last answers, with their age in `status`; each request again later, with longer and longer pauses',
    weight: 4,
    may: () => true,
    decide(_, draw) {
      const mode = draw.of(MODES);
      const fault = {
        mode,
        ...(mode === 'slow' && { latencyMs: draw.between(100, 1_800) }),
        ...(/429|503/.test(mode) && draw.flip() && { retryAfterS: draw.between(1, 4) }),
        ...(draw.flip(0.3) && { variables: { query: { customerId: draw.of(ALL) } } }),
      };
      return {
        says: JSON.stringify(fault),
        async run({ model, api }) {
          model.fault = mode;
          // Firefox was seen to keep the connections of requests that were given up, and never has more than six: so there they end.
          const ends = mode === 'hang' && currentEngine() === 'firefox';
          await api.fault(ends ? { ...fault, mode: 'down', latencyMs: HELD_MS } : fault);
        },
      };
    },
  },
  {
    name: 'the API is mended',
    seen: 'the present answers after the next try',
    weight: 3,
    may: ({ fault, hasNetwork }) => fault !== 'none' && hasNetwork,
    decide: () => ({
      async run({ model, api }) {
        model.fault = 'none';
        await api.heal();
      },
    }),
  },
  {
    name: 'the API says something else',
    seen: 'the new answer in all tabs after the next refresh',
    weight: 6,
    may: () => true,
    decide(_, draw) {
      const list = draw.of(ALL.flatMap(listsOf));
      const hasAccess = draw.flip();
      return { says: `${nameOf(list)} ${hasAccess}`, run: (world) => world.say(list, hasAccess) };
    },
  },
  {
    name: 'a customer is archived',
    seen: 'fallbacks: a customer whom the API denies is not served any more',
    may: ({ archived }) => archived.size === 0,
    decide(_, draw) {
      const customer = draw.of(ALL);
      return { says: customer, run: (world) => world.archive(customer) };
    },
  },
  {
    name: 'the archived customer is back',
    seen: 'the present answers after the next try',
    weight: 2,
    may: ({ archived }) => archived.size > 0,
    decide({ archived }) {
      const customer = [...archived][0] as string;
      return { says: customer, run: (world) => world.restore(customer) };
    },
  },
  {
    name: 'a token expires',
    seen: 'the last answers; the page is asked for another token',
    weight: 2,
    may: () => true,
    decide(_, draw) {
      const customer = draw.of(ALL);
      return { says: customer, run: (world) => world.rotate(customer) };
    },
  },
  {
    name: 'tokens are handed over',
    seen: 'nothing',
    weight: 2,
    may: ({ tabs }) => tabs.some(({ options, customer }) => customer !== null && !options.renewable),
    decide: () => ({
      run: (world) =>
        world.everywhere(async (tab, model) => {
          const token = world.tokenFor(model);
          if (token !== null) await tab.evaluate((given) => window.chaos.setToken(given), token);
        }),
    }),
  },
  {
    name: 'nobody gives tokens out',
    seen: 'the last answers until there is a token again',
    may: ({ givesTokens }) => givesTokens,
    decide: () => ({
      async run({ model }) {
        model.givesTokens = false;
      },
    }),
  },
  {
    name: 'tokens are given out again',
    seen: 'the present answers after the next try',
    weight: 2,
    may: ({ givesTokens }) => !givesTokens,
    decide: () => ({
      async run({ model }) {
        model.givesTokens = true;
      },
    }),
  },
];
