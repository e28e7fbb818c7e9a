// Made by worker/api/codegen.mjs from the schema: its enums as values, with the member names that the vendor's have.
/** `AccessDeniedReason` of the API's schema. */
export const AccessDeniedReason = { BudgetExceeded: 'BudgetExceeded', CustomerIsArchived: 'CustomerIsArchived', CustomerNotFound: 'CustomerNotFound', CustomerResourceNotFound: 'CustomerResourceNotFound', EntitlementNotFound: 'EntitlementNotFound', FeatureNotFound: 'FeatureNotFound', FeatureTypeMismatch: 'FeatureTypeMismatch', InsufficientCredits: 'InsufficientCredits', NoActiveSubscription: 'NoActiveSubscription', NoFeatureEntitlementInSubscription: 'NoFeatureEntitlementInSubscription', RequestedUsageExceedingLimit: 'RequestedUsageExceedingLimit', RequestedValuesMismatch: 'RequestedValuesMismatch', Revoked: 'Revoked', Unknown: 'Unknown' } as const;
export type AccessDeniedReason = (typeof AccessDeniedReason)[keyof typeof AccessDeniedReason];

/** `Alignment` of the API's schema. */
export const Alignment = { Center: 'CENTER', Left: 'LEFT', Right: 'RIGHT' } as const;
export type Alignment = (typeof Alignment)[keyof typeof Alignment];

/** `BillingCadence` of the API's schema. */
export const BillingCadence = { OneOff: 'ONE_OFF', Recurring: 'RECURRING' } as const;
export type BillingCadence = (typeof BillingCadence)[keyof typeof BillingCadence];

/** `BillingModel` of the API's schema. */
export const BillingModel = { CreditBased: 'CREDIT_BASED', FlatFee: 'FLAT_FEE', MinimumSpend: 'MINIMUM_SPEND', PerUnit: 'PER_UNIT', UsageBased: 'USAGE_BASED' } as const;
export type BillingModel = (typeof BillingModel)[keyof typeof BillingModel];

/** `BillingPeriod` of the API's schema. */
export const BillingPeriod = { Annually: 'ANNUALLY', Monthly: 'MONTHLY' } as const;
export type BillingPeriod = (typeof BillingPeriod)[keyof typeof BillingPeriod];

/** `BillingVendorIdentifier` of the API's schema. */
export const BillingVendorIdentifier = { Received: 'RECEIVED', Stripe: 'STRIPE', Zuora: 'ZUORA' } as const;
export type BillingVendorIdentifier = (typeof BillingVendorIdentifier)[keyof typeof BillingVendorIdentifier];

/** `ChargeType` of the API's schema. */
export const ChargeType = { Credit: 'CREDIT', Feature: 'FEATURE' } as const;
export type ChargeType = (typeof ChargeType)[keyof typeof ChargeType];

/** `CouponSortFields` of the API's schema. */
export const CouponSortFields = { BillingId: 'billingId', CreatedAt: 'createdAt', Description: 'description', EnvironmentId: 'environmentId', Id: 'id', Name: 'name', RefId: 'refId', Source: 'source', Status: 'status', Type: 'type', UpdatedAt: 'updatedAt' } as const;
export type CouponSortFields = (typeof CouponSortFields)[keyof typeof CouponSortFields];

/** `CouponSource` of the API's schema. */
export const CouponSource = { Stigg: 'STIGG', StiggAdhoc: 'STIGG_ADHOC', Stripe: 'STRIPE' } as const;
export type CouponSource = (typeof CouponSource)[keyof typeof CouponSource];

/** `CouponStatus` of the API's schema. */
export const CouponStatus = { Active: 'ACTIVE', Archived: 'ARCHIVED' } as const;
export type CouponStatus = (typeof CouponStatus)[keyof typeof CouponStatus];

/** `CouponType` of the API's schema. */
export const CouponType = { Fixed: 'FIXED', Percentage: 'PERCENTAGE' } as const;
export type CouponType = (typeof CouponType)[keyof typeof CouponType];

/** `CreditCadence` of the API's schema. */
export const CreditCadence = { Month: 'MONTH', Year: 'YEAR' } as const;
export type CreditCadence = (typeof CreditCadence)[keyof typeof CreditCadence];

/** `CreditGrantCadence` of the API's schema. */
export const CreditGrantCadence = { BeginningOfBillingPeriod: 'BEGINNING_OF_BILLING_PERIOD', Monthly: 'MONTHLY' } as const;
export type CreditGrantCadence = (typeof CreditGrantCadence)[keyof typeof CreditGrantCadence];

