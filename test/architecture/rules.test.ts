import { describe, expect, it } from 'vitest';
import { bundleViolations, type Metafiles, scriptViolations } from './bundles.js';
import { computed, importsOfFile } from './imports.js';
import { purityViolations } from './purity.js';
import {
  cycleViolations,
  fileViolations,
  packageViolations,
  unusedPackageOwners,
  zoneViolations,
} from './rules.js';

// Every rule is seen failing on a planted violation: a check that cannot fail guards nothing.

const planted = (files: Record<string, string>) => new Map(Object.entries(files));

describe('the reader of imports', () => {
  it('sees every form, and tells what is erased', () => {
    const imports = importsOfFile(
      'src/a.ts',
      `
      import a from './b.js';
      import type { B } from '../worker/c.js';
      import { type D } from './d.js';
      import './e.js';
      export { f } from 'pkg/deep/f.js';
      export type * from '@scope/pkg/g';
      export * as h from './h.js';
      const i = () => import('./i.js');
      type J = import('./j.js').J;
      const k = await import(name);
      // import './comment.js';
      const text = "import './string.js'";
      `,
    );
    const rows = imports.map((one) => [
      one.file ?? one.package,
      one.typeOnly ? 'type' : one.dynamic ? 'dynamic' : 'static',
    ]);
    expect(rows).toEqual([
      ['src/b.ts', 'static'],
      ['worker/c.ts', 'type'],
      ['src/d.ts', 'static'],
      ['src/e.ts', 'static'],
      ['pkg', 'static'],
      ['@scope/pkg', 'type'],
      ['src/h.ts', 'static'],
      ['src/i.ts', 'dynamic'],
      ['src/j.ts', 'type'],
      [computed, 'dynamic'],
    ]);
  });
});

describe('zones', () => {
  it.each([
    ['core imports the page', 'src/core/a.ts', `import { x } from '../client.js';`],
    ['core imports types of the page', 'src/core/a.ts', `import type { X } from '../client.js';`],
    ['core imports the engine', 'src/core/a.ts', `import { x } from '../../worker/hub.js';`],
    ['core imports a package', 'src/core/a.ts', `import { x } from 'idb';`],
    ['core imports node', 'src/core/a.ts', `import { x } from 'node:fs';`],
    ['the page imports the engine', 'src/client.ts', `import { x } from '../worker/session.js';`],
    [
      'the page imports types of the engine',
      'src/client.ts',
      `import type { X } from '../worker/session.js';`,
    ],
    ['the page names a type of the engine', 'src/client.ts', `let x: import('../worker/session.js').X;`],
    ['the page re-exports the engine', 'src/index.ts', `export * from '../worker/engine.js';`],
    ['another file loads the engine', 'src/client.ts', `void import('../worker/engine.js');`],
    ['the page host imports it statically', 'src/page-host.ts', `import { x } from '../worker/engine.js';`],
    ['the page host loads something else', 'src/page-host.ts', `void import('../worker/hub.js');`],
    [
      'the page host loads the engine twice',
      'src/page-host.ts',
      `void import('../worker/engine.js'); void import('../worker/engine.js');`,
    ],
    ['an import is computed', 'src/client.ts', 'void import(path);'],
    ['compat reaches behind the public list', 'src/compat/a.ts', `import { x } from '../client.js';`],
    ['compat takes types from behind it', 'src/compat/a.ts', `import type { X } from '../core/a.js';`],
    ['the engine imports the page', 'worker/hub.ts', `import { x } from '../src/client.js';`],
    ['the engine imports types of the page', 'worker/hub.ts', `import type { X } from '../src/client.js';`],
    [
      'a folder of the engine imports the page',
      'worker/api/a.ts',
      `import type { X } from '../../src/client.js';`,
    ],
    [
      'the engine imports the playground',
      'worker/hub.ts',
      `import { x } from '../playground/emulator/a.js';`,
    ],
    ['the page imports its devtools', 'src/client.ts', `import { x } from './devtools/amender.js';`],
    ['the page imports its hooks', 'src/client.ts', `import { x } from './react/provider.js';`],
    ['one entry imports another', 'src/openfeature/a.ts', `import { x } from '../react/supply.js';`],
    ['the page imports the tests', 'src/client.ts', `import { x } from '../test/support/site.js';`],
    [
      'the playground reaches into the source',
      'playground/app/a.ts',
      `import { x } from '../../src/client.js';`,
    ],
    ['the playground takes a package', 'playground/app/a.ts', `import { x } from 'idb';`],
    ['the playground takes the emulator', 'playground/app/a.ts', `import { x } from '../emulator/a.js';`],
  ])('fail when %s', (_, path, text) => {
    expect(zoneViolations(planted({ [path]: text }))).toHaveLength(1);
  });

  it('allow the ways that are meant', () => {
    const tree = planted({
      'src/core/a.ts': `import { b } from './b.js';`,
      'src/client.ts': `import { a } from './core/a.js'; import type { Link } from './link.js';`,
      'src/react/a.ts': `import { b } from './b.js'; import Stigg from '../index.js';`,
      'src/compat/a.ts': `import S from '../index.js'; import { l } from '../logger.js'; import { b } from './b.js';`,
      'src/page-host.ts': `export const load = () => import('../worker/engine.js');`,
      'worker/hub.ts': `import { a } from '../src/core/a.js'; import { port } from './port.js';`,
      'worker/api/b.ts': `import type { A } from '../../src/core/a.js'; import { c } from '../c.js';`,
      'playground/app/main.ts': `import S from 'stigg-offline'; import f from 'stigg-offline/fixtures'; import './x.js';`,
    });
    expect(zoneViolations(tree)).toEqual([]);
  });
});

