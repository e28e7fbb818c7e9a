import type { Fixtures } from '../../src/fixtures.js';
import { checkFixtures } from './fixtures-file.js';
import { BadInput } from './input.js';
import { isRecord, mergePatch } from './json.js';

export interface State {
  /** Never changed in place: an answer that is sent late keeps the state it was computed from. */
  current(): Fixtures;
  /**
   * Applies a JSON merge patch. Usage that it sets is dated `now`, so that it ends with its period.
   *
   * @throws {BadInput} the patch or its result is not usable; the state is then as before
   */
  patch(patch: unknown, now: Date): void;
  reset(): void;
}

export function createState(initial: Fixtures): State {
  let current = initial;
  return {
    current: () => current,
    patch(patch, now) {
      if (!isRecord(patch)) throw new BadInput('the patch must be an object');
      const patched = checkFixtures(mergePatch(current, patch));
      current = checkFixtures(mergePatch(patched, usageDates(patch, now)));
    },
    reset() {
      current = initial;
    },
  };
}

/** A further patch that dates what the first one says of usage, unless it does that itself. */
function usageDates(patch: Record<string, unknown>, now: Date): unknown {
  const customers = eachRecord(patch.customers, (customer) => {
    const resources = eachRecord(customer.resources, (resource) => dates(resource, now));
    return { ...dates(customer, now), ...(Object.keys(resources).length > 0 && { resources }) };
  });
  return { customers };
}

function dates({ usage, usageUpdatedAt }: Record<string, unknown>, now: Date): Record<string, unknown> {
  if (!isRecord(usage)) return {};
  const dated = Object.entries(usage).map(([featureId, amount]) => {
    return [featureId, amount === null ? null : now.toISOString()] as const;
  });
  return { usageUpdatedAt: mergePatch(Object.fromEntries(dated), usageUpdatedAt ?? {}) };
}

function eachRecord(
  value: unknown,
  map: (one: Record<string, unknown>) => Record<string, unknown>,
): Record<string, unknown> {
  const entries = Object.entries(isRecord(value) ? value : {});
  return Object.fromEntries(entries.flatMap(([id, one]) => (isRecord(one) ? [[id, map(one)]] : [])));
}
