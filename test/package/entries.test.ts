// The entries beside the page, as an app has them that has installed the package and the library each is for.
import { execFile } from 'node:child_process';
import { cpSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { API_KEY, type Api, startApi } from '../support/api.js';
import { packTarball, type Tarball } from './tarball.js';

let api: Api;
let tarball: Tarball;

beforeAll(async () => {
  tarball = packTarball();
  api = await startApi();
});
afterAll(async () => {
  tarball.remove();
  await api.close();
});

/** @param packages each name with the folder it has in this repository */
function install(packages: Readonly<Record<string, string>>): void {
  for (const [name, folder] of Object.entries(packages)) {
    const target = join(tarball.consumer, 'node_modules', name);
    rmSync(target, { recursive: true, force: true });
    cpSync(join('node_modules', folder), target, { recursive: true });
  }
}

const NO_ACCESS = { hasAccess: false };
const options = () =>
  JSON.stringify({
    apiKey: API_KEY,
    baseUri: api.url,
    customerId: 'customer-acme',
    refreshIntervalMs: 0,
    entitlementsFallback: { 'feature-audit-log': NO_ACCESS, 'feature-sso': NO_ACCESS },
  });

interface Outcome {
  readonly status: number | string | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a command in the app; it has to end by itself. */
function run(command: string, ...parameters: string[]): Promise<Outcome> {
  const settings = {
    cwd: tarball.consumer,
    timeout: 90_000,
    env: { ...process.env, NODE_ENV: 'development' },
  };
  return new Promise((resolve) => {
    execFile(command, parameters, settings, (error, stdout, stderr) => {
      resolve({ status: error ? (error.code ?? null) : 0, stdout, stderr });
    });
  });
}

const runProgram = (program: string) => run(process.execPath, '--input-type=module', '-e', program);

it.each([
  ['18', { react: 'react-18', 'react-dom': 'react-dom-18' }],
  ['19', { react: 'react', 'react-dom': 'react-dom', scheduler: 'scheduler' }],
])('the hooks work with React %s', async (version, packages) => {
  install(packages);
  const outcome = await runProgram(`
    import { Window } from ${JSON.stringify(pathToFileURL(resolve('node_modules/happy-dom/lib/index.js')).href)};
    const window = new Window();
    const { document } = window;
    Object.assign(globalThis, { window, document, addEventListener() {}, removeEventListener() {} });
    globalThis.navigator ??= { userAgent: 'test' };
    const { createElement, StrictMode, Suspense, version } = await import('react');
    const { createRoot } = await import('react-dom/client');
    const { Gate, StiggProvider, useEntitlements, usePaywall } = await import('stigg-offline/react');
    const List = () => ' list ' + (useEntitlements({ suspense: true }).length > 3);
    const Paywall = () => ' plans ' + (usePaywall({ productId: 'product-stigg' }).data?.plans.length ?? '-');
    const container = document.body.appendChild(document.createElement('div'));
    const root = createRoot(container);
    root.render(
      createElement(StrictMode, null, createElement(StiggProvider, { options: ${options()} },
        version.split('.')[0],
        createElement(Gate, { feature: 'feature-audit-log' }, ' granted'),
        createElement(Gate, { feature: 'feature-sso', fallback: ' denied' }),
        createElement(Suspense, null, createElement(List)),
        createElement(Paywall),
      )),
    );
    while (!/list true plans \\d/.test(container.textContent)) await new Promise((later) => setTimeout(later, 20));
    console.log(container.textContent);
    root.unmount();
  `);
  expect(outcome).toEqual({ status: 0, stdout: `${version} granted denied list true plans 2\n`, stderr: '' });
});

const openFeature = {
  '@openfeature/core': '@openfeature/core',
  '@openfeature/web-sdk': '@openfeature/web-sdk',
};

it('the provider works with OpenFeature', async () => {
  install(openFeature);
  const outcome = await runProgram(`
    import { OpenFeature } from '@openfeature/web-sdk';
    import { StiggWebProvider } from 'stigg-offline/openfeature';
    await OpenFeature.setProviderAndWait(new StiggWebProvider({ options: ${options()} }));
    const flags = OpenFeature.getClient();
    const { value, reason } = flags.getBooleanDetails('feature-audit-log', false);
    console.log(value, reason, flags.getBooleanValue('feature-sso', true), flags.getNumberValue('feature-seats', 1));
    await OpenFeature.setContext({ targetingKey: 'customer-globex' });
    console.log(flags.getBooleanValue('feature-sso', false));
    await OpenFeature.close();
  `);
  expect(outcome).toEqual({ status: 0, stdout: 'true TARGETING_MATCH false 20\ntrue\n', stderr: '' });
});

it('they have types that need nothing but those of their library', async () => {
  install({ ...openFeature, '@types/react': '@types/react', csstype: 'csstype' });
  writeFileSync(
    join(tarball.consumer, 'app.mts'),
    `import { OpenFeature } from '@openfeature/web-sdk';
    import { StiggWebProvider } from 'stigg-offline/openfeature';
    import { useBooleanEntitlement, usePaywall } from 'stigg-offline/react';
    OpenFeature.setProvider(new StiggWebProvider({ options: { apiKey: 'k' } }));
    export const granted = (): boolean => useBooleanEntitlement({ featureId: 'f' }).hasAccess;
    export const names = () => usePaywall().data?.plans.map(({ displayName }) => displayName satisfies string);
    `,
  );
  const outcome = await run(
    resolve('node_modules/.bin/tsc'),
    ...['--noEmit', '--strict', '--skipLibCheck', 'false', '--types', '', '--pretty', 'false'],
    ...['--target', 'es2022', '--lib', 'es2022,dom,dom.iterable', '--moduleResolution', 'nodenext'],
    ...['--module', 'nodenext', 'app.mts'],
  );
  expect(outcome).toEqual({ status: 0, stdout: '', stderr: '' });
});
