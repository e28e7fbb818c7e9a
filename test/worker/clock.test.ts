// The system's clock, for what its timers cannot count to.
import { afterEach, expect, it, vi } from 'vitest';
import { systemClock } from '../../worker/clock.js';

afterEach(() => vi.restoreAllMocks());

it.each([2 ** 31, 1e12, Number.POSITIVE_INFINITY])('%d ms is long, not at once', (ms) => {
  const timers = vi.spyOn(globalThis, 'setTimeout');
  systemClock.after(ms, () => {})();
  expect(timers.mock.calls.map(([, wait]) => wait)).toEqual([2 ** 31 - 1]);
});
