// What decides when a client asks: the package's own functions, and what they are compared with.
import { type Attempts, backoff, nextRefreshAt, type Rhythm } from '../../src/core/freshness.js';

export interface Policy {
  readonly name: string;
  /** Wall time of the next request, in milliseconds. */
  next(attempts: Attempts, rhythm: Rhythm, now: number): number;
  /** Milliseconds to wait after a failure. */
  backoff(failures: number, retryAfterMs: number | null, intervalMs: number, chance: number): number;
  /** Whether a client asks once for all its tabs, or once for each. */
  readonly perTab: boolean;
}

const RETRYABLE = { retryable: true };

/** The package as it is. */
export const packaged: Policy = {
  name: 'this package',
  next: (attempts, rhythm, now) => nextRefreshAt(attempts, rhythm, now) ?? Number.POSITIVE_INFINITY,
  backoff: (failures, retryAfterMs, intervalMs, chance) =>
    backoff(RETRYABLE, failures, retryAfterMs, intervalMs, chance),
  perTab: false,
};

/** The package with every draw in the middle: what its jitter is good for. */
export const withoutJitter: Policy = {
  name: 'this package, without jitter',
  next: (attempts, rhythm, now) => packaged.next(attempts, { ...rhythm, chance: 0.5 }, now),
  backoff: (failures, retryAfterMs, intervalMs) => packaged.backoff(failures, retryAfterMs, intervalMs, 0.5),
  perTab: false,
};

/** What most clients do: each tab asks by an interval of its own, whatever happens. */
export const pollerPerTab: Policy = {
  name: 'one poller per tab',
  next: ({ lastAttemptAt }, { intervalMs }, now) =>
    lastAttemptAt === null ? now : lastAttemptAt + intervalMs,
  backoff: () => 0,
  perTab: true,
};
