// One fixture file for everything local: the emulator serves it, and an offline client takes its
// `entitlementsFallback` from it, so both give the same answers.
import { usagePeriod } from './core/usage-period.js';

/** A feature of the file. */
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

/** What stands beside `planId`: how much of the plan is subscribed to. */
export interface FixtureSubscription {
  /** How many of each add-on. One that the plan does not list counts for nothing. */
  addons?: Record<string, number>;
  /** Units of features that the plan sells by the unit: as many as were bought are the limit. */
  quantities?: Record<string, number>;
}

/** What a customer, or one resource of a customer, is subscribed to and has used. */
export interface Subscriber {
  planId?: string | null;
  subscription?: FixtureSubscription;
  /** Null or false takes a feature of the plan away (false because a JSON merge patch cannot write null). */
  grants?: Record<string, Grant | null | false>;
  /** By feature id, default 0. */
  usage?: Record<string, number>;
  /** By feature id, ISO time of the count: a later period starts at 0. Absent: counted in the current period. */
  usageUpdatedAt?: Record<string, string>;
  /** If present, the whole answer as it is; nothing else above is looked at. */
  entitlements?: WireEntitlement[];
}

/** A resource of a customer. */
export interface FixtureResource extends Subscriber {
  /** ISO time that usage periods count from. Default: the customer's. */
  subscribedAt?: string;
}

/** A feature given beside the plan. */
export interface FixturePromotion extends Grant {
  /** ISO time that it ends at. Absent: it does not. */
  endDate?: string;
}

/** A customer of the file. */
export interface FixtureCustomer extends Subscriber {
  name: string;
  email?: string;
  archived?: boolean;
  /** By feature id. They replace fields of the plan, and `grants` replace theirs. */
  promotionalEntitlements?: Record<string, FixturePromotion>;
  /** ISO time that usage periods count from. */
  subscribedAt: string;
  resources?: Record<string, FixtureResource>;
}

/** A plan of the file. */
export interface FixturePlan {
  displayName: string;
  productId: string;
  /** All that it gives, also what it has from a lesser plan. */
  entitlements: Record<string, Grant>;
  /** Ids of the add-ons that it can be extended with. */
  addons?: string[];
  /** Only read for the features that are sold by the unit. */
  prices?: { billingModel?: string; featureId?: string }[];
}

/** An add-on of the file. */
export interface FixtureAddon {
  displayName: string;
  /** Limits are for one of it, and add to those of the plan. */
  entitlements?: Record<string, Grant>;
}

/** What a fixture file holds. Names are ids. */
export interface Fixtures {
  /** Where editors find the schema of the file. */
  $schema?: string;
  /** Accepted `X-API-KEY` values. */
  apiKeys: string[];
  /** Accepted `X-CUSTOMER-KEY` values by customer id. */
  customerTokens?: { enforced: boolean; accepted: Record<string, string[]> };
  configuration: { isWidgetWatermarkEnabled: boolean; showWatermark: boolean };
  features: Record<string, FixtureFeature>;
  products: Record<string, { displayName: string; description?: string }>;
  plans: Record<string, FixturePlan>;
  addons?: Record<string, FixtureAddon>;
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

/** A feature as the API sends it. */
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

/** What the API would say where the fixtures have no answer. */
export type FixtureErrorCode = 'CustomerNotFound' | 'CustomerResourceNotFound' | 'EntityIsArchivedError';

/** The fixtures have no answer; `code` is what the API would say. */
export class FixtureError extends Error {
  /** Always `FixtureError`. */
  override readonly name = 'FixtureError';
  /** What the API would say. */
  readonly code: FixtureErrorCode;

  constructor(code: FixtureErrorCode, message: string) {
    super(message);
    this.code = code;
  }
}

/**
 * The entitlements of a customer, or of one resource, as the API would list them: those of the plan in its
 * order, then those of add-ons, promotions and `grants` only. A resource has its own and inherits none.
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
  return Object.entries(grantsOf(fixtures, subscriber, now)).map(([featureId, grant]) => {
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

function grantsOf(
  fixtures: Fixtures,
  subscriber: Subscriber & Pick<FixtureCustomer, 'promotionalEntitlements'>,
  now: Date,
): Record<string, Grant> {
  const { grants = {}, promotionalEntitlements = {} } = subscriber;
  const subscribed = subscribedGrants(fixtures, subscriber);
  const given = Object.entries(promotionalEntitlements).filter(
    ([, { endDate }]) => endDate === undefined || now.getTime() < Date.parse(endDate),
  );
  const planned = byId(subscribed);
  for (const [id, promotion] of given) planned[id] = { ...own(planned, id), ...promotion };
  const ids = new Set([...Object.keys(planned), ...Object.keys(grants)]);
  return Object.fromEntries(
    [...ids].flatMap((id) => {
      const override = own(grants, id);
      return override === null || override === false ? [] : [[id, { ...own(planned, id), ...override }]];
    }),
  );
}

/** What the plan gives, with the units and the add-ons that were bought. */
function subscribedGrants(
  fixtures: Fixtures,
  { planId, subscription = {} }: Subscriber,
): Record<string, Grant> {
  if (planId == null) return {};
  const plan = own(fixtures.plans, planId);
  if (!plan) throw new TypeError(`plan ${planId} is not in the fixtures`);
  const { addons = {}, quantities = {} } = subscription;
  const soldByUnit = (plan.prices ?? []).flatMap(({ billingModel, featureId = '' }) =>
    billingModel === 'PER_UNIT' ? [featureId] : [],
  );
  const granted = byId(plan.entitlements);
  for (const [id, units] of Object.entries(quantities)) {
    if (soldByUnit.includes(id)) granted[id] = { ...own(granted, id), usageLimit: units };
  }
  for (const [addonId, quantity] of Object.entries(addons)) {
    if (!plan.addons?.includes(addonId)) continue;
    for (const [id, extra] of Object.entries(own(fixtures.addons ?? {}, addonId)?.entitlements ?? {})) {
      granted[id] = extended(own(granted, id), extra, quantity);
    }
  }
  return granted;
}

function extended(grant: Grant | undefined, extra: Grant, quantity: number): Grant {
  const limits = [grant?.usageLimit, extra.usageLimit == null ? null : extra.usageLimit * quantity];
  const counted = limits.filter((limit) => limit != null);
  const values = [...(grant?.enumValues ?? []), ...(extra.enumValues ?? [])];
  return {
    ...extra,
    ...grant,
    ...(counted.length > 0 && { usageLimit: counted.reduce((sum, limit) => sum + limit) }),
    ...(values.length > 0 && { enumValues: [...new Set(values)] }),
    ...(extra.hasUnlimitedUsage && { hasUnlimitedUsage: true }),
  };
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

/** A copy that can hold any id, also one that would be a prototype elsewhere. */
function byId<T>(record: Record<string, T>): Record<string, T> {
  return Object.assign(Object.create(null), record);
}

/** Ids come from requests, and `constructor` is no customer. */
function own<T>(record: Record<string, T>, key: string): T | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}

const iso = (ms: number) => new Date(ms).toISOString();
