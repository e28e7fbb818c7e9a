import { Account } from './account.js';
import { INTERVALS, readAddress, writeAddress } from './address.js';
import { Catalogue } from './catalogue.js';
import { createClient, fixtureFallbacks } from './client.js';
import { loadConfiguration } from './configuration.js';
import { byId, onClick, setOptions, setText } from './element.js';
import { Emulator } from './emulator.js';
import { EntitlementTable } from './entitlement-table.js';
import { FaultButtons } from './fault-buttons.js';
import { Log } from './log.js';
import { pointLinks } from './navigation.js';
import { createRun } from './run.js';
import { StatusPanel } from './status-panel.js';
import { SubscriptionControls } from './subscription.js';

const TICK_MS = 1000;

const address = readAddress();
const { apiUrl, fixtures } = await loadConfiguration();
const catalogue = new Catalogue(fixtures);
const emulator = new Emulator(apiUrl);
const client = createClient(address, catalogue, apiUrl);
window.stigg = client;

const log = new Log();
const run = createRun(log);
const panel = new StatusPanel();
const own = new EntitlementTable('own-list', client, catalogue);
const ofResource = new EntitlementTable('resource-list', client, catalogue);
const tables = [own, ofResource];
const subscription = new SubscriptionControls(catalogue, emulator, run);
const faultButtons = new FaultButtons((faults, text) =>
  run(`API: ${text}`, () => emulator.setFaults(faults).then(poll)),
);
const account = new Account(address, client, catalogue, run, show);
const requested = byId('requested', HTMLInputElement);

client.subscribe(render);
listen();
control();
show();
void poll();
setInterval(render, TICK_MS);
setInterval(() => void (document.visibilityState === 'visible' && poll()), TICK_MS);

function listen(): void {
  client.addListener('initializeSuccessfully', () => log.add('initializeSuccessfully'));
  client.addListener('initializeFailed', ({ error }) => log.add('initializeFailed', error.code));
  client.addListener('signedOut', ({ customerId }) => log.add('signedOut', customerId));
  client.addListener('entitlementsUpdated', ({ entitlements, changed, resourceId }) => {
    const table = tables.find((one) => one.resourceId === resourceId);
    table?.list(entitlements);
    render();
    table?.flash(changed);
    log.add('entitlementsUpdated', `${resourceId ? `${resourceId}: ` : ''}${changed.join(', ')}`);
  });
  let told = '';
  client.addListener('statusChanged', ({ status }) => {
    render();
    const { phase, source, stale, online, error } = status;
    const words = [phase, source, stale ? 'stale' : 'fresh', ...(online ? [] : ['offline'])];
    if (error) words.push(error.code);
    const telling = words.join(', ');
    if (telling !== told) log.add('statusChanged', telling);
    told = telling;
  });
}

function control(): void {
  onClick('refresh', () => run('refresh', () => client.refresh()));
  onClick('devtools', async () => {
    const { openDevtools } = await import('stigg-offline/devtools');
    openDevtools(client);
  });
  requested.addEventListener('input', render);

  const interval = byId('interval', HTMLSelectElement);
  setOptions(
    interval,
    INTERVALS.map((ms) => ({ value: String(ms), text: `${ms / 1000} s` })),
    String(address.intervalMs),
  );
  interval.addEventListener('change', () => {
    writeAddress({ ...account.address, intervalMs: Number(interval.value) });
    location.reload();
  });

  const offline = byId('offline', HTMLInputElement);
  offline.checked = address.offline;
  offline.addEventListener('change', () => {
    writeAddress({ ...account.address, offline: offline.checked });
    location.reload();
  });
}

/** Shows the customer and the resource that the address names. */
function show(): void {
  const { customerId, resourceId, signedOut, offline } = account.address;
  const name = catalogue.customerName(customerId);
  const fallbacks = offline && resourceId !== null && fixtureFallbacks(catalogue, customerId, resourceId);
  own.show({
    customerId,
    resourceId: null,
    title: name,
    note: signedOut ? 'Nobody is signed in.' : "The customer's own entitlements.",
  });
  ofResource.show(
    resourceId === null || signedOut
      ? null
      : {
          customerId,
          resourceId,
          title: resourceId,
          note: `Entitlements of this resource of ${name}.`,
          ...(fallbacks && { fallbacks }),
        },
  );
  subscription.show(customerId, signedOut ? null : resourceId);
  byId('second-tab', HTMLAnchorElement).href = location.href;
  pointLinks(account.address);
  render();
  if (!signedOut) void list();
}

async function list(): Promise<void> {
  const { customerId, resourceId } = account.address;
  for (const [table, id] of [
    [own, null] as const,
    ...(resourceId ? [[ofResource, resourceId] as const] : []),
  ]) {
    const entitlements = await client.getEntitlements(id).catch(() => []);
    const now = account.address;
    if (now.customerId !== customerId || now.resourceId !== resourceId) return;
    table.list(entitlements);
  }
  render();
}

function render(): void {
  panel.render(client.status, account.address);
  setText(byId('requested-value', HTMLOutputElement), requested.value);
  for (const table of tables) table.render(requested.valueAsNumber);
}

async function poll(): Promise<void> {
  const [count, faults] = await Promise.all([
    emulator.countRequests().catch(() => null),
    emulator.faults().catch(() => null),
  ]);
  panel.countRequests(count);
  faultButtons.show(faults?.mode ?? null);
  panel.render(client.status, account.address);
}
