// A clock that goes only where a test moves it.
import type { Instant } from '../../src/core/freshness.js';
import type { Clock } from '../../worker/clock.js';

export interface ManualClock extends Clock {
  /** What `chance` gives from now on. */
  luck: number;
  /** Lets time pass: timers run when they are due, in their order. */
  advance(ms: number): void;
  /** The machine sleeps: the wall goes on, timers stand still, and so does the monotonic clock unless told. */
  sleep(ms: number, monotonic?: 'counts'): void;
  /** Somebody sets the wall clock, by so many milliseconds; negative: back. */
  setWall(byMs: number): void;
  /** How many timers are waiting. */
  readonly pending: number;
}

interface Timer {
  readonly at: number;
  readonly work: () => void;
}

export function createManualClock(start: Instant = { wall: Date.now(), monotonic: 0 }): ManualClock {
  let { wall, monotonic } = start;
  let awake = 0;
  const timers = new Set<Timer>();

  function pass(ms: number) {
    wall += ms;
    monotonic += ms;
    awake += ms;
  }

  return {
    luck: 0.5,
    now: () => ({ wall, monotonic }),
    chance() {
      return this.luck;
    },
    after(ms, work) {
      const timer = { at: awake + ms, work };
      timers.add(timer);
      // What is due already is not kept waiting for a move.
      if (ms <= 0) queueMicrotask(() => timers.delete(timer) && work());
      return () => timers.delete(timer);
    },
    advance(ms) {
      const end = awake + ms;
      for (;;) {
        const due = [...timers].filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)[0];
        if (!due) break;
        timers.delete(due);
        pass(Math.max(0, due.at - awake));
        due.work();
      }
      pass(end - awake);
    },
    sleep(ms, counts) {
      wall += ms;
      if (counts) monotonic += ms;
    },
    setWall(byMs) {
      wall += byMs;
    },
    get pending() {
      return timers.size;
    },
  };
}
