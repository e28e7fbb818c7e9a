// In the place of the engine: it knows what a test has given it, and tells the page in the same words.
import type { View } from '../context.js';
import type { DataCallName } from '../core/data-call.js';
import { equal } from '../core/equality.js';
import { type Failure, failure } from '../core/failure.js';
import { elapsed, type Instant } from '../core/freshness.js';
import type { SessionKey } from '../core/identity.js';
import type { SessionUpdate } from '../core/protocol.js';
import { SNAPSHOT_FORMAT, type Snapshot } from '../core/snapshot.js';
import { isOnline, pageClock, settleDown } from './device.js';
import { type DataAnswer, NO_NETWORK, type TestData, TestDataCalls } from './test-data.js';
import { type TestEntitlements, TestList } from './test-list.js';

/** What the engine tells, and whom. */
export interface Page {
  opened(): readonly View[];
  updated(key: SessionKey, update: SessionUpdate): void;
  /** Somebody signed out in another tab. */
  signedOutElsewhere(): void;
}

interface Session {
  readonly snapshot: Snapshot;
  readonly confirmedAt: Instant;
}

const NO_RESOURCE = failure('NOT_FOUND', 'The resource is not known.', 'CustomerResourceNotFound');

export class TestEngine {
  readonly #intervalMs: number;
  readonly #lists = new Map<string | null, TestList>([[null, new TestList()]]);
  readonly #data: TestDataCalls;
  readonly #sessions = new Map<SessionKey, Session>();
  #page: Page | null = null;
  #leave = () => {};

  /** @param intervalMs between refreshes; 0 = never by timer */
  constructor(data: TestData, intervalMs: number) {
    this.#data = new TestDataCalls(data);
    this.#intervalMs = intervalMs;
  }

  serve(page: Page): void {
    this.#page = page;
    this.#leave = settleDown({
      timePassed: () => this.#confirm(),
      networkChanged: () => this.#refreshAll(),
    });
  }

  close(): void {
    this.#page = null;
    this.#leave();
  }

  /** What the API says from now on; a page that is online hears of it at once. */
  patch(entitlements: TestEntitlements, resourceId: string | null): void {
    const list = this.#lists.get(resourceId) ?? new TestList();
    this.#lists.set(resourceId, list);
    list.patch(entitlements);
    if (isOnline()) this.#refreshAll();
  }

  signOutElsewhere(): void {
    this.#page?.signedOutElsewhere();
  }

  /** Asks the API for a session's list, and tells how that went. */
  refresh(view: View): Failure | null {
    const list = this.#lists.get(view.identity.resourceId);
    const failed = isOnline() ? (list ? null : NO_RESOURCE) : NO_NETWORK;
    if (failed === NO_RESOURCE) this.#sessions.delete(view.key);
    if (failed || !list) {
      this.#tell(view, failed === NO_RESOURCE ? { snapshot: null } : {}, failed);
      return failed;
    }
    const before = this.#sessions.get(view.key)?.snapshot;
    const after = snapshotOf(list, before);
    this.#sessions.set(view.key, { snapshot: after, confirmedAt: pageClock() });
    this.#tell(view, after === view.mirror.snapshot ? {} : { snapshot: after }, null);
    return null;
  }

  refreshByKey(key: SessionKey): Failure | null {
    const view = this.#page?.opened().find((one) => one.key === key);
    return view ? this.refresh(view) : null;
  }

  ask(name: DataCallName, params: object, whose: string): Promise<DataAnswer> {
    return this.#data.answer(name, params, whose);
  }

  /** Nothing of a customer is kept after a sign-out. */
  forget(): void {
    this.#sessions.clear();
    this.#data.forget();
  }

  #refreshAll(): void {
    for (const view of this.#page?.opened() ?? []) this.refresh(view);
  }

  /** What would have been refreshed by timer has been: nothing changed, as tests change it at once. */
  #confirm(): void {
    if (this.#intervalMs === 0 || !isOnline()) return;
    const now = pageClock();
    for (const view of this.#page?.opened() ?? []) {
      const session = this.#sessions.get(view.key);
      if (session && elapsed(session.confirmedAt, now) >= this.#intervalMs) this.refresh(view);
    }
  }

  #tell(view: View, news: Pick<SessionUpdate, 'snapshot'>, failed: Failure | null): void {
    const session = this.#sessions.get(view.key);
    this.#page?.updated(view.key, {
      ...news,
      source: session ? 'network' : null,
      ageMs: session ? elapsed(session.confirmedAt, pageClock()) : null,
      serverNow: null,
      nextRefreshInMs: this.#intervalMs || null,
      persistence: 'memory',
      failure: failed,
      settled: true,
      outboxLength: 0,
      outboxDropped: 0,
    });
  }
}

/** The same snapshot as long as the list is. */
function snapshotOf({ entitlements }: TestList, before: Snapshot | undefined): Snapshot {
  if (before && equal(before.entitlements, entitlements)) return before;
  return Object.freeze({
    format: SNAPSHOT_FORMAT,
    revision: (before?.revision ?? 0) + 1,
    receivedAt: pageClock().wall,
    isWidgetWatermarkEnabled: false,
    entitlements,
  });
}
