export interface Clock {
  now(): Date;
  /** Milliseconds that the clock is ahead of real time. */
  offsetMs(): number;
  /**
   * Sets the clock; `null` returns it to real time.
   *
   * @param running whether it runs on from there, or stands still
   */
  set(nowMs: number | null, running: boolean): void;
}

/** The server's clock: real time until it is set. */
export function createClock(): Clock {
  let now = Date.now;
  return {
    now: () => new Date(now()),
    offsetMs: () => now() - Date.now(),
    set(nowMs, running) {
      if (nowMs === null) {
        now = Date.now;
        return;
      }
      const setAt = Date.now();
      now = running ? () => nowMs + Date.now() - setAt : () => nowMs;
    },
  };
}
