// Builds the package into dist/ and the playground into playground/dist/.
//   node build.mjs [--quiet]
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { build } from 'esbuild';
import { minify } from 'terser';

const quiet = process.argv.includes('--quiet');
const { version } = JSON.parse(readFileSync('package.json', 'utf8'));

// Types first: a tree that does not type-check is not built, and what was built before stays.
execFileSync('node_modules/.bin/tsc', ['-b', 'src', 'worker', 'playground'], { stdio: 'inherit' });
rmSync('dist', { recursive: true, force: true });
rmSync('playground/dist', { recursive: true, force: true });
for (const part of ['src', 'worker']) cpSync(`.types/${part}`, `dist/types/${part}`, { recursive: true });

// What the page imports on demand are files of their own, siblings in dist.
const chunks = {
  name: 'chunks',
  setup: ({ onResolve }) => {
    onResolve({ filter: /\/(data-calls|offline|engine)\.js$/ }, ({ kind, path }) =>
      kind === 'dynamic-import' ? { path: `./${path.split('/').at(-1)}`, external: true } : undefined,
    );
  },
};

/** The client for tests is the client, but for its clock, its timers, its network and its engine. */
const standIns = {
  name: 'stand-ins',
  setup: ({ onResolve }) => {
    const testing = (name) => ({ path: resolve(`src/testing/${name}.ts`) });
    onResolve({ filter: /\/(page-clock|surroundings)\.js$/ }, () => testing('device'));
    onResolve({ filter: /\/context\.js$/ }, ({ importer }) =>
      importer.endsWith('client.ts') ? testing('context') : undefined,
    );
    onResolve({ filter: /\/error\.js$/ }, ({ importer }) =>
      importer === testing('error').path ? undefined : testing('error'),
    );
    // One error class for the app and its tests.
    onResolve({ filter: /\/index\.js$/ }, () => ({ path: './index.js', external: true }));
    onResolve({ filter: /\/connection\.js$/ }, () => testing('connection'));
    // Never reached.
    onResolve({ filter: /\/offline\.js$/ }, () => ({ path: './offline.js', external: true }));
  },
};

// What is built upon the page leaves it outside: there is one client class and one error class.
const onPage = {
  name: 'on-page',
  setup: ({ onResolve }) => {
    onResolve({ filter: /^\.\.\/index\.js$/ }, () => ({ path: './index.js', external: true }));
    // A file of plain objects, of which a bundler keeps those that are used.
    onResolve({ filter: /^\.\/enums\.generated\.js$/ }, () => ({
      path: './compat-enums.js',
      external: true,
    }));
  },
};

/** Of terser's switches, those that make the compressed page smaller. */
const SMALLEST = {
  // 'use client' has to stay.
  directives: false,
  passes: 2,
  unsafe_methods: true,
  sequences: false,
  conditionals: false,
  lhs_constants: false,
  hoist_funs: true,
  pure_getters: true,
};

const shared = {
  bundle: true,
  minify: true,
  write: false,
  target: 'es2022',
  metafile: true,
  legalComments: 'none',
};
/**
 * Properties that only the page's own chunks and entries know of, all of which are built here: they need no names. None may
 * be part of the public API, of what crosses the link, or of the platform. (8.20 -> 7.98 kB)
 */
const INTERNAL = (
  'answer begin bury checks closed contextOf ended engineChanged fallbacks heardSignOut holds isStale judge kind list ' +
  'listener listOf loaded maxStale mirror monotonic noted offered opened openGeneration outcome own provenance question reach receipt received renewed ' +
  'seed sent serverTime setCustomer setToken settings settle signOuts steadyMs stranded told unanswered updated usable ' +
  'validUntil viewOf views wall'
).split(' ');
const LETTERS = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ';
const page = {
  ...shared,
  format: 'esm',
  plugins: [chunks],
  mangleProps: new RegExp(`^(${INTERNAL.join('|')})$`),
  // The same names in each chunk.
  mangleCache: Object.fromEntries(INTERNAL.map((name, at) => [name, LETTERS[at]])),
};

