// One fixture file for everything local: the emulator serves it, and an offline client takes its
// `entitlementsFallback` from it, so both give the same answers.
import { usagePeriod } from './core/usage-period.js';

export interface FixtureFeature {
  displayName: string;
  description?: string;
  featureType: 'BOOLEAN' | 'NUMBER' | 'ENUM';
  /** Number features only: `None` is a configured value, the other two count usage. */
  meterType?: 'None' | 'Incremental' | 'Fluctuating' | null;
  featureUnits?: string;
  featureUnitsPlural?: string;
}

/** What a plan gives of one feature. In `grants` the fields given here replace those of the plan. */
export interface Grant {
  usageLimit?: number | null;
  hasUnlimitedUsage?: boolean;
  hasSoftLimit?: boolean;
  /** Null or absent: usage never resets. */
  resetPeriod?: 'YEAR' | 'MONTH' | 'WEEK' | 'DAY' | 'HOUR' | null;
  enumValues?: string[];
  /** Default true. False keeps the entitlement in the list, denied for `accessDeniedReason`. */
  isGranted?: boolean;
  accessDeniedReason?: string | null;
}

/** What a customer, or one resource of a customer, is subscribed to and has used. */
export interface Subscriber {
  planId?: string | null;
  /** Null or false takes a feature of the plan away (false because a JSON merge patch cannot write null). */
  grants?: Record<string, Grant | null | false>;
  /** By feature id, default 0. */
  usage?: Record<string, number>;
  /** By feature id, ISO time of the count: a later period starts at 0. Absent: counted in the current period. */
  usageUpdatedAt?: Record<string, string>;
  /** If present, the whole answer as it is; nothing else above is looked at. */
  entitlements?: WireEntitlement[];
}

export interface FixtureResource extends Subscriber {
  /** ISO time that usage periods count from. Default: the customer's. */
  subscribedAt?: string;
}

export interface FixtureCustomer extends Subscriber {
  name: string;
  email?: string;
  archived?: boolean;
  /** ISO time that usage periods count from. */
  subscribedAt: string;
  resources?: Record<string, FixtureResource>;
}

export interface Fixtures {
  /** Accepted `X-API-KEY` values. */
  apiKeys: string[];
  /** Accepted `X-CUSTOMER-KEY` values by customer id. */
  customerTokens?: { enforced: boolean; accepted: Record<string, string[]> };
  configuration: { isWidgetWatermarkEnabled: boolean; showWatermark: boolean };
  features: Record<string, FixtureFeature>;
  products: Record<string, { displayName: string; description?: string }>;
  plans: Record<string, { displayName: string; productId: string; entitlements: Record<string, Grant> }>;
  customers: Record<string, FixtureCustomer>;
}

/** An entitlement as the API sends it. */
export interface WireEntitlement {
  isGranted: boolean;
  accessDeniedReason?: string | null;
  usageLimit?: number | null;
  hasUnlimitedUsage: boolean;
  hasSoftLimit?: boolean | null;
  currentUsage?: number | null;
  requestedUsage?: number | null;
  enumValues?: string[] | null;
  entitlementUpdatedAt?: string | null;
  usageUpdatedAt?: string | null;
  usagePeriodAnchor?: string | null;
  usagePeriodStart?: string | null;
  usagePeriodEnd?: string | null;
  resetPeriod?: Grant['resetPeriod'];
  feature?: WireFeature | null;
}

export interface WireFeature {
  refId: string;
  displayName: string;
  featureType: FixtureFeature['featureType'];
  meterType?: FixtureFeature['meterType'];
  featureUnits?: string | null;
  featureUnitsPlural?: string | null;
  description?: string | null;
}

/** One entry of the client's `entitlementsFallback`. */
export interface FixtureFallback {
  hasAccess: boolean;
  value?: number;
  usageLimit?: number;
  isUnlimited?: boolean;
  values?: string[];
}

export type FixtureErrorCode = 'CustomerNotFound' | 'CustomerResourceNotFound' | 'EntityIsArchivedError';

/** The fixtures have no answer; `code` is what the API would say. */
export class FixtureError extends Error {
  override readonly name = 'FixtureError';
  readonly code: FixtureErrorCode;

  constructor(code: FixtureErrorCode, message: string) {
    super(message);
    this.code = code;
  }
}

/**
 * The entitlements of a customer, or of one resource, as the API would list them: those of the plan in its
 * order, then those only in `grants`. A resource has its own plan and grants and inherits none.
 *
 * @param resourceId null or undefined for the customer's own list
 * @param now the server's time; usage periods are those that hold it, half open, in UTC
 * @throws {FixtureError} unknown or archived customer, or unknown resource
 * @throws {TypeError} a plan or a feature that is named but not in the file
 */
export function entitlementsOf(
  fixtures: Fixtures,
  customerId: string,
  resourceId: string | null | undefined,
  now: Date,
): WireEntitlement[] {
  const subscriber = subscriberOf(fixtures, customerId, resourceId);
  if (subscriber.entitlements) return subscriber.entitlements;
  return Object.entries(grantsOf(fixtures, subscriber)).map(([featureId, grant]) => {
    const feature = own(fixtures.features, featureId);
    if (!feature) throw new TypeError(`feature ${featureId} is not in the fixtures`);
    return entitlement(featureId, feature, grant, subscriber, now);
  });
}

