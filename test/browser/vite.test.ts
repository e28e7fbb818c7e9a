// The packed tarball in an app that Vite builds.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'vite';
import { expect, it } from 'vitest';
import { packTarball } from '../package/tarball.js';
import { until } from '../support/browser.js';
import { hasAccess, initialized, statusOf } from '../support/client-tab.js';
import { startSite } from '../support/site.js';
import { CUSTOMER, setStage } from '../support/stage.js';

const stage = setStage();

it('starts the shared engine, and answers after a reload with the API down', async () => {
  const { consumer, remove } = packTarball();
  const options = JSON.stringify({
    apiKey: 'client-playground',
    baseUri: stage.api.url,
    customerId: CUSTOMER,
  });
  mkdirSync(join(consumer, 'src'));
  writeFileSync(join(consumer, 'package.json'), '{"type":"module"}');
  writeFileSync(
    join(consumer, 'index.html'),
    '<!doctype html><title>app</title><script type="module" src="/src/main.js"></script>',
  );
  writeFileSync(
    join(consumer, 'src/main.js'),
    `import Stigg from 'stigg-offline'; window.stigg = Stigg.initialize(${options});`,
  );
  await build({ root: consumer, base: '/app/', logLevel: 'error', configFile: false });
  const site = await startSite({ root: { '/app/': join(consumer, 'dist') } });

  const tab = await stage.browser.newTab(`${site.origin}/app/index.html`);
  expect(await initialized(tab)).toBe('ready');
  expect(await statusOf(tab)).toMatchObject({ host: 'shared-worker', source: 'network' });
  expect(site.requests.filter((request) => request.includes('worker')).length).toBe(1);
  await stage.api.fault({ mode: 'down' });
  await tab.reload();
  expect(await initialized(tab)).toBe('ready');
  expect(await hasAccess(tab, 'feature-audit-log')).toBe(true);
  // It answers from its copy before it has reached an engine.
  await until(async () => (await statusOf(tab)).host === 'shared-worker', { what: 'an engine is there' });
  expect(await statusOf(tab)).toMatchObject({ source: 'store', stale: true });

  await tab.close();
  await site.stop();
  remove();
}, 120_000);
