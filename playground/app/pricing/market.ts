// Where a customer may buy. The paywall tells the prices of one country at a time.
import type { Paywall } from 'stigg-offline';

export interface Market {
  /** ISO 3166-1; `null`: the prices for everywhere else. */
  readonly country: string | null;
  readonly name: string;
  /** What is due to the tax office there; a shop would know it by the billing address. */
  readonly taxRateId: string | null;
}

export const EVERYWHERE: Market = { country: null, name: '', taxRateId: null };

export const COUNTRIES: readonly Market[] = [{ country: 'DE', name: 'Germany', taxRateId: 'tax-vat-de' }];

/** Whether a country is another market at all. */
export function isOffered(here: Paywall, there: Paywall): boolean {
  return here.currency.code !== there.currency.code;
}
