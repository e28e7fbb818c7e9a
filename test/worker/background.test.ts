// What a service worker does for customers while no tab is open, on the disk that the tabs' engines left.
import { expect, it } from 'vitest';
import type { TrackedCheck } from '../../src/core/tracked-check.js';
import { createBackground } from '../../worker/background.js';
import { type Environment, platform } from '../../worker/engine.js';
import { createStore } from '../../worker/store.js';
import { CUSTOMER, isGranted, setEngineRig } from '../support/engine-rig.js';
import { createManualClock } from '../support/manual-clock.js';
import { until } from '../support/until.js';

const rig = setEngineRig();
const CLIENT = { background: true, token: null } as const;
const MINUTE = 60_000;

const sent = async () => (await rig.api.requests()).map(({ operationName }) => operationName);

/** A service worker that wakes up `laterMs` after the tabs are gone. */
function wakeUp(laterMs: number, differences: Partial<Environment> = {}) {
  return createBackground({
    ...platform('page'),
    locks: rig.locks.manager,
    indexedDB: globalThis.indexedDB,
    BroadcastChannel,
    clock: createManualClock({ wall: Date.now() + laterMs, monotonic: 0 }),
    ...differences,
  });
}

/** An engine has loaded what the customer has, and its tab is gone. */
async function leaveRecord(options: Parameters<typeof rig.client>[1]) {
  const engine = rig.engine();
  const client = await rig.client(engine, options);
  await until(() => client.last()?.settled, { what: 'it is loaded' });
  await until(async () => (await rig.stored()).get(client.key)?.snapshot, { what: 'it is stored' });
  client.bye();
  engine.close();
  await rig.api.forgetRequests();
  return client;
}

const grant = () => rig.api.patch({ customers: { [CUSTOMER]: { grants: { 'feature-sso': {} } } } });

it('refreshes what is known, with one request for each identity', async () => {
  const { key } = await leaveRecord(CLIENT);
  await grant();
  const background = wakeUp(MINUTE);
  expect(await background.refreshOnce()).toBe(true);
  background.close();
  expect(await sent()).toEqual(['GetEntitlements']);
  const record = (await rig.stored()).get(key);
  expect(record?.revision).toBe(2);
  expect(isGranted(record?.snapshot ?? null, 'feature-sso')).toBe(true);
});

it('leaves alone who did not ask for it, and who has a token', async () => {
  const plain = await leaveRecord({ token: null });
  expect((await rig.stored()).get(plain.key)?.background).toBeNull();
  const withToken = await leaveRecord({ ...CLIENT, customerId: 'customer-globex', token: 'secret' });
  const text = JSON.stringify([...(await rig.stored()).values()]);
  expect((await rig.stored()).get(withToken.key)?.background).toBeNull();
  expect(text).not.toContain('client-playground');
  const background = wakeUp(MINUTE);
  expect(await background.refreshOnce()).toBe(true);
  background.close();
  expect(await sent()).toEqual([]);
});

it('leaves alone what a tab keeps fresh', async () => {
  await leaveRecord(CLIENT);
  const background = wakeUp(1_000);
  expect(await background.refreshOnce()).toBe(true);
  background.close();
  expect(await sent()).toEqual([]);
});

it('writes down a failure, as any engine does, and obeys it', async () => {
  const { key } = await leaveRecord(CLIENT);
  await rig.api.fault({ mode: 'error503' });
  const background = wakeUp(MINUTE);
  expect(await background.refreshOnce()).toBe(false);
  expect((await rig.stored()).get(key)).toMatchObject({ failures: 1, revision: 1 });
  const asked = (await sent()).length;
  expect(await background.refreshOnce()).toBe(true);
  expect((await sent()).length).toBe(asked);
  background.close();
});

it('tells the engines of open tabs', async () => {
  const tab = await rig.client(rig.engine(), CLIENT);
  await until(() => tab.last()?.settled, { what: 'it is loaded' });
  await grant();
  const background = wakeUp(MINUTE);
  await background.refreshOnce();
  background.close();
  await until(() => isGranted(tab.snapshot(), 'feature-sso'), { what: 'the tab has the grant' });
});

it('does not bring back a customer who signed out', async () => {
  const { key, customerKey } = await leaveRecord(CLIENT);
  const engine = rig.engine();
  const client = rig.connect(engine);
  await client.hello();
  await client.api.signOut({ customerKey, generation: 2 });
  const background = wakeUp(MINUTE);
  expect(await background.refreshOnce()).toBe(true);
  background.close();
  expect((await rig.stored()).has(key)).toBe(false);
  expect(await sent()).toEqual([]);
});

it('delivers the checks that wait, and says when they could not be', async () => {
  const { customerKey } = await leaveRecord(CLIENT);
  const check: TrackedCheck = {
    id: `${Date.now()}-1`,
    featureId: 'feature-sso',
    entitlementCheckResult: { hasAccess: false },
  };
  const store = createStore(globalThis.indexedDB, createManualClock(), () => {});
  await store.besides({ customerKey, generation: 1 }, false, ({ checks }) =>
    checks.put(`${customerKey}/${check.id}`, { generation: 1, check }),
  );
  store.close();
  await rig.api.fault({ mode: 'error503' });
  const background = wakeUp(MINUTE);
  expect(await background.deliver()).toBe(false);
  await rig.api.heal();
  await rig.api.forgetRequests();
  expect(await background.deliver()).toBe(true);
  expect(await sent()).toEqual(['ReportEntitlementCheck']);
  expect(await background.deliver()).toBe(true);
  expect((await sent()).length).toBe(1);
  background.close();
});
