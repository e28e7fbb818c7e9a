// Made by worker/api/codegen.mjs from worker/api/documents and the schema. Change those instead.
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
/** Whose entitlements to read. */
export type FetchEntitlementsQuery = {
  readonly customerId: string;
  readonly environmentId?: string | null | undefined;
  /** Set for products with one subscription per resource. */
  readonly resourceId?: string | null | undefined;
};

/** Narrows a paywall to a product, customer, resource, country or offer. */
export type GetPaywallInput = {
  /** ISO 3166-1 country for localized prices. */
  readonly billingCountryCode?: string | null | undefined;
  /** Which widget asks. */
  readonly context?: WidgetType | null | undefined;
  readonly customerId?: string | null | undefined;
  readonly environmentId?: string | null | undefined;
  readonly fetchAllCountriesPrices?: boolean | null | undefined;
  readonly includeHiddenPlans?: boolean | null | undefined;
  readonly offerId?: string | null | undefined;
  readonly productId?: string | null | undefined;
  readonly resourceId?: string | null | undefined;
};

/** Which customer to read. */
export type GetCustomerByRefIdInput = {
  readonly customerId: string;
  readonly environmentId?: string | null | undefined;
};

/** Whose active subscriptions; optionally of one resource or of up to 100 resources. */
export type GetActiveSubscriptionsInput = {
  readonly customerId: string;
  readonly environmentId?: string | null | undefined;
  /** One resource. */
  readonly resourceId?: string | null | undefined;
  /** Several resources, at most 100. */
  readonly resourceIds?: ReadonlyArray<string> | null | undefined;
};

/** Which subscription to read. */
export type GetSubscriptionInput = {
  readonly environmentId?: string | null | undefined;
  readonly subscriptionId: string;
};

/** Whose portal; optionally narrowed to a resource or product. */
export type CustomerPortalInput = {
  readonly customerId: string;
  readonly productId?: string | null | undefined;
  readonly resourceId?: string | null | undefined;
};

/** Conditions on coupons; sibling conditions are combined with and. */
export type CouponFilter = {
  readonly and?: ReadonlyArray<CouponFilter> | null | undefined;
  readonly billingId?: StringFieldComparison | null | undefined;
  readonly createdAt?: DateFieldComparison | null | undefined;
  readonly description?: StringFieldComparison | null | undefined;
  readonly environmentId?: UUIDFilterComparison | null | undefined;
  readonly id?: UUIDFilterComparison | null | undefined;
  readonly name?: StringFieldComparison | null | undefined;
  readonly or?: ReadonlyArray<CouponFilter> | null | undefined;
  readonly refId?: StringFieldComparison | null | undefined;
  readonly source?: CouponSourceFilterComparison | null | undefined;
  readonly status?: CouponStatusFilterComparison | null | undefined;
  readonly type?: CouponTypeFilterComparison | null | undefined;
  readonly updatedAt?: DateFieldComparison | null | undefined;
};

/** Relay-style page request: first/after forward, last/before backward. */
export type CursorPaging = {
  readonly after?: string | null | undefined;
  readonly before?: string | null | undefined;
  readonly first?: number | null | undefined;
  readonly last?: number | null | undefined;
};

/** The subscription to price. */
export type EstimateSubscriptionInput = {
  readonly addons?: ReadonlyArray<SubscriptionAddonInput> | null | undefined;
  readonly appliedCoupon?: SubscriptionCouponInput | null | undefined;
  /** Needed for plans priced per unit. */
  readonly billableFeatures?: ReadonlyArray<BillableFeatureInput> | null | undefined;
  readonly billingCountryCode?: string | null | undefined;
  readonly billingInformation?: SubscriptionBillingInfo | null | undefined;
  readonly billingPeriod?: BillingPeriod | null | undefined;
  readonly charges?: ReadonlyArray<ChargeInput> | null | undefined;
  readonly customerId: string;
  readonly environmentId?: string | null | undefined;
  readonly payingCustomerId?: string | null | undefined;
  readonly planId: string;
  readonly priceUnitAmount?: number | null | undefined;
  /** Code issued in the billing provider. */
  readonly promotionCode?: string | null | undefined;
  readonly resourceId?: string | null | undefined;
  readonly skipTrial?: boolean | null | undefined;
  readonly startDate?: string | null | undefined;
  readonly trialOverrideConfiguration?: TrialOverrideConfigurationInput | null | undefined;
  readonly unitQuantity?: number | null | undefined;
};

/** The change to price. */
export type EstimateSubscriptionUpdateInput = {
  readonly addons?: ReadonlyArray<SubscriptionAddonInput> | null | undefined;
  readonly appliedCoupon?: SubscriptionCouponInput | null | undefined;
  /** Needed for subscriptions priced per unit. */
  readonly billableFeatures?: ReadonlyArray<BillableFeatureInput> | null | undefined;
  readonly charges?: ReadonlyArray<ChargeInput> | null | undefined;
  readonly environmentId?: string | null | undefined;
  readonly promotionCode?: string | null | undefined;
  readonly subscriptionId: string;
  readonly unitQuantity?: number | null | undefined;
};

/** The subscription or change to preview. */
export type PreviewSubscriptionInput = {
  readonly addons?: ReadonlyArray<SubscriptionAddonInput> | null | undefined;
  readonly appliedCoupon?: SubscriptionCouponInput | null | undefined;
  readonly billableFeatures?: ReadonlyArray<BillableFeatureInput> | null | undefined;
  readonly billingCountryCode?: string | null | undefined;
  readonly billingCycleAnchor?: SubscriptionBillingCycleAnchor | null | undefined;
  readonly billingInformation?: SubscriptionBillingInfo | null | undefined;
  readonly billingPeriod?: BillingPeriod | null | undefined;
  readonly charges?: ReadonlyArray<ChargeInput> | null | undefined;
  readonly customerId: string;
  readonly environmentId?: string | null | undefined;
  readonly payingCustomerId?: string | null | undefined;
  readonly planId: string;
  readonly promotionCode?: string | null | undefined;
  readonly resourceId?: string | null | undefined;
  readonly scheduleStrategy?: ScheduleStrategy | null | undefined;
  readonly startDate?: string | null | undefined;
  readonly trialOverrideConfiguration?: TrialOverrideConfigurationInput | null | undefined;
  readonly unitQuantity?: number | null | undefined;
};

/** Which feature of which customer, over which time span. */
export type UsageHistoryV2Input = {
  readonly customerId: string;
  readonly endDate?: string | null | undefined;
  readonly environmentId?: string | null | undefined;
  readonly featureId: string;
  readonly groupBy?: ReadonlyArray<string> | null | undefined;
  /** Also answer for customers without an active subscription. */
  readonly includeInactiveSubscriptions?: boolean | null | undefined;
  readonly paging?: CursorPaging | null | undefined;
  readonly resourceId?: string | null | undefined;
  readonly startDate: string;
};

/** Which plan is about to be bought by whom. */
export type CheckoutStateInput = {
  readonly billingCountryCode?: string | null | undefined;
  readonly customerId: string;
  readonly planId: string;
  readonly productId?: string | null | undefined;
  readonly resourceId?: string | null | undefined;
};

/** The subscription to create or to change to. */
export type ApplySubscriptionInput = {
  readonly additionalMetaData?: unknown;
  readonly addons?: ReadonlyArray<SubscriptionAddonInput> | null | undefined;
  readonly appliedCoupon?: SubscriptionCouponInput | null | undefined;
  readonly awaitPaymentConfirmation?: boolean | null | undefined;
  readonly billableFeatures?: ReadonlyArray<BillableFeatureInput> | null | undefined;
  readonly billingCountryCode?: string | null | undefined;
  readonly billingCycleAnchor?: SubscriptionBillingCycleAnchor | null | undefined;
  readonly billingId?: string | null | undefined;
  readonly billingInformation?: SubscriptionBillingInfo | null | undefined;
  readonly billingPeriod?: BillingPeriod | null | undefined;
  readonly budget?: BudgetConfigurationInput | null | undefined;
  readonly cancellationDate?: string | null | undefined;
  readonly charges?: ReadonlyArray<ChargeInput> | null | undefined;
  readonly customerId: string;
  readonly entitlements?: ReadonlyArray<SubscriptionEntitlementInputV2> | null | undefined;
  readonly environmentId?: string | null | undefined;
  readonly minimumSpend?: SubscriptionMinimumSpendValueInput | null | undefined;
  readonly payingCustomerId?: string | null | undefined;
  readonly paymentCollectionMethod?: PaymentCollectionMethod | null | undefined;
  readonly paymentMethodId?: string | null | undefined;
  readonly planId: string;
  readonly priceOverrides?: ReadonlyArray<PriceOverrideInput> | null | undefined;
  readonly promotionCode?: string | null | undefined;
  readonly resourceId?: string | null | undefined;
  readonly salesforceId?: string | null | undefined;
  readonly scheduleStrategy?: ScheduleStrategy | null | undefined;
  readonly skipTrial?: boolean | null | undefined;
  readonly startDate?: string | null | undefined;
  readonly subscriptionEntitlements?: ReadonlyArray<SubscriptionEntitlementInput> | null | undefined;
  readonly trialEndDate?: string | null | undefined;
  readonly trialOverrideConfiguration?: TrialOverrideConfigurationInput | null | undefined;
  readonly unitQuantity?: number | null | undefined;
};

/** A check that a client made. */
export type EntitlementCheckRequested = {
  readonly customerId: string;
  readonly entitlementCheckResult: EntitlementCheckResult;
  readonly environmentId?: string | null | undefined;
  readonly featureId: string;
  readonly requestedUsage?: number | null | undefined;
  readonly requestedValues?: ReadonlyArray<string> | null | undefined;
  readonly resourceId?: string | null | undefined;
};

/** Conditions on a text field. */
export type StringFieldComparison = {
  readonly eq?: string | null | undefined;
  readonly gt?: string | null | undefined;
  readonly gte?: string | null | undefined;
  readonly iLike?: string | null | undefined;
  readonly in?: ReadonlyArray<string> | null | undefined;
  readonly is?: boolean | null | undefined;
  readonly isNot?: boolean | null | undefined;
  readonly like?: string | null | undefined;
  readonly lt?: string | null | undefined;
  readonly lte?: string | null | undefined;
  readonly neq?: string | null | undefined;
  readonly notILike?: string | null | undefined;
  readonly notIn?: ReadonlyArray<string> | null | undefined;
  readonly notLike?: string | null | undefined;
};

/** Conditions on a date field. */
export type DateFieldComparison = {
  readonly between?: DateFieldComparisonBetween | null | undefined;
  readonly eq?: string | null | undefined;
  readonly gt?: string | null | undefined;
  readonly gte?: string | null | undefined;
  readonly in?: ReadonlyArray<string> | null | undefined;
  readonly is?: boolean | null | undefined;
  readonly isNot?: boolean | null | undefined;
  readonly lt?: string | null | undefined;
  readonly lte?: string | null | undefined;
  readonly neq?: string | null | undefined;
  readonly notBetween?: DateFieldComparisonBetween | null | undefined;
  readonly notIn?: ReadonlyArray<string> | null | undefined;
};