/** `Currency` of the API's schema. */
export const Currency = { Aed: 'AED', All: 'ALL', Amd: 'AMD', Ang: 'ANG', Aud: 'AUD', Awg: 'AWG', Azn: 'AZN', Bam: 'BAM', Bbd: 'BBD', Bdt: 'BDT', Bgn: 'BGN', Bif: 'BIF', Bmd: 'BMD', Bnd: 'BND', Brl: 'BRL', Bsd: 'BSD', Bwp: 'BWP', Byn: 'BYN', Bzd: 'BZD', Cad: 'CAD', Cdf: 'CDF', Chf: 'CHF', Clp: 'CLP', Cny: 'CNY', Czk: 'CZK', Djf: 'DJF', Dkk: 'DKK', Dop: 'DOP', Dzd: 'DZD', Egp: 'EGP', Etb: 'ETB', Eur: 'EUR', Fjd: 'FJD', Gbp: 'GBP', Gel: 'GEL', Gip: 'GIP', Gmd: 'GMD', Gnf: 'GNF', Gyd: 'GYD', Hkd: 'HKD', Hrk: 'HRK', Htg: 'HTG', Idr: 'IDR', Ils: 'ILS', Inr: 'INR', Isk: 'ISK', Jmd: 'JMD', Jpy: 'JPY', Kes: 'KES', Kgs: 'KGS', Khr: 'KHR', Kmf: 'KMF', Krw: 'KRW', Kyd: 'KYD', Kzt: 'KZT', Lbp: 'LBP', Lkr: 'LKR', Lrd: 'LRD', Lsl: 'LSL', Mad: 'MAD', Mdl: 'MDL', Mga: 'MGA', Mkd: 'MKD', Mmk: 'MMK', Mnt: 'MNT', Mop: 'MOP', Mro: 'MRO', Mvr: 'MVR', Mwk: 'MWK', Mxn: 'MXN', Myr: 'MYR', Mzn: 'MZN', Nad: 'NAD', Ngn: 'NGN', Nok: 'NOK', Npr: 'NPR', Nzd: 'NZD', Pgk: 'PGK', Php: 'PHP', Pkr: 'PKR', Pln: 'PLN', Pyg: 'PYG', Qar: 'QAR', Ron: 'RON', Rsd: 'RSD', Rub: 'RUB', Rwf: 'RWF', Sar: 'SAR', Sbd: 'SBD', Scr: 'SCR', Sek: 'SEK', Sgd: 'SGD', Sle: 'SLE', Sll: 'SLL', Sos: 'SOS', Szl: 'SZL', Thb: 'THB', Tjs: 'TJS', Top: 'TOP', Try: 'TRY', Ttd: 'TTD', Tzs: 'TZS', Uah: 'UAH', Ugx: 'UGX', Usd: 'USD', Uzs: 'UZS', Vnd: 'VND', Vuv: 'VUV', Wst: 'WST', Xaf: 'XAF', Xcd: 'XCD', Xof: 'XOF', Xpf: 'XPF', Yer: 'YER', Zar: 'ZAR', Zmw: 'ZMW' } as const;
export type Currency = (typeof Currency)[keyof typeof Currency];

/** `DiscountDurationType` of the API's schema. */
export const DiscountDurationType = { Forever: 'FOREVER', Once: 'ONCE', Repeating: 'REPEATING' } as const;
export type DiscountDurationType = (typeof DiscountDurationType)[keyof typeof DiscountDurationType];

/** `DiscountType` of the API's schema. */
export const DiscountType = { Fixed: 'FIXED', Percentage: 'PERCENTAGE' } as const;
export type DiscountType = (typeof DiscountType)[keyof typeof DiscountType];

/** `EntitlementBehavior` of the API's schema. */
export const EntitlementBehavior = { Increment: 'Increment', Override: 'Override' } as const;
export type EntitlementBehavior = (typeof EntitlementBehavior)[keyof typeof EntitlementBehavior];

/** `EntitlementResetPeriod` of the API's schema. */
export const EntitlementResetPeriod = { Day: 'DAY', Hour: 'HOUR', Month: 'MONTH', Week: 'WEEK', Year: 'YEAR' } as const;
export type EntitlementResetPeriod = (typeof EntitlementResetPeriod)[keyof typeof EntitlementResetPeriod];

/** `EntitlementType` of the API's schema. */
export const EntitlementType = { Credit: 'CREDIT', Feature: 'FEATURE' } as const;
export type EntitlementType = (typeof EntitlementType)[keyof typeof EntitlementType];

