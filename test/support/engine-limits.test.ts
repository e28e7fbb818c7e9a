import { existsSync } from 'node:fs';
import { expect, it } from 'vitest';
import { ENGINES, filesNotIn, LIMITS, limitOf, WHOLE_FILES } from './engine-limits.js';

it('names files that are there, and capabilities that some engine lacks and Chromium has', () => {
  // A file that was renamed would run where it cannot.
  for (const file of Object.keys(WHOLE_FILES)) expect(existsSync(file), file).toBe(true);
  for (const [name, engines] of Object.entries(LIMITS)) {
    expect(Object.keys(engines), name).not.toEqual([]);
    expect(Object.keys(engines), name).not.toContain('chromium');
  }
  expect(filesNotIn('chromium')).toEqual([]);
});

it('gives the reason of the first capability that is lacking', () => {
  for (const engine of ENGINES) expect(limitOf(engine, [])).toBeUndefined();
  expect(limitOf('chromium', ['killTab', 'hideTab'])).toBeUndefined();
  expect(limitOf('webkit', ['hideTab', 'keepProfile'])).toBe(LIMITS.hideTab.webkit);
  expect(limitOf('firefox', ['keepProfile', 'killTab'])).toBe(LIMITS.killTab.firefox);
});
