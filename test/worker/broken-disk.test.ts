// IndexedDB in all the ways it is known to fail: nothing that is served is lost, and it is said once.
import 'fake-indexeddb/auto';
import { forceCloseDatabase, IDBFactory } from 'fake-indexeddb';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { DATABASE_NAME } from '../../src/core/protocol.js';
import { systemClock } from '../../worker/clock.js';
import { emptyRecord, type SessionRecord } from '../../worker/record.js';
import { createStore, type Store } from '../../worker/store.js';
import { CUSTOMER, isGranted, setEngineRig } from '../support/engine-rig.js';
import { createManualClock, type ManualClock } from '../support/manual-clock.js';
import { until } from '../support/until.js';

const rig = setEngineRig();
const OWNER = { key: 'k', customerKey: 'c', generation: 1 };
const raise = (stored: SessionRecord | null): SessionRecord => ({
  ...emptyRecord(OWNER, 1e9),
  failures: (stored?.failures ?? 0) + 1,
});
/** Longer than an open may take. */
const OPEN_DEADLINE_MS = 3_000;

let store: Store | undefined;
afterEach(() => {
  store?.close();
  store = undefined;
  vi.restoreAllMocks();
});

function openStore(clock = systemClock) {
  const reasons: string[] = [];
  store = createStore(globalThis.indexedDB, clock, (reason) => reasons.push(reason));
  return { store, reasons };
}

/** Puts something before each open of the database. @returns the databases that were opened, and how often it was tried */
function watchOpen(intercept: (tries: number) => IDBOpenDBRequest | undefined = () => undefined) {
  const real = globalThis.indexedDB;
  const seen = { tries: 0, opened: [] as IDBDatabase[] };
  vi.spyOn(real, 'open').mockImplementation((name, version) => {
    const instead = intercept(++seen.tries);
    if (instead) return instead;
    const request = IDBFactory.prototype.open.call(real, name, version);
    request.addEventListener('success', () => seen.opened.push(request.result));
    return request;
  });
  return seen;
}

/** A request that nothing ever comes of. */
const silent = () => new IDBOpenDBRequest();

/** Lets the deadlines of the two tries pass. */
async function passDeadlines(clock: ManualClock, seen: { readonly tries: number }) {
  for (const tries of [1, 2]) {
    await until(() => seen.tries >= tries && clock.pending > 0, { what: `try ${tries}` });
    clock.advance(OPEN_DEADLINE_MS);
  }
}