/** `EntitlementsStateAccessDeniedReason` of the API's schema. */
export const EntitlementsStateAccessDeniedReason = { CustomerIsArchived: 'CustomerIsArchived', CustomerNotFound: 'CustomerNotFound', NoActiveSubscription: 'NoActiveSubscription' } as const;
export type EntitlementsStateAccessDeniedReason = (typeof EntitlementsStateAccessDeniedReason)[keyof typeof EntitlementsStateAccessDeniedReason];

/** `ExperimentGroupType` of the API's schema. */
export const ExperimentGroupType = { Control: 'CONTROL', Variant: 'VARIANT' } as const;
export type ExperimentGroupType = (typeof ExperimentGroupType)[keyof typeof ExperimentGroupType];

/** `ExperimentStatus` of the API's schema. */
export const ExperimentStatus = { Completed: 'COMPLETED', Draft: 'DRAFT', InProgress: 'IN_PROGRESS' } as const;
export type ExperimentStatus = (typeof ExperimentStatus)[keyof typeof ExperimentStatus];

/** `FeatureStatus` of the API's schema. */
export const FeatureStatus = { Active: 'ACTIVE', New: 'NEW', Suspended: 'SUSPENDED' } as const;
export type FeatureStatus = (typeof FeatureStatus)[keyof typeof FeatureStatus];

/** `FeatureType` of the API's schema. */
export const FeatureType = { Boolean: 'BOOLEAN', Enum: 'ENUM', Number: 'NUMBER' } as const;
export type FeatureType = (typeof FeatureType)[keyof typeof FeatureType];

/** `FontWeight` of the API's schema. */
export const FontWeight = { Bold: 'BOLD', Normal: 'NORMAL' } as const;
export type FontWeight = (typeof FontWeight)[keyof typeof FontWeight];

/** `MeterType` of the API's schema. */
export const MeterType = { Fluctuating: 'Fluctuating', Incremental: 'Incremental', None: 'None' } as const;
export type MeterType = (typeof MeterType)[keyof typeof MeterType];

/** `MonthlyAccordingTo` of the API's schema. */
export const MonthlyAccordingTo = { StartOfTheMonth: 'StartOfTheMonth', SubscriptionStart: 'SubscriptionStart' } as const;
export type MonthlyAccordingTo = (typeof MonthlyAccordingTo)[keyof typeof MonthlyAccordingTo];

/** `PackageStatus` of the API's schema. */
export const PackageStatus = { Archived: 'ARCHIVED', Draft: 'DRAFT', Published: 'PUBLISHED' } as const;
export type PackageStatus = (typeof PackageStatus)[keyof typeof PackageStatus];

/** `PaymentCollection` of the API's schema. */
export const PaymentCollection = { ActionRequired: 'ACTION_REQUIRED', Failed: 'FAILED', NotRequired: 'NOT_REQUIRED', Processing: 'PROCESSING' } as const;
export type PaymentCollection = (typeof PaymentCollection)[keyof typeof PaymentCollection];

/** `PaymentCollectionMethod` of the API's schema. */
export const PaymentCollectionMethod = { Charge: 'CHARGE', Invoice: 'INVOICE', None: 'NONE' } as const;
export type PaymentCollectionMethod = (typeof PaymentCollectionMethod)[keyof typeof PaymentCollectionMethod];

/** `PaymentMethodType` of the API's schema. */
export const PaymentMethodType = { Bank: 'BANK', Card: 'CARD', CashApp: 'CASH_APP' } as const;
export type PaymentMethodType = (typeof PaymentMethodType)[keyof typeof PaymentMethodType];

/** `PlanChangeType` of the API's schema. */
export const PlanChangeType = { Downgrade: 'DOWNGRADE', None: 'NONE', Upgrade: 'UPGRADE' } as const;
export type PlanChangeType = (typeof PlanChangeType)[keyof typeof PlanChangeType];

/** `PricingType` of the API's schema. */
export const PricingType = { Custom: 'CUSTOM', Free: 'FREE', Paid: 'PAID' } as const;
export type PricingType = (typeof PricingType)[keyof typeof PricingType];

/** `PromotionalEntitlementPeriod` of the API's schema. */
export const PromotionalEntitlementPeriod = { Custom: 'CUSTOM', Lifetime: 'LIFETIME', OneMonth: 'ONE_MONTH', OneWeek: 'ONE_WEEK', OneYear: 'ONE_YEAR', SixMonth: 'SIX_MONTH' } as const;
export type PromotionalEntitlementPeriod = (typeof PromotionalEntitlementPeriod)[keyof typeof PromotionalEntitlementPeriod];

