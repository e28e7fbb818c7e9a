import type { Metafile } from 'esbuild';
import { isNode, parse, walk } from './syntax.js';

const engineOnly = /^(worker\/|node_modules\/(idb|graphql[^/]*|@graphql[^/]*)\/)/;

/** What connects the page to the engine: there is one connection for all chunks. */
const connectionOnly =
  /^(src\/(connection|link|page-host|shared-worker-host|dedicated-worker-host|worker-name|watchdog|epoch|tokens)\.ts|node_modules\/comlink\/)/;

/** What belongs to the chunk of the data calls, which loads with the first of them. */
const dataCallsOnly =
  /^src\/(data-calls|data-params|data-origin|offline-answer|spell-data|tracked-checks|caller)\.ts$/;

/** What only a page with a service worker loads. */
const offlineOnly = /^(src\/offline\.ts|node_modules\/workbox-window\/)/;

/** The page's code; both sides share core. */
const pageOnly = /^src\/(?!core\/)/;

/** Our operations are checked when they are made: the engine has no use for a parser. */
const parser = /^node_modules\/graphql\//;

/** What serves tabs, and a service worker has no use for: no hub, no sessions, no ports. */
const tabsOnly = /^(worker\/(hub|session|port|scheduler|audience)\.ts|node_modules\/comlink\/)/;

/** What the page has already: a second copy of the client, or of the class of its errors, would be another one. */
const allBut = (folder: string) => new RegExp(`^(?!${folder})`);

/** What test clients have stand-ins for: the clock, the network and all that leads to an engine. */
const realOnly = /^(src\/(page-clock|surroundings|connection|link)\.ts|node_modules\/)/;
const testingOnly = /^src\/testing\//;

/** The enums are a file of their own, of which a bundler keeps what is used. */
const enumsOnly = /^src\/compat\/enums\.generated\.ts$/;

/** What only a page loads that asks for it. */
const devtoolsOnly = /^src\/devtools\//;

/** What a bundle must not contain: what must never reach its side, or must not reach it at once. */
const BANNED = {
  page: [engineOnly, dataCallsOnly, offlineOnly, testingOnly, devtoolsOnly],
  dataCalls: [engineOnly, connectionOnly, offlineOnly, testingOnly],
  testing: [engineOnly, realOnly],
  offline: [engineOnly, connectionOnly, dataCallsOnly],
  react: [allBut('src/react/')],
  devtools: [allBut('src/(devtools|core)/')],
  openfeature: [allBut('src/openfeature/')],
  compat: [allBut('src/(compat/|logger\\.ts)'), enumsOnly],
  compatEnums: [allBut('src/compat/enums\\.generated\\.ts$')],
  fixtures: [engineOnly],
  engine: [pageOnly, parser],
  worker: [pageOnly, parser],
  sw: [pageOnly, parser, tabsOnly],
  serviceWorker: [pageOnly, parser, tabsOnly],
} as const satisfies Readonly<Record<string, readonly RegExp[]>>;

/** What build.mjs writes to `.cache/metafiles.json`. */
export type Bundle = keyof typeof BANNED;
export type Metafiles = Readonly<Record<Bundle, Pick<Metafile, 'inputs'>>>;

export function bundleViolations(metafiles: Metafiles): string[] {
  return Object.entries(BANNED).flatMap(([bundle, banned]) =>
    Object.keys(metafiles[bundle as Bundle].inputs)
      .filter((input) => banned.some((one) => one.test(input)))
      .map((input) => `${bundle} contains ${input}`),
  );
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
