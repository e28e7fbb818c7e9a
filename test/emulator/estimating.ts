// What the tests of estimates ask for.
import { beforeEach } from 'vitest';
import { runningEmulator } from './running.js';

type Fields = Record<string, unknown>;

export const NOW = '2026-11-20T00:00:00.000Z';

const MONEY = '{ amount currency }';
const FIGURES = `subTotal ${MONEY} totalExcludingTax ${MONEY} total ${MONEY} tax ${MONEY} discountAmount ${MONEY}
  taxDetails { displayName percentage inclusive }
  discount { name type value durationType durationInMonths start end }`;
const PREVIEW = `${FIGURES} billingPeriodRange { start end } isPlanDowngrade hasScheduledUpdates
  minimumSpendAdjustment ${MONEY} credits { remaining ${MONEY} }
  proration { prorationDate credit ${MONEY} debit ${MONEY} netAmount ${MONEY} hasProrations }
  subscription { ${FIGURES} }`;
export const ESTIMATE = `mutation ($input: EstimateSubscriptionInput!) { estimateSubscription(input: $input) { ${PREVIEW} } }`;
export const UPDATE = `mutation ($input: EstimateSubscriptionUpdateInput!) {
  estimateSubscriptionUpdate(input: $input) { ${PREVIEW} }
}`;
const INVOICE = `subTotal ${MONEY} total ${MONEY} tax ${MONEY} discount ${MONEY} discountDetails { value }`;
export const NEWER = `mutation ($input: PreviewSubscriptionInput!) { previewSubscription(input: $input) {
  immediateInvoice { ${INVOICE} proration { credit ${MONEY} debit ${MONEY} netAmount ${MONEY} } credits { used ${MONEY} } }
  recurringInvoice { ${INVOICE} } billingPeriodRange { start end } isPlanDowngrade hasScheduledUpdates
} }`;

export const seats = (quantity: number) => [{ featureId: 'feature-seats', quantity }];
export const starter = { customerId: 'customer-initech', planId: 'plan-starter', billingPeriod: 'MONTHLY' };
export const growth = {
  customerId: 'customer-acme',
  planId: 'plan-growth',
  billingPeriod: 'MONTHLY',
  billableFeatures: seats(6),
  skipTrial: true,
};
export const amount = (value: unknown) => (value as { amount: number } | null)?.amount;

/** An emulator whose clock stands at {@link NOW} at the start of each test. */
export function estimatingEmulator() {
  const emulator = runningEmulator();
  beforeEach(() => emulator.control('PUT', 'clock', { now: NOW }));

  /** The answer; an error is thrown. */
  async function asked(text: string, input: Fields): Promise<Fields> {
    const { data, errors } = await emulator.query(text, { input });
    if (errors) throw new Error(JSON.stringify(errors));
    return Object.values(data ?? {})[0] as Fields;
  }
  return { ...emulator, asked };
}