/** `PromotionalEntitlementStatus` of the API's schema. */
export const PromotionalEntitlementStatus = { Active: 'Active', Expired: 'Expired', Paused: 'Paused' } as const;
export type PromotionalEntitlementStatus = (typeof PromotionalEntitlementStatus)[keyof typeof PromotionalEntitlementStatus];

/** `ScheduleStrategy` of the API's schema. */
export const ScheduleStrategy = { EndOfBillingMonth: 'END_OF_BILLING_MONTH', EndOfBillingPeriod: 'END_OF_BILLING_PERIOD', Immediate: 'IMMEDIATE' } as const;
export type ScheduleStrategy = (typeof ScheduleStrategy)[keyof typeof ScheduleStrategy];

/** `SortDirection` of the API's schema. */
export const SortDirection = { Asc: 'ASC', Desc: 'DESC' } as const;
export type SortDirection = (typeof SortDirection)[keyof typeof SortDirection];

/** `SortNulls` of the API's schema. */
export const SortNulls = { NullsFirst: 'NULLS_FIRST', NullsLast: 'NULLS_LAST' } as const;
export type SortNulls = (typeof SortNulls)[keyof typeof SortNulls];

/** `SubscriptionBillingCycleAnchor` of the API's schema. */
export const SubscriptionBillingCycleAnchor = { Now: 'NOW', Unchanged: 'UNCHANGED' } as const;
export type SubscriptionBillingCycleAnchor = (typeof SubscriptionBillingCycleAnchor)[keyof typeof SubscriptionBillingCycleAnchor];

/** `SubscriptionCancelReason` of the API's schema. */
export const SubscriptionCancelReason = { AutoCancellationRule: 'AutoCancellationRule', CancelledByBilling: 'CancelledByBilling', CustomerArchived: 'CustomerArchived', DetachBilling: 'DetachBilling', Expired: 'Expired', Immediate: 'Immediate', PendingPaymentExpired: 'PendingPaymentExpired', ScheduledCancellation: 'ScheduledCancellation', TrialConverted: 'TrialConverted', TrialEnded: 'TrialEnded', UpgradeOrDowngrade: 'UpgradeOrDowngrade' } as const;
export type SubscriptionCancelReason = (typeof SubscriptionCancelReason)[keyof typeof SubscriptionCancelReason];

/** `SubscriptionCouponStatus` of the API's schema. */
export const SubscriptionCouponStatus = { Active: 'ACTIVE', Expired: 'EXPIRED', Removed: 'REMOVED' } as const;
export type SubscriptionCouponStatus = (typeof SubscriptionCouponStatus)[keyof typeof SubscriptionCouponStatus];

/** `SubscriptionInvoiceBillingReason` of the API's schema. */
export const SubscriptionInvoiceBillingReason = { BillingCycle: 'BILLING_CYCLE', Manual: 'MANUAL', MinimumInvoiceAmountExceeded: 'MINIMUM_INVOICE_AMOUNT_EXCEEDED', Other: 'OTHER', SubscriptionCreation: 'SUBSCRIPTION_CREATION', SubscriptionUpdate: 'SUBSCRIPTION_UPDATE' } as const;
export type SubscriptionInvoiceBillingReason = (typeof SubscriptionInvoiceBillingReason)[keyof typeof SubscriptionInvoiceBillingReason];

/** `SubscriptionInvoiceStatus` of the API's schema. */
export const SubscriptionInvoiceStatus = { Canceled: 'CANCELED', Open: 'OPEN', Paid: 'PAID' } as const;
export type SubscriptionInvoiceStatus = (typeof SubscriptionInvoiceStatus)[keyof typeof SubscriptionInvoiceStatus];

/** `SubscriptionProrationBehavior` of the API's schema. */
export const SubscriptionProrationBehavior = { CreateProrations: 'CREATE_PRORATIONS', InvoiceImmediately: 'INVOICE_IMMEDIATELY', None: 'NONE' } as const;
export type SubscriptionProrationBehavior = (typeof SubscriptionProrationBehavior)[keyof typeof SubscriptionProrationBehavior];

/** `SubscriptionScheduleStatus` of the API's schema. */
export const SubscriptionScheduleStatus = { Canceled: 'Canceled', Done: 'Done', Failed: 'Failed', PendingPayment: 'PendingPayment', Scheduled: 'Scheduled' } as const;
export type SubscriptionScheduleStatus = (typeof SubscriptionScheduleStatus)[keyof typeof SubscriptionScheduleStatus];

