// Who makes a data call.
import type { Context, View } from './context.js';
import type { Requester } from './core/protocol.js';

/** What a call needs of the client, as things were when it was made. */
export interface Caller {
  readonly context: Context;
  /** The customer that was set, and the resource. */
  readonly customer: View | null;
  readonly resource: View | null;
  /** The page's query string. */
  readonly search: string | undefined;
}

/** Whether the customer is still the one that is set. What was asked for nobody may be given to anybody. */
export function isCurrent({ context, customer }: Caller): boolean {
  return customer === null || context.customer === customer;
}

/** @param lacksToken there should be a token, and there is none to be had */
export function requesterOf(
  { context, customer }: Caller,
  token: string | null,
  lacksToken: boolean,
): Requester {
  const { identity, customerKey, generation } = customer ?? context.view('', null);
  const { maxStaleMs, persist } = context.settings;
  return {
    identity: {
      baseUri: identity.baseUri,
      apiKey: identity.apiKey,
      customerId: customer && identity.customerId,
    },
    customerKey,
    generation,
    token,
    lacksToken,
    keepMs: maxStaleMs.default,
    persist: persist === true,
    persistChecks: persist !== false,
  };
}
