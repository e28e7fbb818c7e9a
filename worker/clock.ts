import { type Instant, LONGEST_TIMER_MS } from '../src/core/freshness.js';

/** Time and chance as inputs: the only place in the engine that asks the platform for either. */
export interface Clock {
  now(): Instant;
  /** From 0 to 1. */
  chance(): number;
  /** Runs `work` once after `ms` milliseconds, or after the longest that timers can wait. @returns what cancels it */
  after(ms: number, work: () => void): () => void;
}

export const systemClock: Clock = {
  now: () => ({ wall: Date.now(), monotonic: performance.now() }),
  chance: () => Math.random(),
  after: (ms, work) => {
    const timer = setTimeout(work, Math.min(ms, LONGEST_TIMER_MS));
    return () => clearTimeout(timer);
  },
};
