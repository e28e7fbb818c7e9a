// Each gate of `bench:quick -- --gate` shuts: on a figure over its budget, and on one that nobody measured.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { FIGURES, type Summary } from './book.js';
import { CONTESTANTS } from './contestant.js';
import { type Budget, brokenBudgets } from './gate.js';
import { QUICK } from './plan.js';

const budgets = JSON.parse(readFileSync('test/bench/budgets.json', 'utf8')) as Budget[];
const named = budgets.map((budget) => [`${budget.figure} of ${budget.of}`, budget] as const);

/** What is compared with. */
const OTHER = 200;

function figure(
  { figure, of, entitlements = 1000, latencyMs = 0, tabs = 1 }: Budget,
  median: number,
): Summary {
  return { figure, of, entitlements, latencyMs, tabs, median, min: median, p90: median, samples: 1 };
}

/** Figures that are this part of the budget. */
function figuresAt(budget: Budget, part: number): Summary[] {
  const { over, atMost } = budget;
  if (!over) return [figure(budget, part * atMost)];
  return [figure(budget, part * atMost * OTHER), figure({ ...budget, ...over }, OTHER)];
}

describe.each(named)('the budget for %s', (_, budget) => {
  it('is kept just below and broken just above', () => {
    expect(brokenBudgets([budget], figuresAt(budget, 0.99))).toEqual([]);
    expect(brokenBudgets([budget], figuresAt(budget, 1.01))).toEqual([
      expect.stringContaining(budget.figure),
    ]);
  });

  it('is broken when a figure is missing', () => {
    for (const left of figuresAt(budget, 0.5).keys()) {
      const figures = figuresAt(budget, 0.5).filter((_, at) => at !== left);
      expect(brokenBudgets([budget], figures)).toEqual([expect.stringContaining('measured')]);
    }
  });

  it('is about what the quick run measures', () => {
    for (const one of [budget, { ...budget, ...budget.over }]) {
      expect(Object.keys(FIGURES)).toContain(one.figure);
      expect(CONTESTANTS).toContain(one.of);
      expect(QUICK.contestants).toContain(one.of);
      expect(QUICK.tabs).toContain(one.tabs ?? 1);
      expect(QUICK.loads.map(({ latencyMs }) => latencyMs)).toContain(one.latencyMs ?? 0);
    }
  });
});

it('names every budget that is broken, and no other', () => {
  const all = budgets.flatMap((budget, at) => figuresAt(budget, at % 2 ? 2 : 0.5));
  // Two budgets may share what they are compared with; it is the same in each.
  expect(brokenBudgets(budgets, all)).toHaveLength(Math.floor(budgets.length / 2));
});
