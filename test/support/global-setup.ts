import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import type { TestProject } from 'vitest/node';
import { ENGINES } from './engine-limits.js';
import { installMissing } from './installation.js';

/** What the browser tests need before the first one: the browsers of this run and a built package. */
export default function setUp({ vitest }: TestProject): void {
  // Of all projects at once, so that what is missing is one installation.
  const running = vitest.projects.map(({ name }) => name);
  installMissing(ENGINES.filter((engine) => running.includes(engine)));
  if (!existsSync('dist/index.js')) {
    execFileSync(process.execPath, ['build.mjs', '--quiet'], { stdio: 'inherit' });
  }
}