/** Conditions on a UUID field. */
export type UUIDFilterComparison = {
  readonly eq?: string | null | undefined;
  readonly gt?: string | null | undefined;
  readonly gte?: string | null | undefined;
  readonly iLike?: string | null | undefined;
  readonly in?: ReadonlyArray<string> | null | undefined;
  readonly is?: boolean | null | undefined;
  readonly isNot?: boolean | null | undefined;
  readonly like?: string | null | undefined;
  readonly lt?: string | null | undefined;
  readonly lte?: string | null | undefined;
  readonly neq?: string | null | undefined;
  readonly notILike?: string | null | undefined;
  readonly notIn?: ReadonlyArray<string> | null | undefined;
  readonly notLike?: string | null | undefined;
};

/** Conditions on where a coupon came from. */
export type CouponSourceFilterComparison = {
  readonly eq?: CouponSource | null | undefined;
  readonly in?: ReadonlyArray<CouponSource> | null | undefined;
};

/** Conditions on a coupon's status. */
export type CouponStatusFilterComparison = {
  readonly eq?: CouponStatus | null | undefined;
  readonly gt?: CouponStatus | null | undefined;
  readonly gte?: CouponStatus | null | undefined;
  readonly iLike?: CouponStatus | null | undefined;
  readonly in?: ReadonlyArray<CouponStatus> | null | undefined;
  readonly is?: boolean | null | undefined;
  readonly isNot?: boolean | null | undefined;
  readonly like?: CouponStatus | null | undefined;
  readonly lt?: CouponStatus | null | undefined;
  readonly lte?: CouponStatus | null | undefined;
  readonly neq?: CouponStatus | null | undefined;
  readonly notILike?: CouponStatus | null | undefined;
  readonly notIn?: ReadonlyArray<CouponStatus> | null | undefined;
  readonly notLike?: CouponStatus | null | undefined;
};

/** Conditions on a coupon's kind. */
export type CouponTypeFilterComparison = {
  readonly eq?: CouponType | null | undefined;
  readonly gt?: CouponType | null | undefined;
  readonly gte?: CouponType | null | undefined;
  readonly iLike?: CouponType | null | undefined;
  readonly in?: ReadonlyArray<CouponType> | null | undefined;
  readonly is?: boolean | null | undefined;
  readonly isNot?: boolean | null | undefined;
  readonly like?: CouponType | null | undefined;
  readonly lt?: CouponType | null | undefined;
  readonly lte?: CouponType | null | undefined;
  readonly neq?: CouponType | null | undefined;
  readonly notILike?: CouponType | null | undefined;
  readonly notIn?: ReadonlyArray<CouponType> | null | undefined;
  readonly notLike?: CouponType | null | undefined;
};

/** An addon and how many of it. */
export type SubscriptionAddonInput = {
  readonly addonId: string;
  readonly quantity?: number | null | undefined;
};

/** A discount: existing coupon, promotion code or an ad-hoc one. */
export type SubscriptionCouponInput = {
  readonly billingCouponId?: string | null | undefined;
  readonly configuration?: SubscriptionCouponConfigurationInput | null | undefined;
  readonly couponId?: string | null | undefined;
  readonly discount?: SubscriptionCouponDiscountInput | null | undefined;
  readonly promotionCode?: string | null | undefined;
};

/** Quantity of a per-unit priced feature. */
export type BillableFeatureInput = {
  readonly featureId: string;
  readonly quantity: number;
};

/** Billing details passed on to the payment provider. */
export type SubscriptionBillingInfo = {
  readonly billingAddress?: BillingAddress | null | undefined;
  readonly chargeOnBehalfOfAccount?: string | null | undefined;
  readonly couponId?: string | null | undefined;
  readonly integrationId?: string | null | undefined;
  readonly invoiceDaysUntilDue?: number | null | undefined;
  readonly isBackdated?: boolean | null | undefined;
  readonly isInvoicePaid?: boolean | null | undefined;
  readonly metadata?: unknown;
  readonly prorationBehavior?: SubscriptionProrationBehavior | null | undefined;
  readonly taxIds?: ReadonlyArray<TaxExempt> | null | undefined;
  /** A tax rate is created when none exists. */
  readonly taxPercentage?: number | null | undefined;
  readonly taxRateIds?: ReadonlyArray<string> | null | undefined;
};

/** Quantity of one charge of a plan. */
export type ChargeInput = {
  readonly id: string;
  readonly quantity: number;
  readonly type: ChargeType;
};

/** Overrides the plan's trial settings. */
export type TrialOverrideConfigurationInput = {
  readonly isTrial: boolean;
  readonly trialEndBehavior?: TrialEndBehavior | null | undefined;
  readonly trialEndDate?: string | null | undefined;
};

/** Spending cap. */
export type BudgetConfigurationInput = {
  readonly hasSoftLimit: boolean;
  readonly limit: number;
};

/** Entitlement override: one of feature or credit. */
export type SubscriptionEntitlementInputV2 = {
  readonly credit?: SubscriptionCreditEntitlementInput | null | undefined;
  readonly feature?: SubscriptionFeatureEntitlementInput | null | undefined;
};

/** Minimum spend override. */
export type SubscriptionMinimumSpendValueInput = {
  readonly minimum?: MoneyInputDto | null | undefined;
};

/** Custom price for one charge. */
export type PriceOverrideInput = {
  readonly addonId?: string | null | undefined;
  readonly baseCharge?: boolean | null | undefined;
  readonly blockSize?: number | null | undefined;
  readonly creditGrantCadence?: CreditGrantCadence | null | undefined;
  readonly creditRate?: CreditRateInput | null | undefined;
  readonly currencyId?: string | null | undefined;
  readonly featureId?: string | null | undefined;
  readonly price?: MoneyInputDto | null | undefined;
  readonly tiers?: ReadonlyArray<PriceTierInput> | null | undefined;
};

/** Entitlement override for a feature (older form). */
export type SubscriptionEntitlementInput = {
  readonly description?: string | null | undefined;
  readonly featureId: string;
  readonly hasSoftLimit?: boolean | null | undefined;
  readonly hasUnlimitedUsage?: boolean | null | undefined;
  readonly monthlyResetPeriodConfiguration?: MonthlyResetPeriodConfigInput | null | undefined;
  readonly resetPeriod?: EntitlementResetPeriod | null | undefined;
  readonly usageLimit?: number | null | undefined;
  readonly weeklyResetPeriodConfiguration?: WeeklyResetPeriodConfigInput | null | undefined;
  readonly yearlyResetPeriodConfiguration?: YearlyResetPeriodConfigInput | null | undefined;
};

/** How a check ended. */
export type EntitlementCheckResult = {
  readonly accessDeniedReason?: AccessDeniedReason | null | undefined;
  readonly currentUsage?: number | null | undefined;
  readonly enumValues?: ReadonlyArray<string> | null | undefined;
  readonly hasAccess: boolean;
  readonly hasSoftLimit?: boolean | null | undefined;
  readonly hasUnlimitedUsage?: boolean | null | undefined;
  readonly monthlyResetPeriodConfiguration?: MonthlyResetPeriodConfigInput | null | undefined;
  readonly nextResetDate?: string | null | undefined;
  readonly requestedUsage?: number | null | undefined;
  readonly requestedValues?: ReadonlyArray<string> | null | undefined;
  readonly resetPeriod?: EntitlementResetPeriod | null | undefined;
  readonly usageLimit?: number | null | undefined;
  readonly weeklyResetPeriodConfiguration?: WeeklyResetPeriodConfigInput | null | undefined;
  readonly yearlyResetPeriodConfiguration?: YearlyResetPeriodConfigInput | null | undefined;
};

/** Date bounds. */
export type DateFieldComparisonBetween = {
  readonly lower: string;
  readonly upper: string;
};

/** When a coupon starts. */
export type SubscriptionCouponConfigurationInput = {
  readonly startDate?: string | null | undefined;
};

/** An ad-hoc discount. */
export type SubscriptionCouponDiscountInput = {
  readonly amountsOff?: ReadonlyArray<MoneyInputDto> | null | undefined;
  readonly description?: string | null | undefined;
  readonly durationInMonths?: number | null | undefined;
  readonly name?: string | null | undefined;
  readonly percentOff?: number | null | undefined;
};

/** Postal address for tax. */
export type BillingAddress = {
  readonly city?: string | null | undefined;
  readonly country?: string | null | undefined;
  readonly line1?: string | null | undefined;
  readonly line2?: string | null | undefined;
  readonly postalCode?: string | null | undefined;
  readonly state?: string | null | undefined;
};

/** A tax id. */
export type TaxExempt = {
  readonly type: string;
  readonly value: string;
};

/** Credit override. */
export type SubscriptionCreditEntitlementInput = {
  readonly amount: number;
  readonly cadence: CreditCadence;
  readonly customCurrencyId: string;
  readonly hasSoftLimit?: boolean | null | undefined;
};

/** Feature override. */
export type SubscriptionFeatureEntitlementInput = {
  readonly enumValues?: ReadonlyArray<string> | null | undefined;
  readonly featureGroupId?: string | null | undefined;
  readonly featureId: string;
  readonly hasSoftLimit?: boolean | null | undefined;
  readonly hasUnlimitedUsage?: boolean | null | undefined;
  readonly monthlyResetPeriodConfiguration?: MonthlyResetPeriodConfigInput | null | undefined;
  readonly resetPeriod?: EntitlementResetPeriod | null | undefined;
  readonly usageLimit?: number | null | undefined;
  readonly weeklyResetPeriodConfiguration?: WeeklyResetPeriodConfigInput | null | undefined;
  readonly yearlyResetPeriodConfiguration?: YearlyResetPeriodConfigInput | null | undefined;
};

/** Amount and currency. */
export type MoneyInputDto = {
  readonly amount: number;
  readonly currency?: Currency | null | undefined;
};

/** Credits per unit. */
export type CreditRateInput = {
  readonly amount: number;
  readonly costFormula?: string | null | undefined;
  readonly currencyId: string;
  readonly customCurrencyId?: string | null | undefined;
};

/** One price tier. */
export type PriceTierInput = {
  readonly flatPrice?: MoneyInputDto | null | undefined;
  readonly unitPrice?: MoneyInputDto | null | undefined;
  readonly upTo?: number | null | undefined;
};

/** Monthly reset anchor. */
export type MonthlyResetPeriodConfigInput = {
  readonly accordingTo: MonthlyAccordingTo;
};

/** Weekly reset anchor. */
export type WeeklyResetPeriodConfigInput = {
  readonly accordingTo: WeeklyAccordingTo;
};

/** Yearly reset anchor. */
export type YearlyResetPeriodConfigInput = {
  readonly accordingTo: YearlyAccordingTo;
};

/** Why access to a feature is denied. */
export type AccessDeniedReason =
  | 'BudgetExceeded'
  | 'CustomerIsArchived'
  | 'CustomerNotFound'
  | 'CustomerResourceNotFound'
  | 'EntitlementNotFound'
  | 'FeatureNotFound'
  | 'FeatureTypeMismatch'
  | 'InsufficientCredits'
  | 'NoActiveSubscription'
  | 'NoFeatureEntitlementInSubscription'
  | 'RequestedUsageExceedingLimit'
  | 'RequestedValuesMismatch'
  | 'Revoked'
  | 'Unknown';

