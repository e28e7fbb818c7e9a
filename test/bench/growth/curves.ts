import { type Curve, type FittedCurve, fitted } from './curve.js';

/** Curves in the making: each gets its points one load after the other. */
export class Curves {
  readonly #curves = new Map<string, Curve & { readonly points: [x: number, y: number][] }>();

  note(curve: Omit<Curve, 'points'>, x: number, y: number): void {
    const key = `${curve.x}: ${curve.name}`;
    const entry = this.#curves.get(key) ?? { ...curve, points: [] };
    entry.points.push([x, y]);
    this.#curves.set(key, entry);
  }

  fitted(): FittedCurve[] {
    return [...this.#curves.values()].map(fitted);
  }
}
