// A wall clock that is set forward or back, while a page runs and while none does: page, engine, its store and the copies in
// localStorage together.
import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import type { StiggClient } from 'stigg-offline';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createStorage, type FakeStorage } from '../hostile/storage.js';
import { readDisk } from '../support/engine-rig.js';
import { createLocks } from '../support/lock-manager.js';
import { CUSTOMER, listen, outcomeOf, setNodeStage } from '../support/node-client.js';
import { until } from '../support/until.js';

const stage = setNodeStage();
const HOUR = 3_600_000;
const YEAR = 365 * 24 * HOUR;
// For good: a client that is closed lets go of them a moment later.
Object.assign(globalThis, { addEventListener() {}, removeEventListener() {} });

/** How far the wall clock is from where it should be, in milliseconds. */
let offsetMs: number;
let storage: FakeStorage;

beforeEach(() => {
  offsetMs = 0;
  storage = createStorage();
  const now = Date.now.bind(Date);
  vi.spyOn(Date, 'now').mockImplementation(() => now() + offsetMs);
  vi.stubGlobal('indexedDB', new IDBFactory());
  vi.stubGlobal('localStorage', storage);
  vi.stubGlobal('isSecureContext', true);
  vi.stubGlobal('navigator', { locks: createLocks().manager });
  // What a page has that is seen, as only such a one keeps copies.
  vi.stubGlobal('document', Object.assign(new EventTarget(), { visibilityState: 'visible' }));
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

const start = (maxStaleMs = YEAR) => stage.client({ refreshIntervalMs: 200, maxStaleMs });
const answer = (client: StiggClient) => {
  const { hasAccess, isFallback } = client.getBooleanEntitlement({ featureId: 'feature-audit-log' });
  return { hasAccess, isFallback };
};
const GRANTED = { hasAccess: true, isFallback: false };
const FALLBACK = { hasAccess: false, isFallback: true };

const storedAge = async () => Number([...(await readDisk()).values()][0]?.ageMs);
/** The age by the label of the copy; undefined without one that has a text. */
const copiedAge = () => {
  const label = [...storage.items].find(([name]) => /:copy:.*:\d+$/.test(name));
  const [, , , ageMs, writtenAt] = JSON.parse(String(label?.[1] ?? '[]')) as number[];
  return writtenAt ? ageMs : undefined;
};
const toldByEngine = (client: StiggClient) =>
  until(() => client.status.host === 'page' && client.status.error !== undefined, {
    what: 'the engine has answered, and not reached the API',
  });

/** A page that has loaded, and keeps what it knows, when the API goes. */
async function load(maxStaleMs?: number): Promise<StiggClient> {
  const client = start(maxStaleMs);
  expect(await outcomeOf(client.waitForInitialization())).toBe('resolved');
  await until(() => copiedAge() !== undefined, { what: 'there is a copy' });
  await stage.api.fault({ mode: 'down' });
  await toldByEngine(client);
  return client;
}

describe.each(['while a page runs', 'while none does'])('set forward %s', (when) => {
  it('access that ended stays ended with the clock back, until a refresh succeeds', async () => {
    let client = await load(HOUR);
    expect(answer(client)).toEqual(GRANTED);
    if (when === 'while none does') client.close();
    offsetMs = 2 * HOUR;
    if (when === 'while none does') client = start(HOUR);
    expect(answer(client)).toEqual(FALLBACK);
    await until(async () => (await storedAge()) >= 2 * HOUR, { what: 'its age is stored' });
    await until(() => copiedAge() === undefined, { what: 'there is no copy' });

    offsetMs = 0;
    expect(answer(client)).toEqual(FALLBACK);
    client.close();
    client = start(HOUR);
    expect(answer(client)).toEqual(FALLBACK);
    await toldByEngine(client);
    expect(answer(client)).toEqual(FALLBACK);
    await stage.api.fault({ mode: 'none' });
    await client.refresh();
    expect(answer(client)).toEqual(GRANTED);
  });
});

describe.each(['while a page runs', 'while none does'])('set back %s', (when) => {
  it.each(['copy and database', 'database alone', 'copy alone'])(
    'no age decreases, with %s',
    async (kept) => {
      const client = await load();
      offsetMs = HOUR;
      await until(async () => (await storedAge()) >= HOUR, { what: 'its age is stored' });
      await until(() => (copiedAge() ?? 0) >= HOUR, { what: 'its age is in the copy' });
      if (when === 'while none does') client.close();
      offsetMs = -2 * HOUR;
      if (when === 'while a page runs') {
        expect(client.status.ageMs).toBeGreaterThanOrEqual(HOUR);
        client.close();
      }
      if (kept === 'database alone') storage.clear();
      if (kept === 'copy alone') vi.stubGlobal('indexedDB', new IDBFactory());

      const next = start();
      if (kept !== 'database alone') expect(next.status.ageMs).toBeGreaterThanOrEqual(HOUR);
      await toldByEngine(next);
      expect(answer(next)).toEqual(GRANTED);
      expect(next.status.ageMs).toBeGreaterThanOrEqual(HOUR);
    },
  );

  it('a customer who signed out can sign in again, also where localStorage was cleared', async () => {
    const client = start();
    expect(await outcomeOf(client.waitForInitialization())).toBe('resolved');
    expect(client.status.persistence).toBe('indexeddb');
    await client.clearCustomer();
    if (when === 'while none does') client.close();
    storage.clear();
    offsetMs = -YEAR;
    const next = start();
    const signOuts = listen(next, 'signedOut');
    // To the store it is a tab from before the sign-out.
    await until(() => signOuts.length === 1, { what: 'the store has refused it' });
    await until(() => Number(storage.getItem('stigg-offline:generation')) > Date.now() + YEAR / 2, {
      what: 'the page has learnt of the sign-out',
    });
    await next.setCustomerId(CUSTOMER);
    expect(await outcomeOf(next.waitForInitialization())).toBe('resolved');
    expect(next.status).toMatchObject({ phase: 'ready', persistence: 'indexeddb' });
    expect(signOuts).toHaveLength(1);
    next.close();

    const reloaded = start();
    expect(await outcomeOf(reloaded.waitForInitialization())).toBe('resolved');
    expect(reloaded.status.phase).toBe('ready');
  });
});

it('a sign-out in another tab reaches one that was opened before the clock was set back', async () => {
  offsetMs = YEAR;
  const opened = start();
  expect(await outcomeOf(opened.waitForInitialization())).toBe('resolved');
  const signOuts = listen(opened, 'signedOut');
  offsetMs = 0;
  const other = start();
  await other.clearCustomer();
  await until(() => signOuts.length === 1, { what: 'the first tab has heard of it' });
  expect(answer(opened)).toEqual(FALLBACK);
});

it('a data call of a customer whose session is not opened is below a sign-out by a clock that was set back', async () => {
  offsetMs = YEAR;
  const lazy = stage.client({ lazyLoad: true });
  await lazy.getCustomer();
  offsetMs = 0;
  const other = start();
  await other.clearCustomer();
  await stage.api.fault({ mode: 'down' });
  const next = stage.client({ lazyLoad: true });
  // Nothing is left that could stand in.
  expect(await outcomeOf(next.getCustomer())).toBe('NETWORK');
});
