import type { IncomingHttpHeaders } from 'node:http';
import { admitCustomer } from '../admission.js';
import { Refusal } from '../billing/refusal.js';
import { type Customer, type Environment, own } from '../environment.js';

/** What the operations of a request are answered from. */
export interface Arrival {
  /** As it was when the request arrived, with what its own operations have changed since. */
  readonly environment: Environment;
  readonly now: Date;
  readonly headers: IncomingHttpHeaders;
  change(next: Environment): void;
}

/**
 * The customer that a request names, if it may.
 *
 * @throws {Refusal} CustomerNotFound, EntityIsArchivedError
 * @throws {GraphQLError} the token is that of another customer
 */
export function customerOf({ environment, headers }: Arrival, customerId: string): Customer {
  admitCustomer(environment, headers, customerId);
  const customer = own(environment.customers, customerId);
  if (!customer) throw new Refusal('CustomerNotFound', `customer ${customerId} not found`);
  if (customer.archived) throw new Refusal('EntityIsArchivedError', `customer ${customerId} is archived`);
  return customer;
}

/** @throws {Refusal} CustomerNotFound. Whoever pays need not be whom the token is of */
export function requirePayer({ customers }: Environment, customerId: string | null | undefined): void {
  if (customerId != null && !own(customers, customerId)) {
    throw new Refusal('CustomerNotFound', `customer ${customerId} not found`);
  }
}