/** Text alignment. */
export type Alignment =
  | 'CENTER'
  | 'LEFT'
  | 'RIGHT';

/** Recurring or one-off. The docs text says IN_ADVANCE/IN_ARREARS; the generated enum has these two. */
export type BillingCadence =
  | 'ONE_OFF'
  | 'RECURRING';

/** How a charge is computed. */
export type BillingModel =
  | 'CREDIT_BASED'
  | 'FLAT_FEE'
  | 'MINIMUM_SPEND'
  | 'PER_UNIT'
  | 'USAGE_BASED';

/** How often a charge recurs. */
export type BillingPeriod =
  | 'ANNUALLY'
  | 'MONTHLY';

/** Payment providers for checkout. */
export type BillingVendorIdentifier =
  | 'RECEIVED'
  | 'STRIPE'
  | 'ZUORA';

/** What a charge is for. */
export type ChargeType =
  | 'CREDIT'
  | 'FEATURE';

/** Where a coupon was made. */
export type CouponSource =
  | 'STIGG'
  | 'STIGG_ADHOC'
  | 'STRIPE';

/** State of a coupon. */
export type CouponStatus =
  | 'ACTIVE'
  | 'ARCHIVED';

/** Kind of discount. */
export type CouponType =
  | 'FIXED'
  | 'PERCENTAGE';

/** How often credits recur. */
export type CreditCadence =
  | 'MONTH'
  | 'YEAR';

/** When credits are granted. */
export type CreditGrantCadence =
  | 'BEGINNING_OF_BILLING_PERIOD'
  | 'MONTHLY';

/** ISO 4217 currencies the API knows. */
export type Currency =
  | 'AED'
  | 'ALL'
  | 'AMD'
  | 'ANG'
  | 'AUD'
  | 'AWG'
  | 'AZN'
  | 'BAM'
  | 'BBD'
  | 'BDT'
  | 'BGN'
  | 'BIF'
  | 'BMD'
  | 'BND'
  | 'BRL'
  | 'BSD'
  | 'BWP'
  | 'BYN'
  | 'BZD'
  | 'CAD'
  | 'CDF'
  | 'CHF'
  | 'CLP'
  | 'CNY'
  | 'CZK'
  | 'DJF'
  | 'DKK'
  | 'DOP'
  | 'DZD'
  | 'EGP'
  | 'ETB'
  | 'EUR'
  | 'FJD'
  | 'GBP'
  | 'GEL'
  | 'GIP'
  | 'GMD'
  | 'GNF'
  | 'GYD'
  | 'HKD'
  | 'HRK'
  | 'HTG'
  | 'IDR'
  | 'ILS'
  | 'INR'
  | 'ISK'
  | 'JMD'
  | 'JPY'
  | 'KES'
  | 'KGS'
  | 'KHR'
  | 'KMF'
  | 'KRW'
  | 'KYD'
  | 'KZT'
  | 'LBP'
  | 'LKR'
  | 'LRD'
  | 'LSL'
  | 'MAD'
  | 'MDL'
  | 'MGA'
  | 'MKD'
  | 'MMK'
  | 'MNT'
  | 'MOP'
  | 'MRO'
  | 'MVR'
  | 'MWK'
  | 'MXN'
  | 'MYR'
  | 'MZN'
  | 'NAD'
  | 'NGN'
  | 'NOK'
  | 'NPR'
  | 'NZD'
  | 'PGK'
  | 'PHP'
  | 'PKR'
  | 'PLN'
  | 'PYG'
  | 'QAR'
  | 'RON'
  | 'RSD'
  | 'RUB'
  | 'RWF'
  | 'SAR'
  | 'SBD'
  | 'SCR'
  | 'SEK'
  | 'SGD'
  | 'SLE'
  | 'SLL'
  | 'SOS'
  | 'SZL'
  | 'THB'
  | 'TJS'
  | 'TOP'
  | 'TRY'
  | 'TTD'
  | 'TZS'
  | 'UAH'
  | 'UGX'
  | 'USD'
  | 'UZS'
  | 'VND'
  | 'VUV'
  | 'WST'
  | 'XAF'
  | 'XCD'
  | 'XOF'
  | 'XPF'
  | 'YER'
  | 'ZAR'
  | 'ZMW';

/** How long a discount lasts. */
export type DiscountDurationType =
  | 'FOREVER'
  | 'ONCE'
  | 'REPEATING';

/** Kind of discount. */
export type DiscountType =
  | 'FIXED'
  | 'PERCENTAGE';

/** How often usage resets. */
export type EntitlementResetPeriod =
  | 'DAY'
  | 'HOUR'
  | 'MONTH'
  | 'WEEK'
  | 'YEAR';

/** Control or variant. */
export type ExperimentGroupType =
  | 'CONTROL'
  | 'VARIANT';

/** On/off, number or list of values. */
export type FeatureType =
  | 'BOOLEAN'
  | 'ENUM'
  | 'NUMBER';

/** Font weight. */
export type FontWeight =
  | 'BOLD'
  | 'NORMAL';

/** Whether and how usage is counted. */
export type MeterType =
  | 'Fluctuating'
  | 'Incremental'
  | 'None';

/** Anchor of a monthly reset. */
export type MonthlyAccordingTo =
  | 'StartOfTheMonth'
  | 'SubscriptionStart';

/** State of the payment of a subscription. */
export type PaymentCollection =
  | 'ACTION_REQUIRED'
  | 'FAILED'
  | 'NOT_REQUIRED'
  | 'PROCESSING';

/** How money is collected. */
export type PaymentCollectionMethod =
  | 'CHARGE'
  | 'INVOICE'
  | 'NONE';

/** Kind of payment method. */
export type PaymentMethodType =
  | 'BANK'
  | 'CARD'
  | 'CASH_APP';

/** Direction of a plan change. */
export type PlanChangeType =
  | 'DOWNGRADE'
  | 'NONE'
  | 'UPGRADE';

/** Free, paid or by quote. */
export type PricingType =
  | 'CUSTOM'
  | 'FREE'
  | 'PAID';

/** How long a promotional entitlement lasts. */
export type PromotionalEntitlementPeriod =
  | 'CUSTOM'
  | 'LIFETIME'
  | 'ONE_MONTH'
  | 'ONE_WEEK'
  | 'ONE_YEAR'
  | 'SIX_MONTH';

/** State of a promotional entitlement. */
export type PromotionalEntitlementStatus =
  | 'Active'
  | 'Expired'
  | 'Paused';

/** When a change takes effect. */
export type ScheduleStrategy =
  | 'END_OF_BILLING_MONTH'
  | 'END_OF_BILLING_PERIOD'
  | 'IMMEDIATE';

/** Whether a change restarts the billing cycle. */
export type SubscriptionBillingCycleAnchor =
  | 'NOW'
  | 'UNCHANGED';

/** State of an invoice. */
export type SubscriptionInvoiceStatus =
  | 'CANCELED'
  | 'OPEN'
  | 'PAID';

/** What to do with prorated amounts. */
export type SubscriptionProrationBehavior =
  | 'CREATE_PRORATIONS'
  | 'INVOICE_IMMEDIATELY'
  | 'NONE';

/** State of a scheduled change. */
export type SubscriptionScheduleStatus =
  | 'Canceled'
  | 'Done'
  | 'Failed'
  | 'PendingPayment'
  | 'Scheduled';

/** Kind of scheduled change. */
export type SubscriptionScheduleType =
  | 'AdditionalMetaData'
  | 'Addon'
  | 'BillingInfoMetadata'
  | 'BillingPeriod'
  | 'Coupon'
  | 'Downgrade'
  | 'MigrateToLatest'
  | 'Plan'
  | 'PriceOverride'
  | 'RecurringCredits'
  | 'UnitAmount';

/** State of a subscription. */
export type SubscriptionStatus =
  | 'ACTIVE'
  | 'CANCELED'
  | 'EXPIRED'
  | 'IN_TRIAL'
  | 'NOT_STARTED'
  | 'PAYMENT_PENDING';

/** How tiers are applied. */
export type TiersMode =
  | 'GRADUATED'
  | 'VOLUME';

/** What happens at the end of a trial. */
export type TrialEndBehavior =
  | 'CANCEL_SUBSCRIPTION'
  | 'CONVERT_TO_PAID';

/** Unit of a trial's length. */
export type TrialPeriodUnits =
  | 'DAY'
  | 'MONTH';

/** Why usage was reset. */
export type UsageMarkerType =
  | 'PERIODIC_RESET'
  | 'SUBSCRIPTION_CHANGE_RESET';

/** Anchor of a weekly reset. */
export type WeeklyAccordingTo =
  | 'EveryFriday'
  | 'EveryMonday'
  | 'EverySaturday'
  | 'EverySunday'
  | 'EveryThursday'
  | 'EveryTuesday'
  | 'EveryWednesday'
  | 'SubscriptionStart';

/** Widgets an item can be hidden from, or that ask for data. */
export type WidgetType =
  | 'CHECKOUT'
  | 'CUSTOMER_PORTAL'
  | 'PAYWALL';

/** Anchor of a yearly reset. */
export type YearlyAccordingTo =
  | 'SubscriptionStart';

export type GetCheckoutStateQueryVariables = Exact<{
  input: CheckoutStateInput;
}>;


export type GetCheckoutStateQuery = { readonly checkoutState: { readonly setupSecret: string, readonly configuration: { readonly customCss: string | null, readonly palette: { readonly primary: string | null, readonly textColor: string | null, readonly backgroundColor: string | null, readonly borderColor: string | null, readonly summaryBackgroundColor: string | null } | null, readonly typography: TypographyFragment | null, readonly content: { readonly collectPhoneNumber: boolean | null } | null } | null, readonly customer: CustomerFragment, readonly activeSubscription: SubscriptionFragment | null, readonly resource: { readonly resourceId: string } | null, readonly plan: PlanFragment, readonly billingIntegration: { readonly billingIdentifier: BillingVendorIdentifier, readonly credentials: { readonly accountId: string | null, readonly publicKey: string | null } } } };

export type ApplySubscriptionMutationVariables = Exact<{
  input: ApplySubscriptionInput;
}>;


export type ApplySubscriptionMutation = { readonly applySubscription: { readonly subscription: SubscriptionFragment | null } };

export type GetCouponsQueryVariables = Exact<{
  filter?: CouponFilter | null | undefined;
  paging?: CursorPaging | null | undefined;
}>;


export type GetCouponsQuery = { readonly coupons: { readonly pageInfo: { readonly hasNextPage: boolean | null, readonly endCursor: string | null }, readonly edges: ReadonlyArray<{ readonly node: { readonly refId: string, readonly name: string, readonly description: string | null, readonly type: CouponType, readonly status: CouponStatus, readonly discountValue: number, readonly percentOff: number | null, readonly durationInMonths: number | null, readonly additionalMetaData: unknown, readonly amountsOff: ReadonlyArray<MoneyFragment> | null } }> | null } };

export type PortalFeatureFragment = { readonly refId: string, readonly displayName: string, readonly featureUnits: string | null, readonly featureUnitsPlural: string | null };

export type GetCustomerPortalQueryVariables = Exact<{
  input: CustomerPortalInput;
}>;


