// When an answer is too old, and when to ask again. Pure: time and chance are arguments.
import type { Failure } from './failure.js';
import type { ByFeature } from './features.js';

/** One moment on both clocks: the wall jumps when somebody sets it, the monotonic one may stand still in sleep. */
export interface Instant {
  /** Milliseconds since the epoch. */
  readonly wall: number;
  /** Milliseconds since an arbitrary start. */
  readonly monotonic: number;
}

/** Milliseconds since `then`: the larger of the two clocks' answers, so that neither error makes data look younger. */
export function elapsed(then: Instant, now: Instant): number {
  return Math.max(0, now.wall - then.wall, now.monotonic - then.monotonic);
}

/** What timers can count to, in milliseconds (some 25 days); for more they do not wait at all. */
export const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** How old an answer may be, in milliseconds: a default with exceptions by feature id. */
export interface StaleLimits {
  /** Milliseconds, for features that are not named. */
  readonly default: number;
  /** Milliseconds, by feature id. */
  readonly features: ByFeature<number>;
}

export function staleLimit(limits: StaleLimits, featureId: string): number {
  return Object.hasOwn(limits.features, featureId) ? (limits.features[featureId] as number) : limits.default;
}

/** All limits, in no particular order. Past the longest, data is of no use to anybody. */
export function staleLimits(limits: StaleLimits): number[] {
  return [limits.default, ...Object.values(limits.features)];
}

/** What is known of the attempts to fetch one snapshot. Wall times, because engines share them through the store. */
export interface Attempts {
  /** When the last request was sent, in milliseconds since the epoch; `null`: never. */
  readonly lastAttemptAt: number | null;
  /** How many attempts in a row have failed. */
  readonly failures: number;
  /** After a failure: not to be tried again before, in milliseconds since the epoch. */
  readonly notBefore: number | null;
}

export interface Rhythm {
  /** Milliseconds between refreshes; 0 = never by timer. */
  readonly intervalMs: number;
  /** Whether any tab is visible. */
  readonly visible: boolean;
  /** From 0 to 1, drawn anew for each refresh. */
  readonly chance: number;
  /** Whether there is a snapshot to serve meanwhile. Without one it is a load, and `intervalMs` 0 does not stop it. */
  readonly serving: boolean;
}

/** Hidden tabs are refreshed this many times more slowly. */
export const HIDDEN_SLOWDOWN = 10;
/** +-10 %, so that clients that started together do not stay together. */
const JITTER = 0.1;

/**
 * The wall time, in milliseconds since the epoch, of the next refresh by timer; `null` for never. With something to
 * serve, a failure is followed by one quick try; from then on failing clients ask no more often than others, so that
 * an API that comes back meets no more requests than it had before.
 */
export function nextRefreshAt(attempts: Attempts, rhythm: Rhythm, now: number): number | null {
  const { lastAttemptAt, failures, notBefore } = attempts;
  if (lastAttemptAt === null) return now;
  if (rhythm.intervalMs === 0 && (rhythm.serving || failures === 0)) return null;
  // An attempt in the future means that the clock was set back: waiting for it could take for ever.
  if (lastAttemptAt > now) return now;
  const interval = rhythm.intervalMs * (rhythm.visible ? 1 : HIDDEN_SLOWDOWN);
  const ordinary = lastAttemptAt + interval * jittered(rhythm.chance);
  if (failures === 0 || notBefore === null) return ordinary;
  const allowed = Math.min(notBefore, lastAttemptAt + LONGEST_TIMER_MS);
  return failures === 1 || !rhythm.serving ? allowed : Math.max(allowed, ordinary);
}

function jittered(chance: number): number {
  return 1 - JITTER + 2 * JITTER * chance;
}

const BACKOFF_FIRST_MS = 1_000;
const BACKOFF_LONGEST_MS = 60_000;
/** Full jitter may draw 0; this keeps a failing API from being asked again in the same breath. */
const BACKOFF_SHORTEST_MS = 100;
const RETRY_AFTER_JITTER = 0.5;

/**
 * Milliseconds to wait after a failure: what the server asked for plus 0-50 %, else exponential with full jitter. What
 * no retry will mend is asked again in the ordinary rhythm, in case it was mended elsewhere.
 *
 * @param failures how many attempts in a row have failed, this one included
 * @param retryAfterMs the server's wish, where it was exposed
 * @param intervalMs the ordinary rhythm; 0 for none
 * @param chance from 0 to 1
 */
export function backoff(
  { retryable }: Pick<Failure, 'retryable'>,
  failures: number,
  retryAfterMs: number | null,
  intervalMs: number,
  chance: number,
): number {
  if (retryAfterMs !== null) {
    return Math.min(retryAfterMs * (1 + RETRY_AFTER_JITTER * chance), LONGEST_TIMER_MS);
  }
  if (!retryable) return (intervalMs || BACKOFF_LONGEST_MS) * jittered(chance);
  const ceiling = Math.min(BACKOFF_LONGEST_MS, BACKOFF_FIRST_MS * 2 ** (failures - 1));
  return BACKOFF_SHORTEST_MS + chance * (ceiling - BACKOFF_SHORTEST_MS);
}
