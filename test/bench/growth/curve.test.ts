import { expect, it } from 'vitest';
import { type Curve, FLAT, fitted, LINEAR } from './curve.js';

const curve = (atMost: number, cost: (x: number) => number): Curve => ({
  name: 'cost',
  x: 'tabs',
  unit: 'ms',
  points: [1, 10, 100, 1000].map((x) => [x, cost(x)] as const),
  atMost,
});

it.each([
  ['flat', () => 7, 0],
  ['linear', (x: number) => 3 * x, 1],
  ['quadratic', (x: number) => x * x, 2],
  ['falling', (x: number) => 5 / x, -1],
])('a %s cost has its exponent', (_, cost, exponent) => {
  expect(fitted(curve(LINEAR, cost)).exponent).toBeCloseTo(exponent, 6);
});

it('a linear cost is not flat, and a quadratic one not linear', () => {
  expect(fitted(curve(FLAT, () => 7)).met).toBe(true);
  expect(fitted(curve(FLAT, (x) => x)).met).toBe(false);
  expect(fitted(curve(LINEAR, (x) => x)).met).toBe(true);
  expect(fitted(curve(LINEAR, (x) => x * x)).met).toBe(false);
});
