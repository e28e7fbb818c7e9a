// Which members the fixture file may have, and of what kind.
import {
  amount,
  count,
  currency,
  described,
  dictionary,
  duration,
  flag,
  list,
  nullable,
  oneOf,
  oneOfOr,
  optional,
  record,
  text,
  time,
} from './input.js';

const anything = () => {};
const metadata = optional(dictionary(anything));
const widgets = optional(list(oneOf('PAYWALL', 'CUSTOMER_PORTAL', 'CHECKOUT')));
const money = record({ amount, currency });
const endBehavior = optional(oneOf('CONVERT_TO_PAID', 'CANCEL_SUBSCRIPTION'));
const billingPeriod = oneOf('MONTHLY', 'ANNUALLY');

const grant = {
  usageLimit: described('For a number without a meter: its value.', optional(nullable(amount))),
  hasUnlimitedUsage: optional(flag),
  hasSoftLimit: optional(flag),
  resetPeriod: optional(oneOf('YEAR', 'MONTH', 'WEEK', 'DAY', 'HOUR', null)),
  enumValues: optional(list(text)),
  isGranted: described('Default: true. False: listed, and denied for accessDeniedReason.', optional(flag)),
  accessDeniedReason: optional(nullable(text)),
};
const grantOnly = record(grant);
const offeredGrant = record({ ...grant, displayNameOverride: optional(text), hiddenFromWidgets: widgets });

const prices = optional(
  list(
    record({
      billingPeriod,
      billingModel: optional(oneOf('FLAT_FEE', 'PER_UNIT', 'USAGE_BASED')),
      featureId: optional(text),
      currency: optional(currency),
      amount: optional(amount),
      tiersMode: optional(oneOf('VOLUME', 'GRADUATED')),
      tiers: optional(
        list(
          record({
            upTo: optional(nullable(count)),
            unitPrice: optional(amount),
            flatPrice: optional(amount),
          }),
        ),
      ),
      blockSize: optional(count),
      minUnitQuantity: optional(count),
      maxUnitQuantity: optional(count),
      billingCountryCode: optional(text),
    }),
  ),
);

const taxRate = record({ displayName: text, percentage: amount, inclusive: flag });
const experiment = optional(
  record({ id: text, name: text, groupName: text, groupType: oneOf('CONTROL', 'VARIANT') }),
);

const subscriptionDetails = {
  id: optional(text),
  startDate: optional(time),
  billingCycleAnchor: optional(time),
  billingPeriod: optional(billingPeriod),
  billingCountryCode: optional(text),
  quantities: optional(dictionary(count)),
  addons: optional(dictionary(count)),
  trialEndDate: optional(time),
  trialEndBehavior: endBehavior,
  cancellationDate: optional(time),
  coupon: optional(record({ couponId: text, promotionCode: optional(text), startDate: time })),
  taxRate: optional(taxRate),
  payingCustomerId: optional(text),
  paymentCollection: optional(oneOf('NOT_REQUIRED', 'PROCESSING', 'ACTION_REQUIRED', 'FAILED')),
  paymentCollectionMethod: optional(oneOf('CHARGE', 'INVOICE', 'NONE')),
  latestInvoice: optional(
    record({
      billingId: text,
      status: oneOf('OPEN', 'PAID', 'CANCELED'),
      createdAt: time,
      updatedAt: time,
      requiresAction: flag,
      paymentUrl: optional(text),
      paymentSecret: optional(text),
      errorMessage: optional(text),
      currency: optional(currency),
      subTotal: optional(amount),
      totalExcludingTax: optional(amount),
      tax: optional(amount),
      total: optional(amount),
      billingReason: optional(oneOf('SUBSCRIPTION_CREATION', 'SUBSCRIPTION_UPDATE', 'BILLING_CYCLE')),
    }),
  ),
  experiment,
  metadata,
};

const subscriber = {
  planId: optional(nullable(text)),
  subscription: optional(record(subscriptionDetails)),
  pending: optional(record({ ...subscriptionDetails, planId: text, activatesAt: time })),
  former: optional(
    list(
      record({
        ...subscriptionDetails,
        planId: text,
        status: oneOf('CANCELED', 'EXPIRED'),
        cancelReason: oneOf('TrialEnded', 'TrialConverted', 'UpgradeOrDowngrade', 'ScheduledCancellation'),
        endDate: time,
      }),
    ),
  ),
  grants: described(
    'Given beside the plan, by feature id. Null or false takes a feature away.',
    optional(dictionary(oneOfOr([null, false], grantOnly))),
  ),
  usage: described('By feature id. Default: 0.', optional(dictionary(amount))),
  usageUpdatedAt: optional(dictionary(time)),
  usageHistory: optional(dictionary(list(record({ at: time, usage: amount })))),
  // Served as they are, whatever they hold: that is what they are for.
  entitlements: described(
    'The whole answer in the words of the API; nothing else is looked at then.',
    optional(list(dictionary(anything))),
  ),
};

