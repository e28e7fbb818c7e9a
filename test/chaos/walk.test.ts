// A walk through the faults, the same each time; `npm run chaos` does longer ones.
import { expect, it } from 'vitest';
import { walk } from './walk.js';

const SEED = 4;
const STEPS = 170;

it(`a walk of ${STEPS} steps with the seed ${SEED} breaks nothing`, { timeout: 600_000 }, async () => {
  const { failure, taken } = await walk({ seed: SEED, steps: STEPS });
  expect(failure).toBeNull();
  expect([...taken.values()].reduce((sum, times) => sum + times, 0)).toBe(STEPS);
});
