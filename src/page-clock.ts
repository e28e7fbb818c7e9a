import type { Instant } from './core/freshness.js';

let last: Instant = { wall: 0, monotonic: 0 };

/**
 * Both clocks of the page, the only place in it that asks for the time. Within a millisecond it is the same object: the
 * monotonic clock costs more to ask than all the rest of a check.
 */
export function pageClock(): Instant {
  const wall = Date.now();
  if (wall !== last.wall) last = { wall, monotonic: performance.now() };
  return last;
}
