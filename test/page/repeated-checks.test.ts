// The short way of a check that was asked before: it ends wherever the long way would answer something else.
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { beforeEach, expect, it, vi } from 'vitest';
import { Checks, type ChecksOptions } from '../../src/checks.js';
import type { Fallback } from '../../src/core/answer.js';
import { Mirror } from '../../src/mirror.js';
import { pageClock } from '../../src/page-clock.js';
import { Provenance } from '../../src/provenance.js';
import { entitlement } from '../core/wire.js';

const PERIOD_END = 1_000_000;
const LIMIT_MS = 500;
const FALLBACK: Fallback = { hasAccess: true };

let wall = 0;
let mirror: Mirror;
let options: ChecksOptions;
let checks: Checks;
const clock = () => ({ wall, monotonic: 0 });

beforeEach(() => {
  wall = PERIOD_END - LIMIT_MS;
  mirror = new Mirror(clock);
  serve(1);
  options = {
    clock,
    fallbacks: {},
    maxStale: { default: LIMIT_MS, features: { patient: 10 * LIMIT_MS } },
    vocabulary: 'api',
    unanswered() {},
    provenance() {},
  };
  checks = new Checks(mirror, options);
});

function pass(ms: number): void {
  wall += ms;
}

function serve(revision: number): void {
  const entitlements = ['f', 'patient'].map((refId) =>
    entitlement({ usagePeriodEnd: new Date(PERIOD_END).toISOString(), feature: { refId } }),
  );
  mirror.seed(
    { format: 1, revision, receivedAt: 0, isWidgetWatermarkEnabled: null, entitlements },
    'store',
    0,
  );
}

const ask = (featureId = 'f', requestedUsage = 1, fallback?: Fallback) =>
  checks.ask({ kind: 'metered', featureId, requestedUsage }, fallback);
const again = (featureId = 'f', requestedUsage = 1, fallback?: Fallback) =>
  checks.again('metered', featureId, requestedUsage, fallback);

it('is the same answer, also where it comes from a fallback', () => {
  expect(again()).toBeUndefined();
  const answer = ask();
  pass(LIMIT_MS - 1);
  expect(again()).toBe(answer);
  const other = ask('none', 1, FALLBACK);
  expect(again('none', 1, FALLBACK)).toBe(other);
});

it.each<[string, () => unknown]>([
  ['another amount', () => again('f', 2)],
  ['another fallback', () => again('f', 1, FALLBACK)],
  ['another kind', () => checks.again('numeric', 'f', 1, undefined)],
  ['another feature', () => again('patient')],
  ['another list', () => [serve(2), again()][1]],
  ['no list any more', () => [mirror.clear(), again()][1]],
  ['what is too old', () => [pass(LIMIT_MS + 1), again()][1]],
  ['what is amended by hand', () => [Object.assign(options, { amend: () => undefined }), again()][1]],
])('is none for %s', (_, other) => {
  ask();
  expect(again()).toBeDefined();
  expect(other()).toBeUndefined();
});

it('is none past the end of the usage period', () => {
  const answer = ask('patient');
  wall = PERIOD_END - 1;
  expect(again('patient')).toBe(answer);
  wall = PERIOD_END;
  expect(again('patient')).toBeUndefined();
  expect(ask('patient')).toMatchObject({ currentUsage: 0 });
});

it('is an answer from the list again, where one has come that is young enough', () => {
  pass(LIMIT_MS + 1);
  expect(ask().isFallback).toBe(true);
  expect(again()?.isFallback).toBe(true);
  serve(1);
  expect(again()).toBeUndefined();
  expect(ask().isFallback).toBe(false);
});

it('costs one look at the clocks in a millisecond, and not one of the next', () => {
  vi.useFakeTimers({ now: 1_000 });
  try {
    const first = pageClock();
    expect(pageClock()).toBe(first);
    vi.advanceTimersByTime(1);
    const next = pageClock();
    expect(next).toEqual({ wall: first.wall + 1, monotonic: first.monotonic + 1 });
    vi.setSystemTime(5);
    expect(pageClock().wall).toBe(5);
  } finally {
    vi.useRealTimers();
  }
});

