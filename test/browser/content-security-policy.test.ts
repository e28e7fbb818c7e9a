import { expect, it } from 'vitest';
import { until } from '../support/browser.js';
import { hasAccess, statusOf } from '../support/client-tab.js';
import { CUSTOMER, setStage } from '../support/stage.js';

const stage = setStage();

declare global {
  interface Window {
    violations: string[];
  }
}

it('works under the policy that README names', async () => {
  const options = JSON.stringify({
    apiKey: 'client-playground',
    baseUri: stage.api.url,
    customerId: CUSTOMER,
  });
  stage.site.serve('/strict.js', {
    type: 'text/javascript',
    body: `import Stigg from '/stigg-offline/index.js'; window.stigg = Stigg.initialize(${options});`,
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
      'Content-Security-Policy': `default-src 'none'; script-src 'self'; worker-src 'self'; connect-src ${stage.api.url}`,
    },
  });
  const tab = await stage.browser.newTab(`${stage.site.origin}/strict`);
  await until(() => tab.evaluate(() => window.stigg?.status.phase === 'ready'), { what: 'it is ready' });
  expect(await hasAccess(tab, 'feature-audit-log')).toBe(true);
  expect(await statusOf(tab)).toMatchObject({ host: 'shared-worker', source: 'network' });
  expect(await tab.evaluate(() => window.violations)).toEqual([]);
  await tab.close();
});
