// Every member that a result of the vendor's client has is there, with its type: of answers over HTTP, and of data made
// from the schema in which everything is filled, or everything is null that may be.
import type { Paywall, Plan } from 'stigg-offline';
import type { StiggClient } from 'stigg-offline/compat';
import { describe, expect, it } from 'vitest';
import { toCustomer } from '../../src/compat/customer.js';
import { toEstimate, toPreview } from '../../src/compat/estimate.js';
import { toApplied, toCheckoutState, toPaywall } from '../../src/compat/paywall.js';
import { toPlan } from '../../src/compat/plan.js';
import { toSubscription, toSummary } from '../../src/compat/subscription.js';
import { toMeasurements, toUsageHistory } from '../../src/compat/usage-history.js';
import type { DataCallName } from '../../src/core/data-call.js';
import { CALLS } from '../../worker/api/calls.js';
import * as operations from '../../worker/api/operations.generated.js';
import { setCompatStage } from '../support/compat-client.js';
import { makeWireData } from '../support/wire-data.js';
import { mismatches, SHAPES } from './shape-table.js';

const stage = setCompatStage();
const START = new Date(Date.now() - 40 * 24 * 3_600_000);
const PROMOTED = {
  planId: 'plan-revvenu-growth',
  billableFeatures: [{ featureId: 'feature-01-templates', quantity: 2 }],
  billingPeriod: 'MONTHLY',
  promotionCode: 'STIGG50',
  billingCountryCode: 'US',
  billingInformation: { taxPercentage: 17 },
};

/** Each starts a client and asks over HTTP. */
const PATIENT = { timeout: 30_000 };

type Call = (client: StiggClient) => unknown;

/** By customer, because not each of them has everything to show. */
const ANSWERS: readonly (readonly [type: string, customerId: string, call: Call])[] = [
  ...['customer-acme', 'customer-umbrella', 'customer-globex', 'customer-demo-01'].flatMap(
    (id) =>
      [
        ['Customer', id, (client) => client.getCustomer()],
        ['Paywall', id, (client) => client.getPaywall()],
        ['CustomerPortal', id, (client) => client.getCustomerPortal()],
        ['Subscription[]', id, (client) => client.getActiveSubscriptions()],
        ['SubscriptionSummary[]', id, (client) => client.getActiveSubscriptionsList()],
      ] as const satisfies readonly (readonly [string, string, Call])[],
  ),
  [
    'BooleanEntitlement',
    'customer-acme',
    (client) => client.getBooleanEntitlement({ featureId: 'feature-audit-log' }),
  ],
  [
    'NumericEntitlement',
    'customer-acme',
    (client) => client.getNumericEntitlement({ featureId: 'feature-history-days' }),
  ],
  [
    'MeteredEntitlement',
    'customer-acme',
    (client) => client.getMeteredEntitlement({ featureId: 'feature-reports' }),
  ],
  ['BooleanEntitlement', 'customer-acme', (client) => client.getBooleanEntitlement({ featureId: 'nothing' })],
  ['NumericEntitlement', 'customer-acme', (client) => client.getNumericEntitlement({ featureId: 'nothing' })],
  ['MeteredEntitlement', 'customer-acme', (client) => client.getMeteredEntitlement({ featureId: 'nothing' })],
  ['BooleanEntitlement[]', 'customer-acme', (client) => client.getEntitlements()],
  [
    'Subscription',
    'customer-demo-01',
    (client) => client.getSubscription({ subscriptionId: 'subscriptions-01' }),
  ],
  ['Coupon[]', 'customer-acme', (client) => client.getCoupons()],
  ['CheckoutState', 'customer-acme', (client) => client.getCheckoutState({ planId: 'plan-growth' })],
  ['AppliedSubscription', 'customer-acme', (client) => client.applySubscription({ planId: 'plan-growth' })],
  ['Estimate', 'customer-demo-01', (client) => client.estimateSubscription(PROMOTED)],
  [
    'Estimate',
    'customer-demo-01',
    (client) =>
      client.estimateSubscriptionUpdate({ subscriptionId: 'subscription-plan-revvenu-growth-da6324' }),
  ],
  ['Preview', 'customer-demo-01', (client) => client.previewSubscription(PROMOTED)],
  [
    'Measurement[]',
    'customer-acme',
    (client) => client.fetchUsageHistory({ featureId: 'feature-reports', startDate: START }),
  ],
  [
    'UsageHistory',
    'customer-acme',
    (client) => client.getUsageHistoryV2({ featureId: 'feature-reports', startDate: START }),
  ],
];

