// A fleet of clients in virtual time. Clients do not hear of each other, so each is lived through by itself and only
// its requests are counted, by the second: a million of them need no queue and no memory.
import { createChance } from './chance.js';
import type { Policy } from './policy.js';

export interface Outage {
  readonly fromMs: number;
  readonly untilMs: number;
  /** The API's `Retry-After`; `null`: none, or not exposed. */
  readonly retryAfterMs: number | null;
}

export interface Scenario {
  readonly clients: number;
  readonly durationMs: number;
  readonly intervalMs: number;
  /** The part of the clients of which some tab is visible, from 0 to 1. */
  readonly visible: number;
  readonly outage: Outage | null;
  /** All clients reload, each once, within this span. */
  readonly reload: { readonly fromMs: number; readonly withinMs: number } | null;
  readonly seed: number;
}

export interface FleetRun {
  /** Requests in each second. */
  readonly perSecond: Uint32Array;
  /** Tabs of all clients. */
  readonly tabs: number;
  /** The longest that a client whose tab is seen took after the outage to get an answer, in milliseconds. */
  readonly latestMs: number;
}

/** How long a request takes, whether it is answered or fails. */
const REQUEST_MS = 100;
const MOST_TABS = 5;

/** A state that `nextRefreshAt` reads; one object for all clients, as making millions of them is most of the cost. */
interface Life {
  lastAttemptAt: number | null;
  failures: number;
  notBefore: number | null;
}

export function runFleet(policy: Policy, scenario: Scenario): FleetRun {
  const { clients, durationMs, intervalMs, visible, outage, reload } = scenario;
  const chance = createChance(scenario.seed);
  const perSecond = new Uint32Array(Math.ceil(durationMs / 1000));
  const rhythm = { intervalMs, visible: true, chance: 0, serving: true };
  const life: Life = { lastAttemptAt: null, failures: 0, notBefore: null };
  const hiddenMs = intervalMs * 10;
  let tabs = 0;
  let latestMs = 0;

  /** One that asks, from the first request within the span to the last. */
  const live = (reloadAt: number) => {
    const paceMs = rhythm.visible || policy.perTab ? intervalMs : hiddenMs;
    // It has been running for long: its last request was at any time within its rhythm.
    life.lastAttemptAt = -chance() * paceMs;
    life.failures = 0;
    life.notBefore = null;
    let waits = outage !== null;
    let reloadsAt = reloadAt;
    for (let now = 0; ; ) {
      rhythm.chance = chance();
      let at = policy.next(life, rhythm, Math.max(now, life.lastAttemptAt ?? 0));
      if (at < now) at = now;
      if (at >= reloadsAt) {
        // The engine that starts asks at once, whatever the record says of the last success.
        at = reloadsAt;
        reloadsAt = Number.POSITIVE_INFINITY;
      }
      if (at >= durationMs) return;
      perSecond[Math.floor(at / 1000)] = (perSecond[Math.floor(at / 1000)] ?? 0) + 1;
      life.lastAttemptAt = at;
      now = at + REQUEST_MS;
      if (outage && at >= outage.fromMs && at < outage.untilMs) {
        life.failures++;
        life.notBefore = now + policy.backoff(life.failures, outage.retryAfterMs, paceMs, chance());
      } else {
        life.failures = 0;
        life.notBefore = null;
        if (outage && waits && at >= outage.untilMs) {
          waits = false;
          if (rhythm.visible) latestMs = Math.max(latestMs, now - outage.untilMs);
        }
      }
    }
  };

  for (let client = 0; client < clients; client++) {
    const itsTabs = 1 + Math.floor(chance() * MOST_TABS);
    tabs += itsTabs;
    rhythm.visible = chance() < visible;
    const reloadAt = reload ? reload.fromMs + chance() * reload.withinMs : Number.POSITIVE_INFINITY;
    for (let asker = 0; asker < (policy.perTab ? itsTabs : 1); asker++) live(reloadAt);
  }
  return { perSecond, tabs, latestMs };
}
