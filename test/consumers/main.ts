// npm run consumers -- [--only <part of a consumer's name>]
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { currentLoad, describeMachine } from '../bench/machine.js';
import { packTarball } from '../package/tarball.js';
import { API_KEY, startApi } from '../support/api.js';
import { launchBrowser } from '../support/browser.js';
import { installMissing } from '../support/installation.js';
import { startSite } from '../support/site.js';
import { App } from './app.js';
import { BUNDLED } from './bundlers.js';
import type { Consumer } from './consumer.js';
import { NEXT } from './next.js';
import { type Row, toMarkdown } from './table.js';
import { visit } from './visit.js';
import { UNBUNDLED } from './without-bundler.js';

const RESULTS = 'test/consumers/results.md';

const { values: given } = parseArgs({
  options: {
    // Prints the table of these alone, and leaves the results as they are, as every run does in which one fails.
    only: { type: 'string', default: '' },
  },
});
process.env.BROWSER_ENGINE = 'chromium';
installMissing(['chromium']);
const loadBefore = currentLoad();
const tarball = packTarball();
const api = await startApi();
const browser = await launchBrowser();

async function judge(consumer: Consumer): Promise<Row> {
  const app = new App(consumer);
  // Each has a site of its own, which is an origin of its own.
  const sites: { stop(): Promise<void> }[] = [];
  const serve = async () => {
    const folders = Object.entries(consumer.serves).map(([prefix, folder]) => [
      prefix,
      join(app.folder, folder),
    ]);
    const headers = { 'Access-Control-Allow-Origin': '*' };
    const site = await startSite({ root: Object.fromEntries(folders), headers });
    sites.push(site);
    return site;
  };
  try {
    const [site, elsewhere] = [await serve(), await serve()];
    await app.install(tarball.archive);
    const began = performance.now();
    const options = { apiKey: API_KEY, customerId: 'customer-acme', baseUri: api.url };
    await app.build({ options, elsewhere: elsewhere.origin });
    const buildS = (performance.now() - began) / 1000;
    const origin = consumer.server ? await app.start(consumer.server) : site.origin;
    const visits = await visit(consumer, { folder: app.folder, origin, site, api, browser });
    return { consumer, versions: app.versions, buildS, visits };
  } catch (error) {
    const failure = error instanceof Error ? error.message : String(error);
    return { consumer, versions: app.versions, failure };
  } finally {
    for (const site of sites) await site.stop();
    await app.remove();
  }
}

const rows: Row[] = [];
try {
  for (const consumer of [...BUNDLED, ...NEXT, ...UNBUNDLED]) {
    if (!consumer.name.includes(given.only)) continue;
    const row = await judge(consumer);
    rows.push(row);
    console.error(`${row.failure === undefined ? 'right' : `FAILED: ${row.failure}`}: ${consumer.name}`);
  }
  const table = toMarkdown(rows, describeMachine(await browser.puppeteer.version(), loadBefore));
  console.log(table);
  if (!given.only && rows.every(({ failure }) => failure === undefined)) writeFileSync(RESULTS, table);
} finally {
  await browser.close();
  await api.close();
  tarball.remove();
}
if (rows.length === 0 || rows.some(({ failure }) => failure !== undefined)) process.exitCode = 1;
