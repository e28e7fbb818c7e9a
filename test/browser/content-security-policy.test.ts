import { expect, it } from 'vitest';
import { until } from '../support/browser.js';
import { hasAccess, statusOf } from '../support/client-tab.js';
import { CUSTOMER, setStage } from '../support/stage.js';

const stage = setStage();

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
  stage.site.serve('/strict', {
    body: '<!doctype html><title>strict</title><script type="module" src="/strict.js"></script>',
    headers: {
      'Content-Security-Policy': `default-src 'none'; script-src 'self'; worker-src 'self'; connect-src ${stage.api.url}`,
    },
  });
  const tab = await stage.browser.newTab(`${stage.site.origin}/strict`);
  const violations: string[] = [];
  tab.page.on('console', (message) => {
    if (message.type() === 'error') violations.push(message.text());
  });
  await until(() => tab.evaluate(() => window.stigg?.status.phase === 'ready'), { what: 'it is ready' });
  expect(await hasAccess(tab, 'feature-audit-log')).toBe(true);
  expect(await statusOf(tab)).toMatchObject({ host: 'shared-worker', source: 'network' });
  expect(violations).toEqual([]);
  await tab.close();
});
