// The model: what the steps have done so far. Steps are chosen from it and from the seed alone, so a seed is a walk.
import type { Disk } from './conditions.js';

/** Customer → its resources. */
export const CUSTOMERS: Readonly<Record<string, readonly string[]>> = {
  'customer-acme': ['workspace-berlin', 'workspace-lisbon'],
  'customer-globex': [],
  'customer-initech': [],
};

export const TABS = 5;
export const MOST_RESTARTS = 2;

export interface TabOptions {
  readonly host: 'auto' | 'auto' | 'worker' | 'page';
  readonly persist: boolean;
  /** What the fallback says of the switch. */
  readonly fallback: boolean;
  /** Whether it has a function to ask for tokens, or is given one by hand. */
  readonly renewable: boolean;
  readonly serviceWorker: boolean;
}

export interface ModelTab {
  readonly id: number;
  readonly options: TabOptions;
  customer: string | null;
  resource: string | null;
}

export interface Model {
  tabs: ModelTab[];
  nextTab: number;
  nextStamp: number;
  nextToken: number;
  fault: string;
  disk: Disk;
  clockOffsetMs: number;
  hasNetwork: boolean;
  /** Whether whoever gives tokens out is there. */
  givesTokens: boolean;
  readonly archived: Set<string>;
  readonly tokens: Map<string, string>;
  restarts: number;
}

export function createModel(): Model {
  return {
    tabs: [],
    nextTab: 1,
    nextStamp: 1001,
    nextToken: 1,
    fault: 'none',
    disk: 'sound',
    clockOffsetMs: 0,
    hasNetwork: true,
    givesTokens: true,
    archived: new Set(),
    tokens: new Map(),
    restarts: 0,
  };
}
