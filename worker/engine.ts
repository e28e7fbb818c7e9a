// The engine as a module, for the page host and for tests. `main.ts` is the same engine as a worker script.
import { platform } from './environment.js';
import { createHub, type Hub } from './hub.js';

export type { Environment } from './environment.js';
export { platform } from './environment.js';
export type { Hub as Engine } from './hub.js';
export { createHub as createEngine } from './hub.js';

/** Starts an engine inside the page. */
export function startPageEngine(): Hub {
  return createHub(platform('page'));
}