describe('packages', () => {
  it.each([
    ['comlink outside the link', 'src/client.ts', 'comlink'],
    ['comlink in the hub', 'worker/hub.ts', 'comlink'],
    ['idb outside the store', 'worker/session.ts', 'idb'],
    ['graphql-request outside the transport', 'worker/api/get-entitlements.ts', 'graphql-request'],
    ['workbox in the page', 'src/client.ts', 'workbox-window'],
    ['react outside its file', 'src/react/provider.ts', 'react'],
    ['OpenFeature outside its file', 'src/openfeature/provider.ts', '@openfeature/web-sdk'],
    ['graphql, which nobody may import', 'worker/transport.ts', 'graphql'],
    ['a scoped package nobody knows', 'worker/session.ts', '@noble/hashes/sha2.js'],
    ['a package nobody knows', 'src/client.ts', 'lodash'],
    ['a package in core', 'src/core/a.ts', 'comlink'],
    ['node', 'src/client.ts', 'node:fs'],
  ])('fail for %s', (_, path, name) => {
    expect(packageViolations(planted({ [path]: `import x from '${name}';` }))).toHaveLength(1);
    expect(packageViolations(planted({ [path]: `import type { X } from '${name}';` }))).toHaveLength(1);
  });

  it('allow each package where it is wrapped, and notice when it is not there', () => {
    const tree = {
      'src/link.ts': `import * as Comlink from 'comlink';`,
      'worker/port.ts': `import type { Remote } from 'comlink';`,
      'worker/store.ts': `import { openDB } from 'idb';`,
      'worker/transport.ts': `import { GraphQLClient } from 'graphql-request';`,
      'src/offline.ts': `import { Workbox } from 'workbox-window';`,
      'worker/sw/shell.ts': `
        import type { WorkboxPlugin } from 'workbox-core/types.js';
        import { registerRoute } from 'workbox-routing';
        import { NetworkFirst } from 'workbox-strategies';`,
      'src/openfeature/web-sdk.ts': `export { ErrorCode } from '@openfeature/web-sdk';`,
      'src/react/react.ts': `export { useMemo } from 'react'; export type { ReactNode } from 'react';`,
    };
    expect(packageViolations(planted(tree))).toEqual([]);
    expect(unusedPackageOwners(planted(tree))).toEqual([]);
    expect(unusedPackageOwners(planted({ ...tree, 'worker/store.ts': '' }))).toEqual(['worker/store.ts idb']);
  });
});

