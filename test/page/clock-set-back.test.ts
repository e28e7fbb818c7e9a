// A clock that was set back, on a device whose localStorage was cleared and whose database was not.
import 'fake-indexeddb/auto';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createStorage, type FakeStorage } from '../hostile/storage.js';
import { createLocks } from '../support/lock-manager.js';
import { CUSTOMER, listen, outcomeOf, setNodeStage } from '../support/node-client.js';
import { until } from '../support/until.js';

const stage = setNodeStage();
const YEAR_MS = 365 * 86_400_000;
let storage: FakeStorage;

beforeEach(() => {
  storage = createStorage();
  vi.stubGlobal('localStorage', storage);
  vi.stubGlobal('isSecureContext', true);
  vi.stubGlobal('navigator', { locks: createLocks().manager });
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

it('a customer who signed out before can sign in again, and stays so', async () => {
  const before = stage.client();
  expect(await outcomeOf(before.waitForInitialization())).toBe('resolved');
  expect(before.status.persistence).toBe('indexeddb');
  await before.clearCustomer();
  before.close();

  storage.clear();
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() - YEAR_MS });
  const after = stage.client();
  const signOuts = listen(after, 'signedOut');
  // To the store it is a tab from before the sign-out.
  await until(() => signOuts.length === 1, { what: 'the store has refused it' });
  await until(() => Number(storage.getItem('stigg-offline:generation')) > Date.now() + YEAR_MS / 2, {
    what: 'the page has learnt of the sign-out',
  });
  await after.setCustomerId(CUSTOMER);
  expect(await outcomeOf(after.waitForInitialization())).toBe('resolved');
  expect(after.status).toMatchObject({ phase: 'ready', persistence: 'indexeddb' });
  expect(signOuts).toHaveLength(1);
  after.close();

  const reloaded = stage.client();
  expect(await outcomeOf(reloaded.waitForInitialization())).toBe('resolved');
  expect(reloaded.status.phase).toBe('ready');
});
