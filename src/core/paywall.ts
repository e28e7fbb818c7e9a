import type { Customer } from './customer.js';
import type { Plan } from './plan.js';
import type { Subscription } from './subscription.js';
import type { WidgetConfiguration } from './widget.js';

/** What `getPaywall` gives. */
export interface Paywall {
  readonly plans: readonly Plan[];
  readonly currency: { readonly code: string; readonly symbol: string };
  readonly configuration: (WidgetConfiguration & { readonly layout: PaywallLayout | null }) | null;
  /** `null` without a customer. Its subscriptions are filled in where no resource is asked for. */
  readonly customer: Customer | null;
  readonly activeSubscriptions: readonly Subscription[] | null;
  readonly resource: { readonly id: string } | null;
  readonly paywallCalculatedPricePoints: readonly CalculatedPrice[];
}

/** How a pricing table is laid out, as the vendor's console has it. */
export interface PaywallLayout {
  readonly alignment: string | null;
  readonly planWidth: number | null;
  readonly planMargin: number | null;
  readonly planPadding: number | null;
}

/** What a plan costs as the vendor's widget shows it. */
export interface CalculatedPrice {
  readonly planId: string;
  readonly billingPeriod: string;
  readonly amount: number;
  readonly currency: string;
  readonly additionalChargesMayApply: boolean | null;
  readonly billingCountryCode: string | null;
  readonly feature: {
    readonly id: string;
    readonly displayName: string;
    readonly units: string | null;
    readonly unitsPlural: string | null;
  } | null;
}
