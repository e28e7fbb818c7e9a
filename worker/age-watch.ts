// The age watch: access that ends by age has to stay ended, also after a restart with the clock set back. So the moment
// a snapshot grows older than somebody allows, its age is stored.
import type { Clock } from './clock.js';
import type { SessionRecord } from './record.js';
import { createScheduler } from './scheduler.js';

export interface AgeWatch {
  /**
   * Looks at a record again.
   *
   * @param ageMs the age of its snapshot now
   * @param limits the ages that somebody's access ends at, in milliseconds
   */
  set(record: SessionRecord, ageMs: number, limits: readonly number[]): void;
  end(): void;
}

/** @param crossed called when a limit is crossed that the record does not tell of */
export function createAgeWatch(clock: Clock, crossed: () => void): AgeWatch {
  /** What was told already: a store that does not take it is not asked for ever. */
  let told = { confirmations: -1, ageMs: 0 };
  let next: number | null = null;
  const scheduler = createScheduler(clock, () => {
    if (next !== null) told = { ...told, ageMs: next + 1 };
    crossed();
  });
  return {
    set({ snapshot, confirmations, ageMs: storedMs }, ageMs, limits) {
      if (confirmations !== told.confirmations) told = { confirmations, ageMs: 0 };
      const ahead = limits.filter((limit) => limit >= Math.max(storedMs, told.ageMs));
      next = snapshot && ahead.length > 0 ? Math.min(...ahead) : null;
      scheduler.set(next === null ? null : next + 1 - ageMs);
    },
    end: () => scheduler.set(null),
  };
}