/** `SubscriptionScheduleType` of the API's schema. */
export const SubscriptionScheduleType = { AdditionalMetaData: 'AdditionalMetaData', Addon: 'Addon', BillingInfoMetadata: 'BillingInfoMetadata', BillingPeriod: 'BillingPeriod', Coupon: 'Coupon', Downgrade: 'Downgrade', MigrateToLatest: 'MigrateToLatest', Plan: 'Plan', PriceOverride: 'PriceOverride', RecurringCredits: 'RecurringCredits', UnitAmount: 'UnitAmount' } as const;
export type SubscriptionScheduleType = (typeof SubscriptionScheduleType)[keyof typeof SubscriptionScheduleType];

/** `SubscriptionStatus` of the API's schema. */
export const SubscriptionStatus = { Active: 'ACTIVE', Canceled: 'CANCELED', Expired: 'EXPIRED', InTrial: 'IN_TRIAL', NotStarted: 'NOT_STARTED', PaymentPending: 'PAYMENT_PENDING' } as const;
export type SubscriptionStatus = (typeof SubscriptionStatus)[keyof typeof SubscriptionStatus];

/** `SyncStatus` of the API's schema. */
export const SyncStatus = { Error: 'ERROR', NoSyncRequired: 'NO_SYNC_REQUIRED', Pending: 'PENDING', Success: 'SUCCESS' } as const;
export type SyncStatus = (typeof SyncStatus)[keyof typeof SyncStatus];

/** `TiersMode` of the API's schema. */
export const TiersMode = { Graduated: 'GRADUATED', Volume: 'VOLUME' } as const;
export type TiersMode = (typeof TiersMode)[keyof typeof TiersMode];

/** `TrialEndBehavior` of the API's schema. */
export const TrialEndBehavior = { CancelSubscription: 'CANCEL_SUBSCRIPTION', ConvertToPaid: 'CONVERT_TO_PAID' } as const;
export type TrialEndBehavior = (typeof TrialEndBehavior)[keyof typeof TrialEndBehavior];

/** `TrialPeriodUnits` of the API's schema. */
export const TrialPeriodUnits = { Day: 'DAY', Month: 'MONTH' } as const;
export type TrialPeriodUnits = (typeof TrialPeriodUnits)[keyof typeof TrialPeriodUnits];

/** `UnitTransformationRound` of the API's schema. */
export const UnitTransformationRound = { Down: 'DOWN', Up: 'UP' } as const;
export type UnitTransformationRound = (typeof UnitTransformationRound)[keyof typeof UnitTransformationRound];

/** `UsageMarkerType` of the API's schema. */
export const UsageMarkerType = { PeriodicReset: 'PERIODIC_RESET', SubscriptionChangeReset: 'SUBSCRIPTION_CHANGE_RESET' } as const;
export type UsageMarkerType = (typeof UsageMarkerType)[keyof typeof UsageMarkerType];

/** `VendorIdentifier` of the API's schema. */
export const VendorIdentifier = { Airwallex: 'AIRWALLEX', AppStore: 'APP_STORE', Auth0: 'AUTH0', AwsMarketplace: 'AWS_MARKETPLACE', BigQuery: 'BIG_QUERY', Hubspot: 'HUBSPOT', OpenFga: 'OPEN_FGA', Prequel: 'PREQUEL', Received: 'RECEIVED', Salesforce: 'SALESFORCE', Snowflake: 'SNOWFLAKE', Stripe: 'STRIPE', StripeInvoicing: 'STRIPE_INVOICING', Zuora: 'ZUORA' } as const;
export type VendorIdentifier = (typeof VendorIdentifier)[keyof typeof VendorIdentifier];

/** `WeeklyAccordingTo` of the API's schema. */
export const WeeklyAccordingTo = { EveryFriday: 'EveryFriday', EveryMonday: 'EveryMonday', EverySaturday: 'EverySaturday', EverySunday: 'EverySunday', EveryThursday: 'EveryThursday', EveryTuesday: 'EveryTuesday', EveryWednesday: 'EveryWednesday', SubscriptionStart: 'SubscriptionStart' } as const;
export type WeeklyAccordingTo = (typeof WeeklyAccordingTo)[keyof typeof WeeklyAccordingTo];

/** `WidgetType` of the API's schema. */
export const WidgetType = { Checkout: 'CHECKOUT', CustomerPortal: 'CUSTOMER_PORTAL', Paywall: 'PAYWALL' } as const;
export type WidgetType = (typeof WidgetType)[keyof typeof WidgetType];

/** `YearlyAccordingTo` of the API's schema. */
export const YearlyAccordingTo = { SubscriptionStart: 'SubscriptionStart' } as const;
export type YearlyAccordingTo = (typeof YearlyAccordingTo)[keyof typeof YearlyAccordingTo];
