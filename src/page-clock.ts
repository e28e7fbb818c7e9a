import type { Instant } from './core/freshness.js';

/** Both clocks of the page, the only place in it that asks for the time. */
export function pageClock(): Instant {
  return { wall: Date.now(), monotonic: performance.now() };
}
