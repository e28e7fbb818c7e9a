// The device that test clients run on: its clock stands still until a test moves it, timers go by that clock, and it
// has a network that a test can take away. All test clients of a process share it, as tabs share theirs.
import type { Instant } from '../core/freshness.js';

/** Who has something to do when time passes, or when the network comes and goes. */
export interface Resident {
  timePassed(): void;
  networkChanged(): void;
}

interface Timer {
  readonly at: number;
  readonly work: () => void;
}

let wall = Date.now();
let monotonic = 0;
let online = true;
let lastTimer = 0;
const timers = new Map<number, Timer>();
const residents = new Set<Resident>();

/** In the place of the page's clock. */
export function pageClock(): Instant {
  return { wall, monotonic };
}

/** In the place of what the browser believes of the network. */
export function isOnline(): boolean {
  return online;
}

export function startTimer(work: () => void, ms = 0): number {
  lastTimer++;
  timers.set(lastTimer, { at: monotonic + Math.max(0, ms), work });
  return lastTimer;
}

export function stopTimer(timer: number | undefined): void {
  if (timer !== undefined) timers.delete(timer);
}

/** @returns what ends it */
export function settleDown(resident: Resident): () => void {
  residents.add(resident);
  return () => residents.delete(resident);
}

export function connectNetwork(connected: boolean): void {
  online = connected;
  for (const resident of residents) resident.networkChanged();
}

/** Sets the wall clock and nothing else: no time has passed. */
export function setWall(time: number): void {
  wall = time;
}

/** Lets time pass: every timer that is due by then runs, at its own moment. */
export function passTime(ms: number): void {
  const end = monotonic + ms;
  for (let next = nextTimer(end); next; next = nextTimer(end)) {
    const [id, { at, work }] = next;
    if (at - 1 > monotonic) {
      // What is refreshed by timer has been, when something happens; and then that may be due later.
      moveTo(at - 1);
      tellOfTime();
    } else {
      moveTo(Math.max(at, monotonic));
      timers.delete(id);
      work();
    }
  }
  moveTo(end);
  tellOfTime();
}

function nextTimer(end: number): [number, Timer] | undefined {
  const due = [...timers].filter(([, { at }]) => at <= end);
  return due.reduce<[number, Timer] | undefined>(
    (first, one) => (first && first[1].at <= one[1].at ? first : one),
    undefined,
  );
}

function moveTo(moment: number): void {
  wall += moment - monotonic;
  monotonic = moment;
}

function tellOfTime(): void {
  for (const resident of residents) resident.timePassed();
}
