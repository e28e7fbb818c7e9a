import { computed, type Import, importsOf } from './imports.js';
import type { SourceTree } from './source-tree.js';

// Each rule takes a tree, real or planted, and gives its violations as lines for people.

/** The only crossing from the page's code to the engine's: the page host loads the engine when it has to. */
const crossing = { from: 'src/page-host.ts', to: 'worker/engine.ts' };

/** Entries beside the page, for those who have the library that each is for. Nothing else needs them. */
const beside = /^src\/(react|openfeature|devtools)\//;
/** What an entry that is built upon the page may have of it: the public list, and what holds no state. */
const onPage: ReadonlySet<string> = new Set(['src/index.ts', 'src/logger.ts']);

/** The only files that may import each package. Types count too: they would bind the file to the package. */
const packageOwners: Readonly<Record<string, readonly string[]>> = {
  comlink: ['src/link.ts', 'worker/port.ts'],
  idb: ['worker/store.ts'],
  'graphql-request': ['worker/transport.ts'],
  'workbox-window': ['src/offline.ts'],
  'workbox-routing': ['worker/sw/shell.ts'],
  'workbox-strategies': ['worker/sw/shell.ts'],
  'workbox-core': ['worker/sw/shell.ts'],
  react: ['src/react/react.ts'],
  '@openfeature/web-sdk': ['src/openfeature/web-sdk.ts'],
};

/** The emulator and the start script are a Node program of their own. */
const guarded = /^(src|worker|playground\/app)\//;

const longestFile = 400;
const vagueNames = /^(util|utils|type|types|helper|helpers|manager|managers)$/;

/** Core stands alone, page and engine meet only in core, and the playground uses the package as anyone would. */
export function zoneViolations(tree: SourceTree): string[] {
  const crossings = new Set<string>();
  return importsOf(tree).flatMap((one) => {
    if (!guarded.test(one.from)) return [];
    if (one.specifier === computed) return [`${one.from} imports a computed path`];
    if (isCrossing(one)) {
      if (!crossings.has(one.from)) {
        crossings.add(one.from);
        return [];
      }
      return [`${one.from} loads the engine in more than one place`];
    }
    return mayImport(one) ? [] : [`${one.from} imports ${one.specifier}${one.typeOnly ? ' (types)' : ''}`];
  });
}

function isCrossing({ from, file, dynamic }: Import): boolean {
  return from === crossing.from && file === crossing.to && dynamic;
}

function mayImport({ from, file, package: name }: Import): boolean {
  const below = (...folders: string[]) => folders.some((folder) => file?.startsWith(folder));
  if (from.startsWith('src/core/')) return below('src/core/');
  // What is built upon the page has its client and its error class from it, so that there is one of each.
  if (from.startsWith('src/compat/')) return below('src/compat/') || onPage.has(file ?? '');
  // Which packages src and worker may import is the next rule.
  if (from.startsWith('src/')) {
    const entry = beside.exec(file ?? '')?.[0];
    return name !== undefined || (below('src/') && (!entry || from.startsWith(entry)));
  }
  if (from.startsWith('worker/')) return name !== undefined || below('worker/', 'src/core/');
  return name === 'stigg-offline' || below('playground/app/');
}

/** Each package is known to the files that wrap it and to no other. */
export function packageViolations(tree: SourceTree): string[] {
  return importsOf(tree)
    .filter(({ from }) => from.startsWith('src/') || from.startsWith('worker/'))
    .filter(({ from, package: name }) => name !== undefined && !packageOwners[name]?.includes(from))
    .map(({ from, specifier }) => `${from} imports ${specifier}`);
}

/** Owners that no longer import their package: the rule above would keep a door open that nobody uses. */
export function unusedPackageOwners(tree: SourceTree): string[] {
  const used = new Set(importsOf(tree).map(({ from, package: name }) => `${from} ${name}`));
  return Object.entries(packageOwners)
    .flatMap(([name, files]) => files.map((file) => `${file} ${name}`))
    .filter((pair) => !used.has(pair));
}

/** Files that import each other at run time, as `a → b → a`. Types are erased and may point both ways. */
export function cycleViolations(tree: SourceTree): string[] {
  const graph = new Map<string, Set<string>>();
  for (const { from, file, typeOnly } of importsOf(tree)) {
    if (typeOnly || file === undefined) continue;
    graph.set(from, (graph.get(from) ?? new Set()).add(file));
  }
  const cycles: string[] = [];
  const done = new Set<string>();
  const visit = (file: string, path: readonly string[]) => {
    const seen = path.indexOf(file);
    if (seen >= 0) {
      cycles.push([...path.slice(seen), file].join(' → '));
      return;
    }
    if (done.has(file)) return;
    for (const next of graph.get(file) ?? []) visit(next, [...path, file]);
    done.add(file);
  };
  for (const file of graph.keys()) visit(file, []);
  return cycles;
}

/** One file, one noun, of a size that is read at once; but nobody reads what a generator wrote. */
export function fileViolations(tree: SourceTree): string[] {
  return [...tree].flatMap(([path, text]) => {
    const violations: string[] = [];
    const lines = text.trimEnd().split('\n').length;
    if (lines > longestFile && !path.includes('.generated.')) violations.push(`${path} has ${lines} lines`);
    const vague = path.split('/').find((part) => vagueNames.test(part.replace(/\..*$/, '')));
    if (vague) violations.push(`${path}: "${vague}" names no noun`);
    return violations;
  });
}
