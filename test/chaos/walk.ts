// A walk: steps drawn from a seed, and what must hold after each.
import { setTimeout as sleep } from 'node:timers/promises';
import { Draw } from './draw.js';
import { calm, inspect } from './invariants.js';
import { type Model, TABS } from './model.js';
import type { Deed, Step } from './step.js';
import { apiSteps } from './steps/api.js';
import { customerSteps } from './steps/customers.js';
import { diskSteps } from './steps/disk.js';
import { engineSteps } from './steps/engines.js';
import { surroundingsSteps } from './steps/surroundings.js';
import { drawTab, tabSteps } from './steps/tabs.js';
import { World } from './world.js';

/** Mended, everything has to be as if nothing had been. */
const calmStep: Step = {
  name: 'all faults are over',
  seen: 'what the API says, in all tabs within two intervals',
  weight: 1.5,
  may: () => true,
  decide: () => ({ run: calm }),
};

export const STEPS: readonly Step[] = [
  ...apiSteps,
  ...tabSteps,
  ...engineSteps,
  ...diskSteps,
  ...surroundingsSteps,
  ...customerSteps,
  calmStep,
];

const LONGEST_PAUSE_MS = 1_500;
const LAST_STEPS = 20;

export interface Chosen extends Deed {
  readonly name: string;
  readonly pauseMs: number;
}

/** The step number `at` of a walk: from the seed and from what was done so far, and nothing else. */
export function chooseStep(steps: readonly Step[], model: Model, seed: number, at: number): Chosen {
  const draw = new Draw(seed, at);
  const possible = steps.filter((step) => step.may(model));
  const total = possible.reduce((sum, { weight = 1 }) => sum + weight, 0);
  let left = draw.share() * total;
  const step =
    possible.find(({ weight = 1 }) => {
      left -= weight;
      return left < 0;
    }) ?? possible.at(-1);
  if (!step) throw new Error('no step is possible');
  const deed = step.decide(model, draw);
  return { ...deed, name: step.name, pauseMs: draw.between(0, LONGEST_PAUSE_MS) };
}

export interface WalkOptions {
  readonly seed: number;
  readonly steps: number;
  /** Called before each step. */
  readonly log?: (line: string) => void;
  /** No further step is begun then. */
  readonly isOver?: () => boolean;
}

export interface Walked {
  readonly seed: number;
  /** How often each step was taken. */
  readonly taken: ReadonlyMap<string, number>;
  /** `null` if nothing was wrong. */
  readonly failure: WalkFailure | null;
  readonly counts: readonly unknown[];
}

export interface WalkFailure {
  readonly step: number;
  /** Its name; empty before the first. */
  readonly after: string;
  readonly error: unknown;
  readonly lastSteps: readonly string[];
}

/** Never rejects but for a world that cannot be opened. */
export async function walk({
  seed,
  steps,
  log = () => {},
  isOver = () => false,
}: WalkOptions): Promise<Walked> {
  const world = await World.open();
  const { model } = world;
  const taken = new Map<string, number>();
  const lines: string[] = [];
  let at = 0;
  let after = '';
  try {
    const draw = new Draw(seed, -1);
    for (let tabs = 0; tabs < TABS; tabs++) model.tabs.push(drawTab(model, draw));
    for (const tab of model.tabs) {
      lines.push(`tab ${tab.id}: ${tab.customer}/${tab.resource} ${JSON.stringify(tab.options)}`);
      await world.open(tab);
    }
    for (at = 1; at <= steps && !isOver(); at++) {
      const { name, says, run, pauseMs } = chooseStep(STEPS, model, seed, at);
      lines.push(`${at}. ${name}${says === undefined ? '' : `: ${says}`}`);
      log(lines.at(-1) ?? '');
      after = name;
      taken.set(name, (taken.get(name) ?? 0) + 1);
      await run(world);
      await inspect(world);
      await sleep(pauseMs);
    }
    after = calmStep.name;
    await calm(world);
    await inspect(world);
    return { seed, taken, failure: null, counts: world.counts };
  } catch (error) {
    const failure = { step: at, after, error, lastSteps: lines.slice(-LAST_STEPS) };
    return { seed, taken, failure, counts: world.counts };
  } finally {
    await world.close();
  }
}
