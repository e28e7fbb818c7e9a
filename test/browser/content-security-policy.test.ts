import { expect, it } from 'vitest';
import { until } from '../support/browser.js';
import { hasAccess, statusOf } from '../support/client-tab.js';
import { CUSTOMER, setStage } from '../support/stage.js';

const stage = setStage();

declare global {
  interface Window {
    violations: string[];
    complaints: string[] | undefined;
  }
}

const TRUSTED = "require-trusted-types-for 'script'; trusted-types app";
const WORKER = '/stigg-offline/worker.js';
const passing = `trustedTypesPolicy: globalThis.trustedTypes?.createPolicy('app', { createScriptURL: (url) => url })`;
/** What goes to the log. */
const heard = `logConfiguration: { logger: { log() {}, error: (message) => (window.complaints ??= []).push(message) } }`;

it.each([
  { what: 'works under the policy that README names', options: '', more: '' },
  {
    what: 'works under Trusted Types with a policy and the address of the worker',
    options: `workerUrl: '${WORKER}', ${passing}`,
    more: TRUSTED,
  },
  {
    what: 'works under Trusted Types with a policy in a worker of its own',
    options: `host: 'worker', workerUrl: '${WORKER}', ${passing}`,
    more: TRUSTED,
    host: 'worker',
  },
  {
    what: 'runs in the page under Trusted Types without a policy, where the browser has them',
    // Where it is refused, and only there: a service worker that is registered would stay for the other tests.
    options: `workerUrl: '${WORKER}', ...(globalThis.trustedTypes && { serviceWorker: { url: '/service-worker.js' } }), ${heard}`,
    more: TRUSTED,
    isRefused: true,
  },
])('$what', async ({ options, more, host = 'shared-worker', isRefused = false }) => {
  const usual = JSON.stringify({ apiKey: 'client-playground', baseUri: stage.api.url, customerId: CUSTOMER });
  stage.site.serve('/strict.js', {
    type: 'text/javascript',
    body: `import Stigg from '/stigg-offline/index.js'; window.stigg = Stigg.initialize({ ...${usual}, ${options} });`,
  });
  stage.site.serve('/watch.js', {
    type: 'text/javascript',
    // A browser may ask for the page's icon, which is none of ours.
    body: `window.violations = [];
      addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) => {
        if (violatedDirective !== 'img-src') window.violations.push(violatedDirective + ' ' + blockedURI);
      });`,
  });
  stage.site.serve('/strict', {
    body: '<!doctype html><title>strict</title><script src="/watch.js"></script><script type="module" src="/strict.js"></script>',
    headers: {
      'Content-Security-Policy': `default-src 'none'; script-src 'self'; worker-src 'self'; connect-src ${stage.api.url}; ${more}`,
    },
  });
  const tab = await stage.open(undefined, '/strict');
  await until(() => tab.evaluate(() => window.stigg?.status.phase === 'ready'), { what: 'it is ready' });
  expect(await hasAccess(tab, 'feature-audit-log')).toBe(true);
  const refused = isRefused && (await tab.evaluate(() => 'trustedTypes' in window));
  expect(await statusOf(tab)).toMatchObject({ host: refused ? 'page' : host, source: 'network' });
  if (!refused) expect(await tab.evaluate(() => window.violations)).toEqual([]);
  else {
    await until(
      () =>
        tab.evaluate(() =>
          window.complaints?.some((told) => told.includes('The service worker could not be registered')),
        ),
      { what: 'the service worker is refused' },
    );
    expect(await tab.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).length)).toBe(0);
  }
});