describe('purity', () => {
  it.each([
    'const now = Date.now();',
    'const now = new Date();',
    'const now = new Date;',
    'const now = Date();',
    "const now = Date['now']();",
    'const { now } = Date;',
    'const Clock = Date;',
    'const now = performance.now();',
    'const now = globalThis.performance.now();',
    'const x = Math.random();',
    'const { random } = Math;',
    'const x = crypto.randomUUID();',
    'setTimeout(run, 1);',
    'const id = setInterval(run, 1);',
    'const later = { setTimeout };',
    'function f(now = Date.now()) {}',
    // biome-ignore lint/suspicious/noTemplateCurlyInString: source text
    'const text = `${Date.now()}`;',
  ])('fails for %s', (text) => {
    expect(purityViolations(planted({ 'src/core/a.ts': text }))).not.toEqual([]);
    expect(purityViolations(planted({ 'src/clock.ts': text, 'worker/clock.ts': text }))).toEqual([]);
  });

  it('allows time as an input, and the same words for other things', () => {
    const text = `
      // Date.now() and setTimeout are for drivers.
      const text = 'Date.now()';
      export interface Clock { setTimeout(): void; performance: number; crypto?: string }
      export const parse = (at: string, made: Date) => [new Date(at), Date.parse(at), Date.UTC(2026, 0), made];
      export const isDate = (x: unknown): x is Date => x instanceof Date;
      export const round = (x: number) => Math.floor(Math.max(x, 1));
      export const key = (snapshot: Clock) => ({ crypto: snapshot.crypto, later: snapshot.setTimeout });
    `;
    expect(purityViolations(planted({ 'src/core/a.ts': text }))).toEqual([]);
  });
});

describe('cycles', () => {
  it('are found across files, and through dynamic imports', () => {
    const tree = planted({
      'src/a.ts': `import { b } from './b.js';`,
      'src/b.ts': `export { c } from './core/c.js';`,
      'src/core/c.ts': `export const a = () => import('../a.js');`,
    });
    expect(cycleViolations(tree)).toEqual(['src/a.ts → src/b.ts → src/core/c.ts → src/a.ts']);
    expect(cycleViolations(planted({ 'worker/a.ts': `import './a.js';` }))).toEqual([
      'worker/a.ts → worker/a.ts',
    ]);
  });

  it('are no cycles when types close the circle', () => {
    const tree = planted({
      'src/a.ts': `import { b } from './b.js';`,
      'src/b.ts': `import type { A } from './a.js';`,
    });
    expect(cycleViolations(tree)).toEqual([]);
  });
});

describe('files', () => {
  it('fail when they are long', () => {
    expect(fileViolations(planted({ 'src/a.ts': 'x;\n'.repeat(400) }))).toEqual([]);
    expect(fileViolations(planted({ 'src/a.ts': 'x;\n'.repeat(401) }))).toEqual(['src/a.ts has 401 lines']);
    expect(fileViolations(planted({ 'worker/a.generated.ts': 'x;\n'.repeat(401) }))).toEqual([]);
  });

  it.each([
    'src/utils.ts',
    'worker/api/types.ts',
    'src/core/helpers.ts',
    'worker/manager.ts',
    'src/utils/a.ts',
  ])('fail when they are called %s', (path) => {
    expect(fileViolations(planted({ [path]: '' }))).toHaveLength(1);
  });
});

