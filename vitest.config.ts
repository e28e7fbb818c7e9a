import { resolve } from 'node:path';
import { defineConfig, type Plugin } from 'vitest/config';

/** The emulator imports its schema as text, as its build does by esbuild's text loader. */
const graphqlAsText: Plugin = {
  name: 'graphql-as-text',
  transform: (source, id) =>
    id.endsWith('.graphql') ? { code: `export default ${JSON.stringify(source)};`, map: null } : undefined,
};

export default defineConfig({
  plugins: [graphqlAsText],
  // What build.mjs defines as a hash of the sources.
  define: { __BUILD__: '"source"' },
  resolve: {
    alias: [
      { find: /^stigg-offline$/, replacement: resolve('src/index.ts') },
      { find: /^stigg-offline\/fixtures$/, replacement: resolve('src/fixtures.ts') },
    ],
  },
  test: {
    environment: 'node',
    reporters: ['default', './test/support/counts-reporter.ts'],
    projects: [
      {
        extends: true,
        test: { name: 'unit', include: ['test/{core,worker,page,emulator,simulation,bench}/**/*.test.ts'] },
      },
      {
        extends: true,
        test: {
          name: 'browser',
          include: ['test/browser/**/*.test.ts', 'test/support/**/*.test.ts'],
          globalSetup: 'test/support/global-setup.ts',
          // One browser at a time: two of them on a small machine make each other's tests slow.
          fileParallelism: false,
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'package',
          include: ['test/{architecture,package}/**/*.test.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
