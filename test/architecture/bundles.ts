import type { Metafile } from 'esbuild';
import { isNode, parse, walk } from './syntax.js';

/** What build.mjs writes to `.cache/metafiles.json`. */
export type Bundle = 'page' | 'connection' | 'dataCalls' | 'fixtures' | 'testing' | 'engine' | 'worker';
export type Metafiles = Readonly<Record<Bundle, Pick<Metafile, 'inputs'>>>;

const engineOnly = /^(worker\/|node_modules\/(idb|graphql[^/]*|@graphql[^/]*)\/)/;

/** What a page would wait for although it belongs to the chunk that connects it to the engine. */
const connectionOnly =
  /^(src\/(connection|link|page-host|shared-worker-host|dedicated-worker-host|worker-name|tokens)\.ts|node_modules\/comlink\/)/;

/** Our operations are checked when they are made: the engine has no use for a parser. */
const parser = /^node_modules\/graphql\//;

/** What belongs to the chunk of the data calls, which loads with the first of them. */
const dataCallsOnly =
  /^src\/(data-calls|data-params|data-origin|offline-answer|spell-data|tracked-checks|caller)\.ts$/;

/** What test clients have stand-ins for: the clock, the network and all that leads to an engine. */
const realOnly = /^(src\/(page-clock|surroundings|connection|link)\.ts|node_modules\/)/;
const testingOnly = /^src\/testing\//;

const elsewhere: Readonly<Partial<Record<Bundle, RegExp>>> = {
  page: new RegExp(`${connectionOnly.source}|${dataCallsOnly.source}|${testingOnly.source}`),
  connection: new RegExp(`${dataCallsOnly.source}|${testingOnly.source}`),
  dataCalls: new RegExp(`${connectionOnly.source}|${testingOnly.source}`),
  testing: realOnly,
};

/** What must never reach a tab, what must not reach it at once, and what must never reach the engine. */
export function bundleViolations(metafiles: Metafiles): string[] {
  const inputsOf = (bundle: Bundle) => Object.keys(metafiles[bundle].inputs);
  const inPage = (['page', 'connection', 'dataCalls', 'fixtures', 'testing'] as const).flatMap((bundle) =>
    inputsOf(bundle)
      .filter((input) => engineOnly.test(input) || elsewhere[bundle]?.test(input))
      .map((input) => `${bundle} contains ${input}`),
  );
  const inEngine = (['engine', 'worker'] as const).flatMap((bundle) =>
    inputsOf(bundle)
      .filter((input) => (input.startsWith('src/') && !input.startsWith('src/core/')) || parser.test(input))
      .map((input) => `${bundle} contains ${input}`),
  );
  return [...inPage, ...inEngine];
}

const moduleSyntax: Readonly<Record<string, string>> = {
  ImportDeclaration: 'an import',
  ExportNamedDeclaration: 'an export',
  ExportDefaultDeclaration: 'an export',
  ExportAllDeclaration: 'an export',
  ImportExpression: 'a dynamic import',
  MetaProperty: 'import.meta',
};

/** The worker is one script: it must run as a module, as a classic script, and copied anywhere by itself. */
export function scriptViolations(path: string, text: string): string[] {
  const violations: string[] = [];
  walk(parse(path, text), (node) => {
    const what = moduleSyntax[node.type];
    const isNewTarget = node.type === 'MetaProperty' && isNode(node.meta) && node.meta.name === 'new';
    if (what && !isNewTarget) violations.push(`${path} has ${what}`);
    const isImportScripts =
      node.type === 'CallExpression' && isNode(node.callee) && node.callee.name === 'importScripts';
    if (isImportScripts) violations.push(`${path} calls importScripts`);
  });
  return violations;
}