/** What makes the vendor's form of each call's result. */
const MADE: readonly (readonly [type: string, name: DataCallName, make: (result: never) => unknown])[] = [
  ['Paywall', 'getPaywall', toPaywall],
  ['CustomerPortal', 'getCustomerPortal', (portal) => portal],
  ['Customer', 'getCustomer', toCustomer],
  ['Subscription', 'getSubscription', toSubscription],
  ['SubscriptionSummary[]', 'getActiveSubscriptionsList', (list: never[]) => list.map(toSummary)],
  ['Coupon[]', 'getCoupons', (coupons) => coupons],
  ['CheckoutState', 'getCheckoutState', toCheckoutState],
  ['AppliedSubscription', 'applySubscription', toApplied],
  ['Estimate', 'estimateSubscription', toEstimate],
  ['Preview', 'previewSubscription', toPreview],
  ['Measurement[]', 'getUsageHistory', toMeasurements],
  ['UsageHistory', 'getUsageHistory', toUsageHistory],
];

function make(name: DataCallName, make: (result: never) => unknown, nullables: 'filled' | 'null') {
  const operation = `${name[0]?.toUpperCase()}${name.slice(1)}`;
  const { data } = makeWireData(
    (operations as unknown as Record<string, string>)[operation] ?? '',
    nullables,
  );
  return make(CALLS[name].read(data as never) as never);
}

it.each(ANSWERS)('%s over HTTP, of %s', PATIENT, async (type, customerId, call) => {
  const client = stage.client({ customerId });
  await client.waitForInitialization();
  const met = new Set<string>();
  expect(mismatches(await call(client), type, met)).toEqual([]);
  expect(met.size).toBeGreaterThan(1);
});

describe.each(MADE)('%s of %s', (type, name, making) => {
  it('has every member, where the API fills everything', () => {
    const met = new Set<string>();
    expect(mismatches(make(name, making, 'filled'), type, met)).toEqual([]);
    const shape = type.replace('[]', '');
    const missing = SHAPES.get(shape)?.filter((member) => !met.has(`${shape}.${member.name}`));
    expect(missing).toEqual([]);
  });

  // A customer that does not exist is no result.
  if (name === 'getCustomer') return;
  it('has no null where the table allows none, where the API fills nothing', () => {
    expect(mismatches(make(name, making, 'null'), type, new Set())).toEqual([]);
  });
});

it.each([
  ['FREE', [], 0],
  ['PAID', ['PAID'], 2],
  ['CUSTOM', ['FREE', 'PAID'], 2],
])('a %s plan has the add-ons %j, and %i groups of them', (pricingType, addons, groups) => {
  const { plans } = CALLS.getPaywall.read(
    makeWireData(operations.GetPaywall, 'filled').data as never,
  ) as Paywall;
  const [plan] = plans as [Plan];
  const compatibleAddons = plan.compatibleAddons.map((addon, at) => ({
    ...addon,
    pricingType: at === 0 ? 'FREE' : 'PAID',
  }));
  const made = toPlan({ ...plan, pricingType, compatibleAddons });
  expect(made.compatibleAddons.map((addon) => addon.pricingType)).toEqual(addons);
  expect(made.compatiblePackageGroups).toHaveLength(groups);
});

it('every shape of the table is used', () => {
  const used = new Set(['BooleanEntitlement', 'NumericEntitlement', 'MeteredEntitlement']);
  for (const [type] of MADE) used.add(type.replace('[]', ''));
  for (const members of SHAPES.values()) {
    for (const { type } of members) used.add(type.replace(/(\[\])?(\?|\|null)?$/, ''));
  }
  expect([...SHAPES.keys()].filter((shape) => !used.has(shape))).toEqual([]);
});
