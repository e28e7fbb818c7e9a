import { tabLockName } from '../core/protocol.js';

/**
 * How many clients of the origin are attached to an engine, whichever: each holds a lock while it lives, so a page with two
 * of them counts twice. `null` where there are no locks.
 */
export async function attachedTabs(): Promise<number | null> {
  // Missing on plain http, and in Node.
  const locks = globalThis.navigator?.locks as LockManager | undefined;
  if (!locks) return null;
  const { held = [] } = await locks.query();
  return held.filter(({ name }) => name?.startsWith(tabLockName(''))).length;
}
