import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { DATABASE_NAME } from '../../src/core/protocol.js';
import { emptyRecord, type RecordOwner, type SessionRecord } from '../../worker/record.js';
import { createStore, type Store } from '../../worker/store.js';
import { entitlement } from '../core/wire.js';
import { createManualClock, type ManualClock } from '../support/manual-clock.js';

const DAY = 86_400_000;
let clock: ManualClock;
let stores: Store[] = [];
const degraded = (reason: string) => {
  throw new Error(`gave up the disk: ${reason}`);
};

beforeEach(() => {
  globalThis.indexedDB = new IDBFactory();
  clock = createManualClock();
});
afterEach(() => {
  for (const store of stores) store.close();
  stores = [];
});

function open(disk: IDBFactory | null = globalThis.indexedDB): Store {
  const store = createStore(disk, clock, degraded);
  stores.push(store);
  return store;
}

const owner = (key: string, more: Partial<RecordOwner> = {}): RecordOwner => ({
  key,
  customerKey: `customer-of-${key}`,
  generation: 1,
  ...more,
});
const record = (of: RecordOwner, more: Partial<SessionRecord> = {}): SessionRecord => ({
  ...emptyRecord(of, 7 * DAY),
  revision: 1,
  snapshot: {
    format: 1,
    revision: 1,
    receivedAt: clock.now().wall,
    isWidgetWatermarkEnabled: null,
    entitlements: [entitlement()],
  },
  writtenAt: clock.now().wall,
  ...more,
});
const put = (store: Store, of: RecordOwner, more: Partial<SessionRecord> = {}) =>
  store.update(of, () => record(of, more));

/** What is on the disk, past the store. */
async function tamper(work: (records: IDBObjectStore, snapshots: IDBObjectStore) => void): Promise<void> {
  const database = await new Promise<IDBDatabase>((resolve) => {
    const request = indexedDB.open(DATABASE_NAME);
    request.onsuccess = () => resolve(request.result);
  });
  const transaction = database.transaction(['records', 'snapshots'], 'readwrite');
  work(transaction.objectStore('records'), transaction.objectStore('snapshots'));
  await new Promise((done) => {
    transaction.oncomplete = done;
  });
  database.close();
}
async function keys(table: 'records' | 'snapshots' = 'records'): Promise<string[]> {
  let request: IDBRequest<IDBValidKey[]> | undefined;
  await tamper((records, snapshots) => {
    request = (table === 'records' ? records : snapshots).getAllKeys();
  });
  return (request?.result ?? []).map(String).sort();
}

