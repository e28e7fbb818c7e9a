/** An amount in full units of its currency, not in cents. */
export interface Money {
  readonly amount: number;
  /** ISO 4217, as the API spells it. */
  readonly currency: string;
}