export type GetCustomerPortalQuery = { readonly customerPortal: { readonly showWatermark: boolean, readonly billingPortalUrl: string | null, readonly canUpgradeSubscription: boolean, readonly subscriptions: ReadonlyArray<{ readonly subscriptionId: string, readonly planId: string, readonly planName: string, readonly pricingType: PricingType, readonly status: SubscriptionStatus, readonly trialRemainingDays: number | null, readonly pricing: { readonly unitQuantity: number | null, readonly billingPeriod: BillingPeriod | null, readonly billingModel: BillingModel | null, readonly pricingType: PricingType, readonly usageBasedEstimatedBill: number | null, readonly price: MoneyFragment | null, readonly feature: PortalFeatureFragment | null }, readonly prices: ReadonlyArray<{ readonly billingPeriod: BillingPeriod | null, readonly billingModel: BillingModel | null, readonly blockSize: number | null, readonly price: MoneyFragment | null, readonly feature: PortalFeatureFragment | null }> | null, readonly billingPeriodRange: { readonly start: string | null, readonly end: string | null } | null, readonly totalPrice: { readonly subTotal: MoneyFragment, readonly total: MoneyFragment, readonly addonsTotal: MoneyFragment } | null, readonly addons: ReadonlyArray<{ readonly addonId: string, readonly displayName: string, readonly description: string | null, readonly quantity: number }> | null, readonly scheduledUpdates: ReadonlyArray<ScheduledUpdateFragment> | null }> | null, readonly entitlements: ReadonlyArray<{ readonly isGranted: boolean, readonly accessDeniedReason: AccessDeniedReason | null, readonly usageLimit: number | null, readonly currentUsage: number | null, readonly hasUnlimitedUsage: boolean, readonly hasSoftLimit: boolean | null, readonly enumValues: ReadonlyArray<string> | null, readonly usagePeriodAnchor: string | null, readonly usagePeriodStart: string | null, readonly usagePeriodEnd: string | null, readonly resetPeriod: EntitlementResetPeriod | null, readonly displayNameOverride: string | null, readonly hiddenFromWidgets: ReadonlyArray<WidgetType> | null, readonly resetPeriodConfiguration:
        | { readonly monthlyAccordingTo: MonthlyAccordingTo | null }
        | { readonly weeklyAccordingTo: WeeklyAccordingTo | null }
        | { readonly yearlyAccordingTo: YearlyAccordingTo | null }
       | null, readonly feature: { readonly refId: string, readonly displayName: string, readonly description: string | null, readonly featureType: FeatureType, readonly meterType: MeterType | null, readonly featureUnits: string | null, readonly featureUnitsPlural: string | null, readonly additionalMetaData: unknown } | null }>, readonly promotionalEntitlements: ReadonlyArray<{ readonly displayName: string, readonly description: string | null, readonly usageLimit: number | null, readonly hasUnlimitedUsage: boolean | null, readonly hasSoftLimit: boolean | null, readonly period: PromotionalEntitlementPeriod, readonly startDate: string, readonly endDate: string | null }>, readonly billingInformation: { readonly name: string | null, readonly email: string | null, readonly defaultPaymentMethodId: string | null, readonly defaultPaymentMethodLast4Digits: string | null, readonly defaultPaymentMethodType: PaymentMethodType | null, readonly defaultPaymentExpirationMonth: number | null, readonly defaultPaymentExpirationYear: number | null }, readonly configuration: { readonly customCss: string | null, readonly palette: { readonly primary: string | null, readonly textColor: string | null, readonly backgroundColor: string | null, readonly borderColor: string | null, readonly currentPlanBackground: string | null, readonly iconsColor: string | null, readonly paywallBackgroundColor: string | null } | null, readonly typography: TypographyFragment | null } | null, readonly resource: { readonly resourceId: string } | null } };

export type ExperimentInfoFragment = { readonly id: string, readonly name: string, readonly groupName: string, readonly groupType: ExperimentGroupType };

export type PromotionalEntitlementFragment = { readonly status: PromotionalEntitlementStatus, readonly usageLimit: number | null, readonly hasUnlimitedUsage: boolean | null, readonly hasSoftLimit: boolean | null, readonly resetPeriod: EntitlementResetPeriod | null, readonly endDate: string | null, readonly isVisible: boolean, readonly feature: FeatureFragment };

export type SlimCustomerFragment = { readonly customerId: string, readonly name: string | null, readonly email: string | null, readonly billingId: string | null, readonly createdAt: string | null, readonly updatedAt: string, readonly additionalMetaData: unknown, readonly awsMarketplaceCustomerId: string | null };

export type CustomerFragment = { readonly customerId: string, readonly name: string | null, readonly email: string | null, readonly createdAt: string | null, readonly updatedAt: string, readonly hasPaymentMethod: boolean, readonly additionalMetaData: unknown, readonly defaultPaymentExpirationMonth: number | null, readonly defaultPaymentExpirationYear: number | null, readonly defaultPaymentMethodLast4Digits: string | null, readonly trialedPlans: ReadonlyArray<{ readonly productRefId: string | null, readonly planRefId: string | null }> | null, readonly eligibleForTrial: ReadonlyArray<{ readonly productRefId: string | null, readonly eligible: boolean }> | null, readonly experimentInfo: ExperimentInfoFragment | null, readonly promotionalEntitlements: ReadonlyArray<PromotionalEntitlementFragment> };

export type GetCustomerQueryVariables = Exact<{
  input: GetCustomerByRefIdInput;
}>;


export type GetCustomerQuery = { readonly getCustomerByRefId: (
    { readonly subscriptions: ReadonlyArray<SubscriptionFragment> | null }
    & CustomerFragment
  ) | null };

export type ReportEntitlementCheckMutationVariables = Exact<{
  entitlementCheckRequested: EntitlementCheckRequested;
}>;


export type ReportEntitlementCheckMutation = { readonly reportEntitlementCheckRequested: boolean };

export type EntitlementFragment = { readonly isGranted: boolean, readonly accessDeniedReason: AccessDeniedReason | null, readonly usageLimit: number | null, readonly hasUnlimitedUsage: boolean, readonly hasSoftLimit: boolean | null, readonly currentUsage: number | null, readonly enumValues: ReadonlyArray<string> | null, readonly usagePeriodAnchor: string | null, readonly usagePeriodStart: string | null, readonly usagePeriodEnd: string | null, readonly resetPeriod: EntitlementResetPeriod | null, readonly feature: { readonly refId: string, readonly displayName: string, readonly description: string | null, readonly featureType: FeatureType, readonly meterType: MeterType | null, readonly featureUnits: string | null, readonly featureUnitsPlural: string | null } | null };

export type GetEntitlementsQueryVariables = Exact<{
  query: FetchEntitlementsQuery;
}>;


export type GetEntitlementsQuery = { readonly entitlements: ReadonlyArray<EntitlementFragment>, readonly sdkConfiguration: { readonly isWidgetWatermarkEnabled: boolean | null } | null };

export type GetEntitlements_refreshQueryVariables = Exact<{
  query: FetchEntitlementsQuery;
}>;


export type GetEntitlements_refreshQuery = { readonly entitlements: ReadonlyArray<EntitlementFragment> };

export type CreditsFragment = { readonly initial: MoneyFragment, readonly used: MoneyFragment, readonly remaining: MoneyFragment };

export type DiscountFragment = { readonly name: string | null, readonly type: DiscountType, readonly value: number, readonly durationType: DiscountDurationType, readonly durationInMonths: number | null };

export type TaxDetailsFragment = { readonly displayName: string, readonly percentage: number, readonly inclusive: boolean };

export type ProrationFragment = { readonly prorationDate: string, readonly hasProrations: boolean | null, readonly credit: MoneyFragment, readonly debit: MoneyFragment, readonly netAmount: MoneyFragment };

export type EstimateFragment = { readonly isPlanDowngrade: boolean | null, readonly hasScheduledUpdates: boolean | null, readonly subTotal: MoneyFragment, readonly totalExcludingTax: MoneyFragment, readonly total: MoneyFragment, readonly tax: MoneyFragment | null, readonly taxDetails: TaxDetailsFragment | null, readonly discountAmount: MoneyFragment | null, readonly discount: DiscountFragment | null, readonly billingPeriodRange: { readonly start: string | null, readonly end: string | null }, readonly proration: ProrationFragment | null, readonly subscription: { readonly subTotal: MoneyFragment, readonly totalExcludingTax: MoneyFragment, readonly total: MoneyFragment, readonly tax: MoneyFragment, readonly taxDetails: TaxDetailsFragment | null, readonly discountAmount: MoneyFragment | null, readonly discount: DiscountFragment | null } | null, readonly credits: CreditsFragment | null };

export type EstimateSubscriptionMutationVariables = Exact<{
  input: EstimateSubscriptionInput;
}>;


export type EstimateSubscriptionMutation = { readonly estimateSubscription: EstimateFragment };

export type EstimateSubscriptionUpdateMutationVariables = Exact<{
  input: EstimateSubscriptionUpdateInput;
}>;


export type EstimateSubscriptionUpdateMutation = { readonly estimateSubscriptionUpdate: EstimateFragment };

export type PreviewSubscriptionMutationVariables = Exact<{
  input: PreviewSubscriptionInput;
}>;


export type PreviewSubscriptionMutation = { readonly previewSubscription: { readonly isPlanDowngrade: boolean | null, readonly hasScheduledUpdates: boolean | null, readonly immediateInvoice: { readonly total: MoneyFragment, readonly subTotal: MoneyFragment, readonly totalExcludingTax: MoneyFragment, readonly tax: MoneyFragment | null, readonly taxDetails: TaxDetailsFragment | null, readonly discount: MoneyFragment | null, readonly discountDetails: DiscountFragment | null, readonly proration: ProrationFragment | null, readonly credits: CreditsFragment | null }, readonly recurringInvoice: { readonly total: MoneyFragment, readonly subTotal: MoneyFragment, readonly totalExcludingTax: MoneyFragment, readonly tax: MoneyFragment | null, readonly taxDetails: TaxDetailsFragment | null, readonly discount: MoneyFragment | null, readonly discountDetails: DiscountFragment | null } | null, readonly billingPeriodRange: { readonly start: string | null, readonly end: string | null } } };

export type TypographyFragment = { readonly fontFamily: string | null, readonly h1: { readonly fontSize: number | null, readonly fontWeight: FontWeight | null } | null, readonly h2: { readonly fontSize: number | null, readonly fontWeight: FontWeight | null } | null, readonly h3: { readonly fontSize: number | null, readonly fontWeight: FontWeight | null } | null, readonly body: { readonly fontSize: number | null, readonly fontWeight: FontWeight | null } | null };

export type GetPaywallQueryVariables = Exact<{
  input: GetPaywallInput;
}>;


export type GetPaywallQuery = { readonly paywall: { readonly plans: ReadonlyArray<PlanFragment> | null, readonly currency: { readonly code: Currency, readonly symbol: string }, readonly configuration: { readonly customCss: string | null, readonly palette: { readonly primary: string | null, readonly textColor: string | null, readonly backgroundColor: string | null, readonly borderColor: string | null, readonly currentPlanBackground: string | null } | null, readonly typography: TypographyFragment | null, readonly layout: { readonly alignment: Alignment | null, readonly planWidth: number | null, readonly planMargin: number | null, readonly planPadding: number | null } | null } | null, readonly customer: CustomerFragment | null, readonly activeSubscriptions: ReadonlyArray<SubscriptionFragment> | null, readonly resource: { readonly resourceId: string } | null, readonly paywallCalculatedPricePoints: ReadonlyArray<{ readonly planId: string, readonly billingPeriod: BillingPeriod, readonly amount: number, readonly currency: Currency, readonly additionalChargesMayApply: boolean | null, readonly billingCountryCode: string | null, readonly feature: { readonly refId: string, readonly displayName: string, readonly featureUnits: string | null, readonly featureUnitsPlural: string | null } | null }> | null } };

