import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type Bundle, bundleViolations, type Metafiles, scriptViolations } from './bundles.js';
import { importsOf } from './imports.js';
import { purityViolations } from './purity.js';
import {
  cycleViolations,
  fileViolations,
  packageViolations,
  unusedPackageOwners,
  zoneViolations,
} from './rules.js';
import { readSourceTree } from './source-tree.js';

// The rules against this repository. That each rule can fail at all is shown in rules.test.ts, on planted trees.

describe('the source tree', () => {
  const tree = readSourceTree('.', ['src', 'worker', 'playground']);
  const code = new Map([...tree].filter(([path]) => !path.startsWith('playground/')));
  const below = (folder: string) => [...tree.keys()].filter((path) => path.startsWith(folder)).length;

  it('was read', () => {
    // A rule that reads nothing finds nothing, so an empty tree must be red.
    expect(below('src/core/')).toBeGreaterThanOrEqual(8);
    expect(below('src/') - below('src/core/')).toBeGreaterThanOrEqual(6);
    expect(below('worker/')).toBeGreaterThanOrEqual(8);
    expect(below('playground/app/')).toBeGreaterThanOrEqual(1);
    expect(importsOf(code).length).toBeGreaterThan(code.size);
    expect(importsOf(code).filter(({ typeOnly }) => typeOnly).length).toBeGreaterThan(10);
    // The data calls (twice) and the service worker's registration, and the engine from the page host.
    expect(importsOf(code).filter(({ dynamic, typeOnly }) => dynamic && !typeOnly)).toHaveLength(4);
  });

  it('keeps core alone, page and engine apart, and the playground outside', () => {
    expect(zoneViolations(tree)).toEqual([]);
  });

  it('imports each package only where it is wrapped', () => {
    expect(packageViolations(code)).toEqual([]);
    expect(unusedPackageOwners(code)).toEqual([]);
  });

  it('has no clock, timer or randomness in core', () => {
    expect(purityViolations(tree)).toEqual([]);
  });

  it('has no import cycles', () => {
    expect(cycleViolations(code)).toEqual([]);
  });

  it('has short files with a noun for a name', () => {
    expect(fileViolations(code)).toEqual([]);
  });
});

describe('the built bundles', () => {
  it('contain what their side needs and nothing of the other', () => {
    expect(existsSync('.cache/metafiles.json'), 'run `npm run build` first').toBe(true);
    const metafiles: Metafiles = JSON.parse(readFileSync('.cache/metafiles.json', 'utf8'));
    const inputs = (bundle: Bundle) => Object.keys(metafiles[bundle].inputs);
    expect(inputs('page')).toEqual(expect.arrayContaining(['src/index.ts', 'src/checks.ts', 'src/link.ts']));
    expect(inputs('dataCalls')).toEqual(expect.arrayContaining(['src/data-calls.ts', 'src/data-params.ts']));
    expect(inputs('react')).toEqual(expect.arrayContaining(['src/react/index.ts', 'src/react/data.ts']));
    expect(inputs('devtools')).toContain('src/devtools/overlay.ts');
    expect(inputs('openfeature')).toContain('src/openfeature/provider.ts');
    expect(inputs('fixtures')).toContain('src/fixtures.ts');
    expect(inputs('compat')).toEqual(expect.arrayContaining(['src/compat/index.ts', 'src/compat/client.ts']));
    expect(inputs('compatEnums')).toEqual(['src/compat/enums.generated.ts']);
    expect(inputs('offline')).toContain('src/offline.ts');
    for (const bundle of ['sw', 'serviceWorker'] as const) {
      expect(inputs(bundle)).toEqual(expect.arrayContaining(['worker/background.ts', 'worker/sw/shell.ts']));
    }
    expect(inputs('testing')).toEqual(expect.arrayContaining(['src/client.ts', 'src/testing/device.ts']));
    for (const bundle of ['engine', 'worker'] as const) {
      expect(inputs(bundle)).toContain('worker/hub.ts');
      expect(inputs(bundle).filter((input) => input.startsWith('node_modules/idb/'))).not.toEqual([]);
      expect(inputs(bundle).filter((input) => input.startsWith('src/core/'))).not.toEqual([]);
    }
    expect(bundleViolations(metafiles)).toEqual([]);
  });

  it('have a worker that is one script by itself', () => {
    const script = readFileSync('dist/worker.js', 'utf8');
    expect(script.length).toBeGreaterThan(5_000);
    expect(scriptViolations('dist/worker.js', script)).toEqual([]);
  });
});
