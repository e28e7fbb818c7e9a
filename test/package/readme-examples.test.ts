// Every example of README compiles against the packed types, and runs where Node can run it. What does not run is named below.
import { spawnSync } from 'node:child_process';
import { readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { transformSync } from 'esbuild';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { API_KEY, type Api, startApi } from '../support/api.js';
import { nodeOutput } from './node-output.js';
import { packTarball, type Tarball } from './tarball.js';

const readme = readFileSync('README.md', 'utf8');
const blocks = [...readme.matchAll(/^```(js|jsx|ts|tsx|sh)\n(.*?)^```$/gms)].map(
  ([, language = '', code = '']) => ({
    language,
    code,
  }),
);
const programs = blocks.filter(({ language }) => language !== 'sh');

/** By words of the example: what it prints when these values are printed after it. */
const RUN: Readonly<Record<string, readonly [values: string, printed: unknown]>> = {
  'stigg.getCustomerPortal()': ['source', 'network'],
  'stigg.waitForCheckoutCompleted()': ['subscription', null],
  'maxStaleMs: {': ["'made'", 'made'],
  'fallbackFromFixtures(': [
    "stigg.getBooleanEntitlement({ featureId: 'feature-audit-log' }).hasAccess",
    true,
  ],
  'bootstrap: snapshot': [
    "page.getBooleanEntitlement({ featureId: 'feature-audit-log' })",
    { hasAccess: true },
  ],
  'const onThePage': ['html', '<p>Audit log</p>'],
  'export function App': [
    "(await import('react-dom/server')).renderToString(App())",
    expect.stringContaining('Invite'),
  ],
  StiggWebProvider: ["flags.getBooleanValue('feature-audit-log', false)", true],
  "'draw again'": ["'listening'", 'listening'],
  "baseUri: 'http://127.0.0.1:4010' })": ["'made'", 'made'],
  'const server': ['{ host, persistence }', { host: 'page', persistence: 'memory' }],
};
const NOT_RUN: Readonly<Record<string, string>> = {
  'console.log(stigg.getBoolean': 'test/package/readme.test.ts runs it',
  'createTestClient(': 'test/package/readme.test.ts runs it',
  'serviceWorker: {': 'needs a browser: test/browser/service-worker.test.ts',
  'precacheAndRoute(': 'runs in a service worker only: test/browser/service-worker.test.ts has these parts',
  "'updateFound'": 'needs a service worker: test/browser/service-worker.test.ts',
  'workerUrl:': 'needs a browser: test/browser/worker-script.test.ts',
  'openDevtools(stigg)': 'needs a browser: test/browser/devtools.test.ts',
  'interface Features': 'types only: test/package/features.test.ts',
};

const AMBIENT = `
  declare const Stigg: typeof import('stigg-offline').default;
  declare const stigg: import('stigg-offline').StiggClient;
  declare const options: import('stigg-offline').StiggOptions;
  declare const expect: (value: unknown) => { toBe(value: unknown): void };
  declare const trustedTypes: {
    createPolicy(name: string, rules: { createScriptURL(url: string): string }): import('stigg-offline').ScriptUrlPolicy;
  };
  interface Window { __WB_MANIFEST: string[] }
`;

let tarball: Tarball;
let api: Api;

beforeAll(async () => {
  tarball = packTarball();
  // What the examples import beside the package.
  const modules = [
    'react',
    'react-dom',
    '@openfeature',
    '@types',
    'csstype',
    'workbox-precaching',
    'workbox-core',
  ];
  for (const name of modules)
    symlinkSync(resolve('node_modules', name), join(tarball.consumer, 'node_modules', name));
  writeFileSync(join(tarball.consumer, 'package.json'), '{ "type": "module" }');
  api = await startApi();
});
afterAll(async () => {
  await api.close();
  tarball.remove();
});

const wordsOf = (table: object, code: string) => Object.keys(table).filter((words) => code.includes(words));

it('each example is run, or it is named why not', () => {
  const odd = programs.filter(({ code }) => wordsOf({ ...RUN, ...NOT_RUN }, code).length !== 1);
  expect(odd.map(({ code }) => code)).toEqual([]);
  const found = programs.flatMap(({ code }) => wordsOf({ ...RUN, ...NOT_RUN }, code));
  expect(Object.keys({ ...RUN, ...NOT_RUN }).filter((words) => !found.includes(words))).toEqual([]);
});

it('each compiles', () => {
  writeFileSync(join(tarball.consumer, 'ambient.d.ts'), AMBIENT);
  const files = programs.map(({ code }, at) => {
    const file = `compiled-${at}.tsx`;
    writeFileSync(join(tarball.consumer, file), `${code}\nexport {};\n`);
    return { file, declares: code.includes('interface Features') };
  });
  // An app's features are those of the whole program: they get one of their own.
  for (const declares of [false, true]) {
    const chosen = files.filter((one) => one.declares === declares).map(({ file }) => file);
    expect(chosen.length).toBeGreaterThan(0);
    const { stdout } = spawnSync(
      resolve('node_modules/.bin/tsc'),
      [
        ...[
          '--noEmit',
          '--strict',
          '--skipLibCheck',
          '--jsx',
          'react-jsx',
          '--types',
          '',
          '--pretty',
          'false',
        ],
        ...['--target', 'es2022', '--lib', 'es2022,dom,dom.iterable', '--module', 'esnext'],
        ...['--moduleResolution', 'bundler', 'ambient.d.ts', ...chosen],
      ],
      { cwd: tarball.consumer, encoding: 'utf8' },
    );
    expect(stdout).toBe('');
  }
});

it.each(Object.entries(RUN))('runs: %s', async (words, [values, printed]) => {
  const code = programs.find((one) => one.code.includes(words))?.code ?? '';
  const standIns = [
    code.includes('import Stigg ') ? '' : `import Stigg from 'stigg-offline';`,
    `import { readFileSync } from 'node:fs';`,
    `globalThis.React = await import('react');`,
    `const usual = { apiKey: '${API_KEY}', baseUri: '${api.url}', customerId: 'customer-acme', refreshIntervalMs: 0 };`,
    /^const options = /m.test(code) ? '' : 'const options = usual;',
    code.includes('const stigg = ')
      ? ''
      : 'const stigg = Stigg.initialize(usual); await stigg.waitForInitialization();',
    // The site's own file.
    code.includes("fetch('/fixtures.json')")
      ? `globalThis.fetch = async () => new Response(readFileSync('node_modules/stigg-offline/dist/fixtures.json'));`
      : '',
  ];
  const ours = code.replace("{ apiKey: 'client-...' }", `{ apiKey: '${API_KEY}', baseUri: '${api.url}' }`);
  const end = `console.log('PRINTED' + JSON.stringify(${values})); process.exit(0);`;
  const source = transformSync(`${standIns.join('\n')}\n${ours}\n${end}`, {
    loader: 'tsx',
    format: 'esm',
  }).code;
  writeFileSync(join(tarball.consumer, 'run.mjs'), source);
  const { output, errors } = await nodeOutput('run.mjs', tarball.consumer);
  const [, json = 'null'] = /PRINTED(.*)/.exec(output) ?? [
    null,
    JSON.stringify(`nothing: ${output}${errors}`),
  ];
  const told: unknown = JSON.parse(json);
  expect(told).toEqual(isPlain(printed) ? expect.objectContaining(printed) : printed);
});

const isPlain = (value: unknown): value is object =>
  Object.prototype.toString.call(value) === '[object Object]' &&
  !(value as { asymmetricMatch?: unknown }).asymmetricMatch;

it('each command exists, with its options', () => {
  const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: Record<string, string> };
  const lines = blocks.flatMap(({ language, code }) => (language === 'sh' ? code.trim().split('\n') : []));
  const commands = lines.flatMap((line) => line.replace(/ {2,}#.*/, '').split(' && '));
  expect(commands.length).toBeGreaterThan(5);
  for (const command of commands) {
    const [program, name = '', subcommand = '', ...rest] = command.split(' ');
    if (program === 'npm') {
      expect(name === 'ci' || Object.hasOwn(scripts, name === 'run' ? subcommand : name), command).toBe(true);
      continue;
    }
    expect(`${program} ${name}`).toBe('npx stigg-offline');
    const help = spawnSync(process.execPath, ['dist/cli.js', subcommand, '--help'], { encoding: 'utf8' });
    expect(help.status, command).toBe(0);
    for (const flag of rest.join(' ').match(/--[a-z-]+/g) ?? []) expect(help.stdout).toContain(flag);
  }
});