describe.each(['disk', 'memory'])('on %s', (place) => {
  const make = () => open(place === 'disk' ? globalThis.indexedDB : null);

  it('gives back what was written', async () => {
    const store = make();
    const one = owner('one');
    expect(await store.read(one)).toBeNull();
    const written = await put(store, one);
    expect(written).toEqual(record(one));
    expect(await store.read(one)).toEqual(record(one));
    expect(await store.read(owner('two'))).toBeNull();
    expect(store.persistence()).toBe(place === 'disk' ? 'indexeddb' : 'memory');
  });

  it('hands what is stored to a change, and writes for the owner that asked', async () => {
    const store = make();
    await put(store, owner('one', { generation: 1 }));
    const seen: (SessionRecord | null)[] = [];
    const younger = owner('one', { generation: 4 });
    await store.update(younger, (stored) => {
      seen.push(stored);
      return { ...record(owner('other')), revision: (stored?.revision ?? 0) + 1 };
    });
    expect(seen).toEqual([record(owner('one'))]);
    expect(await store.read(younger)).toMatchObject({ ...younger, revision: 2 });
  });

  it('loses no change of several made at once', async () => {
    const store = make();
    const one = owner('one');
    const raise = (stored: SessionRecord | null) => record(one, { failures: (stored?.failures ?? 0) + 1 });
    await Promise.all(Array.from({ length: 20 }, () => store.update(one, raise)));
    expect(await store.read(one)).toMatchObject({ failures: 20 });
  });

  it('refuses who opened before the sign-out, and serves who opened after it', async () => {
    const store = make();
    const old = owner('one', { generation: 3 });
    await put(store, old);
    await store.bury([{ customerKey: old.customerKey, generation: 4 }]);
    let asked = 0;
    const change = () => {
      asked++;
      return record(old);
    };
    expect(await store.update(old, change)).toBe('signed-out');
    expect(await store.read(old)).toBe('signed-out');
    expect(asked).toBe(0);
    const young = { ...old, generation: 4 };
    expect(await store.read(young)).toBeNull();
    expect(await store.update(young, change)).toMatchObject({ generation: 4 });
    expect(await store.read(young)).toMatchObject({ generation: 4 });
    // And it does not bring the former one back.
    expect(await store.read(old)).toBe('signed-out');
  });

  it('buries what is older, of that customer only', async () => {
    const store = make();
    const [own, resource] = [owner('own'), owner('resource', { customerKey: 'customer-of-own' })];
    const young = owner('young', { customerKey: 'customer-of-own', generation: 2 });
    const other = owner('other');
    for (const one of [own, resource, young, other]) await put(store, one);
    await store.bury([{ customerKey: 'customer-of-own', generation: 2 }]);
    expect(await store.read({ ...own, generation: 9 })).toBeNull();
    expect(await store.read({ ...resource, generation: 9 })).toBeNull();
    expect(await store.read(young)).toEqual(record(young));
    expect(await store.read(other)).toEqual(record(other));
  });

  it('buries everybody with *', async () => {
    const store = make();
    const [one, two, young] = [owner('one'), owner('two'), owner('young', { generation: 7 })];
    for (const each of [one, two, young]) await put(store, each);
    await store.bury([{ customerKey: '*', generation: 5 }]);
    expect(await store.update(owner('three'), () => record(owner('three')))).toBe('signed-out');
    expect([await store.read(one), await store.read(two)]).toEqual(['signed-out', 'signed-out']);
    expect(await store.read(young)).toMatchObject({ key: 'young' });
  });

  it('an older tombstone does not take the place of a younger one', async () => {
    const store = make();
    const one = owner('one', { generation: 4 });
    await store.bury([{ customerKey: one.customerKey, generation: 5 }]);
    await store.bury([{ customerKey: one.customerKey, generation: 2 }]);
    expect(await store.read(one)).toBe('signed-out');
  });

  it('keeps the ten that were written last', async () => {
    const store = make();
    const all = Array.from({ length: 13 }, (_, at) => owner(`k${at}`));
    for (const one of all) {
      clock.advance(1_000);
      await put(store, one);
    }
    await store.prune();
    const kept = await Promise.all(all.map((one) => store.read(one)));
    expect(kept.map((one) => one !== null && one !== 'signed-out')).toEqual([
      ...Array(3).fill(false),
      ...Array(10).fill(true),
    ]);
  });

  it('drops what is older than it may be used, and counts the age it had when it was written', async () => {
    const store = make();
    const [brief, long, aged] = [owner('brief'), owner('long'), owner('aged')];
    await put(store, brief, { keepMs: DAY });
    await put(store, long, { keepMs: 3 * DAY });
    await put(store, aged, { keepMs: 3 * DAY, ageMs: 2 * DAY });
    clock.advance(DAY + 1);
    await store.prune();
    expect(await store.read(brief)).toBeNull();
    expect(await store.read(long)).not.toBeNull();
    expect(await store.read(aged)).toBeNull();
  });
});

it('another store on the same disk sees it all', async () => {
  const [one, two] = [open(), open()];
  await put(one, owner('k'));
  expect(await two.read(owner('k'))).toEqual(record(owner('k')));
  await two.bury([{ customerKey: 'customer-of-k', generation: 2 }]);
  expect(await one.update(owner('k'), () => record(owner('k')))).toBe('signed-out');
});

it('a damaged record is dropped alone', async () => {
  const store = open();
  for (const key of ['good', 'bad', 'worse']) await put(store, owner(key));
  await tamper((records) => {
    records.put({ ...record(owner('bad')), snapshot: { format: 1, entitlements: [7] } }, 'bad');
    records.put('not even an object', 'worse');
  });
  expect(await store.read(owner('bad'))).toBeNull();
  expect(await store.read(owner('worse'))).toBeNull();
  expect(await store.read(owner('good'))).toEqual(record(owner('good')));
  expect(
    await store.update(owner('bad'), (stored) => record(owner('bad'), { failures: stored ? 9 : 0 })),
  ).toEqual(record(owner('bad')));
  await store.prune();
  expect(await keys()).toEqual(['bad', 'good']);
});

