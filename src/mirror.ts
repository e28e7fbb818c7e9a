// The mirror: the page's read-only copy of one session's snapshot, and what the engine said of it.
import { changedFeatures } from './core/evaluator.js';
import type { Failure } from './core/failure.js';
import { elapsed, type Instant } from './core/freshness.js';
import type { SessionUpdate } from './core/protocol.js';
import { type Entitlements, isSameSnapshot, type Snapshot } from './core/snapshot.js';
import { listOf } from './core/snapshot-text.js';

export type DataSource = 'network' | 'store' | 'bootstrap';

/** The ids of the features whose answer changed. A call, as to name a thousand takes a while, and often nobody wants to know. */
export type Changed = () => readonly string[];

/** When a snapshot was last confirmed. One object for as long as the snapshot stands, renewed in place. */
export interface Receipt {
  source: DataSource;
  /** The age at `at`; the clocks tell the rest. */
  ageMs: number;
  at: Instant;
}

export class Mirror {
  readonly #clock: () => Instant;
  #serverNow: { readonly ms: number; readonly at: Instant } | null = null;
  /** The highest age that was told of this receipt: a clock that is set back must not make it younger. */
  #oldestMs = 0;
  #nextRefresh: { readonly ms: number; readonly at: Instant } | null = null;
  // Written here only.
  /** The last one that the engine sent: it may be older than what is shown, until the API confirms it. */
  sent: Snapshot | null = null;
  snapshot: Snapshot | null = null;
  entitlements: Entitlements | null = null;
  receipt: Receipt | null = null;
  failure: Failure | null = null;
  /** Whether the first load has ended, well or badly. */
  settled = false;
  /** All that the engine said last. */
  told: SessionUpdate | null = null;

  constructor(clock: () => Instant) {
    this.#clock = clock;
  }

  /** Milliseconds until the engine's next refresh by timer; `null` for none. */
  get nextRefreshInMs(): number | null {
    return (
      this.#nextRefresh && Math.max(0, this.#nextRefresh.ms - elapsed(this.#nextRefresh.at, this.#clock()))
    );
  }

  /** Milliseconds since the API confirmed what is shown; `Infinity` without a snapshot. */
  ageMs(now = this.#clock()): number {
    const { receipt } = this;
    if (!receipt) return Number.POSITIVE_INFINITY;
    this.#oldestMs = Math.max(this.#oldestMs, receipt.ageMs + elapsed(receipt.at, now));
    return this.#oldestMs;
  }

  /** The API's clock, in milliseconds since the epoch; the wall clock where the API does not expose its own. */
  serverTime(now = this.#clock()): number {
    return this.#serverNow ? this.#serverNow.ms + elapsed(this.#serverNow.at, now) : now.wall;
  }

  /** Takes over what the engine says. @returns the features whose answer changed; `null` if none did */
  apply(update: SessionUpdate): Changed | null {
    const at = this.#clock();
    const { source, ageMs, serverNow, nextRefreshInMs } = update;
    this.#serverNow = serverNow === null ? null : { ms: serverNow, at };
    this.#nextRefresh = nextRefreshInMs === null ? null : { ms: nextRefreshInMs, at };
    this.failure = update.failure;
    this.settled = update.settled;
    this.told = update;

    const followsShown = this.sent !== null && this.sent === this.snapshot;
    if (update.snapshot !== undefined) this.sent = update.snapshot;
    if (update.snapshot === null) return this.clear();
    if (!this.sent || source === null || ageMs === null) return null;
    // What the store holds may be older than what is shown already (bootstrap, an engine before this one).
    if (source === 'store' && this.receipt && this.ageMs(at) <= ageMs) return null;
    const replaced = this.snapshot !== this.sent;
    const changed = replaced ? this.#show(this.sent, followsShown ? update.changed : undefined) : null;
    this.#oldestMs = 0;
    if (this.receipt && !replaced) Object.assign(this.receipt, { source, ageMs, at });
    else this.receipt = { source, ageMs, at };
    return changed;
  }

  /** Shows a snapshot from outside until the engine has one. */
  seed(snapshot: Snapshot, source: DataSource, ageMs: number): void {
    this.snapshot = snapshot;
    this.entitlements = listOf(snapshot);
    this.#oldestMs = 0;
    this.receipt = { source, ageMs, at: this.#clock() };
  }

  /** Forgets everything. @returns the features that were known; `null` if none */
  clear(): Changed | null {
    const known = this.entitlements;
    this.snapshot = null;
    this.sent = null;
    this.entitlements = null;
    this.receipt = null;
    return known && namesIn(known);
  }

  #show(snapshot: Snapshot, changed: readonly string[] | undefined): Changed | null {
    const before = this.entitlements;
    const after = listOf(snapshot);
    // A copy of the very snapshot: whatever became of it, what nobody has asked for has changed for nobody.
    const asked = isSameSnapshot(this.snapshot, snapshot) ? before?.asked : undefined;
    this.snapshot = snapshot;
    this.entitlements = after;
    if (!before) return namesIn(after);
    const features = changedFeatures(before, after, this.serverTime(), changed ?? asked);
    return features.length > 0 ? () => features : null;
  }
}

const namesIn = (list: Entitlements) => () => [...list.keys()];
