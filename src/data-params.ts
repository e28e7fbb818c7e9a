// The parameters of data calls: what is wrong with wrong ones, and dates as the API takes them.
import type { DataCallName } from './core/data-call.js';

/** What every call takes beside its own parameters. */
export interface CallOptions {
  /** Gives up the call; whoever else makes the same one goes on. */
  readonly signal?: AbortSignal;
  /** Milliseconds after which it fails with `TIMEOUT`, or is answered from the store. Default: `requestTimeoutMs`. */
  readonly timeoutMs?: number;
}

export interface CheckoutWait extends CallOptions {
  /** Whether to resolve only when the new entitlements are there, in all tabs. Default: `true`. */
  readonly refreshOnComplete?: boolean;
}

type Rule = readonly [holds: (value: unknown) => boolean, demand: string];
type Params = Record<string, unknown>;

const isText = (value: unknown) => typeof value === 'string' && value !== '';
const isObject = (value: unknown): value is Params => typeof value === 'object' && value !== null;
const isAmount = (value: unknown) => Number.isFinite(value) && (value as number) >= 0;
const listOf = (holds: (value: unknown) => boolean) => (value: unknown) =>
  Array.isArray(value) && value.every(holds);

const TEXT: Rule = [isText, 'a non-empty string'];
const FLAG: Rule = [(value) => typeof value === 'boolean', 'a boolean'];
const OBJECT: Rule = [isObject, 'an object'];
const TIME: Rule = [
  (value) => (isText(value) || value instanceof Date) && !Number.isNaN(Date.parse(String(value))),
  'a Date or an ISO string',
];

const RULES: Readonly<Record<string, Rule>> = {
  productId: TEXT,
  resourceId: TEXT,
  resourceIds: [(value) => listOf(isText)(value) && (value as unknown[]).length <= 100, 'at most 100 ids'],
  context: TEXT,
  billingCountryCode: TEXT,
  includeHiddenPlans: FLAG,
  subscriptionId: TEXT,
  customerId: TEXT,
  payingCustomerId: TEXT,
  planId: TEXT,
  billingPeriod: TEXT,
  billableFeatures: [
    listOf((one) => isObject(one) && isText(one.featureId) && isAmount(one.quantity)),
    '[{featureId: string, quantity: number}]',
  ],
  unitQuantity: [isAmount, 'a number'],
  addons: [
    listOf(
      (one) => isObject(one) && isText(one.addonId) && (one.quantity === undefined || isAmount(one.quantity)),
    ),
    '[{addonId: string, quantity?: number}]',
  ],
  promotionCode: TEXT,
  billingInformation: OBJECT,
  scheduleStrategy: TEXT,
  startDate: TIME,
  endDate: TIME,
  skipTrial: FLAG,
  paymentMethodId: TEXT,
  awaitPaymentConfirmation: FLAG,
  metadata: OBJECT,
  featureId: TEXT,
  groupBy: [listOf(isText), 'a list of strings'],
  includeInactiveSubscriptions: FLAG,
  refreshOnComplete: FLAG,
  // What timers can count to, twice.
  timeoutMs: [(value) => isAmount(value) && (value as number) < 2 ** 30, 'a number of milliseconds'],
  signal: [
    (value) => typeof (value as AbortSignal | null)?.addEventListener === 'function',
    'an AbortSignal',
  ],
};

const REQUIRED: Readonly<Partial<Record<DataCallName, readonly string[]>>> = {
  getSubscription: ['subscriptionId'],
  getUsageHistory: ['featureId', 'startDate'],
  getCheckoutState: ['planId'],
  estimateSubscription: ['planId'],
  estimateSubscriptionUpdate: ['subscriptionId'],
  previewSubscription: ['planId'],
  applySubscription: ['planId'],
};

/** @throws TypeError that names the wrong parameter. `null` stands for an absent one */
export function readParams(
  name: DataCallName | 'waitForCheckoutCompleted',
  given: object = {},
): { readonly params: Params; readonly options: CallOptions } {
  demand('params', given, OBJECT);
  const entries = Object.entries(given).filter(([, value]) => value !== undefined && value !== null);
  const { signal, timeoutMs, ...params } = Object.fromEntries(entries) as Params & CallOptions;
  const required = name === 'waitForCheckoutCompleted' ? [] : (REQUIRED[name] ?? []);
  for (const key of required) demand(key, params[key], RULES[key] as Rule);
  for (const [key, value] of entries) {
    if (Object.hasOwn(RULES, key)) demand(key, value, RULES[key] as Rule);
  }
  if (params.resourceId && params.resourceIds)
    throw new TypeError('resourceIds must not be given with resourceId.');
  for (const key of ['startDate', 'endDate']) {
    if (params[key] !== undefined) params[key] = new Date(params[key] as string).toISOString();
  }
  return {
    params,
    options: { ...(signal && { signal }), ...(timeoutMs !== undefined && { timeoutMs }) },
  };
}

function demand(name: string, value: unknown, [holds, wanted]: Rule): void {
  if (!holds(value)) throw new TypeError(`${name} must be ${wanted}.`);
}
