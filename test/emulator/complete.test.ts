// Every field of every type that an operation leads to, asked for at once: what cannot be answered is refused by name,
// and nothing else fails.
import { beforeAll, describe, expect, it } from 'vitest';
import { runningEmulator } from './running.js';

const { control, query } = runningEmulator();

interface TypeRef {
  kind: string;
  name: string | null;
  ofType: TypeRef | null;
}
interface TypeInfo {
  name: string;
  kind: string;
  fields: { name: string; type: TypeRef }[] | null;
  possibleTypes: { name: string }[] | null;
}

const REF = 'kind name ofType { kind name ofType { kind name ofType { kind name } } }';
const TYPES = `{ __schema { types { name kind possibleTypes { name } fields { name type { ${REF} } } } } }`;

/** What no fixture tells of. */
const REFUSED = [
  'ApplySubscription.entitlementsV2',
  'Customer.excludeFromExperiment',
  'Customer.syncStates',
  'CustomerPortal.entitlementsV2',
  'CustomerSubscription.syncStates',
  'Plan.inheritedPackageEntitlements',
  'Plan.packageEntitlements',
];

let types: Map<string, TypeInfo>;
beforeAll(async () => {
  const { data } = await query(TYPES);
  const schema = data?.__schema as { types: TypeInfo[] };
  types = new Map(schema.types.map((type) => [type.name, type]));
});

const named = (type: TypeRef): TypeRef => (type.ofType ? named(type.ofType) : type);

/** All fields, each type once on the way down. */
function selection(name: string, above: readonly string[], inUnion = false): string {
  const type = types.get(name);
  if (type?.kind === 'UNION') {
    const parts = (type.possibleTypes ?? []).map(
      (one) => `... on ${one.name} ${selection(one.name, above, true)}`,
    );
    return `{ __typename ${parts.join(' ')} }`;
  }
  if (!type?.fields) return '';
  const fields = type.fields.flatMap(({ name: field, type: ref }) => {
    if (REFUSED.includes(`${name}.${field}`)) return [];
    // Two members of a union may have a field of the same name and of another type.
    const asked = inUnion ? `${name}_${field}: ${field}` : field;
    const below = named(ref);
    if (below.kind === 'SCALAR' || below.kind === 'ENUM') return [asked];
    if (above.includes(below.name ?? '') || above.length > 5) return [];
    return [`${asked} ${selection(below.name ?? '', [...above, name])}`];
  });
  return `{ ${['__typename', ...fields].join(' ')} }`;
}

const OPERATIONS = [
  ['paywall', 'Paywall', { customerId: 'customer-acme', productId: 'product-boards' }],
  ['getCustomerByRefId', 'Customer', { customerId: 'customer-umbrella' }],
  ['getActiveSubscriptions', 'CustomerSubscription', { customerId: 'customer-acme' }],
  ['getSubscription', 'CustomerSubscription', { subscriptionId: 'subscriptions-01' }],
  ['customerPortal', 'CustomerPortal', { customerId: 'customer-acme' }],
  ['checkoutState', 'CheckoutState', { customerId: 'customer-initech', planId: 'plan-growth' }],
  [
    'usageHistoryV2',
    'UsageHistoryV2',
    { customerId: 'customer-acme', featureId: 'feature-reports', startDate: '2026-09-01T00:00:00Z' },
  ],
  [
    'estimateSubscription',
    'SubscriptionPreview',
    {
      customerId: 'customer-initech',
      planId: 'plan-starter',
      billingPeriod: 'MONTHLY',
      promotionCode: 'WELCOME20',
    },
  ],
  [
    'estimateSubscriptionUpdate',
    'SubscriptionPreview',
    { subscriptionId: 'subscription-plan-growth-5f1c20', addons: [{ addonId: 'addon-extra-reports' }] },
  ],
  [
    'previewSubscription',
    'SubscriptionPreviewV2',
    { customerId: 'customer-acme', planId: 'plan-starter', billingPeriod: 'MONTHLY' },
  ],
  [
    'applySubscription',
    'ApplySubscription',
    { customerId: 'customer-acme', planId: 'plan-starter', billingPeriod: 'ANNUALLY' },
  ],
] as const;

const inputType = (field: string) =>
  ({ paywall: 'GetPaywallInput' })[field] ?? `${field.charAt(0).toUpperCase()}${field.slice(1)}Input`;

describe('all fields', () => {
  it.each(OPERATIONS)('of %s', async (field, type, input) => {
    await control('PUT', 'clock', { now: '2026-11-23T12:00:00Z' });
    const kind = /^(estimate|preview|apply)/.test(field) ? 'mutation' : 'query';
    const text = `${kind} ($input: ${inputType(field)}!) { ${field}(input: $input) ${selection(type, [])} }`;
    const { data, errors } = await query(text, { input });
    expect(errors).toBeUndefined();
    expect(data?.[field]).toBeTruthy();
  });

  it('of coupons', async () => {
    const { data, errors } = await query(`{ coupons ${selection('CouponConnection', [])} }`);
    expect(errors).toBeUndefined();
    expect(data?.coupons).toMatchObject({ totalCount: 5 });
  });
});