describe('an open that', () => {
  it('throws is tried once more, then memory serves, said once', async () => {
    const seen = watchOpen(() => {
      throw new DOMException('no', 'SecurityError');
    });
    const { store, reasons } = openStore();
    expect(await store.update(OWNER, raise)).toMatchObject({ failures: 1 });
    expect(await store.update(OWNER, raise)).toMatchObject({ failures: 2 });
    expect(await store.read(OWNER)).toMatchObject({ failures: 2 });
    expect([reasons, seen.tries, store.persistence()]).toEqual([['SecurityError'], 2, 'memory']);
  });

  it('throws once costs nothing', async () => {
    const seen = watchOpen((tries) => {
      if (tries === 1) throw new DOMException('no', 'UnknownError');
      return undefined;
    });
    const { store, reasons } = openStore();
    await store.update(OWNER, raise);
    expect([reasons, seen.tries, store.persistence()]).toEqual([[], 2, 'indexeddb']);
    expect(await store.read(OWNER)).toMatchObject({ failures: 1 });
  });

  it('finds a younger version is left for memory', async () => {
    const younger = indexedDB.open(DATABASE_NAME, 99);
    await new Promise((resolve) => {
      younger.onsuccess = resolve;
    });
    younger.result.close();
    const { store, reasons } = openStore();
    await store.update(OWNER, raise);
    expect([reasons, store.persistence()]).toEqual([['VersionError'], 'memory']);
  });

  it('never settles is given up at its deadline, for all who wait', async () => {
    const clock = createManualClock();
    const seen = watchOpen(silent);
    const { store, reasons } = openStore(clock);
    const all = [store.read(OWNER), store.update(OWNER, raise), store.update(OWNER, raise)];
    await passDeadlines(clock, seen);
    expect(await Promise.all(all)).toEqual([
      null,
      expect.objectContaining({ failures: 1 }),
      expect.objectContaining({ failures: 2 }),
    ]);
    expect([reasons, seen.tries, store.persistence()]).toEqual([['TimeoutError'], 2, 'memory']);
  });

  it('is blocked is given up at its deadline, and closed when it comes after all', async () => {
    // A deletion that waits for a connection which does not give way blocks every open after it.
    const stubborn = indexedDB.open(DATABASE_NAME, 1);
    await new Promise((resolve) => {
      stubborn.onsuccess = resolve;
    });
    const deletion = indexedDB.deleteDatabase(DATABASE_NAME);
    const clock = createManualClock();
    const seen = watchOpen();
    const { store, reasons } = openStore(clock);
    const written = store.update(OWNER, raise);
    await passDeadlines(clock, seen);
    expect(await written).toMatchObject({ failures: 1 });
    expect([reasons, store.persistence()]).toEqual([['TimeoutError'], 'memory']);
    stubborn.result.close();
    await until(() => deletion.readyState === 'done' && seen.opened.length === 2, { what: 'all come late' });
    await until(() => deletable(), { what: 'nobody holds the database' });
  });
});

/** Whether the database can be deleted: nobody has it open, or whoever has gives way. */
function deletable(): Promise<boolean> {
  return new Promise((resolve) => {
    const request = indexedDB.deleteDatabase(DATABASE_NAME);
    request.onsuccess = () => resolve(true);
    request.onblocked = () => resolve(false);
  });
}

it('gives way to whoever wants to delete the database, and opens it again', async () => {
  const { store, reasons } = openStore();
  await store.update(OWNER, raise);
  expect(await deletable()).toBe(true);
  expect(await store.read(OWNER)).toBeNull();
  expect(await store.update(OWNER, raise)).toMatchObject({ failures: 1 });
  expect([reasons, store.persistence()]).toEqual([[], 'indexeddb']);
});

it('a connection that is terminated is opened again, and nothing is lost', async () => {
  const seen = watchOpen();
  const { store, reasons } = openStore();
  await store.update(OWNER, raise);
  for (const database of seen.opened) forceCloseDatabase(database as never);
  expect(await store.update(OWNER, raise)).toMatchObject({ failures: 2 });
  expect([reasons, seen.tries, store.persistence()]).toEqual([[], 2, 'indexeddb']);
});

/** Writes fail from now on, as on a full disk. */
const breakWrites = {
  'by a throw': () =>
    vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => {
      throw new DOMException('full', 'QuotaExceededError');
    }),
  'by an abort of the transaction': () => {
    const { put } = IDBObjectStore.prototype;
    return vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(function (
      this: IDBObjectStore,
      value,
      key,
    ) {
      const request = put.call(this, value, key);
      this.transaction.abort();
      return request;
    });
  },
};

