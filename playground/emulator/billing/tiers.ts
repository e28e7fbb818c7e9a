export type TiersMode = 'VOLUME' | 'GRADUATED';

export interface Tier {
  /** The last unit of the tier. Null or absent: no end. */
  upTo?: number | null;
  unitPrice?: number;
  /** Once, if any unit is in the tier. */
  flatPrice?: number;
}

/**
 * What so many units cost: VOLUME, all at the prices of the tier that the last one is in; GRADUATED, each at those
 * of its own tier. Not rounded.
 *
 * @param tiers in ascending order, the last without an end
 */
export function tieredAmount(tiers: readonly Tier[], mode: TiersMode, units: number): number {
  if (units <= 0) return 0;
  let below = 0;
  let amount = 0;
  for (const { upTo, unitPrice = 0, flatPrice = 0 } of tiers) {
    const end = upTo ?? Number.POSITIVE_INFINITY;
    if (mode === 'VOLUME') {
      if (units <= end) return units * unitPrice + flatPrice;
      continue;
    }
    amount += (Math.min(units, end) - below) * unitPrice + flatPrice;
    if (units <= end) return amount;
    below = end;
  }
  return amount;
}
