// The watch over an engine that may fall silent, with timers that go where the test moves them.
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { watchForSilence } from '../../src/watchdog.js';

const LOOK = 5_000;
let endpoint: MessagePort;
let other: MessagePort;
let asked: number;
let silent: number;
let end: () => void;

beforeEach(() => {
  vi.useFakeTimers();
  ({ port1: endpoint, port2: other } = new MessageChannel());
  asked = 0;
  silent = 0;
  end = watchForSilence(
    endpoint,
    () => asked++,
    () => silent++,
  );
});
afterEach(() => {
  end();
  endpoint.close();
  other.close();
  vi.useRealTimers();
});
const hear = () => endpoint.dispatchEvent(new MessageEvent('message'));

it('asks an engine that says nothing, and gives it up when it does not answer', () => {
  vi.advanceTimersByTime(LOOK);
  expect([asked, silent]).toEqual([0, 0]);
  vi.advanceTimersByTime(LOOK);
  expect([asked, silent]).toEqual([1, 0]);
  vi.advanceTimersByTime(LOOK);
  expect([asked, silent]).toEqual([1, 1]);
  vi.advanceTimersByTime(10 * LOOK);
  expect([asked, silent]).toEqual([1, 1]);
});

it('leaves an engine alone that answers, and one that speaks by itself', () => {
  for (let at = 0; at < 20; at++) {
    const before = asked;
    vi.advanceTimersByTime(LOOK);
    if (asked > before) hear();
  }
  expect(asked).toBeGreaterThan(5);
  const before = asked;
  for (let at = 0; at < 20; at++) {
    hear();
    vi.advanceTimersByTime(LOOK);
  }
  expect(asked - before).toBeLessThanOrEqual(1);
  expect(silent).toBe(0);
});

it('does not take its own sleep for the silence of the engine', () => {
  vi.advanceTimersByTime(2 * LOOK);
  expect(asked).toBe(1);
  // The machine slept: the timer comes late, and the answer is still on its way.
  vi.setSystemTime(Date.now() + 3_600_000);
  vi.advanceTimersByTime(LOOK);
  expect(silent).toBe(0);
  hear();
  vi.advanceTimersByTime(LOOK);
  expect(silent).toBe(0);
});

it('ends', () => {
  end();
  vi.advanceTimersByTime(10 * LOOK);
  expect([asked, silent]).toEqual([0, 0]);
});