export type MoneyFragment = { readonly amount: number, readonly currency: Currency };

export type PriceFragment = { readonly billingModel: BillingModel, readonly billingPeriod: BillingPeriod, readonly billingCadence: BillingCadence, readonly billingId: string | null, readonly minUnitQuantity: number | null, readonly maxUnitQuantity: number | null, readonly billingCountryCode: string | null, readonly blockSize: number | null, readonly tiersMode: TiersMode | null, readonly price: MoneyFragment | null, readonly tiers: ReadonlyArray<{ readonly upTo: number | null, readonly unitPrice: MoneyFragment | null, readonly flatPrice: MoneyFragment | null }> | null, readonly feature: { readonly refId: string, readonly displayName: string, readonly featureUnits: string | null, readonly featureUnitsPlural: string | null } | null };

export type FeatureFragment = { readonly refId: string, readonly displayName: string, readonly description: string | null, readonly featureType: FeatureType, readonly meterType: MeterType | null, readonly featureUnits: string | null, readonly featureUnitsPlural: string | null, readonly additionalMetaData: unknown };

export type PackageEntitlementFragment = { readonly usageLimit: number | null, readonly hasUnlimitedUsage: boolean | null, readonly hasSoftLimit: boolean | null, readonly resetPeriod: EntitlementResetPeriod | null, readonly enumValues: ReadonlyArray<string> | null, readonly isCustom: boolean | null, readonly displayNameOverride: string | null, readonly hiddenFromWidgets: ReadonlyArray<WidgetType> | null, readonly feature: FeatureFragment };

export type AddonFragment = { readonly refId: string, readonly displayName: string, readonly description: string | null, readonly billingId: string | null, readonly pricingType: PricingType | null, readonly maxQuantity: number | null, readonly hiddenFromWidgets: ReadonlyArray<WidgetType> | null, readonly additionalMetaData: unknown, readonly dependencies: ReadonlyArray<{ readonly refId: string, readonly displayName: string, readonly description: string | null }> | null, readonly entitlements: ReadonlyArray<PackageEntitlementFragment> | null, readonly prices: ReadonlyArray<PriceFragment> | null };

export type PlanFragment = { readonly refId: string, readonly displayName: string, readonly description: string | null, readonly billingId: string | null, readonly pricingType: PricingType | null, readonly hiddenFromWidgets: ReadonlyArray<WidgetType> | null, readonly additionalMetaData: unknown, readonly product: { readonly refId: string, readonly displayName: string | null, readonly description: string | null, readonly additionalMetaData: unknown }, readonly basePlan: { readonly refId: string, readonly displayName: string } | null, readonly entitlements: ReadonlyArray<PackageEntitlementFragment> | null, readonly inheritedEntitlements: ReadonlyArray<PackageEntitlementFragment> | null, readonly prices: ReadonlyArray<PriceFragment> | null, readonly compatibleAddons: ReadonlyArray<AddonFragment> | null, readonly compatiblePackageGroups: ReadonlyArray<{ readonly packageGroupId: string, readonly displayName: string, readonly addons: ReadonlyArray<AddonFragment> | null, readonly options: { readonly minItems: number | null, readonly freeItems: number | null } }> | null, readonly defaultTrialConfig: { readonly duration: number, readonly units: TrialPeriodUnits, readonly trialEndBehavior: TrialEndBehavior | null, readonly budget: { readonly limit: number } | null } | null };

export type ScheduledUpdateFragment = { readonly subscriptionScheduleType: SubscriptionScheduleType, readonly scheduleStatus: SubscriptionScheduleStatus, readonly scheduledExecutionTime: string, readonly targetPackage: { readonly refId: string, readonly displayName: string, readonly pricingType: PricingType | null } | null, readonly scheduleVariables:
    | ScheduleVariables_AddonChangeVariables_Fragment
    | ScheduleVariables_AddonPriceOverrideChangeVariables_Fragment
    | ScheduleVariables_BillingPeriodChangeVariables_Fragment
    | ScheduleVariables_CouponChangeVariables_Fragment
    | ScheduleVariables_DowngradeChangeVariables_Fragment
    | ScheduleVariables_PlanChangeVariables_Fragment
    | ScheduleVariables_PlanPriceOverrideChangeVariables_Fragment
    | ScheduleVariables_RecurringCreditsChangeVariables_Fragment
    | ScheduleVariables_UnitAmountChangeVariables_Fragment
   | null };

export type FutureUpdateFragment = { readonly subscriptionScheduleType: SubscriptionScheduleType, readonly scheduleStatus: SubscriptionScheduleStatus, readonly scheduledExecutionTime: string, readonly targetPackage: { readonly refId: string, readonly displayName: string, readonly pricingType: PricingType | null } | null, readonly scheduleVariables:
    | ScheduleVariables_AddonChangeVariables_Fragment
    | ScheduleVariables_AddonPriceOverrideChangeVariables_Fragment
    | ScheduleVariables_BillingPeriodChangeVariables_Fragment
    | ScheduleVariables_CouponChangeVariables_Fragment
    | ScheduleVariables_DowngradeChangeVariables_Fragment
    | ScheduleVariables_PlanChangeVariables_Fragment
    | ScheduleVariables_PlanPriceOverrideChangeVariables_Fragment
    | ScheduleVariables_RecurringCreditsChangeVariables_Fragment
    | ScheduleVariables_UnitAmountChangeVariables_Fragment
   | null };

type ScheduleVariables_AddonChangeVariables_Fragment = { readonly addonRefId: string, readonly newQuantity: number };

type ScheduleVariables_AddonPriceOverrideChangeVariables_Fragment = { readonly addonRefId: string, readonly featureId: string | null };

type ScheduleVariables_BillingPeriodChangeVariables_Fragment = { readonly billingPeriod: BillingPeriod | null };

type ScheduleVariables_CouponChangeVariables_Fragment = { readonly couponId: string };

type ScheduleVariables_DowngradeChangeVariables_Fragment = { readonly downgradePlanRefId: string, readonly billingPeriod: BillingPeriod | null };

type ScheduleVariables_PlanChangeVariables_Fragment = { readonly planRefId: string, readonly changeType: PlanChangeType, readonly billingPeriod: BillingPeriod | null };

type ScheduleVariables_PlanPriceOverrideChangeVariables_Fragment = { readonly planRefId: string, readonly featureId: string | null };

type ScheduleVariables_RecurringCreditsChangeVariables_Fragment = { readonly customCurrencyId: string | null };

type ScheduleVariables_UnitAmountChangeVariables_Fragment = { readonly featureId: string | null, readonly newUnitAmount: number | null };

export type ScheduleVariablesFragment =
  | ScheduleVariables_AddonChangeVariables_Fragment
  | ScheduleVariables_AddonPriceOverrideChangeVariables_Fragment
  | ScheduleVariables_BillingPeriodChangeVariables_Fragment
  | ScheduleVariables_CouponChangeVariables_Fragment
  | ScheduleVariables_DowngradeChangeVariables_Fragment
  | ScheduleVariables_PlanChangeVariables_Fragment
  | ScheduleVariables_PlanPriceOverrideChangeVariables_Fragment
  | ScheduleVariables_RecurringCreditsChangeVariables_Fragment
  | ScheduleVariables_UnitAmountChangeVariables_Fragment
;

export type InvoiceFragment = { readonly billingId: string, readonly status: SubscriptionInvoiceStatus, readonly createdAt: string, readonly updatedAt: string, readonly requiresAction: boolean, readonly paymentUrl: string | null, readonly paymentSecret: string | null, readonly errorMessage: string | null };

export type SubscriptionFragment = { readonly subscriptionId: string, readonly billingId: string | null, readonly status: SubscriptionStatus, readonly pricingType: PricingType, readonly startDate: string, readonly endDate: string | null, readonly trialEndDate: string | null, readonly cancellationDate: string | null, readonly effectiveEndDate: string | null, readonly currentBillingPeriodEnd: string | null, readonly additionalMetaData: unknown, readonly paymentCollection: PaymentCollection, readonly paymentCollectionMethod: PaymentCollectionMethod | null, readonly resource: { readonly resourceId: string } | null, readonly payingCustomer: SlimCustomerFragment | null, readonly plan: PlanFragment, readonly prices: ReadonlyArray<{ readonly usageLimit: number | null, readonly price: PriceFragment | null }> | null, readonly totalPrice: { readonly subTotal: MoneyFragment, readonly total: MoneyFragment } | null, readonly addons: ReadonlyArray<{ readonly quantity: number, readonly addon: AddonFragment }> | null, readonly experimentInfo: ExperimentInfoFragment | null, readonly latestInvoice: InvoiceFragment | null, readonly trialConfiguration: { readonly trialEndBehavior: TrialEndBehavior } | null, readonly scheduledUpdates: ReadonlyArray<ScheduledUpdateFragment> | null, readonly futureUpdates: ReadonlyArray<FutureUpdateFragment> };

export type GetSubscriptionQueryVariables = Exact<{
  input: GetSubscriptionInput;
}>;


export type GetSubscriptionQuery = { readonly getSubscription: SubscriptionFragment };

export type GetActiveSubscriptionsQueryVariables = Exact<{
  input: GetActiveSubscriptionsInput;
}>;


export type GetActiveSubscriptionsQuery = { readonly getActiveSubscriptions: ReadonlyArray<SubscriptionFragment> };

export type GetActiveSubscriptionsListQueryVariables = Exact<{
  input: GetActiveSubscriptionsInput;
}>;


export type GetActiveSubscriptionsListQuery = { readonly getActiveSubscriptions: ReadonlyArray<{ readonly subscriptionId: string, readonly status: SubscriptionStatus, readonly pricingType: PricingType, readonly startDate: string, readonly currentBillingPeriodEnd: string | null, readonly trialEndDate: string | null, readonly customer: { readonly customerId: string }, readonly payingCustomer: { readonly customerId: string } | null, readonly resource: { readonly resourceId: string } | null, readonly plan: { readonly displayName: string, readonly planId: string }, readonly addons: ReadonlyArray<{ readonly quantity: number, readonly addon: { readonly addonId: string } }> | null, readonly trialConfiguration: { readonly trialEndBehavior: TrialEndBehavior } | null }> };

export type GetUsageHistoryQueryVariables = Exact<{
  input: UsageHistoryV2Input;
}>;


export type GetUsageHistoryQuery = { readonly usageHistoryV2: { readonly markers: ReadonlyArray<{ readonly type: UsageMarkerType, readonly timestamp: string }> | null, readonly series: ReadonlyArray<{ readonly tags: ReadonlyArray<{ readonly key: string, readonly value: string }> | null, readonly points: ReadonlyArray<{ readonly timestamp: string, readonly value: number, readonly isResetPoint: boolean }> | null }> | null } };

