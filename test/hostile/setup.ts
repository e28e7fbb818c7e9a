// What all hostile tests share: how many runs, from which seed, and that no prototype is another one afterwards.
//   HOSTILE_RUNS=1000 HOSTILE_SEED=7 npx vitest run --project hostile
import fc from 'fast-check';
import { afterEach, expect } from 'vitest';
import { RUNS, SEED } from './runs.js';

fc.configureGlobal({ numRuns: RUNS, seed: SEED });

const PROTOTYPES = [Object, Array, Function, String, Number, Map, Promise].map(({ prototype }) => prototype);
const before = new Map(
  PROTOTYPES.map((prototype) => [prototype, Object.getOwnPropertyDescriptors(prototype)]),
);

afterEach(() => {
  const polluted: PropertyKey[] = [];
  for (const [prototype, was] of before) {
    for (const name of Reflect.ownKeys({ ...was, ...Object.getOwnPropertyDescriptors(prototype) })) {
      const [old, young] = [Reflect.get(was, name), Object.getOwnPropertyDescriptor(prototype, name)];
      if (old?.value === young?.value && old?.get === young?.get && old?.set === young?.set) continue;
      polluted.push(name);
      // One polluted test must not make all others red.
      if (old) Object.defineProperty(prototype, name, old);
      else Reflect.deleteProperty(prototype, name);
    }
  }
  expect(polluted).toEqual([]);
});
