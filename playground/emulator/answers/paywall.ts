import { headlines } from '../billing/headline.js';
import { Refusal } from '../billing/refusal.js';
import { type Environment, own, type Plan, type WidgetType } from '../environment.js';
import { activeSubscription } from '../subscriptions/held.js';
import { type Arrival, customerOf } from './arrival.js';
import { currencySymbol } from './currency.js';
import { customerView } from './customer.js';
import { featureView } from './features.js';
import { type Country, planView } from './packages.js';
import { subscriptionView } from './subscription.js';

interface PaywallInput {
  productId?: string | null;
  customerId?: string | null;
  resourceId?: string | null;
  context?: WidgetType | null;
  billingCountryCode?: string | null;
  includeHiddenPlans?: boolean | null;
  fetchAllCountriesPrices?: boolean | null;
  offerId?: string | null;
}

export function paywall({ input }: { input: PaywallInput }, arrival: Arrival) {
  const { customerId = null, resourceId = null, billingCountryCode = null, context } = input;
  const { environment, now } = arrival;
  if (input.offerId != null) throw new Refusal('OfferNotFound', `offer ${input.offerId} not found`);
  const customer = customerId === null ? undefined : customerOf(arrival, customerId);
  const active =
    customerId === null ? undefined : activeSubscription(environment, customerId, resourceId, now);
  const productId = input.productId ?? active?.selection.plan.productId ?? firstProduct(environment);
  const plans = plansFor(environment, productId, input.includeHiddenPlans ? null : (context ?? 'PAYWALL'));
  const country: Country = input.fetchAllCountriesPrices ? { all: true } : billingCountryCode;
  const points = plans.flatMap(([planId, plan]) =>
    headlines(environment, planId, plan, billingCountryCode).map(({ featureId, ...point }) => ({
      planId,
      ...point,
      billingCountryCode,
      feature: featureView(environment, featureId ?? undefined),
    })),
  );
  const code = points[0]?.currency ?? 'USD';
  return {
    plans: plans.map(([planId]) => planView(environment, planId, country)),
    currency: { code, symbol: currencySymbol(code) },
    configuration: null,
    customer: customerId === null ? null : customerView(environment, customerId, now),
    resource: resourceId !== null && own(customer?.resources, resourceId) ? { resourceId } : null,
    activeSubscriptions:
      customerId === null ? null : active ? [subscriptionView(environment, active, now)] : [],
    paywallCalculatedPricePoints: points,
  };
}

/** Those of the product in their order, without those that are hidden from the widget. */
export function plansFor(
  { plans, products }: Environment,
  productId: string,
  widget: WidgetType | null,
): [string, Plan][] {
  if (!own(products, productId)) throw new Refusal('ProductNotFoundError', `product ${productId} not found`);
  return Object.entries(plans).filter(
    ([, plan]) =>
      plan.productId === productId && !(widget !== null && plan.hiddenFromWidgets?.includes(widget)),
  );
}

/** Nobody says which: the customer's, else the first. */
function firstProduct({ products }: Environment): string {
  const [first] = Object.keys(products);
  if (first === undefined) throw new Refusal('NoProductsAvailable', 'there are no products');
  return first;
}
