// One list of entitlements: what the API would answer for the customer, or for a resource.
import type { Entitlement } from '../core/entitlement.js';
import type { ByFeature } from '../core/features.js';
import { pageClock } from './device.js';
import { entitlementOf, isList, type TestEntitlement } from './test-entitlement.js';

/** By feature id. */
export type TestEntitlements = ByFeature<TestEntitlement>;

interface Given {
  readonly value: TestEntitlement;
  /** The wall clock when the feature was given first. */
  readonly since: number;
  readonly entitlement: Entitlement;
}

export class TestList {
  readonly #given = new Map<string, Given>();

  /** Replaces the features that are named; of a meter the fields that are named. */
  patch(patch: TestEntitlements): void {
    const now = pageClock().wall;
    for (const [id, value] of Object.entries<TestEntitlement | undefined>(patch)) {
      if (value === undefined) continue;
      if (value === false) {
        this.#given.delete(id);
        continue;
      }
      const before = this.#given.get(id);
      const whole = before && isMeter(before.value) && isMeter(value) ? { ...before.value, ...value } : value;
      const since = before?.since ?? now;
      this.#given.set(id, { value: whole, since, entitlement: entitlementOf(id, whole, since, now) });
    }
  }

  get entitlements(): readonly Entitlement[] {
    return Object.freeze([...this.#given.values()].map(({ entitlement }) => entitlement));
  }
}

function isMeter(
  value: TestEntitlement,
): value is Exclude<TestEntitlement, boolean | number | readonly string[]> {
  return typeof value === 'object' && !isList(value);
}