describe.each(Object.entries(breakWrites))('a full disk, %s', (_, fill) => {
  it('is left for memory after one more try, said once', async () => {
    const { store, reasons } = openStore();
    await store.update(OWNER, raise);
    const puts = fill();
    expect(await store.update(OWNER, raise)).toMatchObject({ failures: 1 });
    expect(await store.update(OWNER, raise)).toMatchObject({ failures: 2 });
    expect(puts).toHaveBeenCalledTimes(2);
    expect([reasons.length, store.persistence()]).toEqual([1, 'memory']);
  });

  it('leaves no rejection that nobody handles', async () => {
    const unhandled: unknown[] = [];
    const note = (reason: unknown) => unhandled.push(reason);
    process.on('unhandledRejection', note);
    const { store } = openStore();
    await store.update(OWNER, raise);
    fill();
    await store.update(OWNER, raise);
    // Told of only after the present turn of the event loop.
    await new Promise((resolve) => setTimeout(resolve, 20));
    process.off('unhandledRejection', note);
    expect(unhandled).toEqual([]);
  });

  it('loses nothing of what several write at once', async () => {
    const { store, reasons } = openStore();
    await store.update(OWNER, raise);
    fill();
    const all = await Promise.all([1, 2, 3].map(() => store.update(OWNER, raise)));
    expect(all.map((one) => one !== 'signed-out' && one.failures)).toEqual([1, 2, 3]);
    expect(reasons).toHaveLength(1);
  });

  it('does not keep the first answer waiting', async () => {
    fill();
    const client = await rig.client(rig.engine());
    await until(() => client.last()?.settled, { what: 'it is loaded' });
    const told = client.updates().filter(({ text }) => text);
    // It was sent once, before anybody knew of the disk.
    expect(told).toMatchObject([{ source: 'network', persistence: 'indexeddb', failure: null }]);
    expect(client.last()).toMatchObject({ source: 'network', persistence: 'memory' });
    expect(client.snapshot()?.revision).toBe(1);
  });

  it('costs a session nothing of what it serves', async () => {
    const LEFT = 'feature-audit-log';
    const client = await rig.client(rig.engine());
    await until(() => client.last()?.settled, { what: 'it is loaded' });
    expect(client.last()?.persistence).toBe('indexeddb');
    fill();
    await rig.api.fault({ mode: 'down' });
    expect((await client.refresh()).failure).toMatchObject({ code: 'NETWORK' });
    expect(client.last()).toMatchObject({ persistence: 'memory', source: 'network' });
    expect(client.snapshot()?.revision).toBe(1);
    expect(isGranted(client.snapshot(), LEFT)).toBe(true);

    await rig.api.heal();
    await rig.api.patch({ customers: { [CUSTOMER]: { grants: { [LEFT]: false } } } });
    expect((await client.refresh()).failure).toBeUndefined();
    expect(client.last()?.persistence).toBe('memory');
    expect(client.updates().filter(({ patch }) => patch)).toMatchObject([{ patch: { gone: [LEFT] } }]);
    expect(client.snapshot()?.revision).toBe(2);
    const logs = client.events.flatMap((event) => (event.event === 'log' ? [event.message] : []));
    expect(logs.filter((message) => message.startsWith('IndexedDB failed'))).toHaveLength(1);
  });
});

it.each(Object.values(breakWrites))(
  'a sign-out deletes what is on a disk that was given up: case %#',
  async (fill) => {
    const engine = rig.engine();
    const client = await rig.client(engine);
    await until(async () => (await rig.stored()).size === 1, { what: 'it is stored' });
    const writes = fill();
    await client.refresh();
    expect(client.last()?.persistence).toBe('memory');
    expect((await rig.stored()).size).toBe(1);
    await client.api.signOut({ customerKey: client.customerKey, generation: 2 });
    expect((await rig.stored()).size).toBe(0);

    // Where only deleting works, the engine's memory and the page's own tombstone keep the news.
    writes.mockRestore();
    const late = await rig.client(engine);
    await until(() => late.events.some(({ event }) => event === 'signedOut'), {
      what: 'an older one is told',
    });
  },
);

it('a disk that cannot be opened costs a session nothing but what was stored', async () => {
  watchOpen(() => {
    throw new DOMException('no', 'InvalidStateError');
  });
  const client = await rig.client(rig.engine());
  await until(() => client.last()?.source === 'network', { what: 'it is served' });
  expect(client.last()).toMatchObject({ persistence: 'memory', settled: true, failure: null });
  expect((await client.refresh()).failure).toBeUndefined();
});