// Entries beside the page use its modules as they are loaded already: there is one client and one class of errors.
const onThePage = {
  name: 'on-the-page',
  setup: ({ onResolve }) => {
    onResolve({ filter: /\/index\.js$/ }, ({ importer }) =>
      importer ? { path: './index.js', external: true } : undefined,
    );
  },
};
const beside = { ...page, plugins: [onThePage], external: ['react', '@openfeature/web-sdk'] };
/** Whose MIT licence it is, by repository, where packages come without the text. */
const COPYRIGHTS = {
  'ardatan/graphql-tools': 'Copyright (c) 2020 The Guild, Inc.',
  'ardatan/whatwg-node': 'Copyright (c) 2023 Arda TANRIKULU',
};

const withoutParser = { graphql: './worker/operation-header.ts' };
const serviceWorker = { alias: withoutParser };

const parts = {
  page: { ...page, entryPoints: ['src/index.ts'], outfile: 'dist/index.js' },
  dataCalls: { ...page, entryPoints: ['src/data-calls.ts'], outfile: 'dist/data-calls.js' },
  offline: { ...page, entryPoints: ['src/offline.ts'], outfile: 'dist/offline.js' },
  react: { ...beside, entryPoints: ['src/react/index.ts'], outfile: 'dist/react.js' },
  openfeature: { ...beside, entryPoints: ['src/openfeature/index.ts'], outfile: 'dist/openfeature.js' },
  compat: {
    ...shared,
    entryPoints: ['src/compat/index.ts'],
    format: 'esm',
    plugins: [onPage],
    outfile: 'dist/compat.js',
  },
  compatEnums: {
    ...shared,
    entryPoints: ['src/compat/enums.generated.ts'],
    format: 'esm',
    outfile: 'dist/compat-enums.js',
  },
  devtools: { ...beside, entryPoints: ['src/devtools/index.ts'], outfile: 'dist/devtools.js' },
  fixtures: { ...shared, entryPoints: ['src/fixtures.ts'], format: 'esm', outfile: 'dist/fixtures.js' },
  testing: {
    ...page,
    entryPoints: ['src/testing/index.ts'],
    outfile: 'dist/testing.js',
    plugins: [standIns],
    inject: ['src/testing/timers.ts'],
  },
  engine: {
    ...shared,
    entryPoints: ['worker/engine.ts'],
    format: 'esm',
    outfile: 'dist/engine.js',
    alias: withoutParser,
  },
  // An IIFE runs as a module and as a classic script alike, which bundlers that drop `type: 'module'` rely on.
  worker: {
    ...shared,
    entryPoints: ['worker/main.ts'],
    format: 'iife',
    outfile: 'dist/worker.js',
    alias: withoutParser,
  },
  sw: {
    ...shared,
    ...serviceWorker,
    entryPoints: ['worker/sw/index.ts'],
    format: 'esm',
    outfile: 'dist/sw.js',
  },
  serviceWorker: {
    ...shared,
    ...serviceWorker,
    entryPoints: ['worker/sw/service-worker.ts'],
    format: 'iife',
    outfile: 'dist/service-worker.js',
  },
};

// The build id names the code on both sides of the link, so it is a hash of all sources that reach a bundle.
const dry = await bundleAll('');
const sources = [...new Set(dry.flatMap(({ metafile }) => Object.keys(metafile.inputs)))].sort();
const hash = createHash('sha256').update(version);
for (const source of sources) hash.update(source).update(readFileSync(source));
const results = await bundleAll(hash.digest('hex').slice(0, 8));
for (const { outputFiles } of results) {
  for (const { path, text } of outputFiles) {
    // What esbuild has minified, terser makes some 3 % smaller again, compressed.
    const { code } = await minify(text, {
      module: !path.endsWith('worker.js'),
      ecma: 2022,
      compress: SMALLEST,
    });
    writeFileSync(path, code);
  }
}

// What each bundle contains; test/architecture reads it.
mkdirSync('.cache', { recursive: true });
const metafiles = Object.fromEntries(Object.keys(parts).map((name, at) => [name, results[at].metafile]));
writeFileSync('.cache/metafiles.json', JSON.stringify(metafiles));

