import type { Metafile } from 'esbuild';
import { isNode, parse, walk } from './syntax.js';

/** What build.mjs writes to `.cache/metafiles.json`. */
export type Bundle =
  | 'page'
  | 'connection'
  | 'dataCalls'
  | 'offline'
  | 'compat'
  | 'compatEnums'
  | 'fixtures'
  | 'engine'
  | 'worker'
  | 'sw'
  | 'serviceWorker';
export type Metafiles = Readonly<Record<Bundle, Pick<Metafile, 'inputs'>>>;

const engineOnly = /^(worker\/|node_modules\/(idb|graphql[^/]*|@graphql[^/]*)\/)/;

/** What a page would wait for although it belongs to the chunk that connects it to the engine. */
const connectionOnly =
  /^(src\/(connection|link|page-host|shared-worker-host|dedicated-worker-host|worker-name|watchdog|epoch|tokens)\.ts|node_modules\/comlink\/)/;

/** Our operations are checked when they are made: the engine has no use for a parser. */
const parser = /^node_modules\/graphql\//;

/** What belongs to the chunk of the data calls, which loads with the first of them. */
const dataCallsOnly =
  /^src\/(data-calls|data-params|data-origin|offline-answer|spell-data|tracked-checks|caller)\.ts$/;

/** What only a page with a service worker loads. */
const offlineOnly = /^(src\/offline\.ts|node_modules\/workbox-window\/)/;

/** What serves tabs, and a service worker has no use for: no hub, no sessions, no ports. */
const tabsOnly = /^(worker\/(hub|session|port|scheduler|audience)\.ts|node_modules\/comlink\/)/;

/** What a second copy of would be a second client, or a second error class. */
const pageOnly = /^src\/(?!compat\/|logger\.ts)/;
const enumsOnly = /^src\/compat\/enums\.generated\.ts$/;

const elsewhere: Readonly<Partial<Record<Bundle, RegExp>>> = {
  page: new RegExp(`${connectionOnly.source}|${dataCallsOnly.source}|${offlineOnly.source}`),
  connection: new RegExp(`${dataCallsOnly.source}|${offlineOnly.source}`),
  dataCalls: new RegExp(`${connectionOnly.source}|${offlineOnly.source}`),
  offline: new RegExp(`${connectionOnly.source}|${dataCallsOnly.source}`),
  compat: new RegExp(`${pageOnly.source}|${enumsOnly.source}`),
  compatEnums: /^(?!src\/compat\/enums\.generated\.ts$)/,
};

/** What must never reach a tab, what must not reach it at once, and what must never reach the engine. */
export function bundleViolations(metafiles: Metafiles): string[] {
  const inputsOf = (bundle: Bundle) => Object.keys(metafiles[bundle].inputs);
  const inPage = (
    ['page', 'connection', 'dataCalls', 'offline', 'compat', 'compatEnums', 'fixtures'] as const
  ).flatMap((bundle) =>
    inputsOf(bundle)
      .filter((input) => engineOnly.test(input) || elsewhere[bundle]?.test(input))
      .map((input) => `${bundle} contains ${input}`),
  );
  const inEngine = (['engine', 'worker', 'sw', 'serviceWorker'] as const).flatMap((bundle) =>
    inputsOf(bundle)
      .filter((input) => (input.startsWith('src/') && !input.startsWith('src/core/')) || parser.test(input))
      .map((input) => `${bundle} contains ${input}`),
  );
  const inServiceWorker = (['sw', 'serviceWorker'] as const).flatMap((bundle) =>
    inputsOf(bundle)
      .filter((input) => tabsOnly.test(input))
      .map((input) => `${bundle} contains ${input}`),
  );
  return [...inPage, ...inEngine, ...inServiceWorker];
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