/** The text of an operation, which knows its data and its variables. */
export type Operation<Data, Variables> = string & { readonly data?: Data; readonly variables?: Variables };

export const GetCheckoutState = "query GetCheckoutState($input:CheckoutStateInput!){checkoutState(input:$input){setupSecret configuration{palette{primary textColor backgroundColor borderColor summaryBackgroundColor}typography{...Typography}customCss content{collectPhoneNumber}}customer{...Customer}activeSubscription{...Subscription}resource{resourceId}plan{...Plan}billingIntegration{billingIdentifier credentials{accountId publicKey}}}}fragment Typography on TypographyConfiguration{fontFamily h1{fontSize fontWeight}h2{fontSize fontWeight}h3{fontSize fontWeight}body{fontSize fontWeight}}fragment Customer on Customer{customerId name email createdAt updatedAt hasPaymentMethod additionalMetaData defaultPaymentExpirationMonth defaultPaymentExpirationYear defaultPaymentMethodLast4Digits trialedPlans{productRefId planRefId}eligibleForTrial{productRefId eligible}experimentInfo{...ExperimentInfo}promotionalEntitlements{...PromotionalEntitlement}}fragment ExperimentInfo on experimentInfo{id name groupName groupType}fragment PromotionalEntitlement on PromotionalEntitlement{status usageLimit hasUnlimitedUsage hasSoftLimit resetPeriod endDate isVisible feature{...Feature}}fragment Feature on Feature{refId displayName description featureType meterType featureUnits featureUnitsPlural additionalMetaData}fragment Subscription on CustomerSubscription{subscriptionId billingId status pricingType startDate endDate trialEndDate cancellationDate effectiveEndDate currentBillingPeriodEnd additionalMetaData paymentCollection paymentCollectionMethod resource{resourceId}payingCustomer{...SlimCustomer}plan{...Plan}prices{usageLimit price{...Price}}totalPrice{subTotal{...Money}total{...Money}}addons{quantity addon{...Addon}}experimentInfo{...ExperimentInfo}latestInvoice{...Invoice}trialConfiguration{trialEndBehavior}scheduledUpdates{...ScheduledUpdate}futureUpdates{...FutureUpdate}}fragment SlimCustomer on Customer{customerId name email billingId createdAt updatedAt additionalMetaData awsMarketplaceCustomerId}fragment Plan on Plan{refId displayName description billingId pricingType hiddenFromWidgets additionalMetaData product{refId displayName description additionalMetaData}basePlan{refId displayName}entitlements{...PackageEntitlement}inheritedEntitlements{...PackageEntitlement}prices{...Price}compatibleAddons{...Addon}compatiblePackageGroups{packageGroupId displayName addons{...Addon}options{minItems freeItems}}defaultTrialConfig{duration units trialEndBehavior budget{limit}}}fragment PackageEntitlement on PackageEntitlement{usageLimit hasUnlimitedUsage hasSoftLimit resetPeriod enumValues isCustom displayNameOverride hiddenFromWidgets feature{...Feature}}fragment Price on Price{billingModel billingPeriod billingCadence billingId minUnitQuantity maxUnitQuantity billingCountryCode blockSize tiersMode price{...Money}tiers{upTo unitPrice{...Money}flatPrice{...Money}}feature{refId displayName featureUnits featureUnitsPlural}}fragment Money on Money{amount currency}fragment Addon on Addon{refId displayName description billingId pricingType maxQuantity hiddenFromWidgets additionalMetaData dependencies{refId displayName description}entitlements{...PackageEntitlement}prices{...Price}}fragment Invoice on SubscriptionInvoice{billingId status createdAt updatedAt requiresAction paymentUrl paymentSecret errorMessage}fragment ScheduledUpdate on SubscriptionScheduledUpdate{subscriptionScheduleType scheduleStatus scheduledExecutionTime targetPackage{refId displayName pricingType}scheduleVariables{...ScheduleVariables}}fragment ScheduleVariables on ScheduleVariables{...on AddonChangeVariables{addonRefId newQuantity}...on BillingPeriodChangeVariables{billingPeriod}...on PlanChangeVariables{planRefId changeType billingPeriod}...on DowngradeChangeVariables{downgradePlanRefId billingPeriod}...on UnitAmountChangeVariables{featureId newUnitAmount}...on CouponChangeVariables{couponId}...on AddonPriceOverrideChangeVariables{addonRefId featureId}...on PlanPriceOverrideChangeVariables{planRefId featureId}...on RecurringCreditsChangeVariables{customCurrencyId}}fragment FutureUpdate on SubscriptionFutureUpdate{subscriptionScheduleType scheduleStatus scheduledExecutionTime targetPackage{refId displayName pricingType}scheduleVariables{...ScheduleVariables}}" as Operation<GetCheckoutStateQuery, GetCheckoutStateQueryVariables>;

export const ApplySubscription = "mutation ApplySubscription($input:ApplySubscriptionInput!){applySubscription(input:$input){subscription{...Subscription}}}fragment Subscription on CustomerSubscription{subscriptionId billingId status pricingType startDate endDate trialEndDate cancellationDate effectiveEndDate currentBillingPeriodEnd additionalMetaData paymentCollection paymentCollectionMethod resource{resourceId}payingCustomer{...SlimCustomer}plan{...Plan}prices{usageLimit price{...Price}}totalPrice{subTotal{...Money}total{...Money}}addons{quantity addon{...Addon}}experimentInfo{...ExperimentInfo}latestInvoice{...Invoice}trialConfiguration{trialEndBehavior}scheduledUpdates{...ScheduledUpdate}futureUpdates{...FutureUpdate}}fragment SlimCustomer on Customer{customerId name email billingId createdAt updatedAt additionalMetaData awsMarketplaceCustomerId}fragment Plan on Plan{refId displayName description billingId pricingType hiddenFromWidgets additionalMetaData product{refId displayName description additionalMetaData}basePlan{refId displayName}entitlements{...PackageEntitlement}inheritedEntitlements{...PackageEntitlement}prices{...Price}compatibleAddons{...Addon}compatiblePackageGroups{packageGroupId displayName addons{...Addon}options{minItems freeItems}}defaultTrialConfig{duration units trialEndBehavior budget{limit}}}fragment PackageEntitlement on PackageEntitlement{usageLimit hasUnlimitedUsage hasSoftLimit resetPeriod enumValues isCustom displayNameOverride hiddenFromWidgets feature{...Feature}}fragment Feature on Feature{refId displayName description featureType meterType featureUnits featureUnitsPlural additionalMetaData}fragment Price on Price{billingModel billingPeriod billingCadence billingId minUnitQuantity maxUnitQuantity billingCountryCode blockSize tiersMode price{...Money}tiers{upTo unitPrice{...Money}flatPrice{...Money}}feature{refId displayName featureUnits featureUnitsPlural}}fragment Money on Money{amount currency}fragment Addon on Addon{refId displayName description billingId pricingType maxQuantity hiddenFromWidgets additionalMetaData dependencies{refId displayName description}entitlements{...PackageEntitlement}prices{...Price}}fragment ExperimentInfo on experimentInfo{id name groupName groupType}fragment Invoice on SubscriptionInvoice{billingId status createdAt updatedAt requiresAction paymentUrl paymentSecret errorMessage}fragment ScheduledUpdate on SubscriptionScheduledUpdate{subscriptionScheduleType scheduleStatus scheduledExecutionTime targetPackage{refId displayName pricingType}scheduleVariables{...ScheduleVariables}}fragment ScheduleVariables on ScheduleVariables{...on AddonChangeVariables{addonRefId newQuantity}...on BillingPeriodChangeVariables{billingPeriod}...on PlanChangeVariables{planRefId changeType billingPeriod}...on DowngradeChangeVariables{downgradePlanRefId billingPeriod}...on UnitAmountChangeVariables{featureId newUnitAmount}...on CouponChangeVariables{couponId}...on AddonPriceOverrideChangeVariables{addonRefId featureId}...on PlanPriceOverrideChangeVariables{planRefId featureId}...on RecurringCreditsChangeVariables{customCurrencyId}}fragment FutureUpdate on SubscriptionFutureUpdate{subscriptionScheduleType scheduleStatus scheduledExecutionTime targetPackage{refId displayName pricingType}scheduleVariables{...ScheduleVariables}}" as Operation<ApplySubscriptionMutation, ApplySubscriptionMutationVariables>;

export const GetCoupons = "query GetCoupons($filter:CouponFilter$paging:CursorPaging){coupons(filter:$filter paging:$paging){pageInfo{hasNextPage endCursor}edges{node{refId name description type status discountValue percentOff amountsOff{...Money}durationInMonths additionalMetaData}}}}fragment Money on Money{amount currency}" as Operation<GetCouponsQuery, GetCouponsQueryVariables>;

export const GetCustomerPortal = "query GetCustomerPortal($input:CustomerPortalInput!){customerPortal(input:$input){subscriptions{subscriptionId planId planName pricingType status trialRemainingDays pricing{unitQuantity billingPeriod billingModel pricingType usageBasedEstimatedBill price{...Money}feature{...PortalFeature}}prices{billingPeriod billingModel blockSize price{...Money}feature{...PortalFeature}}billingPeriodRange{start end}totalPrice{subTotal{...Money}total{...Money}addonsTotal{...Money}}addons{addonId displayName description quantity}scheduledUpdates{...ScheduledUpdate}}entitlements{isGranted accessDeniedReason usageLimit currentUsage hasUnlimitedUsage hasSoftLimit enumValues usagePeriodAnchor usagePeriodStart usagePeriodEnd resetPeriod resetPeriodConfiguration{...on MonthlyResetPeriodConfig{monthlyAccordingTo}...on WeeklyResetPeriodConfig{weeklyAccordingTo}...on YearlyResetPeriodConfig{yearlyAccordingTo}}displayNameOverride hiddenFromWidgets feature{refId displayName description featureType meterType featureUnits featureUnitsPlural additionalMetaData}}promotionalEntitlements{displayName description usageLimit hasUnlimitedUsage hasSoftLimit period startDate endDate}billingInformation{name email defaultPaymentMethodId defaultPaymentMethodLast4Digits defaultPaymentMethodType defaultPaymentExpirationMonth defaultPaymentExpirationYear}showWatermark billingPortalUrl canUpgradeSubscription configuration{palette{primary textColor backgroundColor borderColor currentPlanBackground iconsColor paywallBackgroundColor}typography{...Typography}customCss}resource{resourceId}}}fragment Money on Money{amount currency}fragment PortalFeature on CustomerPortalPricingFeature{refId displayName featureUnits featureUnitsPlural}fragment ScheduledUpdate on SubscriptionScheduledUpdate{subscriptionScheduleType scheduleStatus scheduledExecutionTime targetPackage{refId displayName pricingType}scheduleVariables{...ScheduleVariables}}fragment ScheduleVariables on ScheduleVariables{...on AddonChangeVariables{addonRefId newQuantity}...on BillingPeriodChangeVariables{billingPeriod}...on PlanChangeVariables{planRefId changeType billingPeriod}...on DowngradeChangeVariables{downgradePlanRefId billingPeriod}...on UnitAmountChangeVariables{featureId newUnitAmount}...on CouponChangeVariables{couponId}...on AddonPriceOverrideChangeVariables{addonRefId featureId}...on PlanPriceOverrideChangeVariables{planRefId featureId}...on RecurringCreditsChangeVariables{customCurrencyId}}fragment Typography on TypographyConfiguration{fontFamily h1{fontSize fontWeight}h2{fontSize fontWeight}h3{fontSize fontWeight}body{fontSize fontWeight}}" as Operation<GetCustomerPortalQuery, GetCustomerPortalQueryVariables>;

