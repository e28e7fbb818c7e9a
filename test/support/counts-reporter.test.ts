import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, it } from 'vitest';
import { filesNotIn, LIMITS } from './engine-limits.js';

// A run of vitest by itself, in a folder from which it finds its packages.
const config = `
  import { defineConfig } from 'vitest/config';
  export default defineConfig({
    test: {
      reporters: ['default', ${JSON.stringify(resolve('test/support/counts-reporter.ts'))}],
      projects: [
        { test: { name: 'unit', root: import.meta.dirname, include: ['unit.ts'] } },
        {
          test: {
            name: 'firefox',
            root: import.meta.dirname,
            include: ['tabs.ts'],
            retry: 1,
            env: { BROWSER_ENGINE: 'firefox' },
          },
        },
      ],
    },
  });
`;

const tabs = `
  import { describe, expect, it } from 'vitest';
  import { needing } from ${JSON.stringify(resolve('test/support/needing.ts'))};
  let tries = 0;
  it('passes', () => expect(1).toBe(1));
  it('passes when it is tried again', () => expect((tries += 1)).toBe(2));
  it('never passes', () => expect(1).toBe(2));
  describe('a tab', () => {
    it('is there', () => expect(1).toBe(1));
    needing('killTab')('is killed', () => expect(1).toBe(2));
    needing('killTab').each([1, 2])('is killed %i times', () => expect(1).toBe(2));
    needing('keepProfile')('comes back', () => expect(1).toBe(1));
  });
`;

const unit = `
  import { expect, it } from 'vitest';
  it('passes', () => expect(1).toBe(1));
`;

it('tells what each engine passed, lacks, and passed at the second try, and the counts last', () => {
  mkdirSync('.cache', { recursive: true });
  const folder = mkdtempSync(resolve('.cache/reporter-'));
  for (const [name, text] of Object.entries({
    'vitest.config.mjs': config,
    'tabs.ts': tabs,
    'unit.ts': unit,
  })) {
    writeFileSync(join(folder, name), text);
  }
  const vitest = resolve('node_modules/vitest/vitest.mjs');
  const { stdout, status } = spawnSync(process.execPath, [vitest, 'run', '--root', folder], {
    encoding: 'utf8',
  });
  rmSync(folder, { recursive: true, force: true });

  const lines = stdout.trimEnd().split('\n');
  const at = lines.indexOf('Firefox: 4 passed, 1 failed');
  expect(at, stdout).toBeGreaterThan(0);
  expect(lines.slice(at)).toEqual([
    'Firefox: 4 passed, 1 failed',
    ...filesNotIn('firefox').map(({ file, reason }) => `not in Firefox: ${file} - ${reason}`),
    `not in Firefox: tabs.ts > a tab > is killed - ${LIMITS.killTab.firefox}`,
    `not in Firefox: tabs.ts > a tab > is killed %i times (2 cases) - ${LIMITS.killTab.firefox}`,
    'flaky: Firefox: tabs.ts > passes when it is tried again - expected 1 to be 2 // Object.is equality',
    '5 passed, 1 failed',
  ]);
  expect(status).toBe(1);
}, 120_000);
