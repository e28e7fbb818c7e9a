// The choice of steps: a seed is a walk.
import { expect, it } from 'vitest';
import { Draw } from './draw.js';
import { createModel, TABS } from './model.js';
import { drawTab } from './steps/tabs.js';
import { chooseStep, STEPS } from './walk.js';

process.env.BROWSER_ENGINE = 'chromium';

const modelOf = (seed: number) => {
  const model = createModel();
  const draw = new Draw(seed, -1);
  for (let tabs = 0; tabs < TABS; tabs++) model.tabs.push(drawTab(model, draw));
  return model;
};
const choices = (seed: number) => {
  const model = modelOf(seed);
  return Array.from({ length: 300 }, (_, at) => {
    const { name, says, pauseMs } = chooseStep(STEPS, model, seed, at);
    return `${name}: ${says} ${pauseMs}`;
  });
};

it('decides the same from the same seed, and something else from another', () => {
  expect(choices(7)).toEqual(choices(7));
  expect(choices(7)).not.toEqual(choices(8));
});

it('takes every step that may be taken, and no other', () => {
  const model = modelOf(1);
  const names = new Set(Array.from({ length: 2_000 }, (_, at) => chooseStep(STEPS, model, 1, at).name));
  expect([...names].sort()).toEqual(
    STEPS.filter((step) => step.may(model))
      .map(({ name }) => name)
      .sort(),
  );
  expect(names).not.toContain('the network is back');
});
