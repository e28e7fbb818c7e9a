import type { IncomingHttpHeaders } from 'node:http';
import type { GraphQLError } from 'graphql';
import type { Fixtures } from '../../src/fixtures.js';
import { apiError } from './api-error.js';

/**
 * Checks the credentials of a request before anything is answered. Returns the error to answer with, if any:
 * `Unauthenticated` for an unknown API key, or if tokens are enforced and this is none.
 */
export function refusal(
  { apiKeys, customerTokens }: Fixtures,
  headers: IncomingHttpHeaders,
): GraphQLError | undefined {
  if (!apiKeys.includes(String(headers['x-api-key']))) {
    return apiError('Unauthenticated', 'The API key is missing or unknown');
  }
  const tokens = Object.values(customerTokens?.accepted ?? {}).flat();
  if (customerTokens?.enforced && !tokens.includes(String(headers['x-customer-key']))) {
    return apiError('Unauthenticated', 'The customer token is missing or unknown');
  }
  return undefined;
}

/**
 * Checks that the request may read this customer.
 *
 * @throws {GraphQLError} `AuthCustomerMismatch`: tokens are enforced and this one belongs to another customer
 */
export function admitCustomer(fixtures: Fixtures, headers: IncomingHttpHeaders, customerId: string): void {
  const { enforced, accepted = {} } = fixtures.customerTokens ?? {};
  if (!enforced) return;
  const own = Object.hasOwn(accepted, customerId) ? accepted[customerId] : undefined;
  if (!own?.includes(String(headers['x-customer-key']))) {
    throw apiError('AuthCustomerMismatch', `The customer token is not that of ${customerId}`);
  }
}