// What runs in Node: the emulator and what else the command line has.
const node = {
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'esm',
  alias: { 'stigg-offline/fixtures': './src/fixtures.ts' },
  loader: { '.graphql': 'text' },
};
const commandLine = await build({
  ...node,
  entryPoints: ['playground/cli/main.ts'],
  minify: true,
  legalComments: 'none',
  metafile: true,
  // For what is CommonJS in it.
  banner: {
    js: `import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);`,
  },
  outfile: 'dist/cli.js',
});
cpSync('playground/emulator/fixtures.json', 'dist/fixtures.json');
const bundled = [...sources, ...Object.keys(commandLine.metafile.inputs)];
writeFileSync('dist/THIRD_PARTY_LICENSES.txt', bundledLicenses(bundled));

await build({ ...node, entryPoints: ['playground/emulator/fixtures-schema.ts'], outdir: '.cache' });
const { fixturesSchema } = await import('./.cache/fixtures-schema.js');
writeFileSync('dist/fixtures.schema.json', JSON.stringify(fixturesSchema));

await build({
  ...node,
  entryPoints: ['test/reference/main.ts'],
  packages: 'external',
  outfile: '.cache/reference.js',
});
await import('./.cache/reference.js');

await build({
  ...node,
  entryPoints: {
    emulator: 'playground/emulator/main.ts',
    start: 'playground/start.ts',
  },
  packages: 'external',
  outdir: 'playground/dist',
});
/** The package where the site serves it: an import map would be an inline script, which the pages' policy forbids. */
const served = {
  name: 'served',
  setup: ({ onResolve }) => {
    onResolve({ filter: /^stigg-offline(\/|$)/ }, ({ path }) => ({
      path: `/stigg-offline/${path.split('/')[1] ?? 'index'}.js`,
      external: true,
    }));
  },
};
await build({
  entryPoints: {
    main: 'playground/app/main.ts',
    pricing: 'playground/app/pricing/main.ts',
    success: 'playground/app/success/main.ts',
    portal: 'playground/app/portal/main.ts',
  },
  bundle: true,
  format: 'esm',
  target: 'es2022',
  plugins: [served],
  outdir: 'playground/dist/app',
});
for (const file of readdirSync('playground/app').filter((name) =>
  /\.(html|css|webmanifest)$|^icons$/.test(name),
))
  cpSync(`playground/app/${file}`, `playground/dist/app/${file}`, { recursive: true });
cpSync('playground/emulator/fixtures.json', 'playground/dist/fixtures.json');

if (!quiet) {
  for (const { outfile } of Object.values(parts)) console.log(`${outfile}  ${statSync(outfile).size} bytes`);
}

function bundleAll(buildId) {
  // The second is Workbox's, which keeps its messages for developers out of a build.
  const define = { __BUILD__: JSON.stringify(buildId), 'process.env.NODE_ENV': '"production"' };
  return Promise.all(Object.values(parts).map((part) => build({ ...part, define })));
}

/** The licence texts of the packages whose code the bundles carry. */
function bundledLicenses(inputs) {
  const folders = inputs.filter((input) => input.startsWith('node_modules/')).map(packageFolder);
  return [...new Set(folders)]
    .sort()
    .map((folder) => {
      const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
      const { name, version, license } = manifest;
      return `${name} ${version} (${license})\n\n${licenseText(folder, manifest)}\n`;
    })
    .join(`\n${'-'.repeat(80)}\n\n`);
}

function packageFolder(input) {
  // The last: a package may bring packages of its own.
  const at = input.lastIndexOf('node_modules/') + 'node_modules/'.length;
  const [scopeOrName, name] = input.slice(at).split('/');
  return input.slice(0, at) + (scopeOrName.startsWith('@') ? `${scopeOrName}/${name}` : scopeOrName);
}

function licenseText(folder, { license, repository }) {
  for (const file of ['LICENSE', 'LICENSE.md', 'LICENSE.txt', 'license']) {
    try {
      return readFileSync(join(folder, file), 'utf8').trim();
    } catch {}
  }
  const origin = Object.keys(COPYRIGHTS).find((name) => JSON.stringify(repository).includes(name));
  if (license !== 'MIT' || !origin) throw new Error(`no licence text in ${folder}`);
  return readFileSync('LICENSE', 'utf8')
    .replace(/^Copyright.*$/m, COPYRIGHTS[origin])
    .trim();
}
