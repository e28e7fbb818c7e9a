// The scheduler: a timer around a deadline. When to refresh is decided by `nextRefreshAt`; this only wakes up.
import { elapsed, type Instant } from '../src/core/freshness.js';
import type { Clock } from './clock.js';

export interface Scheduler {
  /** Replaces the deadline: `ms` milliseconds from now; `null` for none. */
  set(ms: number | null): void;
  /** Milliseconds left; `null` without a deadline. */
  remainingMs(): number | null;
}

/**
 * The longest single sleep. Timers stand still while the machine sleeps, so a long wait is looked at again this
 * often: after a wake-up a deadline that has passed is seen within this time.
 */
const LONGEST_SLEEP_MS = 5_000;

/** @param due called once for each deadline that was reached */
export function createScheduler(clock: Clock, due: () => void): Scheduler {
  let deadline: { readonly from: Instant; readonly ms: number } | null = null;
  let cancel = () => {};

  function remainingMs() {
    return deadline && Math.max(0, deadline.ms - elapsed(deadline.from, clock.now()));
  }

  function sleep() {
    const left = remainingMs();
    if (left === null) return;
    cancel = clock.after(Math.min(left, LONGEST_SLEEP_MS), () => {
      if (remainingMs() !== 0) return sleep();
      deadline = null;
      due();
    });
  }

  return {
    remainingMs,
    set(ms) {
      cancel();
      deadline = ms === null ? null : { from: clock.now(), ms: Math.max(0, ms) };
      sleep();
    },
  };
}
