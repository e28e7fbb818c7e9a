/** Seconds of a run: the first, and the one after the last. */
export interface Span {
  readonly from: number;
  readonly until: number;
}

export function meanRate(perSecond: Uint32Array, { from, until }: Span): number {
  let sum = 0;
  for (let second = from; second < until; second++) sum += perSecond[second] ?? 0;
  return sum / (until - from);
}

export function peakRate(perSecond: Uint32Array, { from, until }: Span): number {
  let peak = 0;
  for (let second = from; second < until; second++) peak = Math.max(peak, perSecond[second] ?? 0);
  return peak;
}
