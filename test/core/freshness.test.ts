import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Attempts,
  backoff,
  elapsed,
  nextRefreshAt,
  type Rhythm,
  staleLimit,
  staleLimits,
} from '../../src/core/freshness.js';

const MINUTE = 60_000;
const NOW = Date.UTC(2026, 0, 1);

describe('elapsed time', () => {
  const then = { wall: 1_000, monotonic: 10 };
  it.each([
    ['both clocks agree', 6_000, 5_010, 5_000],
    ['the machine slept and the monotonic clock with it', 9_000, 510, 8_000],
    ['the wall clock was set back', 500, 5_010, 5_000],
    ['the wall clock was set forward', 99_000, 5_010, 98_000],
    ['both went back', 0, 0, 0],
    ['nothing passed', 1_000, 10, 0],
  ])('when %s', (_, wall, monotonic, expected) => {
    expect(elapsed(then, { wall, monotonic })).toBe(expected);
  });
});

describe('the next refresh', () => {
  const visible: Rhythm = { intervalMs: 30_000, visible: true, chance: 0.5, serving: true };
  const done: Attempts = { lastAttemptAt: NOW - 10_000, failures: 0, notBefore: null };
  const failed: Attempts = { lastAttemptAt: NOW - 10_000, failures: 1, notBefore: NOW + 700 };
  const never: Attempts = { lastAttemptAt: null, failures: 0, notBefore: null };

  it.each<[string, Partial<Attempts>, Partial<Rhythm>, number | null]>([
    ['at once if there was none yet', never, {}, 0],
    ['at once if there was none yet, without an interval too', never, { intervalMs: 0, serving: false }, 0],
    ['an interval after the last one', done, {}, 20_000],
    ['at most 10 % earlier', done, { chance: 0 }, 17_000],
    ['at most 10 % later', done, { chance: 1 }, 23_000],
    ['in the past, if it is due since then', { ...done, lastAttemptAt: NOW - MINUTE }, {}, -30_000],
    ['ten times as late when all tabs are hidden', done, { visible: false }, 290_000],
    ['never without an interval', done, { intervalMs: 0 }, null],
    ['after the backoff when it failed', failed, {}, 700],
    ['after the backoff when it failed and all tabs are hidden', failed, { visible: false }, 700],
    ['after the backoff, also when that is over', { ...failed, notBefore: NOW - 5 }, {}, -5],
    ['in the ordinary rhythm when it failed again', { ...failed, failures: 2 }, {}, 20_000],
    [
      'after the backoff when that is longer',
      { ...failed, failures: 2, notBefore: NOW + 50_000 },
      {},
      50_000,
    ],
    [
      'ten times as late when it failed again and all tabs are hidden',
      { ...failed, failures: 2, notBefore: NOW + 50_000 },
      { visible: false },
      290_000,
    ],
    [
      'after the backoff when it failed again and nothing is known yet',
      { ...failed, failures: 2 },
      { serving: false },
      700,
    ],
    ['never without an interval, also when it failed', failed, { intervalMs: 0 }, null],
    [
      'after the backoff without an interval, while nothing is known yet',
      failed,
      { intervalMs: 0, serving: false },
      700,
    ],
    ['at once if the clock was set back', { ...done, lastAttemptAt: NOW + 1 }, {}, 0],
    [
      'at once if the clock was set back during a backoff',
      { ...failed, lastAttemptAt: NOW + MINUTE, notBefore: NOW + 2 * MINUTE },
      {},
      0,
    ],
    [
      'never without an interval, also if the clock was set back',
      { ...done, lastAttemptAt: NOW + 1 },
      { intervalMs: 0 },
      null,
    ],
  ])('is %s', (_, attempts, rhythm, inMs) => {
    const at = nextRefreshAt({ ...done, ...attempts }, { ...visible, ...rhythm }, NOW);
    expect(at === null ? null : Math.round(at - NOW)).toBe(inMs);
  });

  it('is within 10 % of the interval, for any chance', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.integer({ min: 1, max: 1e9 }),
        (chance, ms) => {
          const at = nextRefreshAt(done, { ...visible, intervalMs: ms, chance }, NOW);
          const after = (at ?? Number.NaN) - (NOW - 10_000);
          expect(after).toBeGreaterThanOrEqual(0.9 * ms - 1);
          expect(after).toBeLessThanOrEqual(1.1 * ms + 1);
        },
      ),
    );
  });
});

describe('the backoff', () => {
  const wanting = { retryable: true };
  const hopeless = { retryable: false };

  it.each([
    [1, 0, 100],
    [1, 1, 1_000],
    [1, 0.5, 550],
    [2, 1, 2_000],
    [3, 1, 4_000],
    [6, 1, 32_000],
    [7, 1, 60_000],
    [50, 1, 60_000],
    [2_000, 1, 60_000],
    [2_000, 0, 100],
  ])('after %i failures with the chance %d is %i ms', (failures, chance, expected) => {
    expect(backoff(wanting, failures, null, 30_000, chance)).toBe(expected);
  });

  it.each([
    [7_000, 0, 7_000],
    [7_000, 1, 10_500],
    [7_000, 0.5, 8_750],
    [3_600_000, 0, 3_600_000],
    [0, 1, 0],
  ])('is at least what the API asked for: %i ms with the chance %d is %i ms', (wish, chance, expected) => {
    for (const failures of [1, 30]) {
      expect(backoff(wanting, failures, wish, 30_000, chance)).toBe(expected);
      expect(backoff(hopeless, failures, wish, 30_000, chance)).toBe(expected);
    }
  });

  it.each([
    [5_000, 5_000],
    [300_000, 300_000],
    [0, 60_000],
  ])(
    'is the ordinary rhythm where no retry helps: an interval of %i ms makes %i ms',
    (interval, expected) => {
      expect(backoff(hopeless, 1, null, interval, 0.5)).toBe(expected);
      expect(backoff(hopeless, 40, null, interval, 0.5)).toBe(expected);
    },
  );

  it('never leaves its bounds', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 5_000 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (failures, chance) => {
          const ms = backoff(wanting, failures, null, 5_000, chance);
          expect(ms).toBeGreaterThanOrEqual(100);
          expect(ms).toBeLessThanOrEqual(60_000);
        },
      ),
    );
  });
});

it('no wish makes a wait longer than timers can count', () => {
  for (const wish of [2 ** 31, 1e300, Number.MAX_VALUE]) {
    expect(backoff({ retryable: true }, 1, wish, 30_000, 1)).toBe(2 ** 31 - 1);
    const attempts = { lastAttemptAt: NOW, failures: 1, notBefore: NOW + wish };
    const rhythm = { intervalMs: 30_000, visible: true, chance: 0, serving: true };
    expect(nextRefreshAt(attempts, rhythm, NOW)).toBe(NOW + 2 ** 31 - 1);
  }
});

describe('how long an answer may be used', () => {
  const byFeature = { default: 1_000, features: { f: 5_000, g: 0 } };
  it.each([
    [byFeature, 'f', 5_000],
    [byFeature, 'g', 0],
    [byFeature, 'h', 1_000],
    [byFeature, 'constructor', 1_000],
    [byFeature, '__proto__', 1_000],
  ])('%j of %s is %i', (maxStale, featureId, expected) => {
    expect(staleLimit(maxStale, featureId)).toBe(expected);
  });

  it('is at the longest the longest of all', () => {
    expect(Math.max(...staleLimits(byFeature))).toBe(5_000);
    expect(staleLimits({ default: 9_000, features: {} })).toEqual([9_000]);
  });
});
