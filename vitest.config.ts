import { resolve } from 'node:path';
import { defineConfig, type Plugin, type TestProjectConfiguration } from 'vitest/config';
import { ENGINES, type Engine, filesNotIn } from './test/support/engine-limits.ts';

/** The emulator imports its schema as text, as its build does by esbuild's text loader. */
const graphqlAsText: Plugin = {
  name: 'graphql-as-text',
  transform: (source, id) =>
    id.endsWith('.graphql') ? { code: `export default ${JSON.stringify(source)};`, map: null } : undefined,
};

/** The browser tests in one engine. */
const browserProject = (engine: Engine, groupOrder: number): TestProjectConfiguration => ({
  extends: true,
  test: {
    name: engine,
    include: [
      'test/browser/**/*.test.ts',
      'test/support/browser*.test.ts',
      // The others walk by `npm run chaos -- --engine ...`.
      ...(engine === 'chromium' ? ['test/chaos/walk.test.ts'] : []),
    ],
    exclude: filesNotIn(engine).map(({ file }) => file),
    globalSetup: 'test/support/global-setup.ts',
    env: { BROWSER_ENGINE: engine },
    // A browser test mostly waits, so two files go beside each other: Chromium's first, which has the most, then the two others'.
    maxWorkers: 2,
    sequence: { groupOrder },
    // WebKitGTK’s driver loses a page now and then on its way through the back/forward cache.
    retry: 2,
    // A browser that starts on a busy machine takes half a minute.
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
});

export default defineConfig({
  plugins: [graphqlAsText],
  // What build.mjs defines as a hash of the sources.
  define: { __BUILD__: '"source"' },
  resolve: {
    alias: [
      { find: /^stigg-offline$/, replacement: resolve('src/index.ts') },
      { find: /^stigg-offline\/compat$/, replacement: resolve('src/compat/index.ts') },
      { find: /^stigg-offline\/fixtures$/, replacement: resolve('src/fixtures.ts') },
      { find: /^stigg-offline\/devtools$/, replacement: resolve('src/devtools/index.ts') },
      { find: /^stigg-offline\/openfeature$/, replacement: resolve('src/openfeature/index.ts') },
      { find: /^stigg-offline\/react$/, replacement: resolve('src/react/index.ts') },
      // As it is built: what stands in for what is the build's work.
      { find: /^stigg-offline\/testing$/, replacement: resolve('dist/testing.js') },
    ],
  },
  test: {
    environment: 'node',
    reporters: ['default', './test/support/counts-reporter.ts'],
    // The reporter names what passed only so.
    retry: 1,
    // No time limit is an assertion: what is waited for says by itself what did not come.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: [
            'test/{core,worker,page,react,devtools,openfeature,compat,emulator,support,simulation,bench,chaos}/**/*.test.ts',
          ],
          exclude: ['test/support/browser*.test.ts', 'test/chaos/walk.test.ts'],
        },
      },
      {
        extends: true,
        test: {
          name: 'hostile',
          include: ['test/hostile/**/*.test.ts'],
          setupFiles: 'test/hostile/setup.ts',
          testTimeout: 120_000,
        },
      },
      {
        extends: true,
        test: { name: 'supply', include: ['test/supply/**/*.test.ts'], testTimeout: 120_000 },
      },
      ...ENGINES.map((engine) => browserProject(engine, engine === 'chromium' ? 1 : 2)),
      {
        extends: true,
        test: {
          name: 'package',
          include: ['test/{architecture,package,reference}/**/*.test.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
