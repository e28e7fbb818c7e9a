import { elapsed, type Instant } from './core/freshness.js';
import { pageClock } from './page-clock.js';
import type { Origin } from './provenance.js';

/** Where a data call's result came from. Nothing that comes later renews it: its own response alone confirms it. */
export function originOf(source: 'network' | 'store', ageMs: number): Origin {
  const receipt = { source, ageMs, at: pageClock() };
  const entitlements = new Map();
  const age = (now: Instant = pageClock()) => ageMs + elapsed(receipt.at, now);
  return { mirror: { receipt, entitlements, failure: null, ageMs: age }, receipt, from: entitlements };
}
