// When copies are written, by a page whose visibility is set by hand.
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { Context, View } from '../../src/context.js';
import { readCopy } from '../../src/copies.js';
import { CopyKeeper } from '../../src/copy-keeper.js';
import { failure } from '../../src/core/failure.js';
import type { SessionUpdate } from '../../src/core/protocol.js';
import type { Snapshot } from '../../src/core/snapshot.js';
import { Mirror } from '../../src/mirror.js';
import { SignOuts } from '../../src/sign-outs.js';
import { entitlement } from '../core/wire.js';
import { createStorage } from '../hostile/storage.js';
import { REFRESHED } from '../support/session-update.js';

const LIMIT_MS = 60_000;
const page = { visibilityState: 'visible' };
let signOuts: SignOuts;

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('localStorage', createStorage());
  vi.stubGlobal('document', page);
  page.visibilityState = 'visible';
  signOuts = new SignOuts();
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

const clock = () => ({ wall: Date.now(), monotonic: 0 });
const snapshotOf = (revision: number): Snapshot => ({
  format: 1,
  revision,
  receivedAt: revision,
  isWidgetWatermarkEnabled: null,
  entitlements: [entitlement()],
});

/** A tab of the customer, and what its engine tells it. */
function openTab() {
  const mirror = new Mirror(clock);
  const view = { key: 'acme', customerKey: 'acme', generation: 1, mirror } as unknown as View;
  const settings = { maxStaleMs: { default: LIMIT_MS, features: {} } };
  const keeper = new CopyKeeper({ opened: [view], views: [view], signOuts, settings } as unknown as Context);
  const tell = (news: Partial<SessionUpdate>) => {
    const update = { ...REFRESHED, ...news };
    mirror.apply(update);
    keeper.heard('acme', update);
  };
  return { mirror, keeper, tell };
}

/** What a page that starts now would show. */
const copy = () =>
  readCopy({ key: 'acme', customerKey: 'acme', generation: 1 }, signOuts, LIMIT_MS, Date.now());

it('writes a moment after the last news', () => {
  const { tell } = openTab();
  tell({ snapshot: snapshotOf(1) });
  vi.advanceTimersByTime(900);
  tell({ snapshot: snapshotOf(2) });
  vi.advanceTimersByTime(900);
  expect(copy()).toBeNull();
  vi.advanceTimersByTime(100);
  expect(copy()).toMatchObject({ snapshot: { revision: 2 }, ageMs: 1_000 });
});

it('ends the copy as soon as there is news, and renews its age without another text when the page goes', () => {
  const { tell, keeper } = openTab();
  tell({ snapshot: snapshotOf(1) });
  vi.advanceTimersByTime(1_000);
  vi.advanceTimersByTime(30_000);
  expect(copy()?.ageMs).toBe(31_000);
  const setItem = vi.spyOn(localStorage, 'setItem');
  tell({});
  vi.advanceTimersByTime(1_000);
  expect(setItem).not.toHaveBeenCalled();
  keeper.write();
  expect(copy()?.ageMs).toBe(1_000);
  expect(setItem.mock.calls.map(([name]) => name)).toEqual(['stigg-offline:copy:acme:acme:1']);
  tell({ snapshot: snapshotOf(2) });
  expect(copy()).toBeNull();
});

it('renews its age now and then while the page is seen, and does not keep what is new waiting for that', () => {
  const { tell } = openTab();
  tell({ snapshot: snapshotOf(1) });
  vi.advanceTimersByTime(1_000);
  const setItem = vi.spyOn(localStorage, 'setItem');
  for (let refresh = 0; refresh < 10; refresh++) {
    tell({});
    vi.advanceTimersByTime(6_000);
  }
  // Long before it were too old.
  expect(setItem).toHaveBeenCalledTimes(2);
  expect(copy()?.ageMs).toBe(6_000);
  tell({});
  tell({ snapshot: snapshotOf(2) });
  vi.advanceTimersByTime(1_000);
  expect(copy()?.snapshot.revision).toBe(2);
});

it('writes soon how old it is where the API did not confirm it, whatever the clock says later', () => {
  const { tell } = openTab();
  tell({ snapshot: snapshotOf(1) });
  vi.advanceTimersByTime(1_000);
  tell({});
  // More often than it is written.
  for (let refresh = 0; refresh < 3; refresh++) {
    tell({ ageMs: 30_000, failure: failure('NETWORK', 'gone') });
    vi.advanceTimersByTime(400);
  }
  vi.setSystemTime(0);
  expect(copy()?.ageMs).toBeGreaterThanOrEqual(30_000);
});

