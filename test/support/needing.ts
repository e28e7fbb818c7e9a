// Declares a test that needs what some engines lack. There it is not registered, but the reporter names it.
import { beforeAll, it, type TestAPI, TestRunner } from 'vitest';
import { type Capability, currentEngine, limitOf } from './engine-limits.js';

export interface MissingTest {
  readonly name: string;
  readonly reason: string;
}

declare module 'vitest' {
  interface TaskMeta {
    /** The tests of this file that the engine cannot run. */
    missingTests?: MissingTest[];
  }
}

/** Whether the engine of this run can do that. */
export const has = (capability: Capability) => limitOf(currentEngine(), [capability]) === undefined;

const missing: MissingTest[] = [];

// Each test file has this module to itself; a hook is where vitest shows the file.
// biome-ignore lint/correctness/noEmptyPattern: vitest takes nothing but a pattern there
beforeAll(({}, suite) => {
  if (missing.length > 0) suite.file.meta.missingTests = missing;
});

/** @returns `it` where the engine has all of the capabilities */
export function needing(...capabilities: Capability[]): TestAPI {
  const reason = limitOf(currentEngine(), capabilities);
  if (reason === undefined) return it;
  const note = (name: string) => {
    const suite = TestRunner.getCurrentSuite().name;
    missing.push({ name: suite ? `${suite} > ${name}` : name, reason });
  };
  const each = (cases: readonly unknown[]) => (name: string) => note(`${name} (${cases.length} cases)`);
  return Object.assign(note, { each }) as unknown as TestAPI;
}
