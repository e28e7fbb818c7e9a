// Data calls in offline mode: what is a list is empty, in its own shape; nothing else is made up.

import type { Caller } from './caller.js';
import type { DataCallName, ResultOf } from './core/data-call.js';
import { type Failure, failure } from './core/failure.js';
import type { Paywall } from './core/paywall.js';
import type { Answer } from './link.js';

const EMPTY_PAYWALL: Paywall = {
  plans: [],
  currency: { code: 'USD', symbol: '$' },
  configuration: null,
  customer: null,
  activeSubscriptions: null,
  resource: null,
  paywallCalculatedPricePoints: [],
};

const EMPTY: { readonly [Name in DataCallName]?: () => ResultOf<Name> } = {
  getPaywall: () => ({ ...EMPTY_PAYWALL }),
  getActiveSubscriptionsList: () => [],
  getActiveSubscriptions: () => [],
  getCoupons: () => [],
};

export function offlineAnswer<Name extends DataCallName>(
  { context }: Caller,
  name: Name,
): Answer<ResultOf<Name>> {
  const value = EMPTY[name]?.();
  if (value === undefined) return offlineFailure(name);
  context.listener.received(value, null);
  return { value };
}

export function offlineFailure(name: string): { readonly failure: Failure } {
  return { failure: failure('OFFLINE', `${name} needs the API: this is offline mode.`) };
}
