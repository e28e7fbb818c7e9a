import type { Clock } from './clock.js';

/**
 * Runs `work` while holding a Web Lock. A lock that is not granted within `waitMs` milliseconds, or not at all
 * (refused in some third-party frames, absent on plain http), does not keep the work from being done: the lock
 * saves requests, it does not guard correctness.
 *
 * @param closing ends the wait; `work` finds out by itself that there is nothing to do
 */
export async function underLock<T>(
  locks: LockManager | null,
  name: string,
  waitMs: number,
  clock: Clock,
  closing: AbortSignal,
  work: () => Promise<T>,
): Promise<T> {
  if (!locks) return work();
  const waiting = new AbortController();
  const giveUp = () => waiting.abort();
  const cancel = clock.after(waitMs, giveUp);
  closing.addEventListener('abort', giveUp);
  let granted = false;
  try {
    return await locks.request(name, { signal: waiting.signal }, () => {
      granted = true;
      cancel();
      return work();
    });
  } catch (error) {
    if (granted) throw error;
    return work();
  } finally {
    cancel();
    closing.removeEventListener('abort', giveUp);
  }
}
