// The price on a plan's card: what is printed large, and what has to be said beside it.
import type { Money, Paywall, Plan, Price } from 'stigg-offline';
import { formatPrice, perPeriod } from '../money.js';

export interface Headline {
  readonly figure: string;
  /** `from` before the figure, where more units cost more. */
  readonly isLeast: boolean;
  readonly per: string;
  readonly notes: readonly string[];
}

const MONTHS: Readonly<Record<string, number>> = { MONTHLY: 1, ANNUALLY: 12 };

export function headlineOf(paywall: Paywall, plan: Plan, billingPeriod: string): Headline {
  if (plan.pricingType === 'CUSTOM') return word('Custom', 'Priced for what you need');
  if (plan.pricingType === 'FREE') return word(formatPrice(zero(paywall)), 'For ever');
  const money = priceOf(paywall, plan, billingPeriod);
  if (!money) return word('–', `Not sold ${perPeriod(billingPeriod)}`);
  const prices = plan.pricePoints.filter((price) => price.billingPeriod === billingPeriod);
  const units = prices.filter(({ pricingModel }) => pricingModel === 'PER_UNIT');
  const used = prices.filter(({ pricingModel }) => pricingModel === 'USAGE_BASED');
  const least = units.map((price) => `for ${price.minUnitQuantity ?? 1} ${unitsOf(price)}`);
  const extra = used.flatMap(({ feature }) =>
    feature ? [`plus ${feature.displayName.toLowerCase()} by use`] : [],
  );
  const saved = savingOf(paywall, plan, billingPeriod);
  const monthly = { ...money, amount: money.amount / 12 };
  return {
    figure: formatPrice(money),
    isLeast: units.length > 0,
    per: perPeriod(billingPeriod),
    notes: [
      [...least, ...extra].join(', '),
      billingPeriod === 'ANNUALLY'
        ? `${formatPrice(monthly)} a month${saved > 0 ? `, ${saved} % saved` : ''}`
        : '',
    ].filter(Boolean),
  };
}

/** Out of 100, against twelve months of the monthly price. */
export function savingOf(paywall: Paywall, plan: Plan, billingPeriod: string): number {
  const monthly = priceOf(paywall, plan, 'MONTHLY');
  const money = priceOf(paywall, plan, billingPeriod);
  const months = MONTHS[billingPeriod];
  if (!monthly || !money || !months || monthly.amount === 0) return 0;
  return Math.round(100 * (1 - money.amount / (monthly.amount * months)));
}

export function billingPeriodsOf({ plans }: Paywall): readonly string[] {
  const offered = new Set(plans.flatMap((plan) => plan.pricePoints.map((price) => price.billingPeriod)));
  return Object.keys(MONTHS).filter((period) => offered.has(period));
}

/** `seat` or `seats`; `unit` where the API names none. */
export function unitsOf({ feature }: Price, count = 2): string {
  return (count === 1 ? feature?.units : feature?.unitsPlural) ?? feature?.units ?? 'units';
}

function priceOf(paywall: Paywall, plan: Plan, billingPeriod: string): Money | null {
  const fits = (one: { readonly billingPeriod: string }) => one.billingPeriod === billingPeriod;
  const point = paywall.paywallCalculatedPricePoints.find((one) => one.planId === plan.id && fits(one));
  if (point) return point;
  const flat = plan.pricePoints.find((one) => fits(one) && one.amount !== null);
  const { amount = null, currency = null } = flat ?? {};
  return amount !== null && currency !== null ? { amount, currency } : null;
}

function zero({ currency }: Paywall): Money {
  return { amount: 0, currency: currency.code };
}

function word(figure: string, note: string): Headline {
  return { figure, isLeast: false, per: '', notes: [note] };
}