describe('bundles', () => {
  const inputs = (...paths: string[]) => ({
    inputs: Object.fromEntries(paths.map((path) => [path, { bytes: 1, imports: [] }])),
  });
  const clean: Metafiles = {
    page: inputs('src/index.ts', 'src/core/a.ts', 'src/link.ts', 'node_modules/comlink/dist/esm/comlink.mjs'),
    dataCalls: inputs('src/data-calls.ts', 'src/data-params.ts', 'src/core/a.ts'),
    offline: inputs('src/offline.ts', 'node_modules/workbox-window/build/workbox-window.prod.es5.mjs'),
    react: inputs('src/react/index.ts', 'src/react/react.ts'),
    devtools: inputs('src/devtools/index.ts', 'src/core/evaluator.ts'),
    openfeature: inputs('src/openfeature/index.ts', 'src/openfeature/web-sdk.ts'),
    fixtures: inputs('src/fixtures.ts'),
    testing: inputs('src/testing/index.ts', 'src/client.ts', 'src/data-calls.ts', 'src/core/a.ts'),
    compat: inputs('src/compat/index.ts', 'src/logger.ts'),
    compatEnums: inputs('src/compat/enums.generated.ts'),
    engine: inputs('worker/engine.ts', 'src/core/a.ts', 'node_modules/idb/build/index.js'),
    worker: inputs('worker/main.ts', 'worker/engine.ts', 'node_modules/graphql-request/index.js'),
    sw: inputs('worker/sw/index.ts', 'worker/background.ts', 'src/core/a.ts'),
    serviceWorker: inputs('worker/sw/service-worker.ts', 'node_modules/workbox-routing/index.js'),
  };

  it.each([
    ['page', 'worker/session.ts'],
    ['page', 'src/data-calls.ts'],
    ['page', 'src/offline.ts'],
    ['page', 'node_modules/workbox-window/build/workbox-window.prod.es5.mjs'],
    ['offline', 'src/link.ts'],
    ['offline', 'node_modules/idb/build/index.js'],
    ['sw', 'worker/hub.ts'],
    ['serviceWorker', 'node_modules/comlink/dist/esm/comlink.mjs'],
    ['serviceWorker', 'src/client.ts'],
    ['devtools', 'src/checks.ts'],
    ['page', 'src/devtools/amender.ts'],
    ['openfeature', 'src/client.ts'],
    ['openfeature', 'node_modules/@openfeature/web-sdk/dist/esm/index.js'],
    ['react', 'src/client.ts'],
    ['react', 'src/error.ts'],
    ['react', 'node_modules/react/index.js'],
    ['page', 'src/data-params.ts'],
    ['dataCalls', 'src/link.ts'],
    ['dataCalls', 'worker/api/calls.ts'],
    ['worker', 'node_modules/graphql/language/parser.mjs'],
    ['engine', 'node_modules/graphql/language/printer.mjs'],
    ['page', 'node_modules/idb/build/index.js'],
    ['page', 'worker/engine.ts'],
    ['page', 'node_modules/graphql/index.mjs'],
    ['page', 'node_modules/graphql-request/index.js'],
    ['page', 'node_modules/@graphql-typed-document-node/core/index.js'],
    ['fixtures', 'worker/store.ts'],
    ['testing', 'src/page-clock.ts'],
    ['testing', 'src/connection.ts'],
    ['testing', 'worker/engine.ts'],
    ['page', 'src/testing/device.ts'],
    ['dataCalls', 'src/testing/device.ts'],
    ['compat', 'src/client.ts'],
    ['compat', 'src/error.ts'],
    ['compat', 'src/compat/enums.generated.ts'],
    ['compatEnums', 'src/compat/client.ts'],
    ['engine', 'src/client.ts'],
    ['worker', 'src/link.ts'],
  ] as const)('fail when the %s bundle contains %s', (bundle, path) => {
    const merged = { inputs: { ...clean[bundle].inputs, ...inputs(path).inputs } };
    expect(bundleViolations({ ...clean, [bundle]: merged })).toEqual([`${bundle} contains ${path}`]);
  });

  it('pass when each side has its own', () => {
    expect(bundleViolations(clean)).toEqual([]);
  });

  it.each([
    `import './a.js';`,
    'export const a = 1;',
    'export default 1;',
    `export * from './a.js';`,
    `(()=>{import('./a.js')})();`,
    '(()=>{console.log(import.meta.url)})();',
    `importScripts('./a.js');`,
  ])('fail when the worker script has %s', (text) => {
    expect(scriptViolations('worker.js', text)).toHaveLength(1);
  });

  it('pass for a script by itself', () => {
    const text = `(()=>{"use strict";function A(){new.target;return"import('x')"}/* export */onconnect=A})();`;
    expect(scriptViolations('worker.js', text)).toEqual([]);
  });
});
