import { CONTESTANTS, type ContestantName } from './contestant.js';

/** How much is measured. */
export interface Plan {
  readonly name: 'full' | 'quick';
  readonly contestants: readonly ContestantName[];
  readonly rounds: number;
  /** Of the first answers; some are measured in fewer rounds. */
  readonly loads: readonly {
    readonly entitlements: number;
    readonly latencyMs: number;
    readonly rounds?: number;
  }[];
  /** Of the checks. */
  readonly sizes: readonly number[];
  readonly tabs: readonly number[];
  /** Of whom several tabs are opened. */
  readonly severalTabsOf: readonly ContestantName[];
  /** Whose refreshes by timer are measured. */
  readonly timedRefreshesOf: readonly ContestantName[];
  /** How cost grows; empty to leave it out. */
  readonly growthEntitlements: readonly number[];
  readonly growthTabs: readonly number[];
  /** Seconds after which what is left is skipped and named. */
  readonly budgetS: number;
}

export const FULL: Plan = {
  name: 'full',
  contestants: CONTESTANTS,
  rounds: 9,
  loads: [
    { entitlements: 10, latencyMs: 0, rounds: 2 },
    { entitlements: 100, latencyMs: 0, rounds: 2 },
    { entitlements: 1000, latencyMs: 0 },
    { entitlements: 1000, latencyMs: 50, rounds: 2 },
    { entitlements: 1000, latencyMs: 300 },
  ],
  sizes: [10, 100, 1000],
  tabs: [1, 5, 20],
  severalTabsOf: CONTESTANTS,
  timedRefreshesOf: CONTESTANTS,
  growthEntitlements: [10, 100, 1000, 10_000],
  growthTabs: [1, 5, 10, 20, 40],
  budgetS: 900,
};

export const QUICK: Plan = {
  name: 'quick',
  contestants: ['shared-worker', 'growthbook', 'configcat', 'floor'],
  rounds: 3,
  loads: [
    { entitlements: 1000, latencyMs: 0 },
    { entitlements: 1000, latencyMs: 300 },
  ],
  sizes: [1000],
  tabs: [1, 20],
  severalTabsOf: ['shared-worker'],
  timedRefreshesOf: [],
  growthEntitlements: [],
  growthTabs: [],
  budgetS: 100,
};
