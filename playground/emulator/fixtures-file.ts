import { readFileSync } from 'node:fs';
import type { Fixtures } from '../../src/fixtures.js';
import {
  amount,
  BadInput,
  dictionary,
  flag,
  list,
  nullable,
  oneOf,
  optional,
  record,
  text,
  time,
} from './input.js';

const grant = record({
  usageLimit: optional(nullable(amount)),
  hasUnlimitedUsage: optional(flag),
  hasSoftLimit: optional(flag),
  resetPeriod: optional(oneOf('YEAR', 'MONTH', 'WEEK', 'DAY', 'HOUR', null)),
  enumValues: optional(list(text)),
  isGranted: optional(flag),
  accessDeniedReason: optional(nullable(text)),
});

const subscriber = {
  planId: optional(nullable(text)),
  grants: optional(dictionary((value, path) => value === null || value === false || grant(value, path))),
  usage: optional(dictionary(amount)),
  usageUpdatedAt: optional(dictionary(time)),
  // Served as they are, whatever they hold: that is what they are for.
  entitlements: optional(list(dictionary(() => {}))),
};

const fixtures = record({
  apiKeys: list(text),
  customerTokens: optional(record({ enforced: flag, accepted: dictionary(list(text)) })),
  configuration: record({ isWidgetWatermarkEnabled: flag, showWatermark: flag }),
  features: dictionary(
    record({
      displayName: text,
      description: optional(text),
      featureType: oneOf('BOOLEAN', 'NUMBER', 'ENUM'),
      meterType: optional(oneOf('None', 'Incremental', 'Fluctuating', null)),
      featureUnits: optional(text),
      featureUnitsPlural: optional(text),
    }),
  ),
  products: dictionary(record({ displayName: text, description: optional(text) })),
  plans: dictionary(record({ displayName: text, productId: text, entitlements: dictionary(grant) })),
  customers: dictionary(
    record({
      ...subscriber,
      name: text,
      email: optional(text),
      archived: optional(flag),
      subscribedAt: time,
      resources: optional(dictionary(record({ ...subscriber, subscribedAt: optional(time) }))),
    }),
  ),
});

/**
 * Reads and checks a fixture file.
 *
 * @throws {BadInput} not readable, not JSON, or not fixtures; the message says which and where
 */
export function readFixtures(file: string | URL): Fixtures {
  let json: unknown;
  try {
    json = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new BadInput(
      `cannot read fixtures from ${file}: ${error instanceof Error ? error.message : error}`,
    );
  }
  return checkFixtures(json);
}

/**
 * Returns the value as fixtures if it is that.
 *
 * @throws {BadInput} a field is wrong, or names a feature, product or plan that is not there
 */
export function checkFixtures(value: unknown): Fixtures {
  fixtures(value, 'fixtures');
  const checked = value as Fixtures;
  for (const [id, plan] of Object.entries(checked.plans)) {
    known(checked.products, plan.productId, `fixtures.plans.${id}.productId`);
    for (const featureId of Object.keys(plan.entitlements)) {
      known(checked.features, featureId, `fixtures.plans.${id}.entitlements`);
    }
  }
  for (const [id, customer] of Object.entries(checked.customers)) {
    const path = `fixtures.customers.${id}`;
    const resources = Object.entries(customer.resources ?? {});
    for (const [at, one] of [
      [path, customer] as const,
      ...resources.map(([resourceId, resource]) => [`${path}.resources.${resourceId}`, resource] as const),
    ]) {
      if (one.planId != null) known(checked.plans, one.planId, `${at}.planId`);
      for (const member of ['grants', 'usage', 'usageUpdatedAt'] as const) {
        for (const featureId of Object.keys(one[member] ?? {}))
          known(checked.features, featureId, `${at}.${member}`);
      }
    }
  }
  return checked;
}

function known(there: Record<string, unknown>, id: string, path: string): void {
  if (!Object.hasOwn(there, id)) throw new BadInput(`${path} names ${id}, which is not in the fixtures`);
}