export const GetCustomer = "query GetCustomer($input:GetCustomerByRefIdInput!){getCustomerByRefId(input:$input){...Customer subscriptions{...Subscription}}}fragment Customer on Customer{customerId name email createdAt updatedAt hasPaymentMethod additionalMetaData defaultPaymentExpirationMonth defaultPaymentExpirationYear defaultPaymentMethodLast4Digits trialedPlans{productRefId planRefId}eligibleForTrial{productRefId eligible}experimentInfo{...ExperimentInfo}promotionalEntitlements{...PromotionalEntitlement}}fragment ExperimentInfo on experimentInfo{id name groupName groupType}fragment PromotionalEntitlement on PromotionalEntitlement{status usageLimit hasUnlimitedUsage hasSoftLimit resetPeriod endDate isVisible feature{...Feature}}fragment Feature on Feature{refId displayName description featureType meterType featureUnits featureUnitsPlural additionalMetaData}fragment Subscription on CustomerSubscription{subscriptionId billingId status pricingType startDate endDate trialEndDate cancellationDate effectiveEndDate currentBillingPeriodEnd additionalMetaData paymentCollection paymentCollectionMethod resource{resourceId}payingCustomer{...SlimCustomer}plan{...Plan}prices{usageLimit price{...Price}}totalPrice{subTotal{...Money}total{...Money}}addons{quantity addon{...Addon}}experimentInfo{...ExperimentInfo}latestInvoice{...Invoice}trialConfiguration{trialEndBehavior}scheduledUpdates{...ScheduledUpdate}futureUpdates{...FutureUpdate}}fragment SlimCustomer on Customer{customerId name email billingId createdAt updatedAt additionalMetaData awsMarketplaceCustomerId}fragment Plan on Plan{refId displayName description billingId pricingType hiddenFromWidgets additionalMetaData product{refId displayName description additionalMetaData}basePlan{refId displayName}entitlements{...PackageEntitlement}inheritedEntitlements{...PackageEntitlement}prices{...Price}compatibleAddons{...Addon}compatiblePackageGroups{packageGroupId displayName addons{...Addon}options{minItems freeItems}}defaultTrialConfig{duration units trialEndBehavior budget{limit}}}fragment PackageEntitlement on PackageEntitlement{usageLimit hasUnlimitedUsage hasSoftLimit resetPeriod enumValues isCustom displayNameOverride hiddenFromWidgets feature{...Feature}}fragment Price on Price{billingModel billingPeriod billingCadence billingId minUnitQuantity maxUnitQuantity billingCountryCode blockSize tiersMode price{...Money}tiers{upTo unitPrice{...Money}flatPrice{...Money}}feature{refId displayName featureUnits featureUnitsPlural}}fragment Money on Money{amount currency}fragment Addon on Addon{refId displayName description billingId pricingType maxQuantity hiddenFromWidgets additionalMetaData dependencies{refId displayName description}entitlements{...PackageEntitlement}prices{...Price}}fragment Invoice on SubscriptionInvoice{billingId status createdAt updatedAt requiresAction paymentUrl paymentSecret errorMessage}fragment ScheduledUpdate on SubscriptionScheduledUpdate{subscriptionScheduleType scheduleStatus scheduledExecutionTime targetPackage{refId displayName pricingType}scheduleVariables{...ScheduleVariables}}fragment ScheduleVariables on ScheduleVariables{...on AddonChangeVariables{addonRefId newQuantity}...on BillingPeriodChangeVariables{billingPeriod}...on PlanChangeVariables{planRefId changeType billingPeriod}...on DowngradeChangeVariables{downgradePlanRefId billingPeriod}...on UnitAmountChangeVariables{featureId newUnitAmount}...on CouponChangeVariables{couponId}...on AddonPriceOverrideChangeVariables{addonRefId featureId}...on PlanPriceOverrideChangeVariables{planRefId featureId}...on RecurringCreditsChangeVariables{customCurrencyId}}fragment FutureUpdate on SubscriptionFutureUpdate{subscriptionScheduleType scheduleStatus scheduledExecutionTime targetPackage{refId displayName pricingType}scheduleVariables{...ScheduleVariables}}" as Operation<GetCustomerQuery, GetCustomerQueryVariables>;

export const ReportEntitlementCheck = "mutation ReportEntitlementCheck($entitlementCheckRequested:EntitlementCheckRequested!){reportEntitlementCheckRequested(entitlementCheckRequested:$entitlementCheckRequested)}" as Operation<ReportEntitlementCheckMutation, ReportEntitlementCheckMutationVariables>;

export const GetEntitlements = "query GetEntitlements($query:FetchEntitlementsQuery!){entitlements:cachedEntitlements(query:$query){...Entitlement}sdkConfiguration{isWidgetWatermarkEnabled}}fragment Entitlement on Entitlement{isGranted accessDeniedReason usageLimit hasUnlimitedUsage hasSoftLimit currentUsage enumValues usagePeriodAnchor usagePeriodStart usagePeriodEnd resetPeriod feature{refId displayName description featureType meterType featureUnits featureUnitsPlural}}" as Operation<GetEntitlementsQuery, GetEntitlementsQueryVariables>;

export const GetEntitlements_refresh = "query GetEntitlements($query:FetchEntitlementsQuery!){entitlements:cachedEntitlements(query:$query){...Entitlement}}fragment Entitlement on Entitlement{isGranted accessDeniedReason usageLimit hasUnlimitedUsage hasSoftLimit currentUsage enumValues usagePeriodAnchor usagePeriodStart usagePeriodEnd resetPeriod feature{refId displayName description featureType meterType featureUnits featureUnitsPlural}}" as Operation<GetEntitlements_refreshQuery, GetEntitlements_refreshQueryVariables>;

export const EstimateSubscription = "mutation EstimateSubscription($input:EstimateSubscriptionInput!){estimateSubscription(input:$input){...Estimate}}fragment Estimate on SubscriptionPreview{subTotal{...Money}totalExcludingTax{...Money}total{...Money}tax{...Money}taxDetails{...TaxDetails}discountAmount{...Money}discount{...Discount}billingPeriodRange{start end}proration{...Proration}subscription{subTotal{...Money}totalExcludingTax{...Money}total{...Money}tax{...Money}taxDetails{...TaxDetails}discountAmount{...Money}discount{...Discount}}credits{...Credits}isPlanDowngrade hasScheduledUpdates}fragment Money on Money{amount currency}fragment TaxDetails on SubscriptionPreviewTaxDetails{displayName percentage inclusive}fragment Discount on SubscriptionPreviewDiscount{name type value durationType durationInMonths}fragment Proration on SubscriptionPreviewProrations{prorationDate credit{...Money}debit{...Money}netAmount{...Money}hasProrations}fragment Credits on SubscriptionPreviewCredits{initial{...Money}used{...Money}remaining{...Money}}" as Operation<EstimateSubscriptionMutation, EstimateSubscriptionMutationVariables>;

export const EstimateSubscriptionUpdate = "mutation EstimateSubscriptionUpdate($input:EstimateSubscriptionUpdateInput!){estimateSubscriptionUpdate(input:$input){...Estimate}}fragment Estimate on SubscriptionPreview{subTotal{...Money}totalExcludingTax{...Money}total{...Money}tax{...Money}taxDetails{...TaxDetails}discountAmount{...Money}discount{...Discount}billingPeriodRange{start end}proration{...Proration}subscription{subTotal{...Money}totalExcludingTax{...Money}total{...Money}tax{...Money}taxDetails{...TaxDetails}discountAmount{...Money}discount{...Discount}}credits{...Credits}isPlanDowngrade hasScheduledUpdates}fragment Money on Money{amount currency}fragment TaxDetails on SubscriptionPreviewTaxDetails{displayName percentage inclusive}fragment Discount on SubscriptionPreviewDiscount{name type value durationType durationInMonths}fragment Proration on SubscriptionPreviewProrations{prorationDate credit{...Money}debit{...Money}netAmount{...Money}hasProrations}fragment Credits on SubscriptionPreviewCredits{initial{...Money}used{...Money}remaining{...Money}}" as Operation<EstimateSubscriptionUpdateMutation, EstimateSubscriptionUpdateMutationVariables>;

export const PreviewSubscription = "mutation PreviewSubscription($input:PreviewSubscriptionInput!){previewSubscription(input:$input){immediateInvoice{total{...Money}subTotal{...Money}totalExcludingTax{...Money}tax{...Money}taxDetails{...TaxDetails}discount{...Money}discountDetails{...Discount}proration{...Proration}credits{...Credits}}recurringInvoice{total{...Money}subTotal{...Money}totalExcludingTax{...Money}tax{...Money}taxDetails{...TaxDetails}discount{...Money}discountDetails{...Discount}}billingPeriodRange{start end}isPlanDowngrade hasScheduledUpdates}}fragment Money on Money{amount currency}fragment TaxDetails on SubscriptionPreviewTaxDetails{displayName percentage inclusive}fragment Discount on SubscriptionPreviewDiscount{name type value durationType durationInMonths}fragment Proration on SubscriptionPreviewProrations{prorationDate credit{...Money}debit{...Money}netAmount{...Money}hasProrations}fragment Credits on SubscriptionPreviewCredits{initial{...Money}used{...Money}remaining{...Money}}" as Operation<PreviewSubscriptionMutation, PreviewSubscriptionMutationVariables>;

