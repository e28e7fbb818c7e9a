import type { Customer } from './customer.js';
import type { Plan } from './plan.js';
import type { Subscription } from './subscription.js';
import type { WidgetConfiguration } from './widget.js';

/** All that an embedded checkout needs. Never kept on the device. */
export interface CheckoutState {
  readonly setupSecret: string;
  readonly configuration:
    | (WidgetConfiguration & { readonly content: { readonly collectPhoneNumber: boolean | null } | null })
    | null;
  readonly customer: Customer;
  readonly activeSubscription: Subscription | null;
  readonly resource: { readonly id: string } | null;
  readonly plan: Plan;
  readonly billingIntegration: {
    /** `STRIPE` ... */
    readonly billingIdentifier: string;
    readonly credentials: { readonly accountId: string | null; readonly publicKey: string | null };
  };
}

/** What `applySubscription` gives. */
export interface AppliedSubscription {
  readonly subscription: Subscription | null;
}