const promotion = record({
  ...grant,
  period: optional(oneOf('CUSTOM', 'LIFETIME', 'ONE_MONTH', 'ONE_WEEK', 'ONE_YEAR', 'SIX_MONTH')),
  startDate: optional(time),
  endDate: optional(time),
  description: optional(text),
  isVisible: optional(flag),
});

const customer = record({
  ...subscriber,
  name: text,
  email: optional(text),
  archived: optional(flag),
  subscribedAt: described('Usage periods count from it.', time),
  createdAt: optional(time),
  updatedAt: optional(time),
  billingId: optional(text),
  billingPortalUrl: optional(text),
  paymentMethod: optional(
    record({
      id: text,
      type: optional(oneOf('CARD', 'BANK', 'CASH_APP')),
      last4Digits: text,
      expirationMonth: count,
      expirationYear: count,
    }),
  ),
  promotionalEntitlements: optional(dictionary(promotion)),
  trialedPlans: optional(list(text)),
  experiment,
  metadata,
  resources: optional(dictionary(record({ ...subscriber, subscribedAt: optional(time) }))),
});

const plan = record({
  displayName: text,
  description: optional(text),
  productId: text,
  basePlanId: optional(text),
  pricingType: optional(oneOf('FREE', 'PAID', 'CUSTOM')),
  prices,
  addons: optional(list(text)),
  trial: optional(
    record({ duration: count, units: oneOf('DAY', 'MONTH'), endBehavior, budget: optional(amount) }),
  ),
  hiddenFromWidgets: widgets,
  metadata,
  entitlements: dictionary(offeredGrant),
});

/** Refuses a member that there is none of, or of another kind. */
export const fixturesShape = record({
  $schema: described('Where editors find this schema.', optional(text)),
  apiKeys: described('The keys that are accepted.', list(text)),
  customerTokens: described(
    'Accepted tokens by customer id.',
    optional(record({ enforced: flag, accepted: dictionary(list(text)) })),
  ),
  configuration: record({ isWidgetWatermarkEnabled: flag, showWatermark: flag }),
  checkout: optional(
    record({
      activationDelayMs: optional(duration),
      accountId: optional(text),
      publicKey: optional(text),
    }),
  ),
  features: described(
    'By feature id.',
    dictionary(
      record({
        displayName: text,
        description: optional(text),
        featureType: oneOf('BOOLEAN', 'NUMBER', 'ENUM'),
        meterType: described(
          'Of numbers: None is a configured value, the other two count usage.',
          optional(oneOf('None', 'Incremental', 'Fluctuating', null)),
        ),
        featureUnits: optional(text),
        featureUnitsPlural: optional(text),
        metadata,
      }),
    ),
  ),
  products: dictionary(record({ displayName: text, description: optional(text), metadata })),
  plans: described('By plan id.', dictionary(plan)),
  addons: optional(
    dictionary(
      record({
        displayName: text,
        description: optional(text),
        entitlements: optional(dictionary(offeredGrant)),
        prices,
        maxQuantity: optional(count),
        dependencies: optional(list(text)),
        hiddenFromWidgets: widgets,
        metadata,
      }),
    ),
  ),
  coupons: optional(
    dictionary(
      record({
        name: text,
        description: optional(text),
        percentOff: optional(amount),
        amountsOff: optional(list(money)),
        duration: oneOf('ONCE', 'REPEATING', 'FOREVER'),
        durationInMonths: optional(count),
        status: optional(oneOf('ACTIVE', 'ARCHIVED')),
        createdAt: time,
        metadata,
      }),
    ),
  ),
  promotionCodes: optional(
    dictionary(
      record({
        couponId: text,
        active: optional(flag),
        expiresAt: optional(time),
        customerIds: optional(list(text)),
        firstPurchaseOnly: optional(flag),
        maxRedemptions: optional(count),
        redemptions: optional(count),
        minimumAmount: optional(money),
      }),
    ),
  ),
  taxRates: optional(dictionary(taxRate)),
  customers: described('By customer id.', dictionary(customer)),
});