it('leaves the writing to a tab that is seen, and writes when it is hidden or goes', () => {
  page.visibilityState = 'hidden';
  const { tell, keeper } = openTab();
  tell({ snapshot: snapshotOf(1) });
  vi.advanceTimersByTime(10_000);
  expect(copy()).toBeNull();
  keeper.write();
  expect(copy()?.snapshot.revision).toBe(1);
  page.visibilityState = 'visible';
  tell({ snapshot: snapshotOf(2) });
  page.visibilityState = 'hidden';
  keeper.changed();
  expect(copy()?.snapshot.revision).toBe(2);
});

type Tab = ReturnType<typeof openTab>;
it.each<[string, (tab: Tab) => void, number | undefined]>([
  ['hears of it again', ({ tell }) => tell({}), undefined],
  [
    'is seen',
    ({ keeper }) => {
      page.visibilityState = 'visible';
      keeper.changed();
    },
    undefined,
  ],
  ['goes', ({ keeper }) => keeper.write(), 2],
])('a hidden tab leaves the end of a copy to one that is seen, until it %s', (_, happens, then) => {
  const seen = openTab();
  seen.tell({ snapshot: snapshotOf(1) });
  seen.keeper.write();
  page.visibilityState = 'hidden';
  const hidden = openTab();
  hidden.tell({ snapshot: snapshotOf(1) });
  hidden.tell({});
  hidden.tell({ snapshot: snapshotOf(2) });
  expect(copy()?.snapshot.revision).toBe(1);
  happens(hidden);
  expect(copy()?.snapshot.revision).toBe(then);
});

it('a hidden tab writes nothing where one that is seen has ended the copy', () => {
  page.visibilityState = 'hidden';
  const hidden = openTab();
  hidden.tell({ snapshot: snapshotOf(1) });
  page.visibilityState = 'visible';
  openTab().tell({ snapshot: snapshotOf(1) });
  page.visibilityState = 'hidden';
  const setItem = vi.spyOn(localStorage, 'setItem');
  hidden.tell({});
  expect(setItem).not.toHaveBeenCalled();
});

it.each<[string, Partial<SessionUpdate>]>([
  ['the API denies the customer', { snapshot: null, source: null, ageMs: null }],
  ['nothing may be kept', { persistence: 'none' }],
  ['the disk is broken', { persistence: 'memory' }],
  ['some of it is too old', { ageMs: LIMIT_MS + 1 }],
])('deletes the copy at once when %s, and does not write it when the tab goes', (_, news) => {
  const { tell, keeper } = openTab();
  tell({ snapshot: snapshotOf(1) });
  keeper.write();
  expect(copy()).not.toBeNull();
  page.visibilityState = 'hidden';
  const hidden = openTab();
  hidden.tell({ snapshot: snapshotOf(1) });
  tell(news);
  expect(localStorage.length).toBe(0);
  hidden.tell(news);
  hidden.keeper.changed();
  expect(localStorage.length).toBe(0);
});

it('writes nothing that no engine has sent', () => {
  const { tell, keeper, mirror } = openTab();
  mirror.seed(snapshotOf(5), 'bootstrap', 0);
  tell({ source: null, ageMs: null });
  // Older than what is shown, which therefore stays.
  tell({ snapshot: snapshotOf(4), source: 'store', ageMs: 500 });
  keeper.write();
  expect(mirror.snapshot?.revision).toBe(5);
  expect(localStorage.length).toBe(0);
});

it('ends a copy that is ahead of the store with the first confirmation of what that has', () => {
  const before = openTab();
  before.tell({ snapshot: snapshotOf(6) });
  before.keeper.write();
  const { tell, keeper, mirror } = openTab();
  mirror.seed(snapshotOf(6), 'store', 0);
  // The engine died before it had written that, and the API says the former again.
  tell({ snapshot: snapshotOf(5), source: 'store', ageMs: 500 });
  expect(copy()?.snapshot.revision).toBe(6);
  tell({});
  expect(mirror.snapshot?.revision).toBe(5);
  expect(copy()).toBeNull();
  keeper.write();
  expect(copy()).toBeNull();
});

it('does not try again with each refresh what would not go in', () => {
  const { tell, keeper } = openTab();
  const snapshot = snapshotOf(1);
  tell({ snapshot });
  const setItem = vi.spyOn(localStorage, 'setItem').mockImplementation(() => {
    throw new DOMException('full', 'QuotaExceededError');
  });
  keeper.write();
  tell({});
  keeper.write();
  expect(setItem).toHaveBeenCalledTimes(1);
});