it('holds nothing but records under session keys and tombstones', async () => {
  const store = open();
  await put(store, owner('k'));
  expect((await indexedDB.databases()).map(({ name }) => name)).toEqual([DATABASE_NAME]);
  expect(await keys()).toEqual(['k']);
});

it('takes its disk from whoever makes it', async () => {
  const own = new IDBFactory();
  const store = open(own);
  await put(store, owner('k'));
  expect((await own.databases()).map(({ name }) => name)).toEqual([DATABASE_NAME]);
  expect(await globalThis.indexedDB.databases()).toEqual([]);
});

describe('the snapshot of a record', () => {
  const SNAPSHOT = {
    format: 1 as const,
    revision: 1,
    receivedAt: 5_000,
    isWidgetWatermarkEnabled: null,
    entitlements: [entitlement()],
  };
  const damage = () => tamper((_, snapshots) => void snapshots.put('{"format":1', 'one'));

  it('is written where it is another, and not with each refresh', async () => {
    const put = vi.spyOn(IDBObjectStore.prototype, 'put');
    const written = () => put.mock.contexts.map((table) => (table as IDBObjectStore).name);
    const store = open();
    const one = owner('one');
    await store.update(one, () => record(one, { snapshot: SNAPSHOT }));
    expect(written()).toEqual(['records', 'snapshots']);
    put.mockClear();
    // Whether or not whoever writes has it.
    for (const known of [SNAPSHOT, null]) {
      await store.update(one, (stored) => ({ ...(stored as SessionRecord), failures: 3 }), known);
    }
    expect(written()).toEqual(['records', 'records']);
    expect(await store.read(one)).toMatchObject({ failures: 3, snapshot: SNAPSHOT });
    put.mockRestore();
  });

  it('is not read again by who has it', async () => {
    const store = open();
    const one = owner('one');
    await store.update(one, () => record(one, { snapshot: SNAPSHOT }));
    await damage();
    const known = await store.read(one, SNAPSHOT);
    expect(known !== null && known !== 'signed-out' && known.snapshot).toBe(SNAPSHOT);
    const other = { ...SNAPSHOT, revision: 2 };
    for (const has of [null, other]) expect(await store.read(one, has)).toBeNull();
  });

  it.each<[string, (snapshots: IDBObjectStore) => void]>([
    ['cut', (snapshots) => snapshots.put('{"format":1', 'one')],
    ['no text', (snapshots) => snapshots.put({ ...SNAPSHOT }, 'one')],
    ['gone', (snapshots) => snapshots.delete('one')],
    ['another one', (snapshots) => snapshots.put(JSON.stringify({ ...SNAPSHOT, revision: 2 }), 'one')],
    ['half of one', (snapshots) => snapshots.put(JSON.stringify({ ...SNAPSHOT, entitlements: [{}] }), 'one')],
  ])('that is %s takes the record with it', async (_, change) => {
    const store = open();
    const one = owner('one');
    await store.update(one, () => record(one, { snapshot: SNAPSHOT }));
    expect(await store.read(one)).not.toBeNull();
    await tamper((_records, snapshots) => change(snapshots));
    expect(await store.read(one)).toBeNull();
    // And the next one stands.
    await store.update(one, (stored) => stored ?? record(one, { snapshot: SNAPSHOT }));
    expect(await store.read(one)).toMatchObject({ snapshot: SNAPSHOT });
  });

  it('goes with its record', async () => {
    const store = open();
    const one = owner('one');
    await put(store, one);
    await store.update(one, (stored) => ({ ...(stored as SessionRecord), snapshot: null }));
    await put(store, owner('two'));
    await store.bury([{ customerKey: 'customer-of-two', generation: 2 }]);
    expect(await keys('snapshots')).toEqual([]);
    expect(await keys()).toEqual(['one']);
  });
});