it('is asked anew of another list, and is the same object where that has the same entitlement', () => {
  const noted: unknown[] = [];
  options = { ...options, provenance: (result) => noted.push(result) };
  checks = new Checks(mirror, options);
  const [f, patient] = [ask(), ask('patient')];
  const { snapshot } = mirror;
  const [first, second] = snapshot?.entitlements ?? [];
  if (!snapshot || !first || !second) throw new Error('nothing is shown');
  mirror.seed({ ...snapshot, entitlements: [first, { ...second, currentUsage: 3 }] }, 'store', 0);
  noted.length = 0;
  expect(ask()).toBe(f);
  expect(ask()).toBe(f);
  // From now on the new list confirms it, which is said once.
  expect(noted).toEqual([f]);
  expect(again()).toBe(f);
  expect(ask('patient')).toMatchObject({ currentUsage: 3 });
  expect(patient).toMatchObject({ currentUsage: 2 });
});

it('is not evaluated anew where another list has the same entitlement', () => {
  let looks = 0;
  const counted = {
    ...entitlement({ feature: { refId: 'f' } }),
    get isGranted() {
      return ++looks > 0;
    },
  };
  const snapshot = { format: 1 as const, receivedAt: 0, isWidgetWatermarkEnabled: null };
  const served = (revision: number) =>
    mirror.seed({ ...snapshot, revision, entitlements: [counted] }, 'store', 0);
  served(1);
  const answer = ask();
  const before = looks;
  expect(before).toBeGreaterThan(0);
  served(2);
  expect(ask()).toBe(answer);
  expect(looks).toBe(before);
});

it('a fallback that granted does not outlive the list in which the feature is not', () => {
  mirror.clear();
  expect(ask('none', 1, FALLBACK)).toMatchObject({ hasAccess: true, isFallback: true });
  serve(2);
  expect(again('none', 1, FALLBACK)).toBeUndefined();
  expect(ask('none', 1, FALLBACK)).toMatchObject({ hasAccess: false, isFallback: false });
  mirror.clear();
  expect(ask('none', 1, FALLBACK)).toMatchObject({ hasAccess: true, isFallback: true });
});

it('a fallback stays one for a list that has the same entitlement, of another type', () => {
  const noted: unknown[] = [];
  options = { ...options, provenance: (_, origin) => noted.push(origin) };
  checks = new Checks(mirror, options);
  const asBoolean = () => checks.ask({ kind: 'boolean', featureId: 'f', requestedUsage: 0 }, FALLBACK);
  const answer = asBoolean();
  expect(answer.isFallback).toBe(true);
  const { snapshot } = mirror;
  if (!snapshot) throw new Error('nothing is shown');
  mirror.seed({ ...snapshot, revision: 2 }, 'store', 0);
  expect(asBoolean()).toBe(answer);
  expect(noted).toEqual([null, null]);
});

it('an answer that is evaluated anew takes the place of its former one, and of no other', () => {
  const amounts = [1, 2, 3, 4, 5, 6, 7, 8];
  const answers = amounts.map((amount) => ask('f', amount));
  serve(2);
  expect(ask('f', 8)).toBe(answers.at(-1));
  expect(ask('f', 1)).toBe(answers[0]);
});

it('a look at the time says once that answers may be others, and when they will be', () => {
  checks.look();
  ask('patient');
  expect(checks.look()).toEqual([false, LIMIT_MS]);
  pass(LIMIT_MS);
  // The period of what was asked for is over.
  expect(checks.look()).toEqual([true, 1]);
  pass(1);
  expect(checks.look()).toEqual([true, 9 * LIMIT_MS]);
  expect(checks.look()).toEqual([false, 9 * LIMIT_MS]);
  serve(2);
  expect(checks.look()[0]).toBe(true);
  expect(checks.look()[0]).toBe(false);
});

it('keeps no list for the answers from it, when another one has taken its place', async () => {
  setFlagsFromString('--expose-gc');
  const collect: () => void = runInNewContext('gc');
  const provenance = new Provenance(0);
  options = { ...options, provenance: (result, origin) => provenance.note(result, origin) };
  checks = new Checks(mirror, options);
  const answer = ask();
  const list = new WeakRef(mirror.entitlements as object);
  serve(2);
  // What was read of a reference in a turn stays until that is over, and what is in an assertion that failed for longer.
  await vi.waitFor(() => {
    collect();
    expect(list.deref() === undefined).toBe(true);
  });
  expect(provenance.freshnessOf(answer)).toMatchObject({ source: 'store' });
});
