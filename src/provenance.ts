// Where results came from, and how fresh they are.

import type { Entitlement } from './core/entitlement.js';
import { equal } from './core/equality.js';
import { elapsed } from './core/freshness.js';
import type { Entitlements } from './core/snapshot.js';
import type { DataSource, Mirror, Receipt } from './mirror.js';
import { pageClock } from './page-clock.js';

/** How fresh a result is: what `freshnessOf` gives. */
export interface Freshness {
  /** `override`: set by hand in the devtools. */
  readonly source: DataSource | 'fallback' | 'override';
  /** When the API last confirmed it, by this device's clock; `null` for a fallback and for an override. */
  readonly fetchedAt: Date | null;
  /** Milliseconds since then; `null` likewise. */
  readonly ageMs: number | null;
  /** Whether it was not confirmed lately; see `Status.stale`. */
  readonly stale: boolean;
}

/** What a result was made from. */
export interface Origin {
  readonly mirror: Pick<Mirror, 'receipt' | 'entitlements' | 'failure' | 'ageMs'>;
  readonly receipt: Receipt;
  /** Absent for a list. */
  readonly featureId?: string;
  /** What it was answered from: the entitlement of a check, or all of a list, which holds only while nothing is replaced. */
  readonly from: Entitlement | Entitlements | undefined | null;
}

const FALLBACK: Freshness = Object.freeze({ source: 'fallback', fetchedAt: null, ageMs: null, stale: true });

export class Provenance {
  /** `null`: from a fallback. A freshness: from somewhere else, and told as it is. */
  readonly #origins = new WeakMap<object, Origin | Freshness | null>();
  readonly #intervalMs: number;

  constructor(intervalMs: number) {
    this.#intervalMs = intervalMs;
  }

  note(result: object, origin: Origin | Freshness | null): void {
    this.#origins.set(result, origin);
  }

  /** @throws TypeError for anything but a result of this client */
  freshnessOf(result: object): Freshness {
    const origin = this.#origins.get(result);
    if (origin === undefined) throw new TypeError('result must come from this client.');
    if (origin === null) return FALLBACK;
    if ('source' in origin) return origin;
    const { mirror, from, featureId } = origin;
    const after = mirror.entitlements;
    // A newer snapshot that says the same of the feature has confirmed the result.
    const holds = featureId === undefined ? after === from : after && equal(after.get(featureId), from);
    const receipt = holds ? (mirror.receipt as Receipt) : origin.receipt;
    const now = pageClock();
    const ageMs = receipt.ageMs + elapsed(receipt.at, now);
    const stale = !holds || this.isStale(mirror);
    return Object.freeze({ source: receipt.source, fetchedAt: new Date(now.wall - ageMs), ageMs, stale });
  }

  /** Not confirmed since the engine began to serve it, not by the last attempt, or not for two intervals. */
  isStale(mirror: Origin['mirror']): boolean {
    const { receipt, failure } = mirror;
    const overdue = this.#intervalMs > 0 && mirror.ageMs() > 2 * this.#intervalMs;
    return receipt?.source !== 'network' || failure !== null || overdue;
  }
}
