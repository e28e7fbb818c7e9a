import type { Entitled, FallbackEntitlement } from './core/answer.js';
import type { StiggError } from './error.js';
import type { Status } from './status.js';

/** An element of a list of entitlements: each as its own getter answers. */
export type AnyEntitlement = Entitled | FallbackEntitlement;

/** What `addListener` can hear, and what the listeners are given. */
export interface StiggEvents {
  /** An answer is another now. `resourceId` is `null` for the customer's own list. */
  entitlementsUpdated: {
    readonly entitlements: readonly AnyEntitlement[];
    readonly changed: readonly string[];
    readonly resourceId: string | null;
  };
  /** The status is another one now. */
  statusChanged: { readonly status: Status };
  /** Checks can be answered for a customer that was set. */
  initializeSuccessfully: undefined;
  /** They cannot; it may still succeed later. */
  initializeFailed: { readonly error: StiggError };
  /**
   * Another build of the service worker waits. `apply` takes it and loads each tab of the app anew, once; without it, it
   * waits until all tabs are closed.
   */
  updateFound: { readonly apply: () => void };
  /** The customer signed out, here or in another tab. */
  signedOut: { readonly customerId: string };
}
