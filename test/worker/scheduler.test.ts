import { beforeEach, expect, it } from 'vitest';
import { createScheduler, type Scheduler } from '../../worker/scheduler.js';
import { createManualClock, type ManualClock } from '../support/manual-clock.js';

/** How late a deadline may be seen after the machine woke up. */
const GLANCE_MS = 5_000;

let clock: ManualClock;
let scheduler: Scheduler;
let due: number;
beforeEach(() => {
  clock = createManualClock();
  due = 0;
  scheduler = createScheduler(clock, () => due++);
});

it('calls once at the deadline, and not before', () => {
  scheduler.set(30_000);
  expect(scheduler.remainingMs()).toBe(30_000);
  clock.advance(29_999);
  expect([due, scheduler.remainingMs()]).toEqual([0, 1]);
  clock.advance(1);
  expect([due, scheduler.remainingMs(), clock.pending]).toEqual([1, null, 0]);
  clock.advance(100_000);
  expect(due).toBe(1);
});

it('replaces one deadline by another, earlier or later, with one timer', () => {
  scheduler.set(30_000);
  scheduler.set(2_000);
  expect(clock.pending).toBe(1);
  clock.advance(2_000);
  expect(due).toBe(1);
  scheduler.set(1_000);
  scheduler.set(4_000);
  clock.advance(3_999);
  expect(due).toBe(1);
  clock.advance(1);
  expect(due).toBe(2);
});

it('has no deadline and no timer after null', () => {
  scheduler.set(1_000);
  scheduler.set(null);
  expect([scheduler.remainingMs(), clock.pending]).toEqual([null, 0]);
  clock.advance(10_000);
  expect(due).toBe(0);
});

it.each([0, -5_000])('a deadline of %i ms is due at once, but never within the call', (ms) => {
  scheduler.set(ms);
  expect(due).toBe(0);
  clock.advance(0);
  expect(due).toBe(1);
});

it('may be set again by what it calls', () => {
  const again: Scheduler = createScheduler(clock, () => {
    if (++due < 3) again.set(1_000);
  });
  again.set(1_000);
  clock.advance(2_999);
  expect(due).toBe(2);
  clock.advance(1);
  expect(due).toBe(3);
});

it('sees a deadline that passed while the machine slept soon after it woke', () => {
  scheduler.set(30_000);
  clock.advance(10_000);
  clock.sleep(3_600_000);
  expect(scheduler.remainingMs()).toBe(0);
  clock.advance(GLANCE_MS);
  expect(due).toBe(1);
});

it('counts the time asleep also where only the monotonic clock tells it', () => {
  scheduler.set(30_000);
  clock.sleep(25_000, 'counts');
  clock.setWall(-25_000);
  clock.advance(4_999);
  expect(due).toBe(0);
  clock.advance(GLANCE_MS);
  expect(due).toBe(1);
});

it('waits no longer when the wall clock is set back', () => {
  scheduler.set(30_000);
  clock.advance(10_000);
  clock.setWall(-3_600_000);
  expect(scheduler.remainingMs()).toBe(20_000);
  clock.advance(19_999);
  expect(due).toBe(0);
  clock.advance(1);
  expect(due).toBe(1);
});

it('takes a wall clock set forward for time that passed', () => {
  scheduler.set(600_000);
  clock.advance(1_000);
  clock.setWall(590_000);
  expect(scheduler.remainingMs()).toBe(9_000);
  clock.advance(8_999);
  expect(due).toBe(0);
  clock.advance(GLANCE_MS);
  expect(due).toBe(1);
});
