// The parameters of data calls: what is wrong with wrong ones, and dates as the API takes them.
import type { DataCallName } from './core/data-call.js';

/** What every call takes beside its own parameters. */
export interface CallOptions {
  /** Gives up the call; whoever else makes the same one goes on. */
  readonly signal?: AbortSignal;
  /** Milliseconds after which it fails with `TIMEOUT`, or is answered from the store. Default: `requestTimeoutMs`. */
  readonly timeoutMs?: number;
}

/** How `waitForCheckoutCompleted` waits. */
export interface CheckoutWait extends CallOptions {
  /** Whether to resolve only when the new entitlements are there, in all tabs. Default: `true`. */
  readonly refreshOnComplete?: boolean;
  /** Milliseconds after which it fails with `TIMEOUT`. Default: 15 000. */
  readonly timeoutMs?: number;
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

type Calls = DataCallName | 'waitForCheckoutCompleted';

const ACTIVE = ['resourceId', 'resourceIds'];
const CHOICE = ['billableFeatures', 'unitQuantity', 'addons', 'promotionCode'];
const NEW = [
  ...['planId', ...CHOICE, 'payingCustomerId', 'resourceId', 'billingPeriod', 'billingCountryCode'],
  ...['billingInformation', 'startDate'],
];

/** What each call takes, the required first. Whatever else is given is not looked at. */
const TAKEN: {
  readonly [Name in Calls]: readonly [required: readonly string[], optional: readonly string[]];
} = {
  getPaywall: [[], ['productId', 'resourceId', 'context', 'billingCountryCode', 'includeHiddenPlans']],
  getCustomerPortal: [[], ['resourceId', 'productId']],
  getCustomer: [[], []],
  getActiveSubscriptionsList: [[], ACTIVE],
  getActiveSubscriptions: [[], ACTIVE],
  getSubscription: [['subscriptionId'], []],
  getCoupons: [[], []],
  getUsageHistory: [
    ['featureId', 'startDate'],
    ['endDate', 'resourceId', 'groupBy', 'includeInactiveSubscriptions'],
  ],
  getCheckoutState: [['planId'], ['resourceId', 'productId', 'billingCountryCode']],
  estimateSubscription: [['planId'], [...NEW, 'customerId', 'skipTrial']],
  estimateSubscriptionUpdate: [['subscriptionId'], CHOICE],
  previewSubscription: [['planId'], [...NEW, 'customerId', 'scheduleStrategy']],
  applySubscription: [
    ['planId'],
    [...NEW, 'paymentMethodId', 'awaitPaymentConfirmation', 'skipTrial', 'scheduleStrategy', 'metadata'],
  ],
  waitForCheckoutCompleted: [[], ['refreshOnComplete']],
};

/** @throws TypeError that names the wrong parameter. `null` stands for an absent one */
export function readParams(
  name: Calls,
  given: object = {},
): { readonly params: Params; readonly options: CallOptions } {
  demand('params', given, OBJECT);
  const { signal, timeoutMs, ...rest } = given as Params & {
    [Key in keyof CallOptions]?: CallOptions[Key] | null;
  };
  const [required, optional] = TAKEN[name];
  const params: Params = {};
  for (const key of [...required, ...optional]) {
    const value = rest[key];
    if (value === undefined || value === null) {
      if (required.includes(key)) demand(key, value, RULES[key] as Rule);
      continue;
    }
    demand(key, value, RULES[key] as Rule);
    params[key] = plain(key, key.endsWith('Date') ? new Date(value as string) : value);
  }
  if (params.resourceId && params.resourceIds) {
    throw new TypeError('resourceIds must not be given with resourceId.');
  }
  if (signal) demand('signal', signal, RULES.signal as Rule);
  if (timeoutMs !== undefined && timeoutMs !== null) demand('timeoutMs', timeoutMs, RULES.timeoutMs as Rule);
  return {
    params,
    options: { ...(signal && { signal }), ...(typeof timeoutMs === 'number' && { timeoutMs }) },
  };
}

/** A copy as JSON carries it: what comes from a framework may be a proxy, which cannot be sent to a worker. */
function plain(name: string, value: unknown): unknown {
  try {
    return JSON.parse(JSON.stringify(value));
  } catch {
    throw new TypeError(`${name} must be plain data.`);
  }
}

function demand(name: string, value: unknown, [holds, wanted]: Rule): void {
  if (!holds(value)) throw new TypeError(`${name} must be ${wanted}.`);
}
