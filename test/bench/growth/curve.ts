import { fittedExponent } from './exponent.js';

export interface Curve {
  readonly name: string;
  readonly x: 'entitlements' | 'tabs';
  readonly unit: string;
  readonly points: readonly (readonly [x: number, y: number])[];
  /** The largest exponent that is accepted. */
  readonly atMost: number;
}

/** Some room, as a curve of few points on a machine with other work is never straight. */
export const FLAT = 0.15;
export const LINEAR = 1.15;

export interface FittedCurve extends Curve {
  readonly exponent: number;
  readonly met: boolean;
}

export function fitted(curve: Curve): FittedCurve {
  const exponent = fittedExponent(curve.points);
  return { ...curve, exponent, met: exponent <= curve.atMost };
}