/**
 * The same entitlements as a client's `entitlementsFallback` option, for local development offline. Usage in the
 * file counts, so a metered feature over its limit is denied here too. Number features have their limit as both
 * `value` and `usageLimit`, so the numeric and the metered getter both work.
 *
 * @throws {FixtureError} as {@link entitlementsOf}
 */
export function fallbackFromFixtures(
  fixtures: Fixtures,
  { customerId, resourceId }: { customerId: string; resourceId?: string | null },
): Record<string, FixtureFallback> {
  // In the first period all usage counts as current; the bounds are not used.
  const firstPeriod = new Date(subscriberOf(fixtures, customerId, resourceId).subscribedAt);
  const listed = entitlementsOf(fixtures, customerId, resourceId, firstPeriod);
  return Object.fromEntries(
    listed.flatMap((one) => (one.feature ? [[one.feature.refId, fallback(one, one.feature)]] : [])),
  );
}

function fallback(one: WireEntitlement, feature: WireFeature): FixtureFallback {
  const hasAccess = one.isGranted;
  if (feature.featureType === 'ENUM') return { hasAccess, values: one.enumValues ?? [] };
  if (feature.featureType === 'BOOLEAN') return { hasAccess };
  if (one.hasUnlimitedUsage) return { hasAccess, isUnlimited: true };
  const limit = one.usageLimit == null ? {} : { value: one.usageLimit, usageLimit: one.usageLimit };
  return { hasAccess, ...limit, isUnlimited: false };
}

function subscriberOf(fixtures: Fixtures, customerId: string, resourceId: string | null | undefined) {
  const customer = own(fixtures.customers, customerId);
  if (!customer) throw new FixtureError('CustomerNotFound', `customer ${customerId} not found`);
  if (customer.archived)
    throw new FixtureError('EntityIsArchivedError', `customer ${customerId} is archived`);
  if (resourceId == null) return customer;
  const resource = own(customer.resources ?? {}, resourceId);
  if (!resource) {
    throw new FixtureError(
      'CustomerResourceNotFound',
      `customer ${customerId} has no resource ${resourceId}`,
    );
  }
  return { subscribedAt: customer.subscribedAt, ...resource };
}

function grantsOf(fixtures: Fixtures, { planId, grants = {} }: Subscriber): Record<string, Grant> {
  const plan = planId == null ? undefined : own(fixtures.plans, planId);
  if (planId != null && !plan) throw new TypeError(`plan ${planId} is not in the fixtures`);
  const planned = plan?.entitlements ?? {};
  const ids = new Set([...Object.keys(planned), ...Object.keys(grants)]);
  return Object.fromEntries(
    [...ids].flatMap((id) => {
      const override = own(grants, id);
      return override === null || override === false ? [] : [[id, { ...own(planned, id), ...override }]];
    }),
  );
}

function entitlement(
  featureId: string,
  feature: FixtureFeature,
  grant: Grant,
  subscriber: Subscriber & { subscribedAt: string },
  now: Date,
): WireEntitlement {
  // A number without a meter type is counted too: only `None` says that it is a configured value.
  const counted = feature.featureType === 'NUMBER' && feature.meterType !== 'None';
  const anchor = Date.parse(subscriber.subscribedAt);
  const resetPeriod = (counted && grant.resetPeriod) || null;
  const bounds = resetPeriod && usagePeriod(anchor, resetPeriod, now.getTime());
  const countedAt = own(subscriber.usageUpdatedAt ?? {}, featureId);
  const expired = bounds && countedAt !== undefined && Date.parse(countedAt) < bounds.start;
  const usage = expired ? 0 : (own(subscriber.usage ?? {}, featureId) ?? 0);
  const unlimited = grant.hasUnlimitedUsage ?? false;
  const overLimit = counted && !unlimited && !grant.hasSoftLimit && usage > (grant.usageLimit ?? 0);
  const revoked = grant.isGranted === false;
  return {
    isGranted: !revoked && !overLimit,
    accessDeniedReason:
      grant.accessDeniedReason ?? (overLimit && !revoked ? 'RequestedUsageExceedingLimit' : null),
    usageLimit: unlimited ? null : (grant.usageLimit ?? null),
    hasUnlimitedUsage: unlimited,
    hasSoftLimit: grant.hasSoftLimit ?? false,
    currentUsage: counted ? usage : null,
    requestedUsage: null,
    enumValues: grant.enumValues ?? null,
    entitlementUpdatedAt: iso(anchor),
    usageUpdatedAt: expired || countedAt === undefined ? iso(bounds ? bounds.start : anchor) : countedAt,
    usagePeriodAnchor: bounds && iso(anchor),
    usagePeriodStart: bounds && iso(bounds.start),
    usagePeriodEnd: bounds && iso(bounds.end),
    resetPeriod,
    feature: {
      refId: featureId,
      displayName: feature.displayName,
      featureType: feature.featureType,
      meterType: feature.meterType ?? null,
      featureUnits: feature.featureUnits ?? null,
      featureUnitsPlural: feature.featureUnitsPlural ?? null,
      description: feature.description ?? null,
    },
  };
}

/** Ids come from requests, and `constructor` is no customer. */
function own<T>(record: Record<string, T>, key: string): T | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}

const iso = (ms: number) => new Date(ms).toISOString();
