import { type Environment, own, type Resource } from './environment.js';
import { checkFixtures } from './fixtures-file.js';
import { BadInput } from './input.js';
import { isRecord, mergePatch } from './json.js';
import { settled } from './subscriptions/settlement.js';

export interface State {
  /**
   * As it is once all has happened that had to happen by `now`. Never changed in place: an answer that is sent late
   * keeps the state it was computed from.
   */
  at(now: Date): Environment;
  /**
   * Applies a JSON merge patch to the state at `now`. Usage that it sets is dated so, and ends with its period.
   *
   * @throws {BadInput} the patch or its result is not usable; the state is then as before
   */
  patch(patch: unknown, now: Date): void;
  put(next: Environment): void;
  reset(): void;
}

export function createState(initial: Environment): State {
  let current = initial;
  return {
    at: (now) => settled(current, now),
    patch(patch, now) {
      if (!isRecord(patch)) throw new BadInput('the patch must be an object');
      const before = settled(current, now);
      const patched = checkFixtures(mergePatch(before, patch));
      current = checkFixtures(mergePatch(patched, usageDates(before, patch, now)));
    },
    put(next) {
      current = next;
    },
    reset() {
      current = initial;
    },
  };
}

/** A further patch: it dates what the first one says of usage, unless that does so itself, and logs what was before. */
function usageDates({ customers }: Environment, patch: Record<string, unknown>, now: Date): unknown {
  return {
    customers: eachRecord(patch.customers, (customer, id) => {
      const before = own(customers, id);
      const resources = eachRecord(customer.resources, (resource, resourceId) =>
        dates(own(before?.resources, resourceId), resource, now),
      );
      return { ...dates(before, customer, now), ...(Object.keys(resources).length > 0 && { resources }) };
    }),
  };
}

function dates(
  before: Resource | undefined,
  { usage, usageUpdatedAt, usageHistory }: Record<string, unknown>,
  now: Date,
): Record<string, unknown> {
  if (!isRecord(usage)) return {};
  const dated = Object.entries(usage).map(([featureId, amount]) => {
    return [featureId, amount === null ? null : now.toISOString()] as const;
  });
  const logged = Object.keys(usage).flatMap((featureId) => {
    const at = own(before?.usageUpdatedAt, featureId);
    if (at === undefined) return [];
    const reading = { at, usage: own(before?.usage, featureId) ?? 0 };
    return [[featureId, [...(own(before?.usageHistory, featureId) ?? []), reading]] as const];
  });
  return {
    usageUpdatedAt: mergePatch(Object.fromEntries(dated), usageUpdatedAt ?? {}),
    ...(logged.length > 0 && { usageHistory: mergePatch(Object.fromEntries(logged), usageHistory ?? {}) }),
  };
}

function eachRecord(
  value: unknown,
  map: (one: Record<string, unknown>, id: string) => Record<string, unknown>,
): Record<string, unknown> {
  const entries = Object.entries(isRecord(value) ? value : {});
  return Object.fromEntries(entries.flatMap(([id, one]) => (isRecord(one) ? [[id, map(one, id)]] : [])));
}