export const GetPaywall = "query GetPaywall($input:GetPaywallInput!){paywall(input:$input){plans{...Plan}currency{code symbol}configuration{palette{primary textColor backgroundColor borderColor currentPlanBackground}typography{...Typography}layout{alignment planWidth planMargin planPadding}customCss}customer{...Customer}activeSubscriptions{...Subscription}resource{resourceId}paywallCalculatedPricePoints{planId billingPeriod amount currency additionalChargesMayApply billingCountryCode feature{refId displayName featureUnits featureUnitsPlural}}}}fragment Plan on Plan{refId displayName description billingId pricingType hiddenFromWidgets additionalMetaData product{refId displayName description additionalMetaData}basePlan{refId displayName}entitlements{...PackageEntitlement}inheritedEntitlements{...PackageEntitlement}prices{...Price}compatibleAddons{...Addon}compatiblePackageGroups{packageGroupId displayName addons{...Addon}options{minItems freeItems}}defaultTrialConfig{duration units trialEndBehavior budget{limit}}}fragment PackageEntitlement on PackageEntitlement{usageLimit hasUnlimitedUsage hasSoftLimit resetPeriod enumValues isCustom displayNameOverride hiddenFromWidgets feature{...Feature}}fragment Feature on Feature{refId displayName description featureType meterType featureUnits featureUnitsPlural additionalMetaData}fragment Price on Price{billingModel billingPeriod billingCadence billingId minUnitQuantity maxUnitQuantity billingCountryCode blockSize tiersMode price{...Money}tiers{upTo unitPrice{...Money}flatPrice{...Money}}feature{refId displayName featureUnits featureUnitsPlural}}fragment Money on Money{amount currency}fragment Addon on Addon{refId displayName description billingId pricingType maxQuantity hiddenFromWidgets additionalMetaData dependencies{refId displayName description}entitlements{...PackageEntitlement}prices{...Price}}fragment Typography on TypographyConfiguration{fontFamily h1{fontSize fontWeight}h2{fontSize fontWeight}h3{fontSize fontWeight}body{fontSize fontWeight}}fragment Customer on Customer{customerId name email createdAt updatedAt hasPaymentMethod additionalMetaData defaultPaymentExpirationMonth defaultPaymentExpirationYear defaultPaymentMethodLast4Digits trialedPlans{productRefId planRefId}eligibleForTrial{productRefId eligible}experimentInfo{...ExperimentInfo}promotionalEntitlements{...PromotionalEntitlement}}fragment ExperimentInfo on experimentInfo{id name groupName groupType}fragment PromotionalEntitlement on PromotionalEntitlement{status usageLimit hasUnlimitedUsage hasSoftLimit resetPeriod endDate isVisible feature{...Feature}}fragment Subscription on CustomerSubscription{subscriptionId billingId status pricingType startDate endDate trialEndDate cancellationDate effectiveEndDate currentBillingPeriodEnd additionalMetaData paymentCollection paymentCollectionMethod resource{resourceId}payingCustomer{...SlimCustomer}plan{...Plan}prices{usageLimit price{...Price}}totalPrice{subTotal{...Money}total{...Money}}addons{quantity addon{...Addon}}experimentInfo{...ExperimentInfo}latestInvoice{...Invoice}trialConfiguration{trialEndBehavior}scheduledUpdates{...ScheduledUpdate}futureUpdates{...FutureUpdate}}fragment SlimCustomer on Customer{customerId name email billingId createdAt updatedAt additionalMetaData awsMarketplaceCustomerId}fragment Invoice on SubscriptionInvoice{billingId status createdAt updatedAt requiresAction paymentUrl paymentSecret errorMessage}fragment ScheduledUpdate on SubscriptionScheduledUpdate{subscriptionScheduleType scheduleStatus scheduledExecutionTime targetPackage{refId displayName pricingType}scheduleVariables{...ScheduleVariables}}fragment ScheduleVariables on ScheduleVariables{...on AddonChangeVariables{addonRefId newQuantity}...on BillingPeriodChangeVariables{billingPeriod}...on PlanChangeVariables{planRefId changeType billingPeriod}...on DowngradeChangeVariables{downgradePlanRefId billingPeriod}...on UnitAmountChangeVariables{featureId newUnitAmount}...on CouponChangeVariables{couponId}...on AddonPriceOverrideChangeVariables{addonRefId featureId}...on PlanPriceOverrideChangeVariables{planRefId featureId}...on RecurringCreditsChangeVariables{customCurrencyId}}fragment FutureUpdate on SubscriptionFutureUpdate{subscriptionScheduleType scheduleStatus scheduledExecutionTime targetPackage{refId displayName pricingType}scheduleVariables{...ScheduleVariables}}" as Operation<GetPaywallQuery, GetPaywallQueryVariables>;

export const GetSubscription = "query GetSubscription($input:GetSubscriptionInput!){getSubscription(input:$input){...Subscription}}fragment Subscription on CustomerSubscription{subscriptionId billingId status pricingType startDate endDate trialEndDate cancellationDate effectiveEndDate currentBillingPeriodEnd additionalMetaData paymentCollection paymentCollectionMethod resource{resourceId}payingCustomer{...SlimCustomer}plan{...Plan}prices{usageLimit price{...Price}}totalPrice{subTotal{...Money}total{...Money}}addons{quantity addon{...Addon}}experimentInfo{...ExperimentInfo}latestInvoice{...Invoice}trialConfiguration{trialEndBehavior}scheduledUpdates{...ScheduledUpdate}futureUpdates{...FutureUpdate}}fragment SlimCustomer on Customer{customerId name email billingId createdAt updatedAt additionalMetaData awsMarketplaceCustomerId}fragment Plan on Plan{refId displayName description billingId pricingType hiddenFromWidgets additionalMetaData product{refId displayName description additionalMetaData}basePlan{refId displayName}entitlements{...PackageEntitlement}inheritedEntitlements{...PackageEntitlement}prices{...Price}compatibleAddons{...Addon}compatiblePackageGroups{packageGroupId displayName addons{...Addon}options{minItems freeItems}}defaultTrialConfig{duration units trialEndBehavior budget{limit}}}fragment PackageEntitlement on PackageEntitlement{usageLimit hasUnlimitedUsage hasSoftLimit resetPeriod enumValues isCustom displayNameOverride hiddenFromWidgets feature{...Feature}}fragment Feature on Feature{refId displayName description featureType meterType featureUnits featureUnitsPlural additionalMetaData}fragment Price on Price{billingModel billingPeriod billingCadence billingId minUnitQuantity maxUnitQuantity billingCountryCode blockSize tiersMode price{...Money}tiers{upTo unitPrice{...Money}flatPrice{...Money}}feature{refId displayName featureUnits featureUnitsPlural}}fragment Money on Money{amount currency}fragment Addon on Addon{refId displayName description billingId pricingType maxQuantity hiddenFromWidgets additionalMetaData dependencies{refId displayName description}entitlements{...PackageEntitlement}prices{...Price}}fragment ExperimentInfo on experimentInfo{id name groupName groupType}fragment Invoice on SubscriptionInvoice{billingId status createdAt updatedAt requiresAction paymentUrl paymentSecret errorMessage}fragment ScheduledUpdate on SubscriptionScheduledUpdate{subscriptionScheduleType scheduleStatus scheduledExecutionTime targetPackage{refId displayName pricingType}scheduleVariables{...ScheduleVariables}}fragment ScheduleVariables on ScheduleVariables{...on AddonChangeVariables{addonRefId newQuantity}...on BillingPeriodChangeVariables{billingPeriod}...on PlanChangeVariables{planRefId changeType billingPeriod}...on DowngradeChangeVariables{downgradePlanRefId billingPeriod}...on UnitAmountChangeVariables{featureId newUnitAmount}...on CouponChangeVariables{couponId}...on AddonPriceOverrideChangeVariables{addonRefId featureId}...on PlanPriceOverrideChangeVariables{planRefId featureId}...on RecurringCreditsChangeVariables{customCurrencyId}}fragment FutureUpdate on SubscriptionFutureUpdate{subscriptionScheduleType scheduleStatus scheduledExecutionTime targetPackage{refId displayName pricingType}scheduleVariables{...ScheduleVariables}}" as Operation<GetSubscriptionQuery, GetSubscriptionQueryVariables>;

export const GetActiveSubscriptions = "query GetActiveSubscriptions($input:GetActiveSubscriptionsInput!){getActiveSubscriptions(input:$input){...Subscription}}fragment Subscription on CustomerSubscription{subscriptionId billingId status pricingType startDate endDate trialEndDate cancellationDate effectiveEndDate currentBillingPeriodEnd additionalMetaData paymentCollection paymentCollectionMethod resource{resourceId}payingCustomer{...SlimCustomer}plan{...Plan}prices{usageLimit price{...Price}}totalPrice{subTotal{...Money}total{...Money}}addons{quantity addon{...Addon}}experimentInfo{...ExperimentInfo}latestInvoice{...Invoice}trialConfiguration{trialEndBehavior}scheduledUpdates{...ScheduledUpdate}futureUpdates{...FutureUpdate}}fragment SlimCustomer on Customer{customerId name email billingId createdAt updatedAt additionalMetaData awsMarketplaceCustomerId}fragment Plan on Plan{refId displayName description billingId pricingType hiddenFromWidgets additionalMetaData product{refId displayName description additionalMetaData}basePlan{refId displayName}entitlements{...PackageEntitlement}inheritedEntitlements{...PackageEntitlement}prices{...Price}compatibleAddons{...Addon}compatiblePackageGroups{packageGroupId displayName addons{...Addon}options{minItems freeItems}}defaultTrialConfig{duration units trialEndBehavior budget{limit}}}fragment PackageEntitlement on PackageEntitlement{usageLimit hasUnlimitedUsage hasSoftLimit resetPeriod enumValues isCustom displayNameOverride hiddenFromWidgets feature{...Feature}}fragment Feature on Feature{refId displayName description featureType meterType featureUnits featureUnitsPlural additionalMetaData}fragment Price on Price{billingModel billingPeriod billingCadence billingId minUnitQuantity maxUnitQuantity billingCountryCode blockSize tiersMode price{...Money}tiers{upTo unitPrice{...Money}flatPrice{...Money}}feature{refId displayName featureUnits featureUnitsPlural}}fragment Money on Money{amount currency}fragment Addon on Addon{refId displayName description billingId pricingType maxQuantity hiddenFromWidgets additionalMetaData dependencies{refId displayName description}entitlements{...PackageEntitlement}prices{...Price}}fragment ExperimentInfo on experimentInfo{id name groupName groupType}fragment Invoice on SubscriptionInvoice{billingId status createdAt updatedAt requiresAction paymentUrl paymentSecret errorMessage}fragment ScheduledUpdate on SubscriptionScheduledUpdate{subscriptionScheduleType scheduleStatus scheduledExecutionTime targetPackage{refId displayName pricingType}scheduleVariables{...ScheduleVariables}}fragment ScheduleVariables on ScheduleVariables{...on AddonChangeVariables{addonRefId newQuantity}...on BillingPeriodChangeVariables{billingPeriod}...on PlanChangeVariables{planRefId changeType billingPeriod}...on DowngradeChangeVariables{downgradePlanRefId billingPeriod}...on UnitAmountChangeVariables{featureId newUnitAmount}...on CouponChangeVariables{couponId}...on AddonPriceOverrideChangeVariables{addonRefId featureId}...on PlanPriceOverrideChangeVariables{planRefId featureId}...on RecurringCreditsChangeVariables{customCurrencyId}}fragment FutureUpdate on SubscriptionFutureUpdate{subscriptionScheduleType scheduleStatus scheduledExecutionTime targetPackage{refId displayName pricingType}scheduleVariables{...ScheduleVariables}}" as Operation<GetActiveSubscriptionsQuery, GetActiveSubscriptionsQueryVariables>;

export const GetActiveSubscriptionsList = "query GetActiveSubscriptionsList($input:GetActiveSubscriptionsInput!){getActiveSubscriptions(input:$input){subscriptionId status pricingType startDate currentBillingPeriodEnd trialEndDate customer{customerId}payingCustomer{customerId}resource{resourceId}plan{planId:refId displayName}addons{quantity addon{addonId:refId}}trialConfiguration{trialEndBehavior}}}" as Operation<GetActiveSubscriptionsListQuery, GetActiveSubscriptionsListQueryVariables>;

export const GetUsageHistory = "query GetUsageHistory($input:UsageHistoryV2Input!){usageHistoryV2(input:$input){markers{type timestamp}series{tags{key value}points{timestamp value isResetPoint}}}}" as Operation<GetUsageHistoryQuery, GetUsageHistoryQueryVariables>;
